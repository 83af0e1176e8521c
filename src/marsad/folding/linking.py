"""Linking as families come and go: whom each is most like, and which families are one story."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import RowMapping

from marsad.model.reports import Report
from marsad.store.database.kin import Change, Kin, Values
from marsad.stories.alike import MOST, Choice, Link, Measure, Row, Rows, take_best, weigh_terms
from marsad.stories.arrivals import Cuts, Turn, find_moved
from marsad.stories.posts import Leading, Posts, join_leading
from marsad.stories.relinking import relink
from marsad.stories.stream import JOIN_FROM, NEAR_FROM, damp_likeness, find_day, order_in_time, sum_up_family
from marsad.stories.vectors import LEADING, Vector

_LATE = 1 << 30
Likes = dict[int, float]


@dataclass(slots=True)
class Kept:
    """A family as it is kept: the day and the mark of its first report, its cluster and story, the last measured."""

    mark: int
    first: int
    day: int | None
    cluster: int | None
    story: int | None
    cut: tuple[float, int] | None
    leading: Leading

    @property
    def order(self) -> tuple[int, int]:
        """What it is sorted by: its day, then its first report; those without a day last."""
        return _LATE if self.day is None else self.day, self.first


@dataclass(slots=True)
class Linking:
    """Clusters that are no more as they were, and the groups of families that stand in their place."""

    gone: frozenset[int] = frozenset()
    groups: tuple[tuple[int, ...], ...] = ()
    change: Change = field(default_factory=Change)


def pack_vector(vector: Vector) -> bytes:
    """A vector as it is kept."""
    weights = weigh_terms(vector)
    return zlib.compress(len(weights).to_bytes(4) + weights.tobytes() + "\n".join(vector).encode(), 1)


def unpack_vector(packed: bytes) -> tuple[list[str], NDArray[np.float32]]:
    """The terms and weights of a vector that was kept."""
    data = zlib.decompress(packed)
    size = int.from_bytes(data[:4])
    terms = data[4 + 4 * size :].decode()
    return terms.split("\n") if size else [], np.frombuffer(data, dtype=np.float32, count=size, offset=4)


def pack_leading(leading: Leading) -> bytes:
    """The leading terms of one vector as they are kept."""
    return leading.terms.tobytes() + leading.weights.tobytes()


def unpack_leading(packed: bytes) -> Leading:
    """The leading terms of one vector that were kept."""
    terms = np.frombuffer(packed, dtype=np.int64, count=LEADING).reshape(1, LEADING)
    return Leading(terms, np.frombuffer(packed, dtype=np.float64, offset=8 * LEADING).reshape(1, LEADING))


def pack_likes(likes: Mapping[int, float]) -> bytes:
    """Marks with likenesses as they are kept."""
    marks = sorted(likes)
    return np.array(marks, dtype=np.int64).tobytes() + np.array([likes[one] for one in marks]).tobytes()


def unpack_likes(packed: bytes) -> Likes:
    """Marks with likenesses that were kept."""
    half = len(packed) // 2
    marks, likes = np.frombuffer(packed[:half], dtype=np.int64), np.frombuffer(packed[half:], dtype=np.float64)
    return dict(zip(marks.tolist(), likes.tolist(), strict=True))


def keep_family(number: int, reports: Sequence[Report], first: int, leading: Leading) -> Kept:
    """A family that is new; its reports in the order of their days."""
    day = find_day(reports[0])
    return Kept(number, first, day.toordinal() if day else None, None, None, None, leading)


def write_family(kept: Kept) -> Values:
    """The row of a family."""
    return {
        "mark": kept.mark,
        "first": kept.first,
        "day": kept.day,
        "cluster": kept.cluster,
        "story": kept.story,
        "shared": kept.cut[0] if kept.cut else None,
        "last": kept.cut[1] if kept.cut else None,
        "leading": pack_leading(kept.leading),
    }


class Linker:
    """Follows the links of a desk's families through one change: some gone, some come. One that is both is another."""

    def __init__(self, kin: Kin, gone: Iterable[int], come: Mapping[int, tuple[Kept, Vector]]) -> None:
        """Read all families, without what they are about."""
        self._kin = kin
        self._gone = set(gone)
        rows = sorted((_read_kept(row) for row in kin.read_all_families()), key=lambda kept: kept.order)
        self.before = rows
        self.after = sorted(
            [*(kept for kept in rows if kept.mark not in self._gone), *(kept for kept, _ in come.values())],
            key=lambda kept: kept.order,
        )
        self._come = come
        self._was = {kept.mark: kept for kept in rows}
        self.now = {kept.mark: kept for kept in self.after}
        self._places = {kept.mark: at for at, kept in enumerate(self.after)}
        self._clusters: dict[int, list[int]] = {}
        for kept in rows:
            self._clusters.setdefault(_known(kept.cluster), []).append(kept.mark)
        self._read = Rows()
        self._vectors: dict[int, Row] = {}
        self._links: dict[int, tuple[Likes, Likes]] = {}
        self._old: dict[int, tuple[Likes, Likes]] = {}
        self._stood = {kept.mark: (kept.cluster, kept.story, kept.cut) for kept in rows}

    def follow(self) -> Linking:
        """Link again whom the change can touch, and the clusters that this can touch."""
        found = Linking()
        touched = self._relink()
        changed = self._compare(touched)
        gone_from = {_known(self._was[number].cluster) for number in self._gone if number in self._was}
        found.gone, found.groups = relink(self, changed | gone_from, self._come, JOIN_FROM, MOST)
        self._write(found.change)
        return found

    def _turn(self) -> tuple[Turn, Cuts]:
        before = Posts(join_leading([kept.leading for kept in self.before]))
        after = Posts(join_leading([kept.leading for kept in self.after]))
        stay = [at for at, kept in enumerate(self.before) if kept.mark not in self._gone]
        gone = [at for at, kept in enumerate(self.before) if kept.mark in self._gone]
        kept_after = [self._places[self.before[at].mark] for at in stay]
        come = sorted(self._places[number] for number in self._come)
        cuts = Cuts(np.zeros(len(self.after)), np.full(len(self.after), -1, dtype=np.int64))
        for at, kept in enumerate(self.after):
            if kept.cut is not None and kept.cut[1] not in self._gone:
                cuts.shared[at], cuts.rows[at] = kept.cut[0], self._places[kept.cut[1]]
        places = [np.array(some, dtype=np.int64) for some in (stay, kept_after, gone, come)]
        return Turn(before, after, *places), cuts

    def _relink(self) -> set[int]:
        """Link those that came and those whose links can change; the marks of all of these."""
        turn, cuts = self._turn()
        rows = sorted({*find_moved(turn, cuts).tolist(), *turn.come.tolist()})
        choice = Choice(turn.after)
        chosen = {row: choice.choose(row) for row in rows}
        needed = {int(other) for others, _ in chosen.values() for other in others.tolist()} | set(rows)
        self._load_vectors(self.after[row].mark for row in needed)
        measure = Measure(len(self._read))
        self._load_links([self.after[row].mark for row in rows] + [n for n in self._gone if n in self._was])
        for number in self._gone:
            self._drop(number)
        for row in rows:
            others, cut = chosen[row]
            one = self._vectors[self.after[row].mark]
            likes = measure.compare(one, [self._vectors[self.after[other].mark] for other in others.tolist()])
            self._set_links(row, take_best(others, likes, NEAR_FROM, cut))
        return {self.after[row].mark for row in rows}

    def _load_vectors(self, marks: Iterable[int]) -> None:
        wanted = set(marks) - self._vectors.keys()
        for number in wanted & self._come.keys():
            vector = self._come[number][1]
            self._vectors[number] = self._read.read(vector, weigh_terms(vector))
        for row in self._kin.read_vectors(wanted - self._come.keys()):
            self._vectors[row["mark"]] = self._read.read(*unpack_vector(row["terms"]))

    def _load_links(self, marks: Iterable[int]) -> None:
        wanted = {number for number in marks if number not in self._links}
        for number in wanted & self._come.keys() - self._was.keys():
            self._links[number] = ({}, {})
        for row in self._kin.read_vectors(wanted - self._links.keys()):
            links, linked = unpack_likes(row["links"]), unpack_likes(row["linked"])
            self._old[row["mark"]] = (dict(links), dict(linked))
            self._links[row["mark"]] = (links, linked)

    def _drop(self, number: int) -> None:
        """Let a family that went be linked with nobody."""
        if number in self._was:
            links, linked = self._links[number]
            self._load_links([*links, *linked])
            for other in links:
                self._links[other][1].pop(number, None)
            for other in linked:
                self._links[other][0].pop(number, None)
            self._links[number] = ({}, {})

    def _set_links(self, row: int, link: Link) -> None:
        kept = self.after[row]
        kept.cut = (link.cut[0], self.after[link.cut[1]].mark) if link.cut else None
        links = self._links[kept.mark][0]
        new = {self.after[o].mark: like for o, like in zip(link.others.tolist(), link.likes.tolist(), strict=True)}
        self._load_links([*links, *new])
        for other in links.keys() - new.keys():
            self._links[other][1].pop(kept.mark, None)
        for other, like in new.items():
            self._links[other][1][kept.mark] = like
        self._links[kept.mark] = (new, self._links[kept.mark][1])

    def _compare(self, touched: set[int]) -> set[int]:
        """The clusters in which an edge changed, or that two have a stronger edge between them."""
        changed: set[int] = set()
        for number in touched & self._was.keys() - self._gone:
            before, after = (
                self._tell_edges(number, self._was, self._old),
                self._tell_edges(number, self.now, self._links),
            )
            home = _known(self._was[number].cluster)
            for other in (before.keys() | after.keys()) - self._gone - self._come.keys():
                was, will = before.get(other, 0.0), after.get(other, 0.0)
                there = _known(self._was[other].cluster)
                if was != will and (home == there or will > was):
                    changed |= {home, there}
        return changed

    def _tell_edges(
        self, number: int, held: Mapping[int, Kept], links: Mapping[int, tuple[Likes, Likes]]
    ) -> Mapping[int, float]:
        """The edges of a family: as the first of the two is linked, if it is, else the second."""
        own, theirs = links[number]
        one = held[number]
        edges: dict[int, float] = {}
        for other in {**own, **theirs}:
            if other in held:
                first, second = (own, theirs) if one.order < held[other].order else (theirs, own)
                like = first[other] if other in first else second[other]
                edges[other] = damp_likeness(like, _day(one), _day(held[other]))
        return edges

    def find_clusters(self, members: Iterable[int]) -> Mapping[int, int]:
        """The cluster that each of some families was in; new ones are in none."""
        return {n: _known(self._was[n].cluster) for n in members if n in self._was and n not in self._come}

    def list_members(self, clusters: Iterable[int]) -> Mapping[int, tuple[int, ...]]:
        """The families of some clusters that are still there."""
        return {one: tuple(n for n in self._clusters[one] if n not in self._gone) for one in clusters}

    def list_edges(self, members: Iterable[int]) -> Mapping[int, Mapping[int, float]]:
        """The edges of some families."""
        wanted = list(members)
        self._load_links(wanted)
        return {number: self._tell_edges(number, self.now, self._links) for number in wanted}

    def sort(self, members: Iterable[int]) -> list[int]:
        """Families in the order of their days."""
        return sorted(members, key=self._places.__getitem__)

    def _write(self, change: Change) -> None:
        """The vectors and links that are other than they were."""
        change.take("vectors", ({"mark": number} for number in self._gone if number in self._was))
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
        change.take("families", ({"mark": number} for number in self._gone if number in self._was))
        for kept in self.after:
            cluster, story = clusters.get(kept.mark, (kept.cluster, kept.story))
            was = self._stood.get(kept.mark)
            kept.cluster, kept.story = cluster, story
            row = write_family(kept)
            if kept.mark in self._come:
                change.put("families", [row])
            elif was != (cluster, story, kept.cut):
                change.take("families", [{"mark": kept.mark}])
                change.put("families", [row])


def _read_kept(row: RowMapping) -> Kept:
    cut = (row["shared"], row["last"]) if row["last"] is not None else None
    leading = unpack_leading(row["leading"])
    return Kept(row["mark"], row["first"], row["day"], row["cluster"], row["story"], cut, leading)


def _day(kept: Kept) -> date | None:
    return date.fromordinal(kept.day) if kept.day is not None else None


def sum_up(reports: Sequence[Report]) -> tuple[tuple[Report, ...], Vector]:
    """A family's reports in the order of their days, and what they are about."""
    ordered = tuple(sorted(reports, key=order_in_time))
    return ordered, sum_up_family(ordered)


def _known(value: int | None) -> int:
    assert value is not None
    return value
