"""Grouping: claims into happenings, by the best and the mean of their pairs, never across a pair that cannot be.

Pairs are only looked at where claims share a place, a figure or a stretch of a report. The best pair goes first; ties
go to the smaller ids; so the order of claims changes nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import combinations

from marsad.reconcile.matching import ENOUGH, Match, figure_keys, match
from marsad.reconcile.placing import PlaceTree
from marsad.reconcile.traits import Trait

_WINDOW = 4
_BARRED = 0.2
DOUBT_ENOUGH = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Claims of one happening, in order of id, and why they were put together."""

    traits: tuple[Trait, ...]
    reasons: tuple[str, ...]


@dataclass(slots=True)
class _Tie:
    """What stands between two clusters: the best pair, the sum and number of pairs, and whether one cannot be."""

    best: float
    total: float
    pairs: int
    barred: bool
    reasons: tuple[str, ...]

    @property
    def score(self) -> float:
        return (self.best + self.total / self.pairs) / 2 if not self.barred and self.pairs else -1.0


def group_traits(traits: Sequence[Trait], tree: PlaceTree) -> tuple[Cluster, ...]:
    """Claims that can make an incident, put into happenings."""
    ordered = sorted(traits, key=lambda t: t.id)
    twins = _same_sentence(ordered)
    heads = [members[0] for members in twins]
    work = _Clustering([list(members) for members in twins], _ties(heads, tree))
    return tuple(work.run())


def join_claims(
    clusters: Sequence[Cluster], extras: Iterable[Trait], tree: PlaceTree, *, doubts: bool
) -> tuple[tuple[Cluster, ...], tuple[Trait, ...]]:
    """Add claims that make no incident of their own to the happening that they fit best; and those that fit none.

    A denial needs less: it says little beside what it denies.
    """
    added: dict[int, list[Trait]] = {}
    left: list[Trait] = []
    index = _index(clusters, tree)
    for extra in sorted(extras, key=lambda t: t.id):
        near = sorted({at for key in _keys(extra, tree) for at in index.get((extra.family, key), ())})
        scored = [(_fit(extra, clusters[at], tree), -at) for at in near]
        score, at = max(scored, default=(-1.0, 0))
        if score >= (DOUBT_ENOUGH if doubts else ENOUGH):
            added.setdefault(-at, []).append(extra)
        else:
            left.append(extra)
    joined = tuple(
        Cluster(
            traits=tuple(sorted((*cluster.traits, *added.get(at, ())), key=lambda t: t.id)), reasons=cluster.reasons
        )
        for at, cluster in enumerate(clusters)
    )
    return joined, tuple(left)


def _index(clusters: Sequence[Cluster], tree: PlaceTree) -> dict[tuple[str, str], set[int]]:
    found: dict[tuple[str, str], set[int]] = {}
    for at, cluster in enumerate(clusters):
        for trait in cluster.traits:
            for key in _keys(trait, tree):
                found.setdefault((trait.family, key), set()).add(at)
    return found


def _fit(extra: Trait, cluster: Cluster, tree: PlaceTree) -> float:
    found = [match(extra, trait, tree) for trait in cluster.traits if trait.family == extra.family]
    scores = [m.score for m in found if m is not None]
    if not scores or len(found) - len(scores) > _BARRED * len(found):
        return -1.0
    return (max(scores) + sum(scores) / len(scores)) / 2


def _same_sentence(traits: Sequence[Trait]) -> list[tuple[Trait, ...]]:
    """Copies of one sentence are one from the start."""
    found: dict[tuple[str, ...], list[Trait]] = {}
    for trait in traits:
        claim = trait.told.claim
        key = (trait.family, trait.kind, claim.quote, claim.stance) if len(trait.told.words) > 3 else (trait.id,)
        found.setdefault(key, []).append(trait)
    return [tuple(members) for members in found.values()]


def _ties(heads: Sequence[Trait], tree: PlaceTree) -> dict[tuple[int, int], _Tie]:
    blocks: dict[tuple[str, str], list[int]] = {}
    for at, head in enumerate(heads):
        for key in _keys(head, tree):
            blocks.setdefault((head.family, key), []).append(at)
    pairs = {pair for block in blocks.values() for pair in combinations(block, 2)}
    return {(a, b): _tie(match(heads[a], heads[b], tree)) for a, b in sorted(pairs)}


def _tie(found: Match | None) -> _Tie:
    if found is None:
        return _Tie(best=-1.0, total=0.0, pairs=1, barred=True, reasons=())
    return _Tie(best=found.score, total=found.score, pairs=1, barred=False, reasons=found.reasons)


def _keys(trait: Trait, tree: PlaceTree) -> set[str]:
    """What two claims must share to be compared."""
    keys = {f"place {p}" for place in trait.places for p in tree.holders(place) if not tree.is_wide(p)}
    keys |= {f"figure {measure} {number}" for measure, number in figure_keys(trait)}
    window = trait.told.order // _WINDOW
    report = trait.told.claim.report
    return keys | {f"report {report} {window}", f"report {report} {window + 1}"}


class _Clustering:
    """Merge the two clusters that fit best until none fit."""

    def __init__(self, members: list[list[Trait]], ties: dict[tuple[int, int], _Tie]) -> None:
        self._members = members
        self._reasons: list[set[str]] = [{"same sentence"} if len(m) > 1 else set() for m in members]
        self._ties: list[dict[int, _Tie]] = [{} for _ in members]
        for (a, b), tie in ties.items():
            self._ties[a][b] = self._ties[b][a] = tie
        self._heap = [(-tie.score, a, b) for (a, b), tie in ties.items() if tie.score >= ENOUGH]
        heapify(self._heap)

    def run(self) -> list[Cluster]:
        """All clusters, in order of their first claim."""
        while self._heap:
            score, a, b = heappop(self._heap)
            tie = self._ties[a].get(b)
            if tie is not None and -tie.score == score:
                self._merge(a, b, tie)
        return [
            Cluster(traits=tuple(sorted(members, key=lambda t: t.id)), reasons=tuple(sorted(reasons - {""})))
            for members, reasons in zip(self._members, self._reasons, strict=True)
            if members
        ]

    def _merge(self, a: int, b: int, tie: _Tie) -> None:
        self._members[a] += self._members[b]
        self._members[b] = []
        self._reasons[a] |= self._reasons[b] | set(tie.reasons)
        del self._ties[a][b]
        for other, theirs in self._ties[b].items():
            if other == a:
                continue
            del self._ties[other][b]
            ours = self._ties[a].get(other)
            joined = theirs if ours is None else _join(ours, theirs)
            self._ties[a][other] = self._ties[other][a] = joined
        self._ties[b] = {}
        for other, joined in self._ties[a].items():
            if joined.score >= ENOUGH:
                heappush(self._heap, (-joined.score, min(a, other), max(a, other)))


def _join(one: _Tie, other: _Tie) -> _Tie:
    return _Tie(
        best=max(one.best, other.best),
        total=one.total + other.total,
        pairs=one.pairs + other.pairs,
        barred=one.barred or other.barred,
        reasons=tuple(sorted({*one.reasons, *other.reasons})),
    )
