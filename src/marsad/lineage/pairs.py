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
WITHIN, NEAR = 24, 8
"""Two prints that two texts share speak for one passage if they stand within so many words of each other, and their
distances from one text to the other differ by up to so many."""
FEW = 8
"""A print pairs all of its texts with one another while it has so many."""
FIRST = 2
"""A print that more texts have pairs each of them with the first ones only: very many share a phrase, or one origin."""

_BATCH = 1024
_PART = 2_000_000
_HALF = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
_OWNER_BITS, _PLACE_BITS = np.uint64(24), np.uint64(16)

Codes = NDArray[np.uint64]
Distances = NDArray[np.int32]


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
    """Pair the texts that share a passage by the look of it: `least` prints, no stock phrases, in nearly one row.

    Places in order, smaller first. Of each text only its prints are kept, so texts can come as a stream. Joins by
    sorting, a part of the prints at a time: the cost grows with the words, not with the square of the texts. A text
    changes nothing between two others unless it shares a print with one of them. Up to 16 million texts.
    """
    batches = list(_print_all(texts))
    parts = 1 + sum(len(batch.prints) for batch in batches) // _PART
    joined = [_join_part(batches, part, parts) for part in range(parts)]
    batches.clear()
    shares = 1 + sum(len(codes) for codes, _ in joined) // _PART
    chosen = np.sort(np.concatenate([_choose_near(joined, share, shares, least) for share in range(shares)]))
    mask = (np.uint64(1) << _OWNER_BITS) - np.uint64(1)
    return tuple(zip((chosen >> _OWNER_BITS).tolist(), (chosen & mask).tolist(), strict=True))


def _choose_near(joined: list[tuple[Codes, Distances]], share: int, shares: int, least: int) -> Codes:
    """Choose the pairs of one share that have `least` prints nearly in one row."""
    held = [(codes >> _PLACE_BITS) % np.uint64(shares) == share for codes, _ in joined]
    codes = np.concatenate([codes[kept] for (codes, _), kept in zip(joined, held, strict=True)])
    distances = np.concatenate([found[kept] for (_, found), kept in zip(joined, held, strict=True)])
    order = np.argsort(codes, kind="stable")
    codes, distances = codes[order], distances[order]
    pairs = codes >> _PLACE_BITS
    near = (codes[1:] - codes[:-1] <= WITHIN) & (np.abs(np.diff(distances)) <= NEAR) & (pairs[1:] == pairs[:-1])
    linked, times = np.unique(pairs[1:][near], return_counts=True)
    return linked[times >= least - 1]


def list_prints(text: Keys) -> tuple[tuple[int, int], ...]:
    """The prints of one text that are no stock phrases, each with the word at which it first stands."""
    prints, places, _ = make_prints([text])
    once, first = np.unique(prints, return_index=True)
    plain = ~np.isin(once, load_stock())
    return tuple(zip(once[plain].tolist(), places[first[plain]].tolist(), strict=True))


def is_joined(one: int, other: int, holders: int) -> bool:
    """Whether a print pairs two of its texts, by their places among all the texts that hold it."""
    return holders <= FEW or min(one, other) < FIRST


def is_near(shared: Iterable[tuple[int, int]]) -> bool:
    """Whether the prints that two texts share speak for a passage: of each its place and its distance."""
    return any(
        after[0] - before[0] <= WITHIN and abs(after[1] - before[1]) <= NEAR
        for before, after in pairwise(sorted(shared))
    )


def _print_all(texts: Iterable[Keys]) -> Iterator[_Printed]:
    stream, first = iter(texts), 0
    while batch := list(islice(stream, _BATCH)):
        yield _Printed(*make_prints(batch), first)
        first += len(batch)


def _join_part(batches: list[_Printed], part: int, parts: int) -> tuple[Codes, Distances]:
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


def _pair_sharers(entries: Codes, places: NDArray[np.uint16]) -> tuple[Codes, Distances]:
    """Code each pair that a print joins as first text, second text and place in the first; and give its distance."""
    prints, owners = entries >> _HALF, entries & _LOW
    starts = np.nonzero(np.concatenate(([True], prints[1:] != prints[:-1]))[: len(prints)])[0]
    sizes = np.diff(np.append(starts, len(prints)))
    first = np.repeat(starts, sizes)
    depth = np.arange(len(prints)) - first
    depth = np.where(np.repeat(sizes, sizes) > FEW, np.minimum(depth, FIRST), depth)
    codes, distances = [np.zeros(0, np.uint64)], [np.zeros(0, np.int32)]
    for hub in range(FEW):
        later = np.nonzero(depth > hub)[0]
        if not len(later):
            break
        hubs = first[later] + hub
        pairs = (owners[hubs] << _OWNER_BITS) | owners[later]
        codes.append((pairs << _PLACE_BITS) | places[hubs].astype(np.uint64))
        distances.append(places[later].astype(np.int32) - places[hubs].astype(np.int32))
    return np.concatenate(codes), np.concatenate(distances)
