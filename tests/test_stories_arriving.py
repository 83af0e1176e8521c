"""Stories as reports come and go: only what can change is linked again, and all comes out as if linked at once."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.stories.alike import Link, find_links, join_links, read_vectors
from marsad.stories.arrivals import Cuts, Turn, find_moves
from marsad.stories.linkage import Cluster, link_average
from marsad.stories.posts import Posts
from marsad.stories.relinking import relink

LEAST, JOIN, MOST = 0.06, 0.09, 64


def find_day(member: int) -> date | None:
    """A day in two weeks; unknown of some."""
    return None if member % 5 == 0 else date(2031, 5, 1 + member * 7 % 13)


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
    clusters = cluster(names, name_edges(names, links), MOST)
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
        cuts = Cuts(np.zeros(len(names)), np.full(len(names), -1))
        for row, link_before in enumerate(links):
            if link_before.cut is not None:
                cuts.shared[row], cuts.rows[row] = link_before.cut
        moves = find_moves(turn, cuts)
        moved = {*moves.lost.ones.tolist(), *moves.gained.ones.tolist()}
        for name in stay:
            if rows_after[name] not in moved:
                assert say(links[rows[name]], names) == say(after[rows_after[name]], later)
                spared += 1
        clusters = check_relinked(clusters, name_edges(names, links), later, name_edges(later, after), MOST)
        names, links, posts = later, after, posts_after
    assert spared > 0


Likes = dict[int, dict[int, float]]


class Graph:
    """A graph in memory."""

    def __init__(self, clusters: list[Cluster], names: list[int], edges: Likes) -> None:
        self.edges = edges
        self.order = {name: row for row, name in enumerate(names)}
        self.homes = {name: at for at, group in enumerate(clusters) for name in group.members}
        self.groups = dict(enumerate(clusters))
        self.asked: set[int] = set()

    def find_clusters(self, members: Iterable[int]) -> Mapping[int, int]:
        return {one: self.homes[one] for one in members if one in self.homes}

    def list_members(self, clusters: Iterable[int]) -> Mapping[int, tuple[int, ...]]:
        return {at: tuple(name for name in self.groups[at].members if name in self.order) for at in clusters}

    def list_clusters(self, clusters: Iterable[int]) -> Mapping[int, Cluster]:
        return {at: self.groups[at] for at in clusters}

    def list_edges(
        self, members: Iterable[int], ends: Collection[int] | None = None
    ) -> Mapping[int, Mapping[int, float]]:
        asked = list(members)
        self.asked.update(asked)
        held = {one: self.edges.get(one, {}) for one in asked}
        return {n: {o: like for o, like in some.items() if ends is None or o in ends} for n, some in held.items()}

    def sort(self, members: Iterable[int]) -> list[int]:
        return sorted(members, key=self.order.__getitem__)

    def find_day(self, member: int) -> date | None:
        return find_day(member)


def name_edges(names: list[int], links: tuple[Link, ...]) -> Likes:
    edges: Likes = {name: {} for name in names}
    for one, other, like in join_links(links):
        edges[names[one]][names[other]] = edges[names[other]][names[one]] = like
    return edges


def cluster(names: list[int], edges: Likes, most: int) -> list[Cluster]:
    rows = {name: row for row, name in enumerate(names)}
    pairs = sorted((rows[one], rows[o], like) for one, some in edges.items() for o, like in some.items())
    linked = link_average(
        len(names), [pair for pair in pairs if pair[0] < pair[1]], JOIN, most, [*map(find_day, names)]
    )
    return [replace(group, members=tuple(names[row] for row in group.members)) for group in linked]


def check_relinked(clusters: list[Cluster], before: Likes, later: list[int], after: Likes, most: int) -> list[Cluster]:
    """Relinking equals linking all at once."""
    graph = Graph(clusters, later, after)
    homes = {name: at for at, group in enumerate(clusters) for name in group.members}
    changed, risen = {homes[name] for name in before if name not in graph.order}, set[tuple[int, int]]()
    for one in before.keys() & set(later):
        for other in {*before[one], *after[one]} & before.keys() & set(later):
            was, will = before[one].get(other, 0.0), after[one].get(other, 0.0)
            if was != will and homes[one] == homes[other]:
                changed.add(homes[one])
            elif will > was:
                risen.add((min(homes[one], homes[other]), max(homes[one], homes[other])))
    gone, groups = relink(graph, changed, risen, [name for name in later if name not in homes], JOIN, most)
    found = [group for at, group in enumerate(clusters) if at not in gone] + list(groups)
    wanted = cluster(later, after, most)
    assert sorted(map(tell, found)) == sorted(map(tell, wanted))
    return wanted


def tell(group: Cluster) -> tuple[tuple[int, ...], bytes]:
    return group.members, group.parts.tobytes()


class Happenings:
    """A graph whose members are alike where they tell of one happening, and a little elsewhere, and that changes."""

    def __init__(self, chance: Random, count: int) -> None:
        self.chance = chance
        self.kinds = max(1, count // chance.randrange(2, 7))
        self.spread, self.density = chance.choice((0.05, 0.1, 0.3)), chance.choice((0.1, 0.3, 0.6))
        self.digits = chance.choice((1, 9, 9))
        self.told: dict[int, int] = {}
        self.order: list[int] = []
        self.edges: Likes = {}
        for _ in range(count):
            self.add()

    def add(self) -> None:
        name = len(self.told)
        self.told[name] = self.chance.randrange(self.kinds)
        self.edges[name] = {}
        for other in self.order:
            if self.chance.random() < (0.8 if self.told[name] == self.told[other] else self.density):
                self.join(name, other)
        self.order.insert(self.chance.randrange(len(self.order) + 1), name)

    def join(self, one: int, other: int) -> None:
        near = self.told[one] == self.told[other]
        like = self.chance.uniform(0.1, 0.5) if near else self.chance.uniform(0.06, 0.06 + self.spread)
        self.edges[one][other] = self.edges[other][one] = round(like, self.digits) or 0.1

    def part(self, one: int, other: int) -> None:
        for name, end in ((one, other), (other, one)):
            self.edges[name].pop(end, None)

    def change(self) -> None:
        if self.chance.random() < 0.5 and len(self.order) > 2:
            name = self.order.pop(self.chance.randrange(len(self.order)))
            for other in self.edges.pop(name):
                del self.edges[other][name]
        if self.chance.random() < 0.5:
            self.add()
        for _ in range(self.chance.randrange(4)):
            one, other = self.chance.sample(self.order, 2)
            (self.part if self.chance.random() < 0.3 else self.join)(one, other)


@given(st.integers(0, 1 << 40), st.integers(4, 36), st.sampled_from((2, 3, 5, MOST)))
def test_clusters_that_a_change_cannot_reach_are_as_when_all_are_linked(seed: int, count: int, most: int) -> None:
    told = Happenings(Random(seed), count)
    clusters = cluster(told.order, told.edges, most)
    for _ in range(3):
        before = {name: dict(ends) for name, ends in told.edges.items()}
        told.change()
        clusters = check_relinked(clusters, before, told.order, told.edges, most)
