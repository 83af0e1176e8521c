"""Clustering: merge the two groups of claims that fit best until none fit, never across a pair that cannot be.

Groups are judged by two parts the mean of their best few pairs and one part the mean of all. Two groups in which
somebody speaks are judged by those claims alone, so narration never joins them. Ties go to the smaller ids, so the
order of claims changes nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush, heapreplace

from marsad.reconcile.clusters import Cluster, merge_claims
from marsad.reconcile.matching import ENOUGH, find_reasons, score_match
from marsad.reconcile.pairing import Twins
from marsad.reconcile.placing import PlaceTree
from marsad.reconcile.traits import Trait

_BEST = 3


class Fit:
    """How the pairs between two groups match: the best few, best first, the sum of all and how many there are.

    `score` is two parts the mean of the best few pairs and one part the mean of all.
    """

    __slots__ = ("best", "pairs", "score", "total")

    def __init__(self, best: tuple[float, ...], total: float, pairs: int) -> None:
        """Of at least one pair."""
        self.best = best
        self.total = total
        self.pairs = pairs
        self.score = (2 * sum(best) / len(best) + total / pairs) / 3

    def add(self, other: "Fit") -> "Fit":
        """The fit of all pairs of both."""
        best = self.best
        if len(best) < _BEST or other.best[0] > best[-1]:
            best = tuple(sorted((*best, *other.best), reverse=True)[:_BEST])
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


_Candidate = tuple[float, int, int]
"""Two groups that fit, the smaller first, with the negative score before them."""
_Queued = tuple[float, int, int, int, list[_Candidate]]
"""The best of a group's candidates, the group, and its others, the best last."""


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
        self._queue: list[_Queued] = []

    def compare(self, pairs: Iterable[tuple[int, int, Trait, Trait]]) -> None:
        """Tie the sentences that match, and bar those that cannot be of one happening."""
        ties, spoken = self._ties, self._voiced
        for a, b, one, other in pairs:
            score = score_match(one, other, self._tree)
            voiced = spoken[a] and spoken[b]
            if score is None:
                self._bar(a, b, voiced=voiced)
            else:
                fit = Fit((score,), score, 1)
                ties[a][b] = ties[b][a] = _Tie(fit, fit if voiced else None, (one, other))
        for a, others in enumerate(ties):
            self._line_up(a, [other for other in others if other > a])

    def _bar(self, a: int, b: int, *, voiced: bool) -> None:
        self._barred[a].add(b)
        self._barred[b].add(a)
        if voiced:
            self._barred_voiced[a].add(b)
            self._barred_voiced[b].add(a)

    def run(self) -> list[Cluster]:
        """All groups when none fit any more, in order of their first sentence."""
        queue = self._queue
        while queue:
            score, a, b, owner, rest = queue[0]
            if rest and self._held[owner]:
                heapreplace(queue, (*rest.pop(), owner, rest))
            else:
                heappop(queue)
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

    def _line_up(self, a: int, others: Iterable[int]) -> None:
        """Queue the groups that fit one: only the best of them waits in the heap, the others behind it."""
        found: list[_Candidate] = []
        for other in others:
            score = self._score(a, other)
            if score is not None and score >= ENOUGH:
                found.append((-score, a, other) if a < other else (-score, other, a))
        if found:
            found.sort(reverse=True)
            heappush(self._queue, (*found.pop(), a, found))

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
        self._line_up(a, self._ties[a] if self._voiced[a] != spoke else theirs)

    def _take_ties(self, a: int, b: int, theirs: dict[int, _Tie]) -> None:
        """Give one group the ties of another that has joined it."""
        mine = self._ties[a]
        for other, also in theirs.items():
            back = self._ties[other]
            del back[b]
            tie = mine.get(other)
            mine[other] = back[a] = tie.add(also) if tie else also
