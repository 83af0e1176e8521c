"""Two texts side by side: what one made of the other, sentence by sentence, with the words that stand for others."""

from dataclasses import dataclass

from marsad.lineage.changes import Change, Fate, compare_reports
from marsad.lineage.swaps import Swap, find_swaps
from marsad.model.reports import Report, Span
from marsad.model.versions import Version
from marsad.publish.masking import Mask, find_held
from marsad.publish.retelling import LONGEST
from marsad.publish.times import say_moment
from marsad.publish.weaving import Piece, Wrap, weave

FATES = {Fate.SAME: "the same", Fate.CHANGED: "reworded", Fate.DROPPED: "left out", Fate.ADDED: "added"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A sentence of either text or of both, the words marked that only one has."""

    fate: str
    moved: bool
    left: tuple[Piece, ...]
    right: tuple[Piece, ...]

    @property
    def words(self) -> str:
        """What became of it."""
        return f"{FATES[Fate(self.fate)]}{', moved' if self.moved else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A text that took the place of an earlier one: when each was had, and the sentences that are others."""

    id: str
    earlier_at: str
    at: str
    pairs: tuple[Pair, ...]


def compare(mask: Mask, left: Report, right: Report) -> tuple[Pair, ...] | None:
    """Two reports in the order of the right one; None where one is too long to be compared while somebody waits."""
    if max(len(left.text), len(right.text)) > LONGEST:
        return None
    return tuple(_pair(mask, left, right, change) for change in compare_reports(left, right))


def _pair(mask: Mask, left: Report, right: Report, change: Change) -> Pair:
    return Pair(
        fate=change.fate,
        moved=change.moved,
        left=_weave(left.text, change.left, [s.left for s in change.swaps], "del", mask.spans.get(left.id, ())),
        right=_weave(right.text, change.right, [s.right for s in change.swaps], "ins", mask.spans.get(right.id, ())),
    )


def tell_editions(mask: Mask, versions: tuple[Version, ...]) -> tuple[Edition, ...]:
    """The versions of a page, the last first."""
    ordered = sorted(versions, key=lambda one: (one.at, one.id), reverse=True)
    return tuple(_tell_edition(mask, version) for version in ordered)


def _tell_edition(mask: Mask, version: Version) -> Edition:
    edits = ((edit.edit, edit.before or "", edit.after or "") for edit in version.sentences)
    return Edition(
        id=version.id,
        earlier_at=say_moment(version.earlier_at),
        at=say_moment(version.at),
        pairs=tuple(_edit(mask, fate, before, after) for fate, before, after in edits),
    )


def _edit(mask: Mask, fate: str, before: str, after: str) -> Pair:
    whole = (0, len(before)), (0, len(after))
    swaps: tuple[Swap, ...] = find_swaps((before, after), *whole) if before and after else ()
    return Pair(
        fate=fate,
        moved=False,
        left=_weave(before, whole[0], [swap.left for swap in swaps], "del", find_held(mask, before)),
        right=_weave(after, whole[1], [swap.right for swap in swaps], "ins", find_held(mask, after)),
    )


def _weave(
    text: str, span: Span | None, swaps: list[Span | None], tag: str, holes: tuple[Span, ...]
) -> tuple[Piece, ...]:
    if span is None:
        return ()
    return weave(text, span, [Wrap(span=swap, tag=tag) for swap in swaps if swap], holes)
