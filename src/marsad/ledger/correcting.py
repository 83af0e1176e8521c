"""Corrections: FIELD=VALUE on a claim or a report, checked when it is made and applied when a ledger is folded.

| of a claim | value |
|---|---|
| `kind`, `stance`, `status` | a word of the closed list |
| `background` | `yes` or `no` |
| `when` | a day, a moment, or two of them with `/` between (end exclusive) |
| `place` | a place's name, or its id |
| `source` | the originator's name, or its id |
| `killed`, `injured`, ... | a figure; `killed#2` where the claim has several |

| of a report | value |
|---|---|
| `published` | a day or a moment |
| `outlet` | a name |
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from marsad.errors import InputError
from marsad.ledger.figures import read_figure
from marsad.ledger.moments import begin_of, read_day_or_moment
from marsad.lexicon.bodies import fold_name
from marsad.lexicon.place_names import fold_place
from marsad.model.claims import (
    BodyKind,
    Claim,
    Kind,
    Measure,
    Place,
    PlaceBasis,
    PlacePart,
    PlacePrecision,
    PlaceRole,
    Precision,
    Source,
    Stance,
    Status,
    When,
)
from marsad.model.ids import make_id
from marsad.model.reports import DateBasis, Report

Word = TypeVar("Word", bound=StrEnum)
REPORT_FIELDS = ("published", "outlet")
CLAIM_FIELDS = ("kind", "stance", "status", "background", "when", "place", "source")


def split_value(value: str) -> tuple[str, str]:
    """FIELD and VALUE of a correction. Raises InputError where there is no "=" or nothing beside it."""
    field, _, said = value.partition("=")
    if not field.strip() or not said.strip():
        raise InputError(f"{value}: no FIELD=VALUE", "Write the field, = and the value, as killed=8")
    return field.strip().casefold(), said.strip()


def check_correction(rows: Iterable[Claim | Report], value: str) -> None:
    """Raises InputError where a field can't be corrected so, in one of some claims or reports. A name that nobody knows
    is none the worse for that.
    """
    split_value(value)
    for row in rows:
        if isinstance(row, Report):
            correct_report(row, value)
        else:
            correct_claim(row, value, Names({}, {}), "")


def correct_report(report: Report, value: str) -> Report:
    """The report with one field corrected. Raises InputError for a field that it lacks, or a value that is none."""
    field, said = split_value(value)
    if field == "published":
        return replace(report, published=read_day_or_moment(said), published_basis=DateBasis.STATED)
    if field == "outlet":
        return replace(report, outlet=said)
    raise InputError(f"{field}: a report's field can't be corrected so", f"Use one of {', '.join(REPORT_FIELDS)}")


def correct_claim(claim: Claim, value: str, names: "Names", words: str) -> Claim:
    """The claim with one field corrected and the reason noted. Raises InputError as `correct_report` does."""
    field, said = split_value(value)
    done = _correct(claim, field, said, names)
    return replace(done, reasons=(*done.reasons, f"{field} corrected to {said} by {words}"))


class Names:
    """Places and sources by id and by name; what a correction names and nobody knows yet is made and kept."""

    def __init__(self, places: Mapping[str, Place], sources: Mapping[str, Source]) -> None:
        """Index what the ledger knows."""
        self.places = dict(places)
        self.sources = dict(sources)
        self._place_of = {
            fold_place(n): p.id for p in sorted(places.values(), key=lambda p: p.id) for n in (*p.aliases, p.name)
        }
        self._source_of = {
            fold_name(n): s.id for s in sorted(sources.values(), key=lambda s: s.id) for n in (*s.aliases, s.name)
        }

    def place(self, said: str) -> str:
        """The id of a place by id or name; an unknown name is a place without coordinates."""
        if said in self.places:
            return said
        folded = fold_place(said)
        if folded not in self._place_of:
            made = Place(
                id=make_id("place", folded, None, None),
                name=said,
                kind="",
                aliases=(),
                within=None,
                lat=None,
                lon=None,
                country=None,
                precision=PlacePrecision.UNKNOWN,
                basis=PlaceBasis.USER,
            )
            self.places[made.id] = made
            self._place_of[folded] = made.id
        return self._place_of[folded]

    def source(self, said: str) -> str:
        """The id of a source by id or name; an unknown name is an organisation."""
        if said in self.sources:
            return said
        folded = fold_name(said)
        if folded not in self._source_of:
            key = make_id("source", folded)
            self.sources[key] = Source(id=key, name=said, kind=BodyKind.ORGANISATION, aliases=(), affiliation=None)
            self._source_of[folded] = key
        return self._source_of[folded]


def _correct(claim: Claim, field: str, said: str, names: Names) -> Claim:
    simple: Mapping[str, Callable[[], Claim]] = {
        "kind": lambda: _with_kind(claim, _word(Kind, field, said)),
        "stance": lambda: replace(claim, stance=_word(Stance, field, said)),
        "status": lambda: replace(claim, status=_word(Status, field, said)),
        "background": lambda: replace(claim, background=_yes(said)),
        "when": lambda: replace(claim, when=_when(said)),
        "place": lambda: _with_place(claim, names.place(said)),
        "source": lambda: _with_source(claim, names.source(said)),
    }
    return simple[field]() if field in simple else _with_figure(claim, field, said)


def _word(words: type[Word], field: str, said: str) -> Word:
    try:
        return words(said.casefold().replace(" ", "_"))
    except ValueError as error:
        raise InputError(f"{said}: no {field}", f"Use one of {', '.join(words)}") from error


def _yes(said: str) -> bool:
    if said.casefold() not in ("yes", "no"):
        raise InputError(f"{said}: neither yes nor no", "Write background=yes or background=no")
    return said.casefold() == "yes"


def _with_kind(claim: Claim, kind: Kind) -> Claim:
    return replace(claim, kind=kind, kinds=(kind, *(k for k in claim.kinds if k not in (kind, claim.kind))))


def _with_place(claim: Claim, place: str) -> Claim:
    """The one place where it is; the sentence is all that it can point at."""
    others = tuple(part for part in claim.places if part.role != PlaceRole.AT)
    at = PlacePart(role=PlaceRole.AT, place=place, span=claim.span)
    return replace(claim, places=(at, *others), counts=tuple(replace(c, place=None) for c in claim.counts))


def _with_source(claim: Claim, source: str) -> Claim:
    """Another originator; the relays and the outlet stay."""
    relays = [(s, span) for s, span in zip(claim.chain, claim.chain_spans, strict=True) if s != source]
    kept = relays[1:] if len(claim.chain) > 1 and relays and relays[0][0] == claim.chain[0] else relays
    links = [(source, None), *kept]
    return replace(claim, chain=tuple(s for s, _ in links), chain_spans=tuple(span for _, span in links))


def _with_figure(claim: Claim, field: str, said: str) -> Claim:
    """A figure of one measure, the only one or the one that `#` names."""
    name, _, place = field.partition("#")
    if name not in list(Measure):
        fields = ", ".join((*CLAIM_FIELDS, *Measure))
        raise InputError(f"{field}: a claim's field can't be corrected so", f"Use one of {fields}")
    figure = read_figure(said)
    if figure is None:
        raise InputError(f"{said}: no figure", "Write 8, at least 8, more than 8, about 8, up to 8 or 6 to 8")
    at = [index for index, count in enumerate(claim.counts) if count.measure == name]
    chosen = at[int(place) - 1 : int(place)] if place.isdigit() and int(place) > 0 else at
    if len(chosen) != 1:
        seen = ", ".join(f"{name}#{n}: {claim.counts[i].verbatim}" for n, i in enumerate(at, start=1)) or "none"
        raise InputError(f"{field}: not one figure of this claim ({seen})", f"Name one of them, as {name}#1=8")
    counts = list(claim.counts)
    counts[chosen[0]] = replace(
        counts[chosen[0]], low=figure.low, best=figure.best, high=figure.high, relation=figure.relation
    )
    return replace(claim, counts=tuple(counts))


def _when(said: str) -> When:
    """A day, a moment or a stretch, in UTC unless it says otherwise."""
    first, _, last = said.partition("/")
    start = read_day_or_moment(first.strip())
    begin = begin_of(start)
    end = begin_of(read_day_or_moment(last.strip())) if last else begin + _length(start)
    if end < begin:
        raise InputError(f"{said}: it ends before it begins", "Write the earlier time first")
    fine = Precision.INSTANT if isinstance(start, datetime) and not last else Precision.DAY
    return When(text=None, span=None, start=begin, end=end, precision=fine, basis="a person's correction")


def _length(start: date | datetime) -> timedelta:
    return timedelta(0) if isinstance(start, datetime) else timedelta(days=1)
