"""Arrivals: whose links can change when vectors come and go among very many; all others keep theirs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from marsad.stories.posts import REACH, SHARED, Numbers, Posts, list_terms_of

_NONE = np.zeros(0, dtype=np.int64)


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
    """For each row after: how much it shared with the last one that it was measured with, and that one's row; -1 where
    all were measured or that is not known any more.
    """

    shared: NDArray[np.float64]
    rows: Numbers


def find_moved(turn: Turn, cuts: Cuts) -> tuple[Numbers, Numbers]:
    """The rows, as they are after, of those that stay and must be linked again.

    Those are: who was near one that went; who is no longer near another, or newly is, as the row of those that a term
    leads grew or shrank between them; and, apart from these, who is only near one that came, which it would measure.
    """
    to_after = np.full(len(turn.before.leading), -1, dtype=np.int64)
    to_after[turn.kept_before] = turn.kept_after
    near_gone = [to_after[turn.before.list_near(row)] for row in turn.gone.tolist()]
    moved = np.unique(np.concatenate([_NONE, *near_gone, _find_parted(turn, to_after)]))
    newly = [_find_measured(turn.after, cuts, row) for row in turn.come.tolist()]
    moved = np.setdiff1d(moved[moved >= 0], turn.come)
    return moved, np.setdiff1d(np.concatenate([_NONE, *newly]), np.union1d(moved, turn.come))


def _find_measured(posts: Posts, cuts: Cuts, row: int) -> Numbers:
    """Those near one that came that will measure it, or of which that is not known."""
    near = posts.list_near(row)
    if not len(near):
        return near
    shared = _share_each(posts, near, row)
    known = cuts.rows[near] >= 0
    later = (shared < cuts.shared[near]) | ((shared == cuts.shared[near]) & (row > cuts.rows[near]))
    left_out: Numbers = near[~(known & later)]
    return left_out


def _share_each(posts: Posts, ones: Numbers, row: int) -> NDArray[np.float64]:
    """How much leading terms each of some rows shares with one, summed as each of them sums."""
    weights = posts.leading.weights
    same = posts.runs[ones][:, :, None] == posts.runs[row][None, None, :]
    theirs = (same * weights[ones][:, :, None]).max(axis=1)
    shared: NDArray[np.float64] = np.round(np.ascontiguousarray(theirs * weights[row]).sum(axis=1), 9)
    return shared


def _find_parted(turn: Turn, to_after: Numbers) -> Numbers:
    """Both of each two that stay and share two leading terms within reach before and not after, or the other way."""
    terms = np.union1d(list_terms_of(turn.before.leading, turn.gone), list_terms_of(turn.after.leading, turn.come))
    ones, others = [_NONE], [_NONE]
    for term in terms.tolist():
        first, second = _list_straddling(turn, term, to_after)
        ones.append(first)
        others.append(second)
    pairs = np.unique(np.stack((np.concatenate(ones), np.concatenate(others)), axis=1), axis=0)
    if not len(pairs):
        return _NONE
    to_before = np.full(len(turn.after.leading), -1, dtype=np.int64)
    to_before[turn.kept_after] = turn.kept_before
    was = turn.before.count_shared(to_before[pairs[:, 0]], to_before[pairs[:, 1]]) >= SHARED
    will = turn.after.count_shared(pairs[:, 0], pairs[:, 1]) >= SHARED
    found: Numbers = np.unique(pairs[was != will])
    return found


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
