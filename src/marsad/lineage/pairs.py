"""Pairs: which texts are worth comparing, by the prints that they share; never all against all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

import numpy as np
from numpy.typing import NDArray

from marsad.lineage.shingles import Keys, Prints, make_prints
from marsad.lineage.stock import load_stock

LEAST = 2
"""So many prints speak for a passage."""
NEAR = 8
"""Two prints that two texts share speak for one passage if their distances differ by up to so many words."""
FEW = 8
"""A print pairs all of its texts with one another while it has so many."""
FIRST = 2
"""A print that more texts have pairs each of them with the first ones only: very many share a phrase, or one origin."""

_BATCH = 1024
_PART = 4_000_000
_HALF = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
_OWNER_BITS, _LINE_BITS = np.uint64(23), np.uint64(18)
_ZERO_LINE = 1 << 17

Codes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class _Printed:
    """The prints of a batch of texts, the words at which they stand, and the number of the text that each is of."""

    prints: Prints
    places: NDArray[np.uint16]
    counts: NDArray[np.int64]
    first: int

    def choose(self, part: int, parts: int) -> tuple[Codes, NDArray[np.uint16]]:
        """Each print of one part with its text in the lower half, and where it stands."""
        owners = np.repeat(np.arange(self.first, self.first + len(self.counts), dtype=np.uint64), self.counts)
        chosen = self.prints % np.uint32(parts) == part if parts > 1 else slice(None)
        return (self.prints[chosen].astype(np.uint64) << _HALF) | owners[chosen], self.places[chosen]


def find_pairs(texts: Iterable[Keys], least: int = LEAST) -> tuple[tuple[int, int], ...]:
    """Pair the texts that share a passage by the look of it: `least` prints, no stock phrases, at about one distance.

    Places in order, smaller first. Of each text only its prints are kept, so texts can come as a stream. Joins by
    sorting, a part of the prints at a time: the cost grows with the words, not with the square of the texts. A text
    changes nothing between two others unless it shares a print with one of them. Up to 8 million texts.
    """
    batches = list(_print_all(texts))
    parts = 1 + sum(len(batch.prints) for batch in batches) // _PART
    codes = np.sort(np.concatenate([_join_part(batches, part, parts) for part in range(parts)]))
    pairs = codes >> _LINE_BITS
    step = least - 1
    near = (pairs[step:] == pairs[:-step]) & (codes[step:] - codes[:-step] <= NEAR)
    chosen = np.unique(pairs[step:][near])
    mask = (np.uint64(1) << _OWNER_BITS) - np.uint64(1)
    return tuple(zip((chosen >> _OWNER_BITS).tolist(), (chosen & mask).tolist(), strict=True))


def list_prints(text: Keys) -> tuple[tuple[int, int], ...]:
    """The prints of one text that are no stock phrases, each with the word at which it first stands."""
    prints, places, _ = make_prints([text])
    once, first = np.unique(prints, return_index=True)
    plain = ~np.isin(once, load_stock())
    return tuple(zip(once[plain].tolist(), places[first[plain]].tolist(), strict=True))


def is_joined(one: int, other: int, holders: int) -> bool:
    """Whether a print pairs two of its texts, by their places among all the texts that hold it."""
    return holders <= FEW or min(one, other) < FIRST


def is_near(distances: Iterable[int]) -> bool:
    """Whether the distances of the prints that two texts share speak for a passage."""
    return any(after - before <= NEAR for before, after in pairwise(sorted(distances)))


def _print_all(texts: Iterable[Keys]) -> Iterator[_Printed]:
    stream, first = iter(texts), 0
    while batch := list(islice(stream, _BATCH)):
        yield _Printed(*make_prints(batch), first)
        first += len(batch)


def _join_part(batches: list[_Printed], part: int, parts: int) -> Codes:
    """Join the texts that share prints of one part; a print counts at its first place in a text."""
    chosen = [batch.choose(part, parts) for batch in batches]
    entries = np.concatenate([np.zeros(0, np.uint64), *(entry for entry, _ in chosen)])
    places = np.concatenate([np.zeros(0, np.uint16), *(place for _, place in chosen)])
    order = np.argsort(entries, kind="stable")
    entries, places = entries[order], places[order]
    once = np.concatenate(([True], entries[1:] != entries[:-1]))[: len(entries)]
    return _pair_sharers(*_keep_shared(entries[once], places[once]))


def _keep_shared(entries: Codes, places: NDArray[np.uint16]) -> tuple[Codes, NDArray[np.uint16]]:
    """Keep the prints that two texts or more have and that are no stock phrases."""
    prints = entries >> _HALF
    same = np.concatenate((prints[1:] == prints[:-1], [False]))[: len(prints)]
    shared = np.nonzero(same | np.concatenate(([False], same[:-1]))[: len(prints)])[0]
    shared = shared[~np.isin(prints[shared].astype(np.uint32), load_stock())]
    return entries[shared], places[shared]


def _pair_sharers(entries: Codes, places: NDArray[np.uint16]) -> Codes:
    """Code each pair with the distance of its two places: first text, second text, distance."""
    prints, owners = entries >> _HALF, entries & _LOW
    lines = places.astype(np.int64)
    starts = np.nonzero(np.concatenate(([True], prints[1:] != prints[:-1]))[: len(prints)])[0]
    sizes = np.diff(np.append(starts, len(prints)))
    first = np.repeat(starts, sizes)
    depth = np.arange(len(prints)) - first
    depth[(np.repeat(sizes, sizes) > FEW)] = np.minimum(depth, FIRST)[(np.repeat(sizes, sizes) > FEW)]
    codes = [np.zeros(0, np.uint64)]
    for hub in range(FEW):
        later = np.nonzero(depth > hub)[0]
        if not len(later):
            break
        hubs = first[later] + hub
        distance = (lines[later] - lines[hubs] + _ZERO_LINE).astype(np.uint64)
        codes.append((((owners[hubs] << _OWNER_BITS) | owners[later]) << _LINE_BITS) | distance)
    return np.concatenate(codes)
