"""Linking as families come and go: whom each is most like, and which families are one story."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from marsad.folding.links import Links, list_other
from marsad.folding.measuring import Measuring
from marsad.folding.neighbours import Known, Neighbours
from marsad.folding.packing import Likes, pack_cluster, pack_likes, pack_vector, unpack_cluster
from marsad.folding.ranking import Kept, Ranking, read_ranking, write_family
from marsad.model.reports import Report
from marsad.store.database.kin import Change, Kin
from marsad.stories.alike import MOST, Link, take_best
from marsad.stories.arrivals import Turn
from marsad.stories.linkage import Cluster
from marsad.stories.posts import Posts
from marsad.stories.relinking import Edges, relink
from marsad.stories.stream import JOIN_FROM, NEAR_FROM, damp_likeness, order_in_time, sum_up_family
from marsad.stories.vectors import Vector


@dataclass(slots=True)
class Linking:
    """Clusters that are no more as they were, and the groups of families that stand in their place."""

    gone: frozenset[int] = frozenset()
    groups: tuple[Cluster, ...] = ()
    change: Change = field(default_factory=Change)


class Linker:
    """Follows the links of a desk's families through one change: some gone, some come. One that is both is another."""

    def __init__(self, kin: Kin, gone: Iterable[int], come: Mapping[int, tuple[Kept, Vector]]) -> None:
        """Read all families, without what they are about."""
        self._kin = kin
        self._gone = set(gone)
        self._come = come
        self.before = read_ranking(kin)
        self.after = self.before.change(self._gone, [kept for kept, _ in come.values()])
        self._cuts: dict[int, tuple[float, int] | None] = {}
        self._links = Links(kin, come.keys() - self.before.places.keys())

    def follow(self) -> Linking:
        """Link again whom the change can touch, and the clusters that this can touch."""
        found = Linking()
        touched = self._relink()
        changed, risen = self._compare(touched)
        gone_from = {kept.cluster for n in self._gone if (kept := self.before.get(n)) and kept.cluster is not None}
        found.gone, found.groups = relink(self, changed | gone_from, risen, self._come, JOIN_FROM, MOST)
        self._write(found.change)
        return found

    def _turn(self) -> Turn:
        places, marks = self.after.places, self.before.marks.tolist()
        stay = [at for at, number in enumerate(marks) if number not in self._gone]
        gone = sorted(self.before.places[number] for number in self._gone if number in self.before.places)
        rows = [stay, [places[marks[at]] for at in stay], gone, sorted(places[number] for number in self._come)]
        told = [np.array(some, dtype=np.int64) for some in rows]
        return Turn(Posts(self.before.leading), Posts(self.after.leading), *told)

    def _relink(self) -> set[int]:
        """Link those that came and those whose links can change; the marks of all that are linked anew."""
        neighbours = Neighbours(self._turn(), self.before, self.after)
        marks = {row: self.after.marks.item(row) for row in neighbours.rows}
        gone = self._gone & self.before.places.keys()
        self._links.load({*marks.values(), *gone})
        known = {row: neighbours.know(row, self._links.get(number)[0]) for row, number in marks.items()}
        for number in gone:
            self._links.drop(number)
        measuring = Measuring(self._kin, self.after, {n: vector for n, (_, vector) in self._come.items()})
        likes = {row: dict(one.likes) for row, one in known.items()}
        measuring.measure({row: one.new for row, one in known.items()}, likes)
        for row, one in known.items():
            if one.chosen is not None:
                self._cuts[marks[row]] = (one.cut[0], self.after.marks.item(one.cut[1])) if one.cut else None
        anew = {row for row, one in known.items() if marks[row] in self._come or not _is_settled(one, likes[row])}
        links = {row: _choose_links(likes[row], known[row].cut) for row in anew}
        unsure = {row: known[row].chosen for row in anew if _may_miss(links[row], known[row])}
        chosen = {row: neighbours.choose(row)[0] if some is None else some for row, some in unsure.items()}
        measuring.measure({row: frozenset(some.tolist()) for row, some in chosen.items()}, likes)
        links.update({row: _choose_links(likes[row], known[row].cut) for row in chosen})
        for row, link in links.items():
            others = self.after.marks[link.others].tolist()
            self._links.set(marks[row], dict(zip(others, link.likes.tolist(), strict=True)))
        return {marks[row] for row in anew}

    def _compare(self, touched: set[int]) -> tuple[set[int], set[tuple[int, int]]]:
        """The clusters in which an edge changed, and each two between which one is stronger than before."""
        changed: set[int] = set()
        risen: set[tuple[int, int]] = set()
        edges: dict[int, tuple[Mapping[int, float], Mapping[int, float]]] = {}
        for number in touched & self.before.places.keys() - self._gone:
            old, now = self._links.was(number), self._links.get(number)
            differ = list_other(old[0], now[0]) | list_other(old[1], now[1])
            before = self._tell_edges(number, self.before, old, differ)
            edges[number] = before, self._tell_edges(number, self.after, now, differ)
        ends = {other for before, after in edges.values() for other in (*before, *after)}
        homes = self.find_clusters(edges.keys() | ends)
        for number, (before, after) in edges.items():
            for other in (before.keys() | after.keys()) - self._gone - self._come.keys():
                was, will = before.get(other, 0.0), after.get(other, 0.0)
                if was != will and homes[number] == homes[other]:
                    changed.add(homes[number])
                elif will > was:
                    risen.add((min(homes[number], homes[other]), max(homes[number], homes[other])))
        return changed, risen

    def _tell_edges(
        self, number: int, held: Ranking, links: tuple[Likes, Likes], others: Iterable[int]
    ) -> Mapping[int, float]:
        """The edges between a family and others: as the first of the two is linked, if it is, else the second."""
        own, theirs = links
        at, day = held.places[number], held.find_day(number)
        edges: dict[int, float] = {}
        for other in others:
            place = held.places.get(other)
            if place is not None and (other in own or other in theirs):
                first, second = (own, theirs) if at < place else (theirs, own)
                like = first[other] if other in first else second[other]
                edges[other] = damp_likeness(like, day, held.find_day(other))
        return edges

    def find_clusters(self, members: Iterable[int]) -> Mapping[int, int]:
        """The cluster that each of some families was in; new ones are in none."""
        return self.before.find_clusters(n for n in members if n not in self._come)

    def list_members(self, clusters: Iterable[int]) -> Mapping[int, tuple[int, ...]]:
        """The families of some clusters that are still there."""
        held = self.before.list_of("cluster", clusters)
        return {one: tuple(n for n in members if n not in self._gone) for one, members in held.items()}

    def list_clusters(self, clusters: Iterable[int]) -> Mapping[int, Cluster]:
        """Some clusters as they came out of linkage."""
        wanted = set(clusters)
        held = {row["mark"]: unpack_cluster(row["joins"]) for row in self._kin.read_clusters(wanted)}
        alone = self.before.list_of("cluster", wanted - held.keys())
        return {**held, **{one: Cluster(members=members) for one, members in alone.items()}}

    def list_edges(self, members: Iterable[int], ends: Collection[int] | None = None) -> Edges:
        """The edges of some families, to all others or to some alone."""
        wanted = list(members)
        self._links.load(wanted)
        links = {n: self._links.get(n) for n in wanted}
        others = {n: own.keys() | back.keys() for n, (own, back) in links.items()}
        return {
            n: self._tell_edges(n, self.after, links[n], some if ends is None else some.intersection(ends))
            for n, some in others.items()
        }

    def sort(self, members: Iterable[int]) -> list[int]:
        """Families in the order of their days."""
        return sorted(members, key=self.after.places.__getitem__)

    def find_day(self, member: int) -> date | None:
        """The day of a family, where it is known."""
        return self.after.find_day(member)

    def _write(self, change: Change) -> None:
        """The vectors and links that are other than they were."""
        change.take("vectors", ({"mark": number} for number in self._gone if number in self.before.places))
        for number, (_, vector) in self._come.items():
            links, linked = map(pack_likes, self._links.get(number))
            change.put("vectors", [{"mark": number, "terms": pack_vector(vector), "links": links, "linked": linked}])
        changed = self._links.list_changed()
        for number, terms in self._kin.read_terms(changed.keys() - self._gone):
            links, linked = map(pack_likes, changed[number])
            change.take("vectors", [{"mark": number}])
            change.put("vectors", [{"mark": number, "terms": terms, "links": links, "linked": linked}])

    def write_families(self, change: Change, clusters: Mapping[int, tuple[int, int]]) -> None:
        """The rows of families that are other than they were; `clusters` has the cluster and story of some."""
        change.take("families", ({"mark": number} for number in self._gone if number in self.before.places))
        for number in sorted({*self._come, *self._cuts, *clusters}):
            now = self.find(number)
            assert now is not None
            now.cluster, now.story = clusters.get(number, (now.cluster, now.story))
            if number in self._come:
                change.put("families", [write_family(now)])
            elif (was := self.before.get(number)) is None or write_family(was) != write_family(now):
                change.take("families", [{"mark": number}])
                change.put("families", [write_family(now)])

    def write_clusters(self, change: Change, gone: Iterable[int], clusters: Mapping[int, Cluster]) -> None:
        """The rows of clusters of several families that are other than they were."""
        change.take("clusters", ({"mark": number} for number in gone))
        change.put(
            "clusters",
            (
                {"mark": number, "joins": pack_cluster(one, one.members)}
                for number, one in clusters.items()
                if len(one.members) > 1
            ),
        )

    def is_kept(self, number: int) -> bool:
        """Whether a family is there as it was."""
        return number in self.before.places and number not in self._gone and number not in self._come

    def list_lost(self) -> set[int]:
        """The families that are no more."""
        return self._gone & self.before.places.keys() - self.after.places.keys()

    def find(self, number: int) -> Kept | None:
        """A family as it is now, but for the cluster and story of one that is new."""
        kept = self.after.get(number)
        if kept is not None and number in self._cuts:
            kept.cut = self._cuts[number]
        if kept is not None and number in self._come:
            kept.cluster = kept.story = None
        return kept


def _choose_links(likes: Likes, cut: tuple[float, int] | None) -> Link:
    others = np.array(sorted(likes), dtype=np.int64)
    return take_best(others, np.array([likes[other] for other in others.tolist()], dtype=np.float64), NEAR_FROM, cut)


def _is_settled(known: Known, likes: Likes) -> bool:
    """Whether a family is linked as before: nobody that it was linked with went, and nobody new is alike enough."""
    if known.is_short:
        return False
    least = min(known.likes.values()) if len(known.likes) == MOST else NEAR_FROM
    return all(likes[row] < least for row in known.new)


def _may_miss(link: Link, known: Known) -> bool:
    """Whether one that is measured, but of which nothing more is known, could belong among the links."""
    if known.hidden is None:
        return False
    new = np.array([*known.new], dtype=np.int64)
    return len(link.others) < MOST or link.likes[np.isin(link.others, new)].min(initial=np.inf) <= known.hidden


def sum_up(reports: Sequence[Report]) -> tuple[tuple[Report, ...], Vector]:
    """A family's reports in the order of their days, and what they are about."""
    ordered = tuple(sorted(reports, key=order_in_time))
    return ordered, sum_up_family(ordered)
