"""Neighbours: whom each family is measured with after a change, and what of it is known from before."""

from dataclasses import dataclass

import numpy as np

from marsad.folding.packing import Likes
from marsad.folding.ranking import Ranking
from marsad.stories.alike import MOST, Choice
from marsad.stories.arrivals import Cuts, Turn, find_moves
from marsad.stories.posts import Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """Of the others whom a family is measured with, those that are new to it, and how alike those are that it was
    linked with; all by their rows. `is_short` where one that it was linked with is no more among them; `hidden` is how
    alike those may be then that it was not linked with. `chosen` are all of them, where they had to be looked up; `cut`
    is the last.
    """

    new: frozenset[int]
    likes: Likes
    cut: tuple[float, int] | None
    is_short: bool
    hidden: float | None = None
    chosen: Numbers | None = None


class Neighbours:
    """Those whom the families of a desk are measured with; families by their rows after a change."""

    def __init__(self, turn: Turn, before: Ranking, after: Ranking) -> None:
        """Find whose neighbours are others than before: `rows`."""
        self._turn, self._before, self._after = turn, before, after
        shared, last = before.list_cuts()
        self._cuts = Cuts(shared, before.find_places(last))
        moves = find_moves(turn, self._cuts)
        self._lost, self._gained = moves.lost.sort(), moves.gained.sort()
        self._come = frozenset(turn.come.tolist())
        self._choice = Choice(turn.after)
        self.rows = sorted({*self._lost, *self._gained, *self._come})

    def choose(self, row: int) -> tuple[Numbers, tuple[float, int] | None]:
        """All that a family is measured with now, and the last of them where there are as many as may be."""
        return self._choice.choose(row)

    def know(self, row: int, old: Likes) -> Known:
        """What is known of those whom a family is measured with now; `old` has whom it was linked with, by marks.

        Where as many came as went, and the last one is still there, they need not be looked up: they are all as before.
        """
        if row in self._come:
            chosen, cut = self.choose(row)
            return Known(frozenset(chosen.tolist()), {}, cut, is_short=False, chosen=chosen)
        at = self._before.places[self._after.marks.item(row)]
        lost, gained = self._lost.get(row, []), self._gained.get(row, [])
        shared, last = self._cuts.shared.item(at), self._cuts.rows.item(at)
        if last in lost or len(gained) > len(lost) or (last >= 0 and len(gained) < len(lost)):
            return self._look_up(row, old, gained, None if len(gained) >= len(lost) and last not in lost else at)
        gone = {self._before.marks.item(one) for one in lost}
        likes = {self._after.places[one]: like for one, like in old.items() if one not in gone}
        cut = (shared, self._after.places[self._before.marks.item(last)]) if last >= 0 else None
        return _tell(old, frozenset(gained), likes, cut, None)

    def _look_up(self, row: int, old: Likes, gained: list[int], at: int | None) -> Known:
        """As `know`; `at` is the row before of one that may be measured with others that came after its last one."""
        chosen, cut = self.choose(row)
        inside = set(chosen.tolist())
        new = inside & {*self._come, *gained}
        if at is not None and self._cuts.rows.item(at) >= 0:
            new.update(self._list_beyond(row, at, chosen).tolist())
        places = self._after.places
        likes = {to: like for one, like in old.items() if (to := places.get(one, -1)) in inside and to not in new}
        return _tell(old, frozenset(new), likes, cut, chosen)

    def _list_beyond(self, row: int, at: int, others: Numbers) -> Numbers:
        """Of some others those that stand after the last one that a family was measured with before."""
        to_before = np.full(len(self._after), -1, dtype=np.int64)
        to_before[self._turn.kept_after] = self._turn.kept_before
        stay = others[to_before[others] >= 0]
        shared, least, last = self._choice.share(row, stay), self._cuts.shared[at], self._cuts.rows[at]
        beyond: Numbers = stay[(shared < least) | ((shared == least) & (to_before[stay] > last))]
        return beyond


def _tell(
    old: Likes, new: frozenset[int], likes: Likes, cut: tuple[float, int] | None, chosen: Numbers | None
) -> Known:
    short = len(likes) < len(old)
    hidden = min(old.values()) if short and len(old) == MOST else None
    return Known(new, likes, cut, is_short=short, hidden=hidden, chosen=chosen)
