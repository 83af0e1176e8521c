"""Ranking: all families of a desk in the order of their days, as columns, so that very many are read fast."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from marsad.model.reports import Report
from marsad.store.database.kin import Kin, Values
from marsad.stories.posts import Leading, Numbers, join_leading
from marsad.stories.stream import find_day
from marsad.stories.vectors import LEADING

_LATE = 1 << 30
"""What a family without a day is sorted by."""
_COLUMNS = np.dtype(
    [(name, np.int64) for name in ("mark", "first", "day", "cluster", "story", "last")]
    + [("shared", np.float64), ("cut", np.bool_)]
)
"""`cut` says whether there is a last one that was measured; `last` is that one, and `shared` what it shares."""


NOBODY = -(1 << 63)
"""A mark that no id has but that of all zeros."""


@dataclass(slots=True)
class Kept:
    """A family as it is kept: the day and the mark of its first report, its cluster and story, the last measured."""

    mark: int
    first: int
    day: int | None
    cluster: int | None
    story: int | None
    cut: tuple[float, int] | None
    leading: Leading


class Ranking:
    """Families sorted by day and first report, those without a day last; `places` has the row of each mark."""

    def __init__(self, rows: NDArray[np.void], leading: Leading) -> None:
        """Take rows in any order, with their leading terms."""
        order = np.lexsort((rows["first"], rows["day"]))
        self._rows = rows[order]
        self._days: list[int] = self._rows["day"].tolist()
        self.marks: Numbers = np.ascontiguousarray(self._rows["mark"])
        self.leading = Leading(leading.terms[order], leading.weights[order])
        self.places: Mapping[int, int] = dict(zip(self.marks.tolist(), range(len(rows)), strict=True))

    def __len__(self) -> int:
        """How many families."""
        return len(self._rows)

    def get(self, number: int) -> Kept | None:
        """A family, if it is there."""
        row = self.places.get(number)
        if row is None:
            return None
        mark, first, day, cluster, story, last, shared, cut = self._rows[row].item()
        leading = Leading(self.leading.terms[row : row + 1], self.leading.weights[row : row + 1])
        return Kept(
            mark, first, None if day == _LATE else day, cluster, story, (shared, last) if cut else None, leading
        )

    def find_day(self, number: int) -> date | None:
        """The day of a family that is there."""
        return _date(self._days[self.places[number]])

    def find_clusters(self, numbers: Iterable[int]) -> dict[int, int]:
        """The cluster of each of some families, of those that are there."""
        held = self._rows["cluster"]
        return {number: held.item(self.places[number]) for number in numbers if number in self.places}

    def find_stories(self, numbers: Iterable[int]) -> set[int]:
        """The stories of some families, of those that are there."""
        held = self._rows["story"]
        return {held.item(self.places[number]) for number in numbers if number in self.places}

    def list_of(self, column: str, values: Iterable[int]) -> dict[int, tuple[int, ...]]:
        """The families of some clusters or stories, in order."""
        found: dict[int, list[int]] = {value: [] for value in values}
        held = self._rows[column]
        rows = np.nonzero(np.isin(held, np.array(list(found), dtype=np.int64)))[0]
        for value, number in zip(held[rows].tolist(), self.marks[rows].tolist(), strict=True):
            found[value].append(number)
        return {value: tuple(some) for value, some in found.items()}

    def list_joined(self) -> set[int]:
        """The stories that people joined from several clusters."""
        return set(self._rows["story"][self._rows["story"] != self._rows["cluster"]].tolist())

    def list_cuts(self) -> tuple[NDArray[np.float64], Numbers]:
        """For each family how much it shares with the last one that was measured, and that one's mark; 0 and a mark
        that nobody has where all were.
        """
        cut = self._rows["cut"]
        return np.where(cut, self._rows["shared"], 0.0), np.where(cut, self._rows["last"], NOBODY)

    def find_places(self, marks: Numbers) -> Numbers:
        """The rows of some families; -1 for those that are not there."""
        places = self.places
        return np.array([places.get(number, -1) for number in marks.tolist()], dtype=np.int64)

    def change(self, gone: Iterable[int], come: Sequence[Kept]) -> "Ranking":
        """The families after some are gone and others come; one that is both is another."""
        stay = np.delete(np.arange(len(self)), [self.places[number] for number in gone if number in self.places])
        rows = np.concatenate((self._rows[stay], np.array([_tell(kept) for kept in come], dtype=_COLUMNS)))
        held = Leading(self.leading.terms[stay], self.leading.weights[stay])
        return Ranking(rows, join_leading([held, *(kept.leading for kept in come)]))


def read_ranking(kin: Kin) -> Ranking:
    """All families of a desk, without what they are about."""
    read = kin.read_all_families()
    given = [
        (m, first, _LATE if day is None else day, cluster, story, last or 0, shared or 0.0, last is not None)
        for m, first, day, cluster, story, shared, last, _ in read
    ]
    packed = np.frombuffer(b"".join(row[-1] for row in read), dtype=np.int64).reshape(-1, 2 * LEADING)
    terms, weights = packed[:, :LEADING], packed[:, LEADING:].copy().view(np.float64)
    return Ranking(np.array(given, dtype=_COLUMNS), Leading(terms, weights))


def _tell(kept: Kept) -> tuple[int, int, int, int, int, int, float, bool]:
    shared, last = kept.cut or (0.0, 0)
    day = _LATE if kept.day is None else kept.day
    return kept.mark, kept.first, day, kept.cluster or 0, kept.story or 0, last, shared, kept.cut is not None


@lru_cache(maxsize=20_000)
def _date(day: int) -> date | None:
    return None if day == _LATE else date.fromordinal(day)


def pack_leading(leading: Leading) -> bytes:
    """The leading terms of one vector as they are kept."""
    return leading.terms.tobytes() + leading.weights.tobytes()


def keep_family(number: int, reports: Sequence[Report], first: int, leading: Leading) -> Kept:
    """A family that is new; its reports in the order of their days."""
    day = find_day(reports[0])
    return Kept(number, first, day.toordinal() if day else None, None, None, None, leading)


def write_family(kept: Kept) -> Values:
    """The row of a family."""
    return {
        "mark": kept.mark,
        "first": kept.first,
        "day": kept.day,
        "cluster": kept.cluster,
        "story": kept.story,
        "shared": kept.cut[0] if kept.cut else None,
        "last": kept.cut[1] if kept.cut else None,
        "leading": pack_leading(kept.leading),
    }
