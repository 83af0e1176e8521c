"""Word keys: each word of a text as a number that its spellings share, found for many texts at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from marsad.lexicon.folding import fold_word
from marsad.lineage.words import Codes, Numbers, find_words, list_codes

Keys = NDArray[np.uint32]
Hashes = NDArray[np.uint64]
NUMBER = 1
"""The bit of a word's key that tells a number from other words."""

_BASE = 0x9E3779B97F4A7C15
_MIX = np.uint64(0xD6E8FEB86659FD93)
_SLOT_BITS = 18
_SLOT_SHIFT = np.uint64(64 - _SLOT_BITS)
_AT_ONCE = 1 << 18


def key_word(word: str) -> int:
    """Hash a word after folding it."""
    return crc32(fold_word(word).encode("utf-8", "surrogatepass")) & ~NUMBER | word[:1].isdigit()


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text: their keys, and where each starts and ends, counted from `begin`."""

    keys: Keys
    starts: Numbers
    ends: Numbers
    begin: int

    def __len__(self) -> int:
        """How many words."""
        return len(self.keys)


class WordKeys:
    """Reads texts as keys. A word that was met lately is known by a hash of its letters and not folded again.

    A table of 3 MB with one slot for each hash: a word whose slot another has taken is folded anew. What was read
    before changes no key.
    """

    def __init__(self) -> None:
        """Know no word yet."""
        self._known = np.zeros(1 << _SLOT_BITS, dtype=np.uint64)
        self._keys = np.zeros(1 << _SLOT_BITS, dtype=np.uint32)

    def read(self, texts: Sequence[str]) -> Iterator[Words]:
        """The words of each text."""
        batch: list[str] = []
        held = 0
        for text in texts:
            if batch and held + len(text) > _AT_ONCE:
                yield from self._read_batch(batch)
                batch, held = [], 0
            batch.append(text)
            held += len(text) + 1
        yield from self._read_batch(batch)

    def _read_batch(self, texts: Sequence[str]) -> Iterator[Words]:
        text = "\n".join(texts)
        codes = list_codes(text)
        starts, ends = find_words(codes)
        keys = self._look_up(text, starts, ends, _hash_words(codes, starts, ends))
        begins = np.cumsum([0, *(len(one) + 1 for one in texts)])
        edges = np.searchsorted(starts, begins).tolist()
        for begin, (first, last) in zip(begins.tolist(), pairwise(edges), strict=False):
            yield Words(keys[first:last], starts[first:last], ends[first:last], begin)

    def _look_up(self, text: str, starts: Numbers, ends: Numbers, hashes: Hashes) -> Keys:
        slots = (hashes * _MIX) >> _SLOT_SHIFT
        keys: Keys = self._keys[slots]
        new = np.nonzero(self._known[slots] != hashes)[0]
        if len(new):
            words, first, which = np.unique(hashes[new], return_index=True, return_inverse=True)
            at = new[first]
            spans = zip(starts[at].tolist(), ends[at].tolist(), strict=True)
            found = np.array([key_word(text[start:end]) for start, end in spans], dtype=np.uint32)
            keys[new] = found[which]
            self._known[slots[at]] = words
            self._keys[slots[at]] = found
        return keys


def _hash_words(codes: Codes, starts: Numbers, ends: Numbers) -> Hashes:
    """Hash the letters of each word, whatever stands before it: a polynomial modulo 2**64, by sums over the text."""
    powers, inverses = _load_powers() if len(codes) <= _AT_ONCE else _make_powers(len(codes))
    sums = np.zeros(len(codes) + 1, dtype=np.uint64)
    np.cumsum(codes * powers[: len(codes)], out=sums[1:])
    return (sums[ends] - sums[starts]) * inverses[starts]


@cache
def _load_powers() -> tuple[Hashes, Hashes]:
    return _make_powers(_AT_ONCE)


def _make_powers(count: int) -> tuple[Hashes, Hashes]:
    """The powers of an odd base modulo 2**64, and their inverses."""
    inverse = pow(_BASE, -1, 1 << 64)
    powers, inverses = np.full(count, _BASE, np.uint64), np.full(count, inverse, np.uint64)
    return np.cumprod(powers, dtype=np.uint64), np.cumprod(inverses, dtype=np.uint64)
