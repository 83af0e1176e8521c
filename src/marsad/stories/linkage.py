"""Linkage: average-link clustering over a sparse graph of likenesses."""

from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush

Edge = tuple[int, int, float]


def link_average(groups: Sequence[Sequence[int]], edges: Iterable[Edge], least: float) -> tuple[tuple[int, ...], ...]:
    """Join the two groups whose members are most alike on average, again and again, while that is at least `least`.

    `groups` share out all members; pairs without an edge count as 0, so a member without edges changes nothing. Ties go
    to the groups with the smallest members. Averages keep two neighbouring stories from being chained by one report
    between them.
    """
    members = {min(group): sorted(group) for group in groups}
    home = {member: name for name, group in members.items() for member in group}
    sums = _sum_edges(home, edges)
    heap = [_weigh(one, other, sums, members) for one in sums for other in sums[one] if one < other]
    heapify(heap)
    while heap:
        closeness, one, other, sizes = heappop(heap)
        if -closeness < least:
            break
        if one not in members or other not in members or sizes != (len(members[one]), len(members[other])):
            continue
        _join(one, other, sums, members)
        for third in sums[one]:
            heappush(heap, _weigh(min(one, third), max(one, third), sums, members))
    return tuple(tuple(sorted(group)) for _, group in sorted(members.items()))


def _sum_edges(home: dict[int, int], edges: Iterable[Edge]) -> dict[int, dict[int, float]]:
    sums: dict[int, dict[int, float]] = {name: {} for name in set(home.values())}
    for first, second, likeness in sorted(edges):
        one, other = home[first], home[second]
        if one != other:
            sums[one][other] = sums[one].get(other, 0.0) + likeness
            sums[other][one] = sums[one][other]
    return sums


def _weigh(
    one: int, other: int, sums: dict[int, dict[int, float]], members: dict[int, list[int]]
) -> tuple[float, int, int, tuple[int, int]]:
    sizes = (len(members[one]), len(members[other]))
    return -round(sums[one][other] / (sizes[0] * sizes[1]), 9), one, other, sizes


def _join(one: int, other: int, sums: dict[int, dict[int, float]], members: dict[int, list[int]]) -> None:
    """Fold group `other` into group `one`, whose name is the smaller and stays."""
    members[one].extend(members.pop(other))
    for third, total in sums.pop(other).items():
        del sums[third][other]
        if third != one:
            sums[one][third] = sums[one].get(third, 0.0) + total
            sums[third][one] = sums[one][third]
