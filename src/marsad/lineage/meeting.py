"""Meeting: which pairs of reports may share a passage as reports come and go, found by the prints of these alone.

A print joins all of its holders with its hubs: the first two where more than eight hold it, else all of them. A pair is
worth comparing if the prints that join it stand near each other in both (marsad.lineage.nearness).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Protocol

from marsad.lineage.nearness import is_near
from marsad.lineage.pairs import FEW, FIRST

Place = tuple[int, int]
"""A report among others: the moment that it is from, and the number of its id; they sort as reports are compared."""
Printed = Mapping[int, int]
"""The prints of a report, each with the word at which it first stands."""
Pair = tuple[Place, Place]


class Holders(Protocol):
    """Who holds which print, before anybody comes or goes."""

    def list_first(self, prints: Iterable[int], most: int) -> Mapping[int, Sequence[tuple[Place, int]]]:
        """The first holders of some prints, each with the word at which the print stands in it, in order."""
        ...

    def list_all(self, key: int) -> Sequence[tuple[Place, int]]:
        """All holders of a print, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Meetings:
    """Pairs with one who came that are worth comparing; pairs of two who stay that may have been parted, or met."""

    new: tuple[Pair, ...]
    doubtful: frozenset[Pair]
    hopeful: frozenset[Pair]


def find_meetings(gone: Mapping[Place, Printed], come: Mapping[Place, Printed], holders: Holders) -> Meetings:
    """What changes as some reports go and others come; a report that is put in another's place does both."""
    keys = sorted(set(chain.from_iterable((*gone.values(), *come.values()))))
    first = holders.list_first(keys, FEW + 1 + len(gone))
    shared: dict[Pair, list[tuple[int, int]]] = defaultdict(list)
    doubtful: set[Pair] = set()
    hopeful: set[Pair] = set()
    for key in keys:
        one = _Print(
            tuple(first.get(key, ())),
            {place: words[key] for place, words in gone.items() if key in words},
            {place: words[key] for place, words in come.items() if key in words},
            len(first.get(key, ())) <= FEW + len(gone),
            holders,
            key,
        )
        doubtful.update(one.list_parted())
        hopeful.update(one.list_met())
        for pair, at in one.list_new():
            shared[pair].append(at)
    new = tuple(pair for pair, found in sorted(shared.items()) if is_near(found))
    return Meetings(new, frozenset(doubtful), frozenset(hopeful - doubtful))


def find_hubs(first: Sequence[Place]) -> Sequence[Place]:
    """Those of a print's first holders that it joins with all others."""
    return first[:FIRST] if len(first) > FEW else first


def may_share(pair: tuple[Printed, Printed], places: Pair, hubs: Mapping[int, Sequence[Place]]) -> bool:
    """Whether the prints that two reports share speak for a passage, by the hubs of each of these."""
    one, other = pair
    shared = one.keys() & other.keys()
    return is_near((one[key], other[key] - one[key]) for key in shared if not {*places}.isdisjoint(hubs[key]))


@dataclass(frozen=True, slots=True)
class _Print:
    """One print: its first holders before, or all where that `is_all`, and who goes and comes of those that hold it."""

    first: tuple[tuple[Place, int], ...]
    gone: Mapping[Place, int]
    come: Mapping[Place, int]
    is_all: bool
    holders: Holders
    key: int
    every: list[tuple[Place, int]] = field(default_factory=list)

    def _before(self) -> Sequence[Place]:
        return find_hubs([place for place, _ in self.first[: FEW + 1]])

    def _after(self) -> Sequence[Place]:
        stay = [place for place, _ in self.first if place not in self.gone]
        return find_hubs(sorted({*stay, *self.come})[: FEW + 1])

    def _staying(self) -> list[tuple[Place, int]]:
        """All who hold it and stay."""
        if not self.every:
            held = self.first if self.is_all else self.holders.list_all(self.key)
            self.every.extend((place, word) for place, word in held if place not in self.gone)
        return self.every

    def list_parted(self) -> Iterable[Pair]:
        """Pairs of two who stay that it joined and joins no more."""
        after = set(self._after())
        lost = [place for place in self._before() if place not in self.gone and place not in after]
        if lost:
            others = [place for place, _ in self._staying() if place not in after]
            yield from (_sort(one, other) for one in lost for other in others if one != other)

    def list_met(self) -> Iterable[Pair]:
        """Pairs of two who stay that it joins now and did not before."""
        before = set(self._before())
        won = [place for place in self._after() if place not in self.come and place not in before]
        if won:
            others = [place for place, _ in self._staying() if place not in before]
            yield from (_sort(one, other) for one in won for other in others if one != other)

    def list_new(self) -> Iterable[tuple[Pair, tuple[int, int]]]:
        """Pairs that it joins of which one came: where it stands in the first, and how far from there in the second."""
        if not self.come:
            return
        after = self._after()
        hubs = set(after)
        known = {**dict(self.first), **self.come}
        told: set[Pair] = set()
        for place, word in self.come.items():
            joined = {**dict(self._staying()), **self.come} if place in hubs else {hub: known[hub] for hub in after}
            for other, at in joined.items():
                pair = _sort(place, other)
                if other != place and pair not in told:
                    told.add(pair)
                    yield pair, (word, at - word) if place < other else (at, word - at)


def _sort(one: Place, other: Place) -> Pair:
    return (one, other) if one < other else (other, one)
