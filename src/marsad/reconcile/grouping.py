"""Grouping: claims into happenings, by their best pairs and the mean of all, never across a pair that cannot be.

Pairs are only looked at where claims share a place, a figure or a stretch of a report. The best pair goes first; ties
go to the smaller ids; so the order of claims changes nothing.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import blake2b
from heapq import heappop, heappush
from itertools import combinations

from marsad.model.incidents import Merge
from marsad.reconcile.matching import ENOUGH, figure_keys, match
from marsad.reconcile.placing import PlaceTree
from marsad.reconcile.traits import Trait

_WINDOW = 4
_BLOCK = 64
_NEIGHBOURS = 4
_NEAR = 12
_BEST = 3
_BARRED = 0.2
DOUBT_ENOUGH = 2.0
_NEVER = datetime(9999, 12, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Claims of one happening, in order of id, and why they were put together.

    `merges` say it pair by pair. `said` is what people judged of it, `review` whether it waits for a person where one
    has looked at it.
    """

    traits: tuple[Trait, ...]
    reasons: tuple[str, ...]
    merges: tuple[Merge, ...] = ()
    said: tuple[str, ...] = ()
    review: bool | None = None


@dataclass(frozen=True, slots=True)
class _Fit:
    """Pairs between two clusters: the best few, the sum, how many, and whether one of them cannot be."""

    best: tuple[float, ...] = ()
    total: float = 0.0
    pairs: int = 0
    barred: bool = False

    @property
    def score(self) -> float:
        """Two parts the mean of the best few pairs, one part the mean of all."""
        if self.barred or not self.pairs:
            return -1.0
        return (2 * sum(self.best) / len(self.best) + self.total / self.pairs) / 3

    @property
    def top(self) -> float:
        """The best pair."""
        return self.best[0] if self.best else -1.0

    def __add__(self, other: "_Fit") -> "_Fit":
        if not self.pairs or not other.pairs:
            return self if self.pairs else other
        return _Fit(
            tuple(sorted((*self.best, *other.best), reverse=True)[:_BEST]),
            self.total + other.total,
            self.pairs + other.pairs,
            self.barred or other.barred,
        )


def _fit_of(scores: Sequence[float]) -> _Fit:
    return _Fit(tuple(sorted(scores, reverse=True)[:_BEST]), sum(scores), len(scores))


@dataclass(frozen=True, slots=True)
class _Tie:
    """What stands between two clusters: all pairs, and those of which somebody speaks in both claims."""

    every: _Fit
    voiced: _Fit
    best: tuple[Trait, Trait]
    why: tuple[str, ...]

    def __add__(self, other: "_Tie") -> "_Tie":
        if self.is_closed or other.is_closed:
            return self if self.is_closed else other
        first = self if self._goes_before(other) else other
        return _Tie(self.every + other.every, self.voiced + other.voiced, first.best, first.why)

    @property
    def is_closed(self) -> bool:
        """Whether nothing that comes to it can let its two clusters join."""
        return self.every.barred and self.voiced.barred

    def _goes_before(self, other: "_Tie") -> bool:
        """Whether its best pair matches better; ties go to the smaller ids."""
        if self.every.top != other.every.top:
            return self.every.top > other.every.top
        return [trait.id for trait in self.best] <= [trait.id for trait in other.best]


def group_traits(traits: Sequence[Trait], tree: PlaceTree) -> tuple[Cluster, ...]:
    """Claims that can make an incident, put into happenings."""
    ordered = sorted(traits, key=lambda t: t.id)
    twins = _same_sentence(ordered)
    work = _Clustering([list(members) for members in twins], _ties(twins, tree))
    return tuple(work.run())


def join_claims(
    clusters: Sequence[Cluster], extras: Iterable[Trait], tree: PlaceTree, *, doubts: bool
) -> tuple[tuple[Cluster, ...], tuple[Trait, ...]]:
    """Add claims that make no incident of their own to the happening that they fit best; and those that fit none.

    A denial needs less: it says little beside what it denies.
    """
    added: dict[int, list[Trait]] = {}
    merged: dict[int, list[Merge]] = {}
    left: list[Trait] = []
    index = _index(clusters, tree)
    for extra in sorted(extras, key=lambda t: t.id):
        near = _nearest(at for key in _keys(extra, tree) for at in index.get((extra.family, key), ()))
        scored = [(_fit(extra, clusters[at], tree), -at) for at in near]
        (score, merge), at = max(scored, key=lambda row: (row[0][0], row[1]), default=((-1.0, None), 0))
        if score >= (DOUBT_ENOUGH if doubts else ENOUGH) and merge is not None:
            added.setdefault(-at, []).append(extra)
            merged.setdefault(-at, []).append(merge)
        else:
            left.append(extra)
    joined = tuple(
        replace(
            cluster,
            traits=tuple(sorted((*cluster.traits, *added.get(at, ())), key=lambda t: t.id)),
            merges=(*cluster.merges, *merged.get(at, ())),
        )
        for at, cluster in enumerate(clusters)
    )
    return joined, tuple(left)


