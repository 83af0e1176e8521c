"""Shingles: hashed runs of words, and the few of these that stand for a text."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from marsad.lineage.wordkeys import Keys

Shingles = NDArray[np.uint64]
Prints = NDArray[np.uint32]
SHINGLE = 5
"""Words in a shingle: usual for reuse in news."""
WINDOW = 3
"""Of so many shingles in a row the smallest hash is kept, so each shared run of seven words leaves a shared print
(winnowing: Schleimer, Wilkerson and Aiken 2003)."""

_LONGEST = 65_535
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)
_HALF = np.uint64(32)


def make_shingles(keys: Keys, size: int = SHINGLE) -> Shingles:
    """Hash each run of `size` words; shape (words - size + 1,), empty where there are fewer words."""
    count = max(0, len(keys) - size + 1)
    wide = keys.astype(np.uint64)
    hashes = np.zeros(count, dtype=np.uint64)
    for step in range(size):
        hashes = (hashes ^ wide[step : step + count]) * _PRIME
        hashes ^= hashes >> _SHIFT
    return hashes


def make_prints(bodies: Sequence[Keys]) -> tuple[Prints, NDArray[np.uint16], NDArray[np.int64]]:
    """Winnow the shingles of some texts: their prints, at which word each stands, and how many each text has.

    A text of fewer than seven words keeps all its shingles; of a very long one the first 65,535 words count. The same
    text gives the same prints in any company.
    """
    edges = np.cumsum([0, *map(len, bodies)])
    hashes = make_shingles(np.concatenate([np.zeros(0, dtype=np.uint32), *bodies]))
    kept = np.nonzero(_keep_smallest(hashes, edges))[0]
    places = kept - np.repeat(edges[:-1], np.diff(np.searchsorted(kept, edges)))
    counted = places < _LONGEST
    kept, places = kept[counted], places[counted]
    return cut_hashes(hashes[kept]), places.astype(np.uint16), np.diff(np.searchsorted(kept, edges))


def cut_hashes(hashes: Shingles) -> Prints:
    """The upper half of each hash: prints are compared by 32 bits."""
    return (hashes >> _HALF).astype(np.uint32)


def _keep_smallest(hashes: Shingles, edges: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Mark the smallest hash of each window that lies within one text; `edges` are where the texts start and end."""
    kept = np.zeros(len(hashes), dtype=np.bool_)
    count = len(hashes) - WINDOW + 1
    if count > 0:
        whole = np.ones(count, dtype=np.bool_)
        for step in range(1, WINDOW + SHINGLE - 1):
            across = edges[1:] - step
            whole[across[(across >= 0) & (across < count)]] = False
        smallest = np.minimum.reduce([hashes[step : step + count] for step in range(WINDOW)])
        for step in range(WINDOW):
            kept[step : step + count] |= whole & (hashes[step : step + count] == smallest)
    sizes = np.diff(edges)
    for start, size in zip(edges[:-1][sizes < WINDOW + SHINGLE - 1], sizes[sizes < WINDOW + SHINGLE - 1], strict=True):
        kept[start : start + max(0, size - SHINGLE + 1)] = True
    return kept
