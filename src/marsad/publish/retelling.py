"""What a copy made of its origin: sentences reworded, left out and added, with the changed words marked."""

from collections import Counter
from dataclasses import dataclass

from marsad.lineage.changes import Change, Fate, compare_reports
from marsad.lineage.swaps import SwapKind
from marsad.model.copies import Copy, Relation
from marsad.model.reports import Report, Span
from marsad.publish.index import Index
from marsad.publish.masking import Mask, mask_stretch

SHOWN = 8
"""So many reworded sentences stand in the page; those that change a figure first, then a name for somebody."""

LONGEST = 100_000
"""Characters beyond which two reports are not compared: the ledger still holds the copy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Text that both have, or words of the origin in whose place others stand: `gone` and `came`."""

    text: str
    gone: str
    came: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Retelling:
    """How a copy's sentences stand to its origin's, in words, and the reworded ones."""

    summary: str
    sentences: tuple[tuple[Stretch, ...], ...]
    left_out: int


def tell_retelling(index: Index, mask: Mask, copy: Copy) -> Retelling | None:
    """Compare a verbatim copy or a rewrite with its origin; an excerpt has too little of it for that."""
    origin, report = index.reports.get(copy.origin or ""), index.reports[copy.report]
    if origin is None or copy.relation not in (Relation.VERBATIM, Relation.REWRITE):
        return None
    if max(len(origin.text), len(report.text)) > LONGEST:
        return None
    changes = compare_reports(origin, report)
    changed = sorted((c for c in changes if c.fate is Fate.CHANGED), key=_rank)
    return Retelling(
        summary=_sum_up(changes),
        sentences=tuple(_mark_swaps(mask, origin, report, change) for change in changed[:SHOWN]),
        left_out=len(changed[SHOWN:]),
    )


def _rank(change: Change) -> tuple[int, Span]:
    kinds = {swap.kind for swap in change.swaps}
    weight = 0 if SwapKind.FIGURES in kinds else 1 if SwapKind.WORDS in kinds else 2
    return weight, change.right or (0, 0)


def _sum_up(changes: tuple[Change, ...]) -> str:
    """In words: "12 sentences the same, 2 reworded, 1 left out"."""
    fates = Counter(change.fate for change in changes)
    words = ((Fate.SAME, "the same"), (Fate.CHANGED, "reworded"), (Fate.DROPPED, "left out"), (Fate.ADDED, "added"))
    told = [f"{fates[fate]} {word}" for fate, word in words if fates[fate]]
    moved = sum(change.moved for change in changes)
    return "Sentences: " + ", ".join(told + ([f"{moved} moved"] if moved else []))


def _mark_swaps(mask: Mask, origin: Report, report: Report, change: Change) -> tuple[Stretch, ...]:
    """A reworded sentence as the copy has it, each swap with the origin's words."""
    assert change.right is not None
    stretches: list[Stretch] = []
    at, end = change.right
    for swap in change.swaps:
        gone = _cut(mask, origin, swap.left)
        if swap.right:
            stretches.append(Stretch(text=_cut(mask, report, (at, swap.right[0])), gone="", came=""))
            at = swap.right[1]
        stretches.append(Stretch(text="", gone=gone, came=_cut(mask, report, swap.right)))
    stretches.append(Stretch(text=_cut(mask, report, (at, end)), gone="", came=""))
    return tuple(stretch for stretch in stretches if stretch.text or stretch.gone or stretch.came)


def _cut(mask: Mask, report: Report, span: Span | None) -> str:
    return mask_stretch(report.text, *span, mask.spans.get(report.id, ())) if span else ""
