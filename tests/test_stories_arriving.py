"""Stories as reports come and go: only what can change is linked again, and all comes out as if linked at once."""

from collections.abc import Collection, Iterable, Mapping
from random import Random

import numpy as np
import pytest

from marsad.stories.alike import Link, find_links, join_links, read_vectors
from marsad.stories.arrivals import Cuts, Turn, find_moved
from marsad.stories.linkage import link_average
from marsad.stories.posts import Posts
from marsad.stories.relinking import relink

LEAST, JOIN, MOST = 0.06, 0.09, 64


def make_vectors(count: int, chance: Random, terms: int) -> list[dict[str, float]]:
    """Vectors in which a few terms lead very many, and most lead a few."""
    made = []
    for _ in range(count):
        own = {f"t{int(terms * chance.random() ** 3)}": 0.1 + chance.random() for _ in range(chance.randrange(2, 12))}
        if chance.random() < 0.7:
            own["war"] = 0.2 + chance.random() / 9
        length = sum(weight * weight for weight in own.values()) ** 0.5
        made.append({term: weight / length for term, weight in own.items()})
    return made


def link(vectors: list[dict[str, float]]) -> tuple[tuple[Link, ...], Posts]:
    rows, leading = read_vectors(vectors)
    return tuple(find_links(rows, leading, LEAST)), Posts(leading)


def say(links: Link, names: list[int]) -> tuple[list[tuple[int, float]], tuple[float, int] | None]:
    """A link by names that last."""
    cut = (links.cut[0], names[links.cut[1]]) if links.cut else None
    return [(names[other], like) for other, like in zip(links.others.tolist(), links.likes.tolist(), strict=True)], cut


def shuffle_in(names: list[int], held: dict[int, dict[str, float]], chance: Random, terms: int) -> list[int]:
    """Some go and some come, anywhere in the row."""
    names = list(names)
    for name in chance.sample(names, chance.randrange(4)):
        names = [one for one in names if one != name]
    for vector in make_vectors(chance.randrange(1, 4), chance, terms):
        held[len(held)] = vector
        names.insert(chance.randrange(len(names) + 1), len(held) - 1)
    return names


@pytest.mark.parametrize(("seed", "count", "terms"), [(1, 420, 40), (2, 420, 300), (3, 60, 20), (4, 480, 15)])
def test_who_is_not_named_keeps_its_links_and_clusters_come_out_as_at_once(seed: int, count: int, terms: int) -> None:
    chance = Random(seed)
    held = dict(enumerate(make_vectors(count, chance, terms)))
    names = list(held)
    links, posts = link([held[name] for name in names])
    clusters = cluster(names, links)
    spared = 0
    for _ in range(2):
        later = shuffle_in(names, held, chance, terms)
        after, posts_after = link([held[name] for name in later])
        rows, rows_after = ({name: row for row, name in enumerate(some)} for some in (names, later))
        stay = [name for name in later if name in rows]
        turn = Turn(
            posts,
            posts_after,
            np.array([rows[name] for name in stay]),
            np.array([rows_after[name] for name in stay]),
            np.array([rows[name] for name in names if name not in rows_after], dtype=np.int64),
            np.array([rows_after[name] for name in later if name not in rows], dtype=np.int64),
        )
        cuts = Cuts(np.zeros(len(later)), np.full(len(later), -1))
        for name in stay:
            cut = links[rows[name]].cut
            if cut is not None:
                cuts.shared[rows_after[name]] = cut[0]
                cuts.rows[rows_after[name]] = rows_after.get(names[cut[1]], -1)
        moved = {row for rows in find_moved(turn, cuts) for row in rows.tolist()}
        for name in stay:
            if rows_after[name] not in moved:
                assert say(links[rows[name]], names) == say(after[rows_after[name]], later)
                spared += 1
        clusters = check_relinked(clusters, names, links, later, after)
        names, links, posts = later, after, posts_after
    assert spared > 0


class Graph:
    """A graph in memory."""

    def __init__(self, clusters: list[tuple[int, ...]], names: list[int], links: tuple[Link, ...]) -> None:
        self.edges = name_edges(names, links)
        self.order = {name: row for row, name in enumerate(names)}
        self.homes = {name: at for at, group in enumerate(clusters) for name in group}
        self.groups = dict(enumerate(clusters))
        self.asked: set[int] = set()

    def find_clusters(self, members: Iterable[int]) -> Mapping[int, int]:
        return {one: self.homes[one] for one in members if one in self.homes}

    def list_members(self, clusters: Iterable[int]) -> Mapping[int, tuple[int, ...]]:
        return {at: tuple(name for name in self.groups[at] if name in self.order) for at in clusters}

    def list_edges(
        self, members: Iterable[int], ends: Collection[int] | None = None
    ) -> Mapping[int, Mapping[int, float]]:
        asked = list(members)
        self.asked.update(asked)
        held = {one: self.edges.get(one, {}) for one in asked}
        return {n: {o: like for o, like in some.items() if ends is None or o in ends} for n, some in held.items()}

    def sort(self, members: Iterable[int]) -> list[int]:
        return sorted(members, key=self.order.__getitem__)


def name_edges(names: list[int], links: tuple[Link, ...]) -> dict[int, dict[int, float]]:
    edges: dict[int, dict[int, float]] = {name: {} for name in names}
    for one, other, like in join_links(links):
        edges[names[one]][names[other]] = edges[names[other]][names[one]] = like
    return edges


def cluster(names: list[int], links: tuple[Link, ...]) -> list[tuple[int, ...]]:
    linked = link_average(len(names), join_links(links), JOIN, MOST)
    return [tuple(names[row] for row in group) for group in linked]


def check_relinked(
    clusters: list[tuple[int, ...]],
    names: list[int],
    links: tuple[Link, ...],
    later: list[int],
    after: tuple[Link, ...],
) -> list[tuple[int, ...]]:
    """Relinking equals linking all at once."""
    graph = Graph(clusters, later, after)
    before = name_edges(names, links)
    homes = {name: at for at, group in enumerate(clusters) for name in group}
    changed = {homes[name] for name in names if name not in graph.order}
    for one in set(names) & set(later):
        for other in {*before[one], *graph.edges[one]} & set(names) & set(later):
            was, will = before[one].get(other, 0.0), graph.edges[one].get(other, 0.0)
            if was != will and (homes[one] == homes[other] or will > was):
                changed |= {homes[one], homes[other]}
    gone, groups = relink(graph, changed, [name for name in later if name not in homes], JOIN, MOST)
    found = [group for at, group in enumerate(clusters) if at not in gone] + list(groups)
    wanted = cluster(later, after)
    assert {frozenset(group) for group in found} == {frozenset(group) for group in wanted}
    return wanted
