"""Passages: the stretches that two texts share, chained over swapped words."""

from collections.abc import Sequence
from dataclasses import dataclass

from marsad.lineage.runs import TILE, Run

_GAP = 7
_LEAST_RUN = 6
_LEAST_WORDS = 10
_LEAST_DENSITY = 0.5

Tile = tuple[int, int, int]
"""Words that stand alike: the first of them in the left and in the right text, and how many."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Tiles that follow one another in both texts over small gaps: the first and the last word, both included, in the
    left and in the right text, and how many words stand alike.
    """

    tiles: tuple[Tile, ...]
    left: tuple[int, int]
    right: tuple[int, int]
    words: int


def find_passages(runs: Sequence[Run], left: int, right: int) -> tuple[Chain, ...]:
    """Find the stretches that two texts of so many words share, by their common runs; in the order of the left one.

    Longest runs first, none twice; runs that follow one another within a few words on both sides are one passage; a
    passage needs a run of six words, ten words in all, and half of its words alike.
    """
    if not runs or runs[0][0] < _LEAST_RUN:
        return ()
    chains = (_close(tiles) for tiles in _join_tiles(tile_runs(runs, left, right)))
    return tuple(chain for chain in chains if chain is not None)


def tile_runs(runs: Sequence[Run], left: int, right: int) -> list[Tile]:
    """Tile two texts of so many words with their common runs, the longest first, no word twice; by the left."""
    taken_left, taken_right = bytearray(left), bytearray(right)
    kept = []
    for size, at, other in runs:
        tile = at, other, size
        if taken_left.find(1, at, at + size) >= 0 or taken_right.find(1, other, other + size) >= 0:
            tile = at, other, size = _cut_free(at, other, size, taken_left, taken_right)
            if size < TILE:
                continue
        taken_left[at : at + size] = taken_right[other : other + size] = b"\1" * size
        kept.append(tile)
    kept.sort()
    return kept


def _cut_free(left: int, right: int, size: int, taken_left: bytearray, taken_right: bytearray) -> Tile:
    """Cut a run back to its first stretch that no longer run has taken."""
    first = 0
    while first < size and (taken_left[left + first] or taken_right[right + first]):
        first += 1
    last = first
    while last < size and not (taken_left[left + last] or taken_right[right + last]):
        last += 1
    return left + first, right + first, last - first


def _join_tiles(tiles: list[Tile]) -> list[list[Tile]]:
    """Let each tile go on with the last of the three latest chains that it follows over a small gap on both sides."""
    chains: list[list[Tile]] = []
    for tile in tiles:
        left, right, _ = tile
        for chain in chains[:-4:-1]:
            before_left, before_right, size = chain[-1]
            if 0 <= left - before_left - size <= _GAP and 0 <= right - before_right - size <= _GAP:
                chain.append(tile)
                break
        else:
            chains.append([tile])
    return chains


def _close(tiles: list[Tile]) -> Chain | None:
    """The chain of some tiles if it is a passage."""
    sizes = [size for *_, size in tiles]
    words = sum(sizes)
    if words < _LEAST_WORDS or max(sizes) < _LEAST_RUN:
        return None
    (left, right, _), (last_left, last_right, size) = tiles[0], tiles[-1]
    lefts, rights = (left, last_left + size - 1), (right, last_right + size - 1)
    span = max(lefts[1] - left, rights[1] - right) + 1
    return Chain(tuple(tiles), lefts, rights, words) if words >= _LEAST_DENSITY * span else None
