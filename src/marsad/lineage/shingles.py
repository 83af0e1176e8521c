"""Shingles: hashed words, hashed runs of words, and the few of these that stand for a text."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from marsad.lexicon.folding import fold_word

Keys = NDArray[np.uint32]
Shingles = NDArray[np.uint64]
Prints = NDArray[np.uint32]
NUMBER = 1
"""The bit of a word's key that tells a number from other words."""
SHINGLE = 5
"""Words in a shingle: usual for reuse in news."""
WINDOW = 3
"""Of so many shingles in a row the smallest hash is kept, so each shared run of seven words leaves a shared print
(winnowing: Schleimer, Wilkerson and Aiken 2003)."""

_FARTHEST = 65_535
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

    A text of fewer than seven words keeps all its shingles. The same text gives the same prints in any company.
    """
    sizes = np.array([len(keys) for keys in bodies], dtype=np.int64)
    owners = np.repeat(np.arange(len(bodies)), sizes)
    ends = np.repeat(np.cumsum(sizes), sizes)
    hashes = make_shingles(np.concatenate([np.zeros(0, dtype=np.uint32), *bodies]))
    places = np.arange(len(hashes))
    inside = places + SHINGLE <= ends[: len(hashes)]
    places = (places - (ends - np.repeat(sizes, sizes))[: len(hashes)])[inside]
    hashes, owners = hashes[inside], owners[: len(inside)][inside]
    kept = np.repeat(sizes - SHINGLE + 1 < WINDOW, np.maximum(sizes - SHINGLE + 1, 0))
    _keep_smallest(hashes, owners, kept)
    held: NDArray[np.int64] = np.bincount(owners[kept], minlength=len(bodies)).astype(np.int64)
    return cut_hashes(hashes[kept]), np.minimum(places[kept], _FARTHEST).astype(np.uint16), held


def cut_hashes(hashes: Shingles) -> Prints:
    """The upper half of each hash: prints are compared by 32 bits."""
    return (hashes >> _HALF).astype(np.uint32)


def _keep_smallest(hashes: Shingles, owners: NDArray[np.int64], kept: NDArray[np.bool_]) -> None:
    """Mark the smallest hash of each window that lies within one text."""
    count = len(hashes) - WINDOW + 1
    if count < 1:
        return
    whole = owners[:count] == owners[WINDOW - 1 :]
    smallest = np.minimum.reduce([hashes[step : step + count] for step in range(WINDOW)])
    for step in range(WINDOW):
        kept[step : step + count] |= whole & (hashes[step : step + count] == smallest)


class _WordKeys(dict[str, int]):
    """The keys of words that were met; forgotten all at once when there are very many."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_WORDS:
            self.clear()
        key = crc32(fold_word(word).encode("utf-8", "surrogatepass")) & ~NUMBER | word[:1].isdigit()
        self[word] = key
        return key


_MOST_WORDS = 400_000
_words = _WordKeys()


def key_words(words: Sequence[str]) -> Keys:
    """Hash words after folding them; shape (words,)."""
    return np.fromiter(map(_words.__getitem__, words), dtype=np.uint32, count=len(words))


def key_word(word: str) -> int:
    """Hash a word after folding it."""
    return _words[word]
