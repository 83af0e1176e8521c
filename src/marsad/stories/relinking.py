"""Relinking: which clusters come out otherwise when some members and edges of a very large graph have changed.

Linkage joins, again and again, the best pair of the groups that there are. What goes on inside a cluster rests on its
own edges alone as long as none of its groups joins one outside. So it is enough to link again the clusters in which
something changed, together with all clusters that they have an edge to: if none of these is joined with them, each came
out as it was, and so would all that lie farther away. Where one is joined, it counts as changed, and its neighbours are
looked at too. An edge that became weaker between two clusters that were apart changes nothing.
"""

from collections.abc import Iterable, Mapping
from typing import Protocol

from marsad.stories.linkage import Edge, link_average


class Graph(Protocol):
    """A graph as it is now, and the clusters that it had. Members compare in the order of their days."""

    def find_clusters(self, members: Iterable[int]) -> Mapping[int, int]:
        """The cluster that each of some members was in; new members are in none."""
        ...

    def list_members(self, clusters: Iterable[int]) -> Mapping[int, tuple[int, ...]]:
        """The members of some clusters that are still there."""
        ...

    def list_edges(self, members: Iterable[int]) -> Mapping[int, Mapping[int, float]]:
        """The edges of some members: the others, and the likeness."""
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
        around = graph.find_clusters(other for ends in graph.list_edges(inner).values() for other in ends)
        near = graph.list_members(set(around.values()) - active)
        groups = _link(graph, inner.union(*near.values()), least, most)
        there = {frozenset(group) for group in groups}
        drawn_in = {cluster for cluster, members in near.items() if frozenset(members) not in there}
        if not drawn_in:
            return active, tuple(group for group in groups if group[0] in inner)
        active |= drawn_in


def _link(graph: Graph, members: Iterable[int], least: float, most: int) -> tuple[tuple[int, ...], ...]:
    ordered = graph.sort(members)
    places = {member: place for place, member in enumerate(ordered)}
    edges: list[Edge] = []
    for member, ends in graph.list_edges(ordered).items():
        one = places[member]
        edges += [(one, places[o], like) for o, like in ends.items() if o in places and one < places[o]]
    linked = link_average(len(ordered), sorted(edges), least, most)
    return tuple(tuple(ordered[place] for place in group) for group in linked)
