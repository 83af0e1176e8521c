"""Pairs: which texts are worth comparing, by the prints that they share; never all against all."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from marsad.lineage.nearness import find_near
from marsad.lineage.shelves import Numbers, Printed, Shared, Shelves, set_apart
from marsad.lineage.shingles import make_prints
from marsad.lineage.stock import is_stock
from marsad.lineage.wordkeys import Keys

FEW = 8
"""A print pairs all of its texts with one another while it has so many."""
FIRST = 2
"""A print that more texts have pairs each of them with the first ones only: very many share a phrase, or one origin."""

Pairs = NDArray[np.int64]
"""Shape (pairs, 2): the places of two texts, the smaller first."""

_BATCH = 512
_TOGETHER = 1 << 22
_SHELF_BITS = 5
_BLOCK_BITS = 16
_BLOCK_PRINTS = 1 << 21
_ENTRY_BITS = 25
"""A block has fewer prints joined with an earlier text: FEW - 1 for each of its own and those of one text more."""
_PLACE_BITS, _WAY_BITS, _FARTHEST = 16, 17, 65_535
_NONE = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class _Joined:
    """Prints that two texts share: the pair as a number, the print's place in the first text, and from there to its
    place in the second.
    """

    pairs: Numbers
    places: NDArray[np.uint16]
    ways: NDArray[np.int32]


def find_pairs(texts: Iterable[Keys]) -> Pairs:
    """Pair the texts that share a passage by the look of it: two prints near each other that are no stock phrases.

    In order. Of each text only its prints are kept, six bytes each, so texts can come as a stream. Joined by sorting, a
    shelf of the prints at a time, and paired a block of texts at a time: the cost grows with the words, not with the
    square of the texts. A text changes nothing between two others unless it shares a print with one of them. Up to 16
    million texts.
    """
    shelves = _print_all(texts)
    count = shelves.texts
    shared = tuple(shelves.clear())
    found = [np.zeros((0, 2), np.int64), *_pair_blocks(shared, count)]
    pairs = np.concatenate(found)
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]


def list_prints(text: Keys) -> tuple[tuple[int, int], ...]:
    """The prints of one text that are no stock phrases, each with the word at which it first stands."""
    prints, places, _ = make_prints([text])
    once, first = np.unique(prints, return_index=True)
    plain = ~is_stock(once)
    return tuple(zip(once[plain].tolist(), places[first[plain]].tolist(), strict=True))


def is_joined(one: int, other: int, holders: int) -> bool:
    """Whether a print pairs two of its texts, by their places among all the texts that hold it."""
    return holders <= FEW or min(one, other) < FIRST


def _print_all(texts: Iterable[Keys]) -> Shelves:
    """Put the prints of all texts on shelves; on one if they are few."""
    stream, shelves = iter(texts), Shelves(0)
    held: list[Printed] = []
    while batch := list(islice(stream, _BATCH)):
        held.append(Printed(*make_prints(batch)))
        if sum(len(printed.prints) for printed in held) >= _TOGETHER:
            shelves = shelves if shelves.texts else Shelves(_SHELF_BITS)
            shelves.put(held)
            held = []
    if held:
        shelves.put(held)
    return shelves


def _pair_blocks(shared: Sequence[Shared], texts: int) -> Iterator[Pairs]:
    """Pair the texts of one block after another with those before them, so that few joined prints are held at once."""
    if not texts:
        return
    second_bits = min(_BLOCK_BITS, 63 - _ENTRY_BITS - (texts - 1).bit_length())
    begins = _cut_blocks(shared, texts, 1 << second_bits)
    homes = np.repeat(np.arange(len(begins), dtype=np.uint16), np.diff(begins, append=texts))
    blocks = [set_apart(homes[part.owners]) for part in shared]
    for block, begin in enumerate(begins.tolist()):
        joined: list[_Joined] = []
        for part, home in zip(shared, blocks, strict=True):
            joined.extend(_pair_sharers(part, np.nonzero(home == block)[0], begin, second_bits))
        pairs = _find_near(joined)
        yield np.stack((pairs >> second_bits, (pairs & (1 << second_bits) - 1) + begin), axis=1)


def _cut_blocks(shared: Sequence[Shared], texts: int, most: int) -> Numbers:
    """Where each block of texts begins: up to a few million prints, and so many texts."""
    held = np.zeros(texts, dtype=np.int64)
    for part in shared:
        held += np.bincount(part.owners, minlength=texts)
    by_prints, by_texts = np.cumsum(held) // _BLOCK_PRINTS, np.arange(texts) // most
    changes = (np.diff(by_prints, prepend=-1) != 0) | (np.diff(by_texts, prepend=-1) != 0)
    return np.nonzero(changes)[0]


def _pair_sharers(shared: Shared, later: Numbers, begin: int, second_bits: int) -> Iterator[_Joined]:
    """Pair the texts of some entries with the earlier ones that a print joins them with; the second text of a pair is
    counted from `begin`.
    """
    starts = shared.read_starts(later)
    ranks = later - starts
    last = np.minimum(starts + FEW, len(shared.codes) - 1)
    many = (last == starts + FEW) & (shared.read_starts(last) == starts)
    depths = np.where(many, np.minimum(ranks, FIRST), ranks)
    for hub in range(FEW):
        later, starts, depths = (column[depths > hub] for column in (later, starts, depths))
        if not len(later):
            break
        hubs = starts + hub
        places = shared.read_places(hubs)
        ways = shared.read_places(later) - places
        pairs = shared.read_owners(hubs) << second_bits | shared.read_owners(later) - begin
        yield _Joined(pairs, places.astype(np.uint16), ways.astype(np.int32))


def _find_near(joined: list[_Joined]) -> Numbers:
    """The pairs whose prints speak for a passage; a pair that shares but one print cannot. Empties the list."""
    pairs = np.concatenate([_NONE, *(some.pairs for some in joined)])
    places = np.concatenate([_NONE.astype(np.uint16), *(some.places for some in joined)])
    ways = np.concatenate([_NONE.astype(np.int32), *(some.ways for some in joined)])
    joined.clear()
    pairs <<= _ENTRY_BITS
    pairs |= np.arange(len(pairs), dtype=np.int64)
    pairs.sort()
    same = np.append(pairs[1:] >> _ENTRY_BITS == pairs[:-1] >> _ENTRY_BITS, [False])[: len(pairs)]
    entries = pairs[same | np.append([False], same)[: len(pairs)]]
    pairs, at = entries >> _ENTRY_BITS, entries & (1 << _ENTRY_BITS) - 1
    new = np.diff(pairs, prepend=-1) != 0
    prints = np.cumsum(new) - 1 << _PLACE_BITS + _WAY_BITS
    prints |= places[at].astype(np.int64) << _WAY_BITS | ways[at] + _FARTHEST
    prints.sort()
    near = find_near(prints >> _WAY_BITS, (prints & (1 << _WAY_BITS) - 1) - _FARTHEST)
    found: Numbers = pairs[new][near]
    return found
