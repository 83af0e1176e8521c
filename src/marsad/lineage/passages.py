"""Passages: the stretches that two reports share, chained over swapped words."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from marsad.lineage.keys import Body
from marsad.lineage.shingles import Keys, make_shingles

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
    return tuple(chain for chain in _join_tiles(tile_bodies(left, right)) if _is_passage(chain))


def tile_bodies(left: Body, right: Body) -> list[Tile]:
    """Find the runs of three words and more that two bodies share, the longest first, no word twice, by the left."""
    runs = sorted(_find_runs(left.keys, right.keys), key=lambda tile: (-tile.size, tile.left, tile.right))
    taken_left, taken_right = bytearray(len(left)), bytearray(len(right))
    kept = []
    for run in runs:
        tile = _cut_free(run, taken_left, taken_right)
        if tile is not None:
            taken_left[tile.left : tile.left + tile.size] = b"\1" * tile.size
            taken_right[tile.right : tile.right + tile.size] = b"\1" * tile.size
            kept.append(tile)
    return sorted(kept, key=lambda tile: tile.left)


def _find_runs(ours: Keys, theirs: Keys) -> list[Tile]:
    """Find the longest common runs; a trigram that stands often in one body starts none, so the work stays linear."""
    lefts, rights = _match_trigrams(make_shingles(ours, _TILE), make_shingles(theirs, _TILE))
    if not len(lefts):
        return []
    lines = (rights - lefts + len(ours)) * (len(ours) + 2) + lefts
    order = np.argsort(lines, kind="stable")
    breaks = np.nonzero(np.diff(lines[order]) != 1)[0] + 1
    firsts = order[np.concatenate(([0], breaks))]
    sizes = np.diff(np.concatenate(([0], breaks, [len(lines)]))) + _TILE - 1
    return [Tile(*row) for row in zip(lefts[firsts].tolist(), rights[firsts].tolist(), sizes.tolist(), strict=True)]


def _match_trigrams(ours: Keys, theirs: Keys) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give the places where a trigram of one body stands in the other, but for trigrams that stand often in either."""
    order = np.argsort(theirs, kind="stable")
    low, high = _find_sorted(theirs[order], ours)
    counts = high - low
    known = np.nonzero(counts)[0]
    own_low, own_high = _find_sorted(np.sort(ours[known]), ours[known])
    known = known[(own_high - own_low <= _OFTEN) & (counts[known] <= _OFTEN)]
    counts = counts[known]
    steps = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.repeat(known, counts), order[np.repeat(low[known], counts) + steps]


def _find_sorted(table: Keys, keys: Keys) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where in a sorted table each key begins and ends."""
    return np.searchsorted(table, keys, "left"), np.searchsorted(table, keys, "right")


def _cut_free(run: Tile, taken_left: bytearray, taken_right: bytearray) -> Tile | None:
    """Cut a run back to its first stretch that no longer run has taken."""
    first = 0
    while first < run.size and (taken_left[run.left + first] or taken_right[run.right + first]):
        first += 1
    last = first
    while last < run.size and not (taken_left[run.left + last] or taken_right[run.right + last]):
        last += 1
    return Tile(run.left + first, run.right + first, last - first) if last - first >= _TILE else None


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
