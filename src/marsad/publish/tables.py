"""Tables for spreadsheets: one row a claim, one row an incident."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import chain

from marsad.model.claims import Claim, Stance, When
from marsad.model.incidents import Agreement, Contradiction, Incident
from marsad.model.ledger import Ledger
from marsad.publish.chronicle import order_incidents
from marsad.publish.figures import AnyCount, say_count
from marsad.publish.index import Index, index_ledger, name_chain, name_place, name_source, pin_place
from marsad.publish.masking import Mask, find_withheld, mask_stretch, mask_text
from marsad.publish.sentences import DISPUTE_WORDS
from marsad.publish.times import stamp_edges

Cell = str | int | float | None

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters that make a spreadsheet read a cell as a formula, the full-width forms included (OWASP)."""

COUNT_COLUMNS = ("counts", "measures", "low", "best", "high")

CLAIM_COLUMNS = (
    "id", "report", "outlet", "published", "originator", "chain", "cue", "stance", "status", "background", "review",
    "kind", "kinds", "start", "end", "when", "places", "actors", *COUNT_COLUMNS, "quote", "span_start", "span_end",
)  # fmt: skip

INCIDENT_COLUMNS = (
    "id", "story", "label", "kind", "status", "independent_sources", "says", "denies", "does_not_confirm",
    "start", "end", "when", "places", "latitude", "longitude", "precision", "actors", *COUNT_COLUMNS, "refusals",
    "claims", "review", "disputed", "agreed",
)  # fmt: skip


def claims_table(ledger: Ledger) -> Iterator[str]:
    """`claims.csv`, a line at a time: claims in the order of reports and sentences."""
    index, mask = index_ledger(ledger), find_withheld(ledger)
    claims = sorted(ledger.claims, key=lambda c: (index.reports[c.report].key, c.report, c.span, c.id))
    return write_table(CLAIM_COLUMNS, (_claim_row(index, mask, claim) for claim in claims), mask)


def incidents_table(ledger: Ledger) -> Iterator[str]:
    """`incidents.csv`, a line at a time: incidents in the order of stories and time."""
    index, mask = index_ledger(ledger), find_withheld(ledger)
    rank = {story.id: rank for rank, story in enumerate(ledger.stories)}
    labels = {story.id: story.label for story in ledger.stories}
    incidents = sorted(order_incidents(ledger.incidents), key=lambda i: rank.get(i.story, len(rank)))
    rows = (_incident_row(index, incident, labels.get(incident.story, "")) for incident in incidents)
    return write_table(INCIDENT_COLUMNS, rows, mask)


def write_table(columns: Sequence[str], rows: Iterable[Sequence[Cell]], mask: Mask) -> Iterator[str]:
    """Rows as CSV (RFC 4180), every text cell masked and made safe for spreadsheets."""
    line = StringIO(newline="")
    writer = csv.writer(line)
    for row in chain([columns], ([guard_cell(mask, cell) for cell in row] for row in rows)):
        writer.writerow(row)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def guard_cell(mask: Mask, cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula: an apostrophe before the characters that start one."""
    if not isinstance(cell, str):
        return cell
    text = mask_text(mask, cell)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _claim_row(index: Index, mask: Mask, claim: Claim) -> list[Cell]:
    report = index.reports[claim.report]
    chain = name_chain(index, claim)
    quote = mask_stretch(report.text, *claim.span, mask.spans.get(report.id, ()))
    return [
        claim.id, report.key, report.outlet, report.published.isoformat() if report.published else None,
        chain[0], " > ".join(chain), claim.cue.text if claim.cue else None, claim.stance, claim.status,
        _yes(claim.background), _yes(claim.review), claim.kind, _join(claim.kinds), *_times(claim.when),
        _join(f"{part.role} {name_place(index, part.place)}" for part in claim.places),
        _join(f"{part.role} {index.actors[part.actor].name}" for part in claim.actors),
        *_count_cells(claim.counts), quote, *claim.span,
    ]  # fmt: skip


def _incident_row(index: Index, incident: Incident, story: str) -> list[Cell]:
    pin = pin_place(index, incident)
    voices = [_join(name_source(index, v.source) for v in incident.voices if v.stance is s) for s in Stance]
    return [
        incident.id, story, incident.label, incident.kind, incident.status, incident.independent_sources,
        *voices, *_times(incident.when), _join(name_place(index, place) for place in incident.places),
        pin.lat if pin else None, pin.lon if pin else None, pin.precision if pin else None,
        _join(f"{part.role} {index.actors[part.actor].name}" for part in incident.actors),
        *_count_cells(incident.counts), _join(c.refusal for c in incident.counts if c.refusal),
        _join(incident.claims), _yes(incident.review), _join(map(_say_sides, index.disputes_of.get(incident.id, ()))),
        _join(map(_say_sides, index.agreed_of.get(incident.id, ()))),
    ]  # fmt: skip


def _say_sides(found: Contradiction | Agreement) -> str:
    """What is in dispute, or said in other words, and what each side holds: "how many: 3 killed | 5 killed"."""
    return f"{DISPUTE_WORDS[found.kind]}: {' | '.join(dict.fromkeys(p.value for p in found.positions))}"


def _times(when: When | None) -> tuple[Cell, Cell, Cell]:
    return *stamp_edges(when), when.text if when else None


def _count_cells(counts: Sequence[AnyCount]) -> tuple[Cell, ...]:
    """Counts in words, then measures and bounds in the same order; a lone count's bounds are plain numbers."""
    words, measures = _join(say_count(c) for c in counts), _join(c.measure for c in counts)
    if len(counts) == 1:
        return words, measures, counts[0].low, counts[0].best, counts[0].high
    bounds = ([c.low for c in counts], [c.best for c in counts], [c.high for c in counts])
    return words, measures, *(_join(map(_digits, row)) for row in bounds)


def _digits(number: int | None) -> str:
    return "?" if number is None else str(number)


def _join(words: Iterable[str]) -> str:
    return "; ".join(words)


def _yes(flag: bool) -> str:
    return "yes" if flag else "no"