def _nearest(found: Iterable[int]) -> list[int]:
    """The happenings that share most keys with a claim, in order."""
    shared = Counter(found)
    return sorted(sorted(shared, key=lambda at: (-shared[at], at))[:_NEAR])


def _index(clusters: Sequence[Cluster], tree: PlaceTree) -> dict[tuple[str, str], set[int]]:
    found: dict[tuple[str, str], set[int]] = {}
    for at, cluster in enumerate(clusters):
        for trait in cluster.traits:
            for key in _keys(trait, tree):
                found.setdefault((trait.family, key), set()).add(at)
    return found


def _fit(extra: Trait, cluster: Cluster, tree: PlaceTree) -> tuple[float, Merge | None]:
    """How well a claim fits into a happening, and its best match there."""
    looked_at = spread(cluster.traits, _NEAR)
    found = [(m, trait) for trait in looked_at if (m := match(extra, trait, tree)) is not None]
    if not found or len(looked_at) - len(found) > _BARRED * len(looked_at):
        return -1.0, None
    best, trait = max(found, key=lambda pair: (pair[0].score, pair[1].id))
    return _fit_of([m.score for m, _ in found]).score, merge_claims(extra, trait, best.reasons)


def merge_claims(one: Trait, other: Trait, reasons: Iterable[str]) -> Merge:
    """Two claims that are of one happening, and why."""
    why = tuple(sorted(set(reasons) - {""}))
    return Merge(claim=one.told.claim.id, other=other.told.claim.id, reasons=why)


