"""Relations: what two bodies share, and what that makes of them: verbatim, rewrite, excerpt or nothing.

The rules of labelling: about 80% of the shorter body is verbatim, about 30% a rewrite, a whole narrated sentence of 15
words an excerpt. A speaker's own words, however long, and templates whose numbers are filled anew make no reuse; but
what one report tells and the other puts in quotation marks for two sentences is a report quoted, and so reused.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from marsad.lineage.keys import Body
from marsad.lineage.passages import Chain, find_passages
from marsad.lineage.runs import Run, find_runs
from marsad.model.copies import Relation
from marsad.model.reports import Span

BACKGROUND = "one block of standing background, the rest is its own"
"""The reason given where a passage says nothing about the news of the day."""
QUOTED = "one quotes what the other tells"
"""The reason given where only what one report puts in quotation marks makes the other its copy."""

_BACKGROUND_UNTIL = 0.6
_BACKGROUND_AFTER = 0.25
_TEMPLATE_SLOTS = 3
_TEMPLATE_SPACING = 20


@dataclass(frozen=True, slots=True)
class Limits:
    """From which shares of the shorter body a copy is a rewrite or verbatim, and how many like words of one passage
    make an excerpt: `narrated` on both sides, or told on one side and `quoted` on the other.
    """

    verbatim: float = 0.8
    rewrite: float = 0.3
    narrated: int = 13
    quoted: int = 30


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two bodies share: the passages, their share of the shorter body, and the most words of one passage that
    both narrate, and that one narrates and the other quotes.
    """

    chains: tuple[Chain, ...]
    share: float
    narrated: int
    quoted: int
    background: bool


@dataclass(frozen=True, slots=True)
class Reuse:
    """What two reports share: the relation, the share of the shorter body, the passages in the characters of the left
    and the right text, and the reasons in words.
    """

    relation: Relation
    share: float
    passages: tuple[tuple[Span, Span], ...]
    reasons: tuple[str, ...]


def judge_reuses(pairs: Sequence[tuple[Body, Body]]) -> list[Reuse | None]:
    """Judge what each two bodies share; `None` where they share nothing that counts."""
    overlaps = measure_overlaps(pairs)
    return [_judge(overlap, *pair) if overlap else None for pair, overlap in zip(pairs, overlaps, strict=True)]


def measure_overlaps(pairs: Sequence[tuple[Body, Body]]) -> list[Overlap | None]:
    """Measure the passages that each two bodies share; `None` where there are none."""
    found = find_runs([(left.keys, right.keys) for left, right in pairs])
    return [_measure(left, right, runs) for (left, right), runs in zip(pairs, found, strict=True)]


def _judge(overlap: Overlap, left: Body, right: Body) -> Reuse | None:
    relation = name_relation(overlap, LIMITS)
    if relation is None:
        return None
    passages = tuple((left.span(*chain.left), right.span(*chain.right)) for chain in overlap.chains)
    quoted = overlap.narrated < LIMITS.narrated
    reasons = say_why(len(passages), overlap.share, quoted=quoted, background=overlap.background)
    return Reuse(relation, overlap.share, passages, reasons)


def _measure(left: Body, right: Body, runs: Sequence[Run]) -> Overlap | None:
    passages = find_passages(runs, len(left), len(right))
    chains = tuple(chain for chain in passages if not is_template(chain, left, right))
    if not chains:
        return None
    counts = [count_narrated(chain, left, right) for chain in chains]
    share = round(min(1.0, _count_shorter(chains, left, right) / min(len(left), len(right))), 3)
    return Overlap(
        chains=chains,
        share=share,
        narrated=max(narrated for narrated, _ in counts),
        quoted=max(quoted for _, quoted in counts),
        background=is_background(chains, left, right, share),
    )


def name_relation(overlap: Overlap, limits: Limits) -> Relation | None:
    """Name what an overlap makes of two bodies; `None` where it makes no reuse."""
    if overlap.narrated < limits.narrated and overlap.quoted < limits.quoted:
        return None
    if overlap.share < limits.rewrite or overlap.background:
        return Relation.EXCERPT
    return Relation.REWRITE if overlap.share < limits.verbatim else Relation.VERBATIM


def count_narrated(chain: Chain, left: Body, right: Body) -> tuple[int, int]:
    """Count the like words of a passage that are nobody's quote on either side, and that are a quote on one only."""
    if left.spoken is None and right.spoken is None:
        return chain.words, 0
    narrated = quoted = 0
    for at, other, size in chain.tiles:
        ours = _cut(left.spoken, at, size)
        theirs = _cut(right.spoken, other, size)
        quoted += int((ours != theirs).sum())
        narrated += size - int((ours | theirs).sum())
    return narrated, quoted


def _cut(spoken: NDArray[np.bool_] | None, start: int, size: int) -> NDArray[np.bool_]:
    return np.zeros(size, dtype=np.bool_) if spoken is None else spoken[start : start + size]


def is_template(chain: Chain, left: Body, right: Body) -> bool:
    """A passage in which three or more numbers, one in twenty words, were filled anew is a form that a house reuses."""
    if len(chain.tiles) <= _TEMPLATE_SLOTS or left.slots.count(1, chain.left[0], chain.left[1]) < _TEMPLATE_SLOTS:
        return False
    filled = 0
    for (at, other, size), (next_at, next_other, _) in pairwise(chain.tiles):
        if at + size < next_at and other + size < next_other:
            ours = left.slots.count(1, at + size, next_at)
            filled += min(ours, right.slots.count(1, other + size, next_other))
    return filled >= _TEMPLATE_SLOTS and chain.words <= _TEMPLATE_SPACING * filled


def is_background(chains: tuple[Chain, ...], left: Body, right: Body, share: float) -> bool:
    """One block, in neither body near the beginning, with the rest independent, is standing background."""
    if len(chains) != 1 or share >= _BACKGROUND_UNTIL:
        return False
    return chains[0].left[0] > _BACKGROUND_AFTER * len(left) and chains[0].right[0] > _BACKGROUND_AFTER * len(right)


def _count_shorter(chains: tuple[Chain, ...], left: Body, right: Body) -> int:
    if len(left) <= len(right):
        return sum(chain.left[1] - chain.left[0] + 1 for chain in chains)
    return sum(chain.right[1] - chain.right[0] + 1 for chain in chains)


def say_why(passages: int, share: float, *, quoted: bool, background: bool) -> tuple[str, ...]:
    """The reasons for a relation in words."""
    count = f"{passages} passage{'s' if passages > 1 else ''}"
    shared = f"{count} shared, {round(100 * share)}% of the shorter body"
    return (shared, *((QUOTED,) if quoted else ()), *((BACKGROUND,) if background else ()))
