"""The ledger as tables with typed columns: for databases, data frames and whoever computes with it.

What is a list in the ledger is a table of its own, or words parted by "; ". Names that are held back are masked.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from marsad.model.claims import Claim, Count, When
from marsad.model.incidents import Incident
from marsad.model.ledger import Ledger
from marsad.publish.chronicle import order_incidents
from marsad.publish.figures import say_count
from marsad.publish.index import Index, name_chain, name_place, name_source, pin_place
from marsad.publish.masking import Mask, mask_stretch, mask_text
from marsad.publish.pieces import Piece, Pieces, take_whole
from marsad.publish.status import say_status

Value = str | int | float | bool | datetime | None


class Holds(StrEnum):
    """What a column holds; a moment is an instant with its zone, in UTC."""

    TEXT = "text"
    NUMBER = "number"
    DEGREES = "degrees"
    YES_NO = "yes_no"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A table: its name, its columns with what they hold, its rows; `key` is the column that names a row, if one does.

    `refers` says which column is the key of which table.
    """

    name: str
    columns: tuple[tuple[str, Holds], ...]
    rows: tuple[tuple[Value, ...], ...]
    key: str | None = None
    refers: tuple[tuple[str, str], ...] = ()


_T, _N, _D, _Y, _M = Holds.TEXT, Holds.NUMBER, Holds.DEGREES, Holds.YES_NO, Holds.MOMENT
_BOUNDS = (("low", _N), ("best", _N), ("high", _N), ("relation", _T))
_SPAN = (("span_start", _N), ("span_end", _N))
_TIMES = (("start", _M), ("end", _M), ("time_words", _T), ("precision", _T))


def relate_ledger(ledger: Ledger) -> tuple[Relation, ...]:
    """All tables of a ledger, those that others refer to first."""
    return tuple(table for parts in relate(take_whole(ledger)) for table in parts)


def relate(pieces: Pieces, names: Collection[str] = ()) -> Iterator[Iterator[Relation]]:
    """All tables of a ledger in pieces, or those with some names: of each its parts, which go on with one another."""
    for section, table in (found for name, found in _TABLES.items() if not names or name in names):
        yield _relate_pieces(pieces(section), table)


def _relate_pieces(pieces: Iterator[Piece], table: Callable[[Piece], Relation]) -> Iterator[Relation]:
    return (_mask_all(piece.mask, table(piece)) for piece in pieces)


def _mask_all(mask: Mask, relation: Relation) -> Relation:
    rows = tuple(
        tuple(mask_text(mask, cell) if isinstance(cell, str) else cell for cell in row) for row in relation.rows
    )
    return replace(relation, rows=rows)


def _reports(piece: Piece) -> Relation:
    columns = (
        ("id", _T), ("key", _T), ("outlet", _T), ("agency", _T), ("author", _T), ("title", _T), ("url", _T),
        ("published", _T), ("published_basis", _T), ("language", _T), ("read", _Y), ("unread_why", _T),
        ("story", _T), ("family", _T), ("text", _T),
    )  # fmt: skip
    rows = tuple(
        (
            r.id, r.key, r.outlet, r.agency, r.author, r.title, r.url, _day(r.published), r.published_basis.value,
            r.language, r.read, r.unread_why, piece.index.story_of.get(r.id),
            piece.index.family_of[r.id].id if r.id in piece.index.family_of else None,
            mask_stretch(r.text, 0, len(r.text), piece.mask.spans.get(r.id, ())),
        )
        for r in piece.ledger.reports
    )  # fmt: skip
    return Relation(name="reports", columns=columns, rows=rows, key="id")


def _sources(piece: Piece) -> Relation:
    columns = (("id", _T), ("name", _T), ("kind", _T), ("aliases", _T), ("affiliation", _T))
    rows = tuple((s.id, s.name, s.kind.value, _join(s.aliases), s.affiliation) for s in piece.ledger.sources)
    return Relation(name="sources", columns=columns, rows=rows, key="id", refers=(("affiliation", "sources"),))


def _places(piece: Piece) -> Relation:
    columns = (
        ("id", _T), ("name", _T), ("kind", _T), ("within", _T), ("country", _T), ("latitude", _D), ("longitude", _D),
        ("precision", _T), ("basis", _T),
    )  # fmt: skip
    rows = tuple(
        (p.id, p.name, p.kind, p.within, p.country, p.lat, p.lon, p.precision.value, p.basis.value)
        for p in piece.ledger.places
    )
    return Relation(name="places", columns=columns, rows=rows, key="id", refers=(("within", "places"),))


