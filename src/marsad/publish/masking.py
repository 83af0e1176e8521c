"""What is held back: names of private persons, as ▮▮▮, everywhere but in the ledger itself."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from marsad.model.claims import Claim
from marsad.model.ledger import Ledger
from marsad.model.reports import Span

MASK = "▮▮▮"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mask:
    """Spans held back by report, merged and in order; full names held back wherever they stand, longest first; and all
    names that were found, single words too.
    """

    spans: Mapping[str, tuple[Span, ...]]
    names: tuple[str, ...]
    found: tuple[str, ...]


def find_withheld(ledger: Ledger) -> Mask:
    """All that the claims withhold. A name of two words or more is withheld in every text; one word in its place only,
    since a first name alone belongs to many.
    """
    return withhold(ledger.claims, {r.id: r.text for r in ledger.reports})


def withhold(claims: Iterable[Claim], texts: Mapping[str, str]) -> Mask:
    """The same of some claims, with the texts of their reports by id."""
    spans: dict[str, list[Span]] = {}
    found: set[str] = set()
    for claim in claims:
        for start, end in claim.withheld:
            spans.setdefault(claim.report, []).append((start, end))
            found.add(texts[claim.report][start:end].strip())
    merged = {report: _merge(held) for report, held in spans.items()}
    names = sorted((name for name in found if len(name.split()) > 1), key=lambda name: (-len(name), name))
    return Mask(spans=merged, names=tuple(names), found=tuple(sorted(found)))


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


def part_stretch(text: str, start: int, end: int, holes: tuple[Span, ...]) -> Iterator[tuple[str, bool]]:
    """A stretch of a report's text in parts, each with whether it is held back; a held-back span stands once and whole,
    where it starts, whatever cuts the stretch.
    """
    at = start
    for left, right in holes:
        if right <= at:
            continue
        if left >= end:
            break
        if left > at:
            yield text[at:left], False
        if left >= start:
            yield text[left:right], True
        at = min(right, end)
    if at < end:
        yield text[at:end], False


def mask_stretch(text: str, start: int, end: int, holes: tuple[Span, ...]) -> str:
    """A stretch of a report's text with what is held back masked."""
    return "".join(MASK if held else part for part, held in part_stretch(text, start, end, holes))


def part_names(mask: Mask, text: str) -> Iterator[tuple[str, bool]]:
    """A text in parts, each with whether it is a full name that is held back."""
    rest = text
    while rest:
        found = min(((rest.find(name), -len(name), name) for name in mask.names if name in rest), default=None)
        if found is None:
            yield rest, False
            return
        at, _, name = found
        if at:
            yield rest[:at], False
        yield name, True
        rest = rest[at + len(name) :]
