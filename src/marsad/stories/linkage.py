"""Linkage: average-link clustering over a sparse graph of likenesses, where no join may blur a group."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from heapq import heapify, heappop, heappush

import numpy as np
from numpy.typing import NDArray

Edge = tuple[int, int, float]
_Candidate = tuple[float, int, int, int, int]

COHESION = 0.95
"""How much of the likeness inside a group a join must reach, before the allowances for small and for loose groups."""

FIRM_FROM = 0.22
"""From what average likeness on a group is no loose one; chosen on development data, see docs/stories.md."""

SURE = 0.15
"""How alike on average a few reports and a group of the same days are at least, if they are one happening whatever
holds the two together; chosen on development data, see docs/stories.md."""

FEW = 4
"""So many members are a few."""

_SAME_DAYS = 3
_ROUNDED = 1e-6


PART = np.dtype([("start", np.int32), ("end", np.int32), ("asked", np.float64), ("until", np.float64)])
"""A group that a cluster was joined from, or all of it: from where to where its members stand in the cluster; the least
closeness that it asks of a join of its own accord; and how close the joins in the cluster were until it was joined
with the next, at the least of them: 0 of the whole."""

_ALONE = np.array([(0, 1, 0.0, 0.0)], dtype=PART)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cluster:
    """Members, so that each group that they were joined from stands together, and these groups: of shape (2n - 1)."""

    members: tuple[int, ...]
    parts: NDArray[np.void] = field(default_factory=lambda: _ALONE)


def link_average(
    count: int, edges: Iterable[Edge], least: float, most: int, days: Sequence[date | None] = ()
) -> tuple[Cluster, ...]:
    """Join the two groups whose members are most alike on average, again and again, while that is at least `least`.

    Members are 0 to count - 1; a pair without an edge counts as 0, so a member without edges changes nothing. As a
    member has about `most` edges, no more of each are asked for: a large group is not held for loose. A join is
    refused where its average falls behind what holds both groups together: 0.95 (1 - 1/n) of the average likeness
    inside a group of n, and of that in a loose group the share that its likeness has of .22: tallies, reports on a
    situation and notes of one happening have few words in common, so theirs says little of what belongs to them. Two
    events told in like words are each told more alike within than across, and stay apart. But a few members, all of
    known `days`, join a group of known days that begins or ends within three days of theirs, or lies around them,
    from .15 on: two events told in like words hardly fall on the same days. Ties go to the groups with the smallest
    members.
    """
    forest = _Forest(count, edges, least, most, days)
    heap = [proposal for one in range(count) for proposal in forest.propose(one) if proposal[1] == one]
    heapify(heap)
    while heap:
        away, one, other, *sizes = heappop(heap)
        if not forest.is_stale(one, other, sizes):
            forest.join(one, other, -away)
            for proposal in forest.propose(one):
                heappush(heap, proposal)
    return tuple(forest.tell(name) for name in sorted(forest.members))


class _Forest:
    """The groups while they are being joined, each named by its smallest member, with summed likenesses."""

    __slots__ = ("began", "between", "closeness", "demand", "ended", "inside", "least", "members", "most", "spans")

    def __init__(self, count: int, edges: Iterable[Edge], least: float, most: int, days: Sequence[date | None]) -> None:
        self.least, self.most = least, most
        self.spans = {member: (day.toordinal(), day.toordinal()) if day else None for member, day in enumerate(days)}
        self.members = {member: [member] for member in range(count)}
        self.inside = dict.fromkeys(range(count), 0.0)
        self.demand = dict.fromkeys(range(count), 0.0)
        self.began = dict.fromkeys(range(count), -1)
        self.ended: dict[int, list[tuple[int, int, float, int, int]]] = {}
        self.closeness: list[float] = []
        self.between: dict[int, dict[int, float]] = {member: {} for member in range(count)}
        for one, other, likeness in edges:
            self.between[one][other] = self.between[other][one] = likeness

    def propose(self, one: int) -> Iterator[_Candidate]:
        """The joins of a group that are close enough for both, for the heap; the sizes tell later whether it is out of
        date. What is refused now is refused as long as neither group changes.
        """
        members, demand, most = self.members, self.demand, self.most
        size, asked = len(members[one]), demand[one]
        for other, total in self.between[one].items():
            size_there = len(members[other])
            room = min(size, size_there) * min(max(size, size_there), most)
            if total < room * (self.least - _ROUNDED):
                continue
            closeness = round(total / room, 9)
            wanted = min(asked, demand[other])
            if min(size, size_there) <= FEW and wanted > SURE and self._share_days(one, other):
                wanted = SURE
            if closeness >= self.least and closeness >= wanted:
                yield (
                    (-closeness, one, other, size, size_there)
                    if one < other
                    else (-closeness, other, one, size_there, size)
                )

    def _share_days(self, one: int, other: int) -> bool:
        """Whether all days of both groups are known, and not more than three lie between."""
        ours, theirs = self.spans.get(one), self.spans.get(other)
        return bool(ours and theirs and max(ours[0], theirs[0]) - min(ours[1], theirs[1]) <= _SAME_DAYS)

    def is_stale(self, one: int, other: int, sizes: list[int]) -> bool:
        """Whether either group has been joined with another since the proposal."""
        return [len(self.members.get(one, ())), len(self.members.get(other, ()))] != sizes

    def _ask(self, name: int) -> float:
        """The likeness that a group asks of a join."""
        size = len(self.members[name])
        inside = self.inside[name] / (size * min(size - 1, self.most) / 2)
        return COHESION * (1 - 1 / size) * inside * min(1.0, inside / FIRM_FROM)

    def join(self, one: int, other: int, closeness: float) -> None:
        """Fold group `other` into group `one`, which has the smaller name and keeps it."""
        ended = self.ended.setdefault(one, [])
        ended += (*self.ended.pop(other, ()), self._end(one), self._end(other))
        self.began[one] = len(self.closeness)
        del self.began[other]
        self.closeness.append(closeness)
        self.inside[one] += self.inside.pop(other) + self.between[one][other]
        self.members[one].extend(self.members.pop(other))
        for third, total in self.between.pop(other).items():
            del self.between[third][other]
            if third != one:
                self.between[one][third] = self.between[one].get(third, 0.0) + total
                self.between[third][one] = self.between[one][third]
        del self.demand[other]
        self.demand[one] = self._ask(one)
        ours, theirs = self.spans.get(one), self.spans.pop(other, None)
        self.spans[one] = (min(ours[0], theirs[0]), max(ours[1], theirs[1])) if ours and theirs else None

    def _end(self, name: int) -> tuple[int, int, float, int, int]:
        """A group that is joined now: its first member, its size, what it asks, and between which joins it stood."""
        return self.members[name][0], len(self.members[name]), self.demand[name], self.began[name], len(self.closeness)

    def tell(self, name: int) -> Cluster:
        """A group as it is."""
        members = tuple(self.members[name])
        if len(members) == 1:
            return Cluster(members=members)
        places = {member: place for place, member in enumerate(members)}
        joins = sorted({ended for *_, ended in self.ended[name]})
        order = {-1: -1, **{join: at for at, join in enumerate(joins)}}
        close = [self.closeness[join] for join in joins]
        parts = [
            (places[first], places[first] + size, asked, min(close[order[began] + 1 : order[ended] + 1]))
            for first, size, asked, began, ended in self.ended[name]
        ]
        parts.append((0, len(members), self.demand[name], 0.0))
        return Cluster(members=members, parts=np.array(sorted(parts), dtype=PART))
