"""Relinking: which clusters come out otherwise when some members and edges of a very large graph have changed.

Linkage joins, again and again, the best pair of the groups that there are. What goes on inside a cluster rests on its
own edges alone as long as none of its groups joins one outside. So it is enough to link again the clusters in which
something changed, together with all clusters that they have an edge to: if none of these is joined with them, each came
out as it was, and so would all that lie farther away. Where one is joined, it counts as changed, and its neighbours are
looked at too. A neighbour that is too little alike to be joined whatever happens is not even looked at, nor is an edge
between two neighbours, who were apart before. An edge that became weaker between two clusters that were apart changes
nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from marsad.stories.linkage import link_average

Edges = Mapping[int, Mapping[int, float]]
_ROUNDED = 1e-6


class Graph(Protocol):
    """A graph as it is now, and the clusters that it had. Members compare in the order of their days."""

    def find_clusters(self, members: Iterable[int]) -> Mapping[int, int]:
        """The cluster that each of some members was in; new members are in none."""
        ...

    def list_members(self, clusters: Iterable[int]) -> Mapping[int, tuple[int, ...]]:
        """The members of some clusters that are still there."""
        ...

    def list_edges(self, members: Iterable[int], ends: Collection[int] | None = None) -> Edges:
        """The edges of some members, to all others or to some alone: the others, and the likeness."""
        ...

    def sort(self, members: Iterable[int]) -> list[int]:
        """Members in the order of their days."""
        ...


def relink(
    graph: Graph, changed: Iterable[int], new: Iterable[int], least: float, most: int
) -> tuple[frozenset[int], tuple[tuple[int, ...], ...]]:
    """Link again after some clusters `changed` inside and some members are `new`: the clusters that are no more as they
    were, and the groups that stand for them and the new members.
    """
    active, fresh = frozenset(changed), tuple(new)
    while True:
        inner = {member for some in graph.list_members(active).values() for member in some} | set(fresh)
        edges = graph.list_edges(inner)
        near = _list_near(graph, edges, active, least, most)
        groups = _link(graph, edges, near.values(), least, most)
        there = {frozenset(group) for group in groups}
        drawn_in = {cluster for cluster, members in near.items() if frozenset(members) not in there}
        if not drawn_in:
            return active, tuple(group for group in groups if group[0] in inner)
        active |= drawn_in


def _list_near(
    graph: Graph, inner: Edges, active: frozenset[int], least: float, most: int
) -> Mapping[int, tuple[int, ...]]:
    """The other clusters of which a part might be joined with some of the members whose edges these are.

    Two groups are no closer than their closest members. Where one is larger than is asked for, they are no closer than
    the sum of the likenesses of one member, over `most`.
    """
    edges = [(one, o, like) for one, ends in inner.items() for o, like in ends.items()]
    homes = graph.find_clusters({other for _, other, _ in edges})
    closest: dict[int, float] = defaultdict(float)
    sums: dict[tuple[int, int], float] = defaultdict(float)
    for one, other, like in edges:
        home = homes.get(other)
        if home is not None and home not in active:
            closest[home] = max(closest[home], like)
            sums[home, one] += like
            sums[home, other] += like
    largest: dict[int, float] = defaultdict(float)
    for (home, _), total in sums.items():
        largest[home] = max(largest[home], total)
    near = graph.list_members(closest)
    return {
        home: members
        for home, members in near.items()
        if closest[home] >= least - _ROUNDED
        or (max(len(inner), len(members)) > most and largest[home] >= most * (least - _ROUNDED))
    }


def _link(
    graph: Graph, inner: Edges, near: Iterable[tuple[int, ...]], least: float, most: int
) -> tuple[tuple[int, ...], ...]:
    """Link some members, whose edges are given, with the clusters near them."""
    held = {**inner, **{one: ends for members in near for one, ends in graph.list_edges(members, members).items()}}
    ordered = graph.sort(held)
    places = {member: place for place, member in enumerate(ordered)}
    edges: dict[tuple[int, int], float] = {}
    for member, ends in held.items():
        one = places[member]
        edges.update(((min(one, at), max(one, at)), like) for o, like in ends.items() if (at := places.get(o, -1)) >= 0)
    linked = link_average(len(ordered), ((*pair, edges[pair]) for pair in sorted(edges)), least, most)
    return tuple(tuple(ordered[place] for place in group) for group in linked)
