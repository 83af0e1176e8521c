"""Runs: the stretches of words that stand alike in two texts, found for many pairs of texts at once."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from marsad.lineage.shingles import make_shingles
from marsad.lineage.wordkeys import Keys

TILE = 3
"""The fewest words of a run."""

_OFTEN = 8
_AT_ONCE = 128
_LONGEST = 65_535
_PLACE_BITS, _HASH_BITS = np.uint64(16), np.uint64(40)
_SIDE_BITS = _PLACE_BITS + np.uint64(1)

Run = tuple[int, int, int]
"""How many words, and the first of them in the left and in the right text."""

_Numbers = NDArray[np.int64]


def find_runs(pairs: Sequence[tuple[Keys, Keys]]) -> list[list[Run]]:
    """Find the longest common runs of each pair: three words and more, the longest first, then by left and right place.

    Three words that stand more than eight times in a text start none. Of a long text the first 65,535 words count.
    """
    found: list[list[Run]] = []
    for first in range(0, len(pairs), _AT_ONCE):
        batch = pairs[first : first + _AT_ONCE]
        found.extend(_grow_runs(len(batch), *_match(_code_trigrams(batch))))
    return found


def _code_trigrams(pairs: Sequence[tuple[Keys, Keys]]) -> NDArray[np.uint64]:
    """Code each run of three words as its pair, its hash, its side and its place; sorted."""
    texts = [text[:_LONGEST] for pair in pairs for text in pair]
    sizes = np.array([len(text) for text in texts], dtype=np.int64)
    counts = np.maximum(sizes - TILE + 1, 0)
    places = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    hashes = make_shingles(np.concatenate(texts), TILE)[places + np.repeat(np.cumsum(sizes) - sizes, counts)]
    owners = np.repeat(np.arange(len(texts)), counts).astype(np.uint64)
    codes = (owners >> np.uint64(1)) << (_HASH_BITS + _SIDE_BITS)
    codes |= (hashes >> (np.uint64(64) - _HASH_BITS)) << _SIDE_BITS
    codes |= (owners & np.uint64(1)) << _PLACE_BITS
    codes |= places.astype(np.uint64)
    codes.sort()
    return codes


def _match(codes: NDArray[np.uint64]) -> tuple[_Numbers, _Numbers, _Numbers]:
    """The pair and both places of each run of three that stands on both sides, and often on neither."""
    groups = codes >> _SIDE_BITS
    again = np.concatenate(([False], groups[1:] == groups[:-1], [False]))
    starts = np.nonzero(~again[:-1] & again[1:])[0]
    ends = np.nonzero(again[:-1] & ~again[1:])[0] + 1
    sides = np.concatenate(([0], np.cumsum(codes >> _PLACE_BITS & np.uint64(1), dtype=np.int64)))
    rights = sides[ends] - sides[starts]
    lefts = ends - starts - rights
    kept = (lefts > 0) & (rights > 0) & (lefts <= _OFTEN) & (rights <= _OFTEN)
    starts, lefts, rights = starts[kept], lefts[kept], rights[kept]
    times = lefts * rights
    step = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    ours, theirs = np.divmod(step, np.repeat(rights, times))
    starts, lefts = np.repeat(starts, times), np.repeat(lefts, times)
    pairs = (groups[starts] >> _HASH_BITS).astype(np.int64)
    return pairs, _read_places(codes[starts + ours]), _read_places(codes[starts + lefts + theirs])


def _read_places(codes: NDArray[np.uint64]) -> _Numbers:
    return (codes & np.uint64((1 << int(_PLACE_BITS)) - 1)).astype(np.int64)


def _grow_runs(count: int, pairs: _Numbers, lefts: _Numbers, rights: _Numbers) -> list[list[Run]]:
    """Join the runs of three that follow one another on both sides, and list the runs of each pair."""
    lines = (pairs << 40) | (rights - lefts + _LONGEST << 20) | lefts
    lines.sort()
    edges = np.nonzero(np.concatenate(([True], lines[1:] - lines[:-1] != 1, [True])))[0] if len(lines) else [0]
    firsts, sizes = lines[edges[:-1]], np.diff(edges) + TILE - 1
    lefts = firsts & 0xFFFFF
    rights = (firsts >> 20 & 0xFFFFF) - _LONGEST + lefts
    runs = (firsts >> 40 << 48) | (_LONGEST - sizes << 32) | (lefts << 16) | rights
    runs.sort()
    columns = _LONGEST - (runs >> 32 & 0xFFFF), runs >> 16 & 0xFFFF, runs & 0xFFFF
    held = list(zip(*(column.tolist() for column in columns), strict=True))
    limits = np.searchsorted(runs >> 48, np.arange(count + 1)).tolist()
    return [held[start:end] for start, end in pairwise(limits)]