def _stories(piece: Piece) -> Relation:
    columns = (("id", _T), ("label", _T), ("first", _T), ("last", _T), ("reports", _N))
    rows = tuple((s.id, s.label, _day(s.first), _day(s.last), len(s.reports)) for s in piece.ledger.stories)
    return Relation(name="stories", columns=columns, rows=rows, key="id")


def _incidents(piece: Piece) -> Relation:
    columns = (
        ("id", _T), ("story", _T), ("label", _T), ("kind", _T), ("status", _T), ("status_words", _T),
        ("independent_sources", _N), *_TIMES, ("places", _T), ("latitude", _D), ("longitude", _D),
        ("place_precision", _T), ("actors", _T), ("claims", _N), ("review", _Y),
    )  # fmt: skip
    rows = tuple(_incident_row(piece.index, incident) for incident in order_incidents(piece.ledger.incidents))
    return Relation(name="incidents", columns=columns, rows=rows, key="id", refers=(("story", "stories"),))


def _incident_row(index: Index, incident: Incident) -> tuple[Value, ...]:
    pin = pin_place(index, incident)
    return (
        incident.id, incident.story, incident.label, incident.kind.value, incident.status.value,
        say_status(index, incident), incident.independent_sources, *_times(incident.when),
        _join(name_place(index, place) for place in incident.places),
        pin.lat if pin else None, pin.lon if pin else None, pin.precision.value if pin else None,
        _join(f"{part.role} {index.actors[part.actor].name}" for part in incident.actors),
        len(incident.claims), incident.review,
    )  # fmt: skip


def _figures(piece: Piece) -> Relation:
    columns = (
        ("incident", _T), ("measure", _T), ("of", _T), ("party", _T), ("place", _T), *_BOUNDS, ("words", _T),
        ("rule", _T), ("refusal", _T), ("claims", _T),
    )  # fmt: skip
    rows = tuple(
        (
            i.id, c.measure.value, c.of, c.party, _place(piece.index, c.place), *_bounds(c), say_count(c), c.rule,
            c.refusal, _join(c.claims),
        )
        for i in order_incidents(piece.ledger.incidents)
        for c in i.counts
    )  # fmt: skip
    return Relation(name="figures", columns=columns, rows=rows, refers=(("incident", "incidents"),))


def _voices(piece: Piece) -> Relation:
    columns = (("incident", _T), ("source", _T), ("name", _T), ("stance", _T), ("families", _N), ("claims", _T))
    rows = tuple(
        (i.id, v.source, name_source(piece.index, v.source), v.stance.value, len(v.families), _join(v.claims))
        for i in order_incidents(piece.ledger.incidents)
        for v in i.voices
    )
    refers = (("incident", "incidents"), ("source", "sources"))
    return Relation(name="voices", columns=columns, rows=rows, refers=refers)


def _claims(piece: Piece) -> Relation:
    columns = (
        ("id", _T), ("report", _T), ("incident", _T), ("originator", _T), ("chain", _T), ("cue", _T), ("stance", _T),
        ("status", _T), ("background", _Y), ("kind", _T), ("weapon", _T), *_TIMES, ("places", _T), ("actors", _T),
        ("review", _Y), ("quote", _T), *_SPAN,
    )  # fmt: skip
    incident_of = {claim: i.id for i in piece.ledger.incidents for claim in i.claims}
    rows = tuple(_claim_row(piece.index, piece.mask, claim, incident_of.get(claim.id)) for claim in piece.ledger.claims)
    refers = (("report", "reports"), ("incident", "incidents"))
    return Relation(name="claims", columns=columns, rows=rows, key="id", refers=refers)


def _claim_row(index: Index, mask: Mask, claim: Claim, incident: str | None) -> tuple[Value, ...]:
    chain = name_chain(index, claim)
    return (
        claim.id, claim.report, incident, chain[0], " > ".join(chain), claim.cue.text if claim.cue else None,
        claim.stance.value, claim.status.value, claim.background, claim.kind.value, claim.weapon, *_times(claim.when),
        _join(f"{part.role} {name_place(index, part.place)}" for part in claim.places),
        _join(f"{part.role} {index.actors[part.actor].name}" for part in claim.actors), claim.review,
        mask_stretch(index.reports[claim.report].text, *claim.span, mask.spans.get(claim.report, ())), *claim.span,
    )  # fmt: skip


