"""Clustering: merge the two groups of claims that fit best until none fit, never across a pair that cannot be.

Groups are judged by two parts the mean of their best few pairs and one part the mean of all. Two groups in which
somebody speaks are judged by those claims alone, so narration never joins them. Ties go to the smaller ids, so the
order of claims changes nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from marsad.reconcile.clusters import Cluster, merge_claims
from marsad.reconcile.matching import ENOUGH, find_reasons, score_match
from marsad.reconcile.pairing import Twins
from marsad.reconcile.placing import PlaceTree
from marsad.reconcile.traits import Trait

_BEST = 3


@dataclass(slots=True)
class Fit:
    """How the pairs between two groups match: the best few, best first, the sum of all and how many there are."""

    best: tuple[float, ...]
    total: float
    pairs: int

    @property
    def score(self) -> float:
        """Two parts the mean of the best few pairs, one part the mean of all."""
        return (2 * sum(self.best) / len(self.best) + self.total / self.pairs) / 3

    def add(self, other: "Fit") -> "Fit":
        """The fit of all pairs of both."""
        best = tuple(sorted((*self.best, *other.best), reverse=True)[:_BEST])
        return Fit(best, self.total + other.total, self.pairs + other.pairs)


def fit_of(scores: Sequence[float]) -> Fit:
    """The fit of at least one pair."""
    return Fit(tuple(sorted(scores, reverse=True)[:_BEST]), sum(scores), len(scores))


@dataclass(slots=True)
class _Tie:
    """What matches between two groups: all pairs, those of which somebody speaks in both claims, and the best pair."""

    every: Fit
    voiced: Fit | None
    best: tuple[Trait, Trait]

    def add(self, other: "_Tie") -> "_Tie":
        """What matches of both."""
        first = self if self._goes_before(other) else other
        every = self.every.add(other.every)
        if self.voiced is self.every and other.voiced is other.every:
            return _Tie(every, every, first.best)
        voiced = self.voiced.add(other.voiced) if self.voiced and other.voiced else self.voiced or other.voiced
        return _Tie(every, voiced, first.best)

    def _goes_before(self, other: "_Tie") -> bool:
        """Whether its best pair matches better; ties go to the smaller ids."""
        ours, theirs = self.every.best[0], other.every.best[0]
        return ours > theirs if ours != theirs else [t.id for t in self.best] <= [t.id for t in other.best]


class Clustering:
    """Groups of sentences that merge, best first."""

    def __init__(self, twins: Sequence[Twins], tree: PlaceTree) -> None:
        """Start with every sentence in a group of its own."""
        self._tree = tree
        self._members = [list(held) for held in twins]
        self._voiced = [any(trait.told.voiced for trait in held) for held in twins]
        self._reasons: list[set[str]] = [{"same sentence"} if len(held) > 1 else set() for held in twins]
        self._merges = [[merge_claims(twin, held[0], ("same sentence",)) for twin in held[1:]] for held in twins]
        self._held = [{at} for at in range(len(twins))]
        self._barred: list[set[int]] = [set() for _ in twins]
        self._barred_voiced: list[set[int]] = [set() for _ in twins]
        self._ties: list[dict[int, _Tie]] = [{} for _ in twins]
        self._heap: list[tuple[float, int, int]] = []

    def compare(self, pairs: Iterable[tuple[int, int, Trait, Trait]]) -> None:
        """Tie the sentences that match, and bar those that cannot be of one happening."""
        for a, b, one, other in pairs:
            score = score_match(one, other, self._tree)
            voiced = one.told.voiced and other.told.voiced
            if score is None:
                self._bar(a, b, voiced=voiced)
                continue
            fit = Fit((score,), score, 1)
            self._ties[a][b] = self._ties[b][a] = _Tie(fit, fit if voiced else None, (one, other))
            if fit.score >= ENOUGH:
                self._heap.append((-fit.score, a, b))
        heapify(self._heap)

    def _bar(self, a: int, b: int, *, voiced: bool) -> None:
        for one, other in ((a, b), (b, a)):
            self._barred[one].add(other)
            if voiced:
                self._barred_voiced[one].add(other)

    def run(self) -> list[Cluster]:
        """All groups when none fit any more, in order of their first sentence."""
        while self._heap:
            score, a, b = heappop(self._heap)
            if b in self._ties[a] and self._score(a, b) == -score and not self._is_barred(a, b):
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

    def _is_barred(self, a: int, b: int) -> bool:
        barred = self._barred_voiced if self._voiced[a] and self._voiced[b] else self._barred
        return not barred[a].isdisjoint(self._held[b])

    def _score(self, a: int, b: int) -> float | None:
        tie = self._ties[a][b]
        fit = tie.voiced if self._voiced[a] and self._voiced[b] else tie.every
        return fit.score if fit else None

    def _line_up(self, a: int, b: int) -> None:
        if (score := self._score(a, b)) is not None and score >= ENOUGH:
            heappush(self._heap, (-score, min(a, b), max(a, b)))

    def _merge(self, a: int, b: int) -> None:
        made = self._ties[a].pop(b)
        del self._ties[b][a]
        spoke = self._voiced[a]
        why = find_reasons(*made.best, self._tree)
        self._reasons[a] |= {*self._reasons[b], *why}
        self._merges[a] += [*self._merges[b], merge_claims(*made.best, why)]
        self._members[a] += self._members[b]
        self._members[b] = []
        self._voiced[a] = spoke or self._voiced[b]
        for sets in (self._held, self._barred, self._barred_voiced):
            sets[a] |= sets[b]
            sets[b] = set()
        theirs, self._ties[b] = self._ties[b], {}
        self._take_ties(a, b, theirs)
        for other in self._ties[a] if self._voiced[a] != spoke else theirs:
            self._line_up(a, other)

    def _take_ties(self, a: int, b: int, theirs: dict[int, _Tie]) -> None:
        """Give one group the ties of another that has joined it."""
        for other, also in theirs.items():
            del self._ties[other][b]
            tie = self._ties[a].get(other)
            self._ties[a][other] = self._ties[other][a] = tie.add(also) if tie else also
