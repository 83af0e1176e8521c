"""Passages: the stretches that two reports share, chained over swapped words."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from marsad.lineage.keys import Body
from marsad.lineage.shingles import Shingles

_TILE = 3
_GAP = 7
_OFTEN = 8
_LEAST_RUN = 6
_LEAST_WORDS = 10
_LEAST_DENSITY = 0.5


@dataclass(frozen=True, slots=True)
class Tile:
    """`size` words that stand alike from word `left` of one body and word `right` of the other."""

    left: int
    right: int
    size: int


@dataclass(frozen=True, slots=True)
class Chain:
    """Tiles that follow one another in both bodies over small gaps."""

    tiles: tuple[Tile, ...]

    @property
    def left(self) -> tuple[int, int]:
        """First and last word, both included, in the left body."""
        return self.tiles[0].left, self.tiles[-1].left + self.tiles[-1].size - 1

    @property
    def right(self) -> tuple[int, int]:
        """First and last word, both included, in the right body."""
        return self.tiles[0].right, self.tiles[-1].right + self.tiles[-1].size - 1

    @property
    def words(self) -> int:
        """How many words stand alike."""
        return sum(tile.size for tile in self.tiles)


def find_passages(left: Body, right: Body) -> tuple[Chain, ...]:
    """Find the stretches that two bodies share, in the order of the left one.

    Longest common runs first, none twice; runs that follow one another within a few words on both sides are one
    passage; a passage needs a run of six words, ten words in all, and half of its words alike.
    """
    tiles = tile_bodies(left, right)
    if max((tile.size for tile in tiles), default=0) < _LEAST_RUN:
        return ()
    return tuple(chain for chain in _join_tiles(tiles) if _is_passage(chain))


def tile_bodies(left: Body, right: Body) -> list[Tile]:
    """Find the runs of three words and more that two bodies share, the longest first, no word twice, by the left."""
    runs = sorted(_find_runs(left, right), key=lambda run: (-run[0], run[1], run[2]))
    taken_left, taken_right = bytearray(len(left)), bytearray(len(right))
    kept = []
    for size, at, other in runs:
        run = at, other, size
        if taken_left.find(1, at, at + size) >= 0 or taken_right.find(1, other, other + size) >= 0:
            run = _cut_free(at, other, size, taken_left, taken_right)
        if run[2] >= _TILE:
            taken_left[run[0] : run[0] + run[2]] = b"\1" * run[2]
            taken_right[run[1] : run[1] + run[2]] = b"\1" * run[2]
            kept.append(Tile(*run))
    return sorted(kept, key=lambda tile: tile.left)


def _find_runs(left: Body, right: Body) -> list[tuple[int, int, int]]:
    """Find the longest common runs as size, left and right; a trigram that stands often in a body starts none."""
    lefts, rights = _match_trigrams(left, right)
    if not len(lefts):
        return []
    lines = (rights - lefts + len(left)) * (len(left) + 2) + lefts
    order = np.argsort(lines)
    breaks = np.nonzero(np.diff(lines[order]) != 1)[0] + 1
    edges = np.concatenate(([0], breaks, [len(lines)]))
    firsts = order[edges[:-1]]
    sizes = edges[1:] - edges[:-1] + _TILE - 1
    return list(zip(sizes.tolist(), lefts[firsts].tolist(), rights[firsts].tolist(), strict=True))


def _match_trigrams(left: Body, right: Body) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give the places where a trigram of one body stands in the other, but for trigrams that stand often in either."""
    ours, own_places = left.trigrams
    theirs, places = right.trigrams
    if not len(ours) or not len(theirs):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    low = np.searchsorted(theirs, ours)
    known = np.nonzero(theirs[np.minimum(low, len(theirs) - 1)] == ours)[0]
    low = low[known]
    counts = np.searchsorted(theirs, ours[known], "right") - low
    seldom = (counts <= _OFTEN) & (_count_own(ours[known]) <= _OFTEN)
    known, low, counts = known[seldom], low[seldom], counts[seldom]
    steps = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    return own_places[np.repeat(known, counts)], places[np.repeat(low, counts) + steps]


def _count_own(table: Shingles) -> NDArray[np.int64]:
    """How often each entry of a sorted table stands in it."""
    edges = np.nonzero(np.concatenate(([True], table[1:] != table[:-1], [True])))[0]
    sizes = np.diff(edges)
    return np.repeat(sizes, sizes)


def _cut_free(left: int, right: int, size: int, taken_left: bytearray, taken_right: bytearray) -> tuple[int, int, int]:
    """Cut a run back to its first stretch that no longer run has taken."""
    first = 0
    while first < size and (taken_left[left + first] or taken_right[right + first]):
        first += 1
    last = first
    while last < size and not (taken_left[left + last] or taken_right[right + last]):
        last += 1
    return left + first, right + first, last - first


def _join_tiles(tiles: list[Tile]) -> list[Chain]:
    chains: list[list[Tile]] = []
    for tile in tiles:
        for chain in reversed(chains[-3:]):
            if _follows(chain[-1], tile):
                chain.append(tile)
                break
        else:
            chains.append([tile])
    return [Chain(tuple(chain)) for chain in chains]


def _follows(before: Tile, after: Tile) -> bool:
    left = after.left - before.left - before.size
    right = after.right - before.right - before.size
    return 0 <= left <= _GAP and 0 <= right <= _GAP


def _is_passage(chain: Chain) -> bool:
    longest = max(tile.size for tile in chain.tiles)
    span = max(chain.left[1] - chain.left[0], chain.right[1] - chain.right[0]) + 1
    return longest >= _LEAST_RUN and chain.words >= _LEAST_WORDS and chain.words >= _LEAST_DENSITY * span
