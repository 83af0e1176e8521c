"""Arrivals: whose links can change when vectors come and go among very many; all others keep theirs."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from marsad.stories.posts import REACH, Numbers, Posts, list_terms_of

_NONE = np.zeros(0, dtype=np.int64)
_AT_ONCE = 512


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """Vectors before and after some went and others came. `kept` has the row before and after of all that stay."""

    before: Posts
    after: Posts
    kept_before: Numbers
    kept_after: Numbers
    gone: Numbers
    come: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Cuts:
    """For each row: how much it shares with the last one that it was measured with, and that one's row; -1 where all
    near it were, or that is not known.
    """

    shared: NDArray[np.float64]
    rows: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Rows, and another for each."""

    ones: Numbers
    others: Numbers

    def sort(self) -> dict[int, list[int]]:
        """All others of each row."""
        found: dict[int, list[int]] = {}
        for one, other in zip(self.ones.tolist(), self.others.tolist(), strict=True):
            found.setdefault(one, []).append(other)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """Who stays, by the row after, and measured somebody who is gone or no more near, by the row before; and who would
    measure somebody who came or is newly near, by the row after, if it measured as far as before. Where the last one
    that a row measured is gone, all that are newly near it are among these.
    """

    lost: Pairs
    gained: Pairs


def find_moves(turn: Turn, cuts: Cuts) -> Moves:
    """Whom those that stay measure no more, and newly; who has neither keeps its links.

    `cuts` are those before. Somebody is newly near, or no more, as the row of those that a term leads grew or shrank
    between the two. Who has measured all that it may, and is near others that are less like it than all of these, keeps
    its links whether those come or go.
    """
    to_after = np.full(len(turn.before.leading), -1, dtype=np.int64)
    to_after[turn.kept_before] = turn.kept_after
    to_before = np.full(len(turn.after.leading), -1, dtype=np.int64)
    to_before[turn.kept_after] = turn.kept_before
    shared, rows = np.zeros(len(to_before)), np.full(len(to_before), -1, dtype=np.int64)
    shared[turn.kept_after] = cuts.shared[turn.kept_before]
    rows[turn.kept_after] = np.where(cuts.rows >= 0, to_after[cuts.rows], -1)[turn.kept_before]
    after = Cuts(shared, rows)
    apart, near = _find_parted(turn, to_after, to_before, after)
    left = ((to_after[_list_measuring(turn.before, cuts, row)], row) for row in turn.gone.tolist())
    newly = ((_list_measuring(turn.after, after, row), row) for row in turn.come.tolist())
    stay = ((ones[to_before[ones] >= 0], row) for ones, row in newly)
    return Moves(
        _join(Pairs(apart.ones, to_before[apart.others]), ((ones[ones >= 0], row) for ones, row in left)),
        _join(near, stay),
    )


def _join(pairs: Pairs, more: Iterable[tuple[Numbers, int]]) -> Pairs:
    ones, others = [pairs.ones], [pairs.others]
    for some, other in more:
        ones.append(some)
        others.append(np.full(len(some), other, dtype=np.int64))
    return Pairs(np.concatenate(ones), np.concatenate(others))


def _list_measuring(posts: Posts, cuts: Cuts, row: int) -> Numbers:
    """Those near one that measure it, or of which that is not known."""
    near = posts.list_near(row)
    measuring: Numbers = near[_do_measure(posts, cuts, near, np.full(len(near), row, dtype=np.int64))]
    return measuring


def _do_measure(posts: Posts, cuts: Cuts, ones: Numbers, others: Numbers) -> NDArray[np.bool_]:
    """Of each two near each other, whether the first measures the second, or that is not known."""
    known = cuts.rows[ones] >= 0
    found = ~known
    ones, others = ones[known], others[known]
    shared = _share_each(posts, ones, others)
    least, last = cuts.shared[ones], cuts.rows[ones]
    found[known] = (shared > least) | ((shared == least) & (others <= last))
    return found


def _share_each(posts: Posts, ones: Numbers, others: Numbers) -> NDArray[np.float64]:
    """How much leading terms each two rows share, summed as the first of them sums."""
    weights = posts.leading.weights
    shared = np.zeros(len(ones))
    for start in range(0, len(ones), _AT_ONCE):
        some, told = ones[start : start + _AT_ONCE], others[start : start + _AT_ONCE]
        same = posts.runs[some][:, :, None] == posts.runs[told][:, None, :]
        theirs = (same * weights[some][:, :, None]).max(axis=1)
        shared[start : start + _AT_ONCE] = np.ascontiguousarray(theirs * weights[told]).sum(axis=1)
    return np.round(shared, 9)


def _find_parted(turn: Turn, to_after: Numbers, to_before: Numbers, cuts: Cuts) -> tuple[Pairs, Pairs]:
    """Of each two that stay and share a leading term within reach before and not after, and of those that do so the
    other way, each that measures the other one when it is near; by their rows after.
    """
    terms = np.union1d(list_terms_of(turn.before.leading, turn.gone), list_terms_of(turn.after.leading, turn.come))
    ones, others = [_NONE], [_NONE]
    for term in terms.tolist():
        first, second = _list_straddling(turn, term, to_after)
        ones.append(first)
        others.append(second)
    pairs = np.unique(np.stack((np.concatenate(ones), np.concatenate(others)), axis=1), axis=0)
    if not len(pairs):
        return Pairs(_NONE, _NONE), Pairs(_NONE, _NONE)
    both = np.concatenate((pairs, pairs[:, ::-1]))
    both = both[_do_measure(turn.after, cuts, both[:, 0], both[:, 1])]
    was = turn.before.find_near(to_before[both[:, 0]], to_before[both[:, 1]])
    will = turn.after.find_near(both[:, 0], both[:, 1])
    apart, near = both[was & ~will], both[will & ~was]
    return Pairs(apart[:, 0], apart[:, 1]), Pairs(near[:, 0], near[:, 1])


def _list_straddling(turn: Turn, term: int, to_after: Numbers) -> tuple[Numbers, Numbers]:
    """The pairs that a term leads, by their rows after, that are in reach of each other only before or only after."""
    led = to_after[turn.before.list_led(term)]
    before = np.nonzero(led >= 0)[0]
    stay = led[before]
    after = np.searchsorted(turn.after.list_led(term), stay)
    if not len(stay) or max(before[-1] - before[0], after[-1] - after[0]) <= REACH:
        return _NONE, _NONE
    ends = np.sort(
        np.stack(
            (
                np.searchsorted(before, before + REACH, side="right"),
                np.searchsorted(after, after + REACH, side="right"),
            )
        ),
        axis=0,
    )
    spans = ends[1] - ends[0]
    one = np.repeat(np.arange(len(stay)), spans)
    other = np.arange(len(one)) - np.repeat(np.cumsum(spans) - spans, spans) + np.repeat(ends[0], spans)
    return stay[one], stay[other]