def spread(traits: Sequence[Trait], size: int) -> Sequence[Trait]:
    """At most so many claims, evenly from first to last."""
    step = -(-len(traits) // size)
    return traits[::step] if step > 1 else traits


def _same_sentence(traits: Sequence[Trait]) -> list[tuple[Trait, ...]]:
    """Copies of one sentence are one from the start; the one told first stands for them."""
    found: dict[tuple[str, ...], list[Trait]] = {}
    for trait in traits:
        claim = trait.told.claim
        voiced = "voiced" if trait.told.voiced else "narrated"
        key = (trait.family, trait.kind, claim.quote, claim.stance, voiced)
        found.setdefault(key if len(trait.told.words) > 3 else (trait.id,), []).append(trait)
    return [tuple(sorted(members, key=_told_first)) for members in found.values()]


def _told_first(trait: Trait) -> tuple[bool, float, str]:
    day = trait.told.told_from
    return day is None, day.timestamp() if day else 0.0, trait.id


def _ties(twins: Sequence[Sequence[Trait]], tree: PlaceTree) -> dict[tuple[int, int], _Tie]:
    blocks: dict[tuple[str, str], list[int]] = {}
    for at, members in enumerate(twins):
        for key in {key for trait in members for key in _keys(trait, tree)}:
            blocks.setdefault((members[0].family, key), []).append(at)
    pairs = {pair for block in blocks.values() for pair in _pair_up(block, twins)}
    return {(a, b): _tie(*_side_by_side(twins[a], twins[b]), tree) for a, b in sorted(pairs)}


def _pair_up(block: Sequence[int], twins: Sequence[Sequence[Trait]]) -> Iterable[tuple[int, int]]:
    """All pairs of a block; in a large one only neighbours by day and time, and by day and wording."""
    if len(block) <= _BLOCK:
        return combinations(block, 2)
    pairs: set[tuple[int, int]] = set()
    for order in (_by_time, _by_words):
        ordered = sorted(block, key=lambda at: (order(twins[at][0]), twins[at][0].id))
        for step in range(1, _NEIGHBOURS + 1):
            pairs.update((a, b) if a < b else (b, a) for a, b in zip(ordered, ordered[step:], strict=False))
    return pairs


def _by_time(trait: Trait) -> tuple[str, str]:
    start = trait.when.start or trait.when.end if trait.when else None
    return (start or trait.told.told_from or _NEVER).isoformat(), trait.kind


def _by_words(trait: Trait) -> tuple[str, str]:
    """The day, and the content word that a fixed hash puts first: sentences that share most words share it."""
    first = min((blake2b(word.encode(), digest_size=4).hexdigest() for word in trait.told.words), default="")
    return _by_time(trait)[0][:10], first


def _side_by_side(ours: Sequence[Trait], theirs: Sequence[Trait]) -> tuple[Trait, Trait]:
    """Two sentences as they stand in the first report that has both, else as each was told first."""
    held = {trait.told.claim.report: trait for trait in reversed(theirs)}
    for trait in ours:
        if trait.told.claim.report in held:
            return trait, held[trait.told.claim.report]
    return ours[0], theirs[0]


def _tie(one: Trait, other: Trait, tree: PlaceTree) -> _Tie:
    found = match(one, other, tree)
    fit = _Fit(pairs=1, barred=True) if found is None else _fit_of((found.score,))
    voiced = one.told.voiced and other.told.voiced
    why = found.reasons if found else ()
    return _Tie(fit, fit if voiced else _Fit(), (one, other), why)


def _keys(trait: Trait, tree: PlaceTree) -> set[str]:
    """What two claims must share to be compared."""
    places = {other for place in trait.places for other in tree.namesakes(place)}
    keys = {f"place {p}" for place in places for p in tree.holders(place) if not tree.is_wide(p)}
    keys |= {f"figure {measure} {number}" for measure, number in figure_keys(trait)}
    window = trait.told.order // _WINDOW
    report = trait.told.claim.report
    return keys | {f"report {report} {window}", f"report {report} {window + 1}"}


class _Clustering:
    """Merge the two clusters that fit best until none fit.

    Two clusters in which somebody speaks are judged by those claims alone, so narration never joins them.
    """

    def __init__(self, members: list[list[Trait]], ties: dict[tuple[int, int], _Tie]) -> None:
        """Start with every sentence in a cluster of its own."""
        self._members = members
        self._voiced = [any(trait.told.voiced for trait in held) for held in members]
        self._reasons: list[set[str]] = [{"same sentence"} if len(held) > 1 else set() for held in members]
        self._merges = [[merge_claims(twin, held[0], ("same sentence",)) for twin in held[1:]] for held in members]
        self._ties: list[dict[int, _Tie]] = [{} for _ in members]
        self._heap: list[tuple[float, int, int]] = []
        for (a, b), tie in ties.items():
            self._tie_up(a, b, tie)

    def run(self) -> list[Cluster]:
        """All clusters, in order of their first claim."""
        while self._heap:
            score, a, b = heappop(self._heap)
            if b in self._ties[a] and -self._score(a, b) == score:
                self._merge(a, b)
        return [
            Cluster(
                traits=tuple(sorted(held, key=lambda t: t.id)),
                reasons=tuple(sorted(reasons - {""})),
                merges=tuple(merges),
            )
            for held, reasons, merges in zip(self._members, self._reasons, self._merges, strict=True)
            if held
        ]

    def _score(self, a: int, b: int) -> float:
        tie = self._ties[a][b]
        return (tie.voiced if self._voiced[a] and self._voiced[b] else tie.every).score

    def _tie_up(self, a: int, b: int, tie: _Tie) -> None:
        self._ties[a][b] = self._ties[b][a] = tie
        if not tie.is_closed and (score := self._score(a, b)) >= ENOUGH:
            heappush(self._heap, (-score, min(a, b), max(a, b)))

    def _merge(self, a: int, b: int) -> None:
        made = self._ties[a].pop(b)
        self._reasons[a] |= {*self._reasons[b], *made.why}
        self._merges[a] += [*self._merges[b], merge_claims(*made.best, made.why)]
        self._members[a] += self._members[b]
        self._members[b] = []
        self._voiced[a] = self._voiced[a] or self._voiced[b]
        del self._ties[b][a]
        theirs, self._ties[b] = self._ties[b], {}
        for other in theirs:
            del self._ties[other][b]
        for other in sorted({*self._ties[a], *theirs}):
            tie = self._ties[a].get(other)
            also = theirs.get(other)
            joined = tie + also if tie and also else tie or also
            if joined is not None:
                self._tie_up(a, other, joined)
