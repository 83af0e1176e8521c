"""Pairs: which texts are worth comparing, by the prints that they share; never all against all."""

from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from marsad.lineage.shingles import Keys, Prints, make_prints
from marsad.lineage.stock import load_stock

SHARED = 2
"""So many prints that are no stock phrases make two texts worth comparing."""
HUBS = 48
"""A print pairs each of its texts with its first 48 in the order given: this limits work where very many share it."""

_BATCH = 1024
_PART = 4_000_000
_HALF = np.uint64(32)

Codes = NDArray[np.uint64]


def find_pairs(texts: Iterable[Keys]) -> tuple[tuple[int, int], ...]:
    """Pair the texts that share two or more prints which are no stock phrases; places in order, smaller first.

    Of each text only its prints are kept, so texts can come as a stream. Joins by sorting, a part of the prints at a
    time: the cost grows with the words, not with the square of the texts. A text changes nothing between two others
    unless it shares a print with one of them.
    """
    prints, counts = _gather_prints(texts)
    held: list[NDArray[np.int64]] = []
    found: list[Codes] = []
    for part in _split(prints, counts):
        codes, times = np.unique(_pair_sharers(part), return_counts=True)
        found.append(codes)
        held.append(times)
    codes, places = np.unique(np.concatenate([np.zeros(0, np.uint64), *found]), return_inverse=True)
    times = np.bincount(places, weights=np.concatenate([np.zeros(0, np.int64), *held]), minlength=len(codes))
    chosen = codes[times >= SHARED]
    low = np.uint64(0xFFFFFFFF)
    return tuple(zip((chosen >> _HALF).tolist(), (chosen & low).tolist(), strict=True))


def _gather_prints(texts: Iterable[Keys]) -> tuple[list[Prints], list[NDArray[np.int64]]]:
    prints, counts = [], []
    stream = iter(texts)
    while batch := list(islice(stream, _BATCH)):
        kept, held = make_prints(batch)
        prints.append(kept)
        counts.append(held)
    return prints, counts


def _split(prints: list[Prints], counts: list[NDArray[np.int64]]) -> Iterator[Codes]:
    """Give a part of the prints at a time, each with its owner in the lower half, sorted, none twice in a text."""
    parts = 1 + sum(len(kept) for kept in prints) // _PART
    for part in range(parts):
        packed, first = [np.zeros(0, np.uint64)], 0
        for kept, held in zip(prints, counts, strict=True):
            owners = np.repeat(np.arange(first, first + len(held), dtype=np.uint64), held)
            chosen = kept % np.uint32(parts) == part if parts > 1 else slice(None)
            packed.append((kept[chosen].astype(np.uint64) << _HALF) | owners[chosen])
            first += len(held)
        entries = np.sort(np.concatenate(packed))
        yield entries[np.concatenate(([True], entries[1:] != entries[:-1]))[: len(entries)]]


def _pair_sharers(entries: Codes) -> Codes:
    """Pair each entry with the first texts that hold its print; a code has the first place in its upper half."""
    prints, owners = (entries >> _HALF).astype(np.uint32), (entries & np.uint64(0xFFFFFFFF)).astype(np.uint32)
    same = np.concatenate((prints[1:] == prints[:-1], [False]))[: len(prints)]
    shared = same | np.concatenate(([False], same[:-1]))[: len(prints)]
    prints, owners = prints[shared], owners[shared]
    plain = ~np.isin(prints, load_stock())
    prints, owners = prints[plain], owners[plain]
    fresh = np.concatenate(([True], prints[1:] != prints[:-1]))[: len(prints)]
    starts = np.nonzero(fresh)[0]
    first = np.repeat(starts, np.diff(np.append(starts, len(prints))))
    depth = np.arange(len(prints)) - first
    codes = []
    for hub in range(HUBS):
        later = np.nonzero(depth > hub)[0]
        if not len(later):
            break
        codes.append((owners[first[later] + hub].astype(np.uint64) << _HALF) | owners[later].astype(np.uint64))
    return np.concatenate([np.zeros(0, np.uint64), *codes])
