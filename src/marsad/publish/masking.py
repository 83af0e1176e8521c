"""What is held back: names of private persons, as ▮▮▮, everywhere but in the ledger itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from marsad.model.ledger import Ledger
from marsad.model.reports import Span

MASK = "▮▮▮"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mask:
    """Spans held back by report, merged and in order; and full names held back wherever they stand, longest first."""

    spans: Mapping[str, tuple[Span, ...]]
    names: tuple[str, ...]


def find_withheld(ledger: Ledger) -> Mask:
    """All that the claims withhold. A name of two words or more is withheld in every text; one word in its place only,
    since a first name alone belongs to many.
    """
    spans: dict[str, list[Span]] = {}
    names: set[str] = set()
    texts = {r.id: r.text for r in ledger.reports}
    for claim in ledger.claims:
        for start, end in claim.withheld:
            spans.setdefault(claim.report, []).append((start, end))
            name = texts[claim.report][start:end].strip()
            if len(name.split()) > 1:
                names.add(name)
    merged = {report: _merge(found) for report, found in spans.items()}
    return Mask(spans=merged, names=tuple(sorted(names, key=lambda n: (-len(n), n))))


def _merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def mask_text(mask: Mask, text: str) -> str:
    """A text with every full name that is held back masked."""
    if " " in text:
        for name in mask.names:
            if name in text:
                text = text.replace(name, MASK)
    return text


def mask_stretch(text: str, start: int, end: int, holes: tuple[Span, ...]) -> str:
    """A stretch of a report's text; a held-back span shows once, where it starts, whatever cuts the stretch."""
    parts: list[str] = []
    at = start
    for left, right in holes:
        if right <= at:
            continue
        if left >= end:
            break
        parts.append(text[at : max(at, left)])
        if left >= start:
            parts.append(MASK)
        at = min(right, end)
    parts.append(text[at:end])
    return "".join(parts)
