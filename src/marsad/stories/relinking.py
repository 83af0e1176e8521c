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
from typing import Protocol

import numpy as np

from marsad.stories.linkage import Cluster, Edge, link_average

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


def relink(
    graph: Graph, changed: Iterable[int], risen: Iterable[tuple[int, int]], new: Iterable[int], least: float, most: int
) -> tuple[frozenset[int], tuple[Cluster, ...]]:
    """Link again after some clusters `changed` inside, the edges between some two have `risen`, and some members are
    `new`: the clusters that are no more as they were, and those that stand for them and the new members.
    """
    fresh = tuple(new)
    active = frozenset(changed)
    active |= _list_risen(graph, [pair for pair in risen if active.isdisjoint(pair)], least, most)
    while True:
        inner = {member for some in graph.list_members(active).values() for member in some} | set(fresh)
        edges = graph.list_edges(inner)
        alone = _link(graph, edges, (), least, most)
        near = _list_near(graph, edges, alone, active, least, most)
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


def _list_near(
    graph: Graph, inner: Edges, alone: Sequence[Cluster], active: frozenset[int], least: float, most: int
) -> Mapping[int, tuple[int, ...]]:
    """The other clusters of which a part might be joined with some of those that came out of these edges alone."""
    groups = {member: at for at, cluster in enumerate(alone) for member in cluster.members}
    homes = graph.find_clusters({other for ends in inner.values() for other in ends})
    between: dict[tuple[int, int], list[Edge]] = defaultdict(list)
    for one, ends in inner.items():
        for other, like in ends.items():
            home = homes.get(other)
            if home is not None and home not in active:
                between[home, groups[one]].append((one, other, like))
    held = graph.list_clusters({home for home, _ in between})
    near = {home for (home, at), edges in between.items() if may_join(edges, alone[at], held[home], least, most)}
    return {home: held[home].members for home in sorted(near)}


def may_join(between: Iterable[Edge], one: Cluster, other: Cluster, least: float, most: int) -> bool:
    """Whether a group inside one cluster might be joined with one inside another, the edges between which are given."""
    edges = list(between)
    sums = np.zeros((len(one.members) + 1, len(other.members) + 1))
    ours, theirs = (
        {member: place for place, member in enumerate(cluster.members, start=1)} for cluster in (one, other)
    )
    sums[[ours[member] for member, *_ in edges], [theirs[end] for _, end, _ in edges]] = [like for *_, like in edges]
    if sums.max() < least - _ROUNDED and max(len(one.members), len(other.members)) <= most:
        return False
    sums = sums.cumsum(axis=0).cumsum(axis=1)
    there = other.parts
    sizes_there = there["end"] - there["start"]
    for start in range(0, len(one.parts), _AT_ONCE):
        here = one.parts[start : start + _AT_ONCE, None]
        sizes = here["end"] - here["start"]
        held = sums[one.parts["end"][start : start + _AT_ONCE]] - sums[one.parts["start"][start : start + _AT_ONCE]]
        total = held[:, there["end"]] - held[:, there["start"]]
        room = np.minimum(sizes, sizes_there) * np.minimum(np.maximum(sizes, sizes_there), most)
        wanted = np.maximum(np.maximum(here["until"], there["until"]), np.minimum(here["asked"], there["asked"]))
        if (total >= room * (np.maximum(wanted, least) - _ROUNDED)).any():
            return True
    return False


def _link(graph: Graph, inner: Edges, near: Iterable[tuple[int, ...]], least: float, most: int) -> tuple[Cluster, ...]:
    """Link some members, whose edges are given, with the clusters near them."""
    held = {**inner, **{one: ends for members in near for one, ends in graph.list_edges(members, members).items()}}
    ordered = graph.sort(held)
    places = {member: place for place, member in enumerate(ordered)}
    edges: dict[tuple[int, int], float] = {}
    for member, ends in held.items():
        one = places[member]
        edges.update(((min(one, at), max(one, at)), like) for o, like in ends.items() if (at := places.get(o, -1)) >= 0)
    linked = link_average(len(ordered), ((*pair, edges[pair]) for pair in sorted(edges)), least, most)
    return tuple(replace(one, members=tuple(ordered[place] for place in one.members)) for one in linked)
