"""Linking as families come and go: whom each is most like, and which families are one story."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from marsad.folding.packing import (
    Likes,
    pack_cluster,
    pack_likes,
    pack_vector,
    unpack_cluster,
    unpack_likes,
    unpack_vector,
)
from marsad.folding.ranking import NOBODY, Kept, Ranking, read_ranking, write_family
from marsad.model.reports import Report
from marsad.store.database.kin import Change, Kin
from marsad.stories.alike import MOST, Choice, Link, Measured, keep_vector, take_best
from marsad.stories.arrivals import Cuts, Turn, find_moved
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


@dataclass(frozen=True, slots=True)
class Known:
    """Of the others whom a family is measured with, those that are new to it, and how alike those are that it was
    linked with; all by their rows. Where one whom it was linked with is no more among them, `hidden` is how alike those
    may be that it was not linked with.
    """

    new: Sequence[int]
    likes: Likes
    hidden: float | None


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
        self._vectors: dict[int, Measured] = {}
        self._links: dict[int, tuple[Likes, Likes]] = {}
        self._old: dict[int, tuple[Likes, Likes]] = {}

    def follow(self) -> Linking:
        """Link again whom the change can touch, and the clusters that this can touch."""
        found = Linking()
        touched = self._relink()
        changed, risen = self._compare(touched)
        gone_from = {kept.cluster for n in self._gone if (kept := self.before.get(n)) and kept.cluster is not None}
        found.gone, found.groups = relink(self, changed | gone_from, risen, self._come, JOIN_FROM, MOST)
        self._write(found.change)
        return found

    def _turn(self) -> tuple[Turn, Cuts]:
        places, marks = self.after.places, self.before.marks.tolist()
        stay = [at for at, number in enumerate(marks) if number not in self._gone]
        gone = [self.before.places[number] for number in self._gone if number in self.before.places]
        kept_after = [places[marks[at]] for at in stay]
        come = sorted(places[number] for number in self._come)
        shared, last = self.after.list_cuts()
        cuts = Cuts(
            shared, self.after.find_places(np.where(np.isin(last, np.array([*self._gone], np.int64)), NOBODY, last))
        )
        rows = [np.array(some, dtype=np.int64) for some in (stay, kept_after, sorted(gone), come)]
        return Turn(Posts(self.before.leading), Posts(self.after.leading), *rows), cuts

    def _relink(self) -> set[int]:
        """Link those that came and those whose links can change; the marks of all of these."""
        turn, cuts = self._turn()
        marks = self.after.marks.tolist()
        moved, near = map(set, (some.tolist() for some in find_moved(turn, cuts)))
        rows = sorted({*moved, *near, *turn.come.tolist()})
        now = Choice(turn.after)
        chosen = {row: now.choose(row) for row in rows}
        self._load_links([marks[row] for row in rows] + [n for n in self._gone if n in self.before.places])
        before = self._choose_before(turn, moved)
        known = {row: self._list_known(marks[row], set(chosen[row][0].tolist()), before.get(row)) for row in rows}
        for number in self._gone:
            self._drop(number)
        likes = {row: dict(one.likes) for row, one in known.items()}
        self._measure({row: one.new for row, one in known.items()}, likes)
        links = {row: _choose_links(likes[row], chosen[row][1]) for row in rows}
        unsure = [row for row in rows if _may_miss(links[row], known[row])]
        rest = {row: [o for o in chosen[row][0].tolist() if o not in likes[row]] for row in unsure}
        self._measure(rest, likes)
        links.update({row: _choose_links(likes[row], chosen[row][1]) for row in unsure})
        for row in rows:
            self._set_links(marks[row], links[row])
        return {marks[row] for row in rows}

    def _choose_before(self, turn: Turn, rows: Iterable[int]) -> Mapping[int, set[int]]:
        """Whom some that stay were measured with, of those that stay; by their rows after."""
        then, marks = Choice(turn.before), self.after.marks.tolist()
        to_after = np.full(len(self.before), -1, dtype=np.int64)
        to_after[turn.kept_before] = turn.kept_after
        return {row: set(to_after[then.choose(self.before.places[marks[row]])[0]].tolist()) for row in rows}

    def _list_known(self, number: int, chosen: set[int], before: set[int] | None) -> Known:
        """What is known of those chosen now; `before` are those that were: where not given, all that did not come."""
        if not self.is_kept(number):
            return Known(sorted(chosen), {}, None)
        places = self.after.places
        come = {places[one] for one in self._come}
        new = chosen & come if before is None else chosen - before | chosen & come
        old = self._old[number][0]
        kept = {at: like for other, like in old.items() if (at := places.get(other, -1)) in chosen and at not in new}
        return Known(sorted(new), kept, min(old.values()) if len(kept) < len(old) == MOST else None)

    def _measure(self, pairs: Mapping[int, Sequence[int]], likes: Mapping[int, Likes]) -> None:
        """Measure families with others, by their rows."""
        marks = self.after.marks.tolist()
        self._load_vectors(marks[row] for one, others in pairs.items() if others for row in (one, *others))
        for one, others in pairs.items():
            there = [self._vectors[marks[other]] for other in others]
            found = self._vectors[marks[one]].compare(there) if others else ()
            likes[one].update(zip(others, map(float, found), strict=True))

    def _load_vectors(self, marks: Iterable[int]) -> None:
        wanted = set(marks) - self._vectors.keys()
        for number in wanted & self._come.keys():
            self._vectors[number] = keep_vector(self._come[number][1])
        for row in self._kin.read_vectors(wanted - self._come.keys()):
            self._vectors[row["mark"]] = unpack_vector(row["terms"])

    def _load_links(self, marks: Iterable[int]) -> None:
        wanted = {number for number in marks if number not in self._links}
        for number in wanted & self._come.keys() - self.before.places.keys():
            self._links[number] = ({}, {})
        for row in self._kin.read_vectors(wanted - self._links.keys()):
            links, linked = unpack_likes(row["links"]), unpack_likes(row["linked"])
            self._old[row["mark"]] = (dict(links), dict(linked))
            self._links[row["mark"]] = (links, linked)

    def _drop(self, number: int) -> None:
        """Let a family that went be linked with nobody."""
        if number in self.before.places:
            links, linked = self._links[number]
            self._load_links([*links, *linked])
            for other in links:
                self._links[other][1].pop(number, None)
            for other in linked:
                self._links[other][0].pop(number, None)
            self._links[number] = ({}, {})

    def _set_links(self, number: int, link: Link) -> None:
        self._cuts[number] = (link.cut[0], self.after.marks.item(link.cut[1])) if link.cut else None
        links, linked = self._links[number]
        new = dict(zip(self.after.marks[link.others].tolist(), link.likes.tolist(), strict=True))
        if new == links:
            return
        other = _list_other(links, new)
        self._load_links(other)
        for one in other - new.keys():
            self._links[one][1].pop(number, None)
        for one in other & new.keys():
            self._links[one][1][number] = new[one]
        self._links[number] = (new, linked)

    def _compare(self, touched: set[int]) -> tuple[set[int], set[tuple[int, int]]]:
        """The clusters in which an edge changed, and each two between which one is stronger than before."""
        changed: set[int] = set()
        risen: set[tuple[int, int]] = set()
        edges: dict[int, tuple[Mapping[int, float], Mapping[int, float]]] = {}
        for number in touched & self.before.places.keys() - self._gone:
            old, now = self._old[number], self._links[number]
            differ = _list_other(old[0], now[0]) | _list_other(old[1], now[1])
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
        self._load_links(wanted)
        links = self._links
        others = {n: {**links[n][0], **links[n][1]} if ends is None else ends for n in wanted}
        return {n: self._tell_edges(n, self.after, links[n], some) for n, some in others.items()}

    def sort(self, members: Iterable[int]) -> list[int]:
        """Families in the order of their days."""
        return sorted(members, key=self.after.places.__getitem__)

    def _write(self, change: Change) -> None:
        """The vectors and links that are other than they were."""
        change.take("vectors", ({"mark": number} for number in self._gone if number in self.before.places))
        for number, (kept, vector) in self._come.items():
            links, linked = self._links[kept.mark]
            packed = {"terms": pack_vector(vector), "links": pack_likes(links), "linked": pack_likes(linked)}
            change.put("vectors", [{"mark": number, **packed}])
        other = [n for n, old in self._old.items() if n not in self._gone and old != self._links[n]]
        for row in self._kin.read_vectors(other):
            links, linked = self._links[row["mark"]]
            change.take("vectors", [{"mark": row["mark"]}])
            packed = {"terms": row["terms"], "links": pack_likes(links), "linked": pack_likes(linked)}
            change.put("vectors", [{"mark": row["mark"], **packed}])

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


def _may_miss(link: Link, known: Known) -> bool:
    """Whether one that is measured, but of which nothing more is known, could belong among the links."""
    if known.hidden is None:
        return False
    return len(link.others) < MOST or link.likes[np.isin(link.others, known.new)].min(initial=np.inf) <= known.hidden


def _list_other(before: Likes, after: Likes) -> set[int]:
    """The others whose likeness is not as before."""
    return {one for one in before.keys() | after.keys() if before.get(one) != after.get(one)}


def sum_up(reports: Sequence[Report]) -> tuple[tuple[Report, ...], Vector]:
    """A family's reports in the order of their days, and what they are about."""
    ordered = tuple(sorted(reports, key=order_in_time))
    return ordered, sum_up_family(ordered)
