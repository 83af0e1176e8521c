"""Pairs: which texts are worth comparing, by the prints that they share; never all against all."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from marsad.lineage.nearness import PLACE_BITS, Codes, Distances, Waiting
from marsad.lineage.shingles import Prints, make_prints
from marsad.lineage.stock import is_stock
from marsad.lineage.wordkeys import Keys

FEW = 8
"""A print pairs all of its texts with one another while it has so many."""
FIRST = 2
"""A print that more texts have pairs each of them with the first ones only: very many share a phrase, or one origin."""

Pairs = NDArray[np.int64]
"""Shape (pairs, 2): the places of two texts, the smaller first."""

_BATCH = 512
_SHELF = 1 << 23
_SLICE = 1 << 20
_OWNER_BITS = np.uint64(24)
_OWNER_MASK = (1 << 24) - 1


@dataclass(frozen=True, slots=True)
class _Printed:
    """The prints of a batch of texts, the words at which they stand, and where those of each text begin and end."""

    prints: Prints
    places: NDArray[np.uint16]
    edges: NDArray[np.int64]
    first: int


def find_pairs(texts: Iterable[Keys]) -> Pairs:
    """Pair the texts that share a passage by the look of it: two prints near each other that are no stock phrases.

    In order. Of each text only its prints are kept, six bytes each, so texts can come as a stream. Joined by sorting, a
    shelf of the prints at a time: the cost grows with the words, not with the square of the texts. A text changes
    nothing between two others unless it shares a print with one of them. Up to 16 million texts.
    """
    batches = list(_print_all(texts))
    total, count = sum(len(batch.prints) for batch in batches), sum(len(batch.edges) - 1 for batch in batches)
    shelves = _Shelves.measure(total, count)
    waiting = [Waiting() for _ in range(shelves.count)]
    for shelf in range(shelves.count):
        for codes, distances in _join(shelves.fill(batches, shelf), shelves, shelf):
            _hand_out(codes, distances, waiting)
    batches.clear()
    near = np.sort(np.concatenate([held.close() for held in waiting])).astype(np.int64)
    return np.stack((near >> int(_OWNER_BITS), near & _OWNER_MASK), axis=1)


def list_prints(text: Keys) -> tuple[tuple[int, int], ...]:
    """The prints of one text that are no stock phrases, each with the word at which it first stands."""
    prints, places, _ = make_prints([text])
    once, first = np.unique(prints, return_index=True)
    plain = ~is_stock(once)
    return tuple(zip(once[plain].tolist(), places[first[plain]].tolist(), strict=True))


def is_joined(one: int, other: int, holders: int) -> bool:
    """Whether a print pairs two of its texts, by their places among all the texts that hold it."""
    return holders <= FEW or min(one, other) < FIRST


def _print_all(texts: Iterable[Keys]) -> Iterator[_Printed]:
    stream, first = iter(texts), 0
    while batch := list(islice(stream, _BATCH)):
        prints, places, counts = make_prints(batch)
        yield _Printed(prints, places, np.concatenate(([0], np.cumsum(counts))), first)
        first += len(batch)


@dataclass(frozen=True, slots=True)
class _Shelves:
    """How prints are shared out to shelves, by their highest bits, and coded there so that they sort in one number:
    the lower bits of the print, its text, its place.
    """

    bits: int
    owner_bits: int

    @classmethod
    def measure(cls, prints: int, texts: int) -> "_Shelves":
        """As many shelves as it takes for each to fit, in size and in bits."""
        owner_bits = max(1, (texts - 1).bit_length())
        return cls(max((prints // _SHELF).bit_length(), owner_bits + int(PLACE_BITS) - 32, 0), owner_bits)

    @property
    def count(self) -> int:
        """How many shelves."""
        return 1 << self.bits

    @property
    def shift(self) -> np.uint64:
        """Where in a code the print begins."""
        return np.uint64(self.owner_bits) + PLACE_BITS

    def fill(self, batches: Sequence[_Printed], shelf: int) -> Codes:
        """The coded prints of one shelf, sorted; a print counts at its first place in a text."""
        filled = [np.zeros(0, np.uint64), *(self._code(batch, shelf) for batch in batches)]
        codes = np.concatenate(filled)
        filled.clear()
        codes.sort()
        return codes

    def restore(self, codes: Codes, shelf: int) -> Prints:
        """The prints of codes."""
        return ((codes >> self.shift) | np.uint64(shelf << (32 - self.bits))).astype(np.uint32)

    def _code(self, batch: _Printed, shelf: int) -> Codes:
        chosen = np.arange(len(batch.prints))
        if self.bits:
            chosen = np.nonzero(batch.prints >> np.uint32(32 - self.bits) == shelf)[0]
        counts = np.diff(np.searchsorted(chosen, batch.edges))
        owners = np.repeat(np.arange(batch.first, batch.first + len(counts), dtype=np.uint64), counts)
        low = batch.prints[chosen] & np.uint32((1 << (32 - self.bits)) - 1)
        return (low.astype(np.uint64) << self.shift) | (owners << PLACE_BITS) | batch.places[chosen]


def _join(codes: Codes, shelves: _Shelves, shelf: int) -> Iterator[tuple[Codes, Distances]]:
    """Join the texts that share prints, a slice of the sorted codes at a time."""
    start = 0
    while start < len(codes):
        last = codes[min(start + _SLICE, len(codes)) - 1] >> shelves.shift
        end = int(np.searchsorted(codes, (last + np.uint64(1)) << shelves.shift))
        end = end or len(codes)
        part = codes[start:end]
        once = part[np.concatenate(([True], part[1:] >> PLACE_BITS != part[:-1] >> PLACE_BITS))]
        prints = once >> shelves.shift
        same = prints[1:] == prints[:-1]
        shared = once[np.concatenate((same, [False])) | np.concatenate(([False], same))]
        shared = shared[~is_stock(shelves.restore(shared, shelf))]
        yield _pair_sharers(shared, shelves)
        start = end


def _pair_sharers(codes: Codes, shelves: _Shelves) -> tuple[Codes, Distances]:
    """Code each pair that a print joins as first text, second text and place in the first; and give its distance."""
    prints = codes >> shelves.shift
    owners = (codes >> PLACE_BITS) & np.uint64((1 << shelves.owner_bits) - 1)
    places = (codes & np.uint64(0xFFFF)).astype(np.int32)
    starts = np.nonzero(np.concatenate(([True], prints[1:] != prints[:-1]))[: len(prints)])[0]
    sizes = np.diff(np.append(starts, len(prints)))
    first = np.repeat(starts, sizes)
    depth = np.arange(len(prints)) - first
    depth = np.where(np.repeat(sizes, sizes) > FEW, np.minimum(depth, FIRST), depth)
    found, distances = [np.zeros(0, np.uint64)], [np.zeros(0, np.int32)]
    for hub in range(FEW):
        later = np.nonzero(depth > hub)[0]
        if not len(later):
            break
        hubs = first[later] + hub
        pairs = (owners[hubs] << _OWNER_BITS) | owners[later]
        found.append((pairs << PLACE_BITS) | places[hubs].astype(np.uint64))
        distances.append(places[later] - places[hubs])
    return np.concatenate(found), np.concatenate(distances)


def _hand_out(codes: Codes, distances: Distances, waiting: Sequence[Waiting]) -> None:
    """Hand each print to the part that holds its pair, by the second text."""
    home = (codes >> PLACE_BITS) % np.uint64(len(waiting))
    for number, held in enumerate(waiting):
        ours = home == number if len(waiting) > 1 else slice(None)
        held.add(codes[ours], distances[ours])
