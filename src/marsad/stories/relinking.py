"""Relinking: which clusters come out otherwise when some members and edges of a very large graph have changed.

Linkage joins, again and again, the best pair of the groups that there are. What goes on inside a cluster rests on its
own edges alone as long as none of its groups joins one outside. So it is enough to link again the clusters in which
something changed, together with all clusters that they have an edge to: if none of these is joined with them, each came
out as it was, and so would all that lie farther away. Where one is joined, it counts as changed, and its neighbours are
looked at too. An edge between two neighbours, who were apart before, is not looked at; one that became weaker between
two clusters that were apart changes nothing.

Nor is a neighbour looked at that is too little alike to be joined whatever happens. Of two clusters that come out of
their own edges, a group inside one is joined with one of the other only if that join is at least as close as the next
one in its own cluster: else that comes first. Which groups there were, and how close the joins while each of them
stood, is known of a cluster; how close two groups of both are follows from the edges between the clusters alone.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from marsad.stories.linkage import FEW, SURE, Cluster, Edge, link_average

Edges = Mapping[int, Mapping[int, float]]
_ROUNDED = 1e-6
_AT_ONCE = 512


class Graph(Protocol):
    """A graph as it is now, and the clusters that it had. Members compare in the order of their days."""

    def find_clusters(self, members: Iterable[int]) -> Mapping[int, int]:
        """The cluster that each of some members was in; new members are in none."""
        ...

    def list_members(self, clusters: Iterable[int]) -> Mapping[int, tuple[int, ...]]:
        """The members of some clusters that are still there."""
        ...

    def list_clusters(self, clusters: Iterable[int]) -> Mapping[int, Cluster]:
        """Some clusters as they came out of linkage."""
        ...

    def list_edges(self, members: Iterable[int], ends: Collection[int] | None = None) -> Edges:
        """The edges of some members, to all others or to some alone: the others, and the likeness."""
        ...

    def sort(self, members: Iterable[int]) -> list[int]:
        """Members in the order of their days."""
        ...

    def find_day(self, member: int) -> date | None:
        """The day that a member is from, where it is known."""
        ...


def relink(
    graph: Graph, changed: Iterable[int], risen: Iterable[tuple[int, int]], new: Iterable[int], least: float, most: int
) -> tuple[frozenset[int], tuple[Cluster, ...]]:
    """Link again after some clusters `changed` inside, the edges between some two have `risen`, and some members are
    `new`: the clusters that are no more as they were, and those that stand for them and the new members.
    """
    fresh = tuple(new)
    active = frozenset(changed)
    active |= _list_risen(graph, [pair for pair in risen if active.isdisjoint(pair)], least, most)
    around = _Around(graph, least, most)
    while True:
        inner = {member for some in graph.list_members(active).values() for member in some} | set(fresh)
        edges = around.reach(inner)
        alone = _link(graph, edges, (), least, most)
        near = around.list_near(alone, active)
        groups = _link(graph, edges, near.values(), least, most) if near else alone
        there = {frozenset(group.members) for group in groups}
        drawn_in = {cluster for cluster, members in near.items() if frozenset(members) not in there}
        if not drawn_in:
            return active, tuple(group for group in groups if group.members[0] in inner)
        active |= drawn_in


def _list_risen(graph: Graph, pairs: Collection[tuple[int, int]], least: float, most: int) -> set[int]:
    """One of each two clusters that might be joined, now that edges between them are stronger."""
    held = graph.list_clusters({cluster for pair in pairs for cluster in pair})
    found = set()
    for pair in sorted(pairs):
        one, other = sorted((held[name] for name in pair), key=lambda cluster: len(cluster.members))
        ends = graph.list_edges(one.members, frozenset(other.members))
        between = [(member, end, like) for member, some in ends.items() for end, like in some.items()]
        if may_join(between, one, other, least, most):
            found.add(pair[0])
    return found


class _Around:
    """What lies around members that are linked again, of which there are more and more."""

    def __init__(self, graph: Graph, least: float, most: int) -> None:
        self._graph, self._least, self._most = graph, least, most
        self._edges: dict[int, Mapping[int, float]] = {}
        self._homes: dict[int, int] = {}
        self._told: dict[tuple[int, tuple[int, ...]], bool] = {}

    def reach(self, inner: Iterable[int]) -> Edges:
        """The edges of all members so far, with some that may be new."""
        new = self._graph.list_edges(set(inner) - self._edges.keys())
        self._edges.update(new)
        self._homes.update(self._graph.find_clusters({other for ends in new.values() for other in ends}))
        return self._edges

    def list_near(self, alone: Sequence[Cluster], active: frozenset[int]) -> Mapping[int, tuple[int, ...]]:
        """The other clusters of which a part might be joined with some of those that came out of these edges alone."""
        there = [(group, self._list_between(group, active)) for group in alone]
        asked = {home for group, some in there for home in some if (home, group.members) not in self._told}
        held = self._graph.list_clusters(asked)
        for group, some in there:
            for home, edges in some.items():
                if (home, group.members) not in self._told:
                    might = may_join(edges, group, held[home], self._least, self._most)
                    self._told[home, group.members] = might
        near = {home for group, some in there for home in some if self._told[home, group.members]}
        return {home: one.members for home, one in sorted(self._graph.list_clusters(near).items())}

    def _list_between(self, group: Cluster, active: frozenset[int]) -> Mapping[int, list[Edge]]:
        """The edges between a group and each cluster outside."""
        found: dict[int, list[Edge]] = defaultdict(list)
        for one in group.members:
            for other, like in self._edges[one].items():
                home = self._homes.get(other)
                if home is not None and home not in active:
                    found[home].append((one, other, like))
        return found


def may_join(between: Iterable[Edge], one: Cluster, other: Cluster, least: float, most: int) -> bool:
    """Whether a group inside one cluster might be joined with one inside another, the edges between which are given."""
    edges = list(between)
    likes = [like for *_, like in edges]
    closest = max(likes) * max(1.0, max(len(one.members), len(other.members)) / most) + _ROUNDED
    if closest < least:
        return False
    here, there = (cluster.parts[cluster.parts["until"] <= closest] for cluster in (one, other))
    sizes, sizes_there = here["end"] - here["start"], there["end"] - there["start"]
    sums: NDArray[np.float64] | None = None
    for start in range(0, len(here), _AT_ONCE):
        some, size = here[start : start + _AT_ONCE, None], sizes[start : start + _AT_ONCE, None]
        room = np.minimum(size, sizes_there) * np.minimum(np.maximum(size, sizes_there), most)
        asked = np.minimum(some["asked"], there["asked"])
        asked = np.where(np.minimum(size, sizes_there) <= FEW, np.minimum(asked, SURE), asked)
        wanted = np.maximum(np.maximum(some["until"], there["until"]), asked)
        wanted = room * (np.maximum(wanted, least) - _ROUNDED)
        if wanted.min() > sum(likes) + _ROUNDED:
            continue
        sums = _sum_up(edges, one, other) if sums is None else sums
        held = sums[some["end"][:, 0]] - sums[some["start"][:, 0]]
        if (held[:, there["end"]] - held[:, there["start"]] >= wanted).any():
            return True
    return False


def _sum_up(edges: Iterable[Edge], one: Cluster, other: Cluster) -> NDArray[np.float64]:
    """The sums of the edges between the first members of one cluster and the first of another, for each number."""
    ours, theirs = (
        {member: place for place, member in enumerate(cluster.members, start=1)} for cluster in (one, other)
    )
    sums = np.zeros((len(one.members) + 1, len(other.members) + 1))
    for member, end, like in edges:
        sums[ours[member], theirs[end]] = like
    return sums.cumsum(axis=0).cumsum(axis=1)


def _link(graph: Graph, inner: Edges, near: Iterable[tuple[int, ...]], least: float, most: int) -> tuple[Cluster, ...]:
    """Link some members, whose edges are given, with the clusters near them."""
    held = {**inner, **{one: ends for members in near for one, ends in graph.list_edges(members, members).items()}}
    ordered = graph.sort(held)
    places = {member: place for place, member in enumerate(ordered)}
    edges: dict[tuple[int, int], float] = {}
    for member, ends in held.items():
        one = places[member]
        edges.update(((min(one, at), max(one, at)), like) for o, like in ends.items() if (at := places.get(o, -1)) >= 0)
    days = [graph.find_day(member) for member in ordered]
    linked = link_average(len(ordered), ((*pair, edges[pair]) for pair in sorted(edges)), least, most, days)
    return tuple(replace(one, members=tuple(ordered[place] for place in one.members)) for one in linked)
