"""Shingles: hashed words and hashed runs of words."""

from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from marsad.lexicon.folding import fold_word

Keys = NDArray[np.uint64]
SHINGLE = 5
"""Words in a shingle: usual for reuse in news."""

_PRIME = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)


def make_shingles(keys: Keys, size: int = SHINGLE) -> Keys:
    """Hash each run of `size` words; shape (words - size + 1,), empty where there are fewer words."""
    count = max(0, len(keys) - size + 1)
    hashes = np.zeros(count, dtype=np.uint64)
    for step in range(size):
        hashes = (hashes ^ keys[step : step + count]) * _PRIME
        hashes ^= hashes >> _SHIFT
    return hashes


@lru_cache(maxsize=200_000)
def key_word(word: str) -> int:
    """Hash a word after folding it."""
    return crc32(fold_word(word).encode("utf-8", "surrogatepass"))