def _counts(piece: Piece) -> Relation:
    columns = (
        ("claim", _T), ("measure", _T), ("of", _T), ("party", _T), ("place", _T), *_BOUNDS, ("verbatim", _T),
        ("scope", _T), ("since", _M), ("as_of", _M), *_SPAN,
    )  # fmt: skip
    rows = tuple(
        (
            claim.id, c.measure.value, c.of, c.party, _place(piece.index, c.place), *_bounds(c), c.verbatim,
            c.scope.value, c.since, c.as_of, *c.span,
        )
        for claim in piece.ledger.claims
        for c in claim.counts
    )  # fmt: skip
    return Relation(name="counts", columns=columns, rows=rows, refers=(("claim", "claims"),))


def _copies(piece: Piece) -> Relation:
    columns = (("id", _T), ("report", _T), ("origin", _T), ("origin_name", _T), ("relation", _T), ("overlap", _D))
    rows = tuple((c.id, c.report, c.origin, c.origin_name, c.relation.value, c.overlap) for c in piece.ledger.copies)
    refers = (("report", "reports"), ("origin", "reports"))
    return Relation(name="copies", columns=columns, rows=rows, key="id", refers=refers)


def _series(piece: Piece) -> Relation:
    columns = (
        ("series", _T), ("source", _T), ("measure", _T), ("of", _T), ("party", _T), ("area", _T), ("since", _M),
        ("as_of", _M), *_BOUNDS, ("claims", _T),
    )  # fmt: skip
    rows = tuple(
        (
            s.id, s.source, s.measure.value, s.of, s.party, s.area, s.since, p.as_of, p.low, p.best, p.high,
            p.relation.value, _join(p.claims),
        )
        for s in piece.ledger.series
        for p in s.points
    )  # fmt: skip
    return Relation(name="series", columns=columns, rows=rows, refers=(("source", "sources"),))


def _disputes(piece: Piece) -> Relation:
    columns = (
        ("contradiction", _T), ("about", _T), ("kind", _T), ("source", _T), ("stance", _T), ("value", _T),
        ("claims", _T),
    )  # fmt: skip
    rows = tuple(
        (d.id, d.about, d.kind.value, p.source, p.stance.value, p.value, _join(p.claims))
        for d in piece.ledger.contradictions
        for p in d.positions
    )
    return Relation(name="contradictions", columns=columns, rows=rows, refers=(("source", "sources"),))


def _changes(piece: Piece) -> Relation:
    columns = (("id", _T), ("at", _M), ("about", _T), ("source", _T), ("from", _T), ("to", _T), ("claims", _T))
    rows = tuple((c.id, c.at, c.about, c.source, c.from_, c.to, _join(c.claims)) for c in piece.ledger.changes)
    return Relation(name="changes", columns=columns, rows=rows, key="id", refers=(("source", "sources"),))


def _problems(piece: Piece) -> Relation:
    columns = (("path", _T), ("at", _T), ("what", _T), ("remedy", _T))
    rows = tuple((p.path, p.at, p.what, p.remedy) for p in piece.ledger.problems)
    return Relation(name="problems", columns=columns, rows=rows)


def _bounds(count: Count) -> tuple[Value, ...]:
    return count.low, count.best, count.high, count.relation.value


def _times(when: When | None) -> tuple[Value, ...]:
    return (when.start, when.end, when.text, when.precision.value) if when else (None, None, None, None)


def _place(index: Index, place: str | None) -> str | None:
    return name_place(index, place) if place else None


def _day(day: date | datetime | None) -> str | None:
    return day.isoformat().replace("+00:00", "Z") if day else None


def _join(words: Iterable[str]) -> str:
    return "; ".join(words)


_TABLES: Mapping[str, tuple[str, Callable[[Piece], Relation]]] = {
    "reports": ("reports", _reports),
    "sources": ("sources", _sources),
    "places": ("places", _places),
    "stories": ("stories", _stories),
    "incidents": ("incidents", _incidents),
    "figures": ("incidents", _figures),
    "voices": ("incidents", _voices),
    "claims": ("claims", _claims),
    "counts": ("claims", _counts),
    "copies": ("copies", _copies),
    "series": ("series", _series),
    "contradictions": ("contradictions", _disputes),
    "changes": ("changes", _changes),
    "problems": ("problems", _problems),
}
"""Each table with the section of the ledger that its rows come of."""
