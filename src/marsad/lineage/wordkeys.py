"""Word keys: each word of a text as a number that its spellings share, found for many texts at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from marsad.lexicon.folding import fold_word
from marsad.lineage.words import Numbers, count_characters, encode_text, find_words

Keys = NDArray[np.uint32]
Hashes = NDArray[np.uint64]
NUMBER = 1
"""The bit of a word's key that tells a number from other words."""

_STEP = 8
_LONG = 64
_MIX = np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)
_SLOT_BITS = 18
_SLOT_SHIFT = np.uint64(64 - _SLOT_BITS)
_AT_ONCE = 1 << 18
_MASKS = np.array([(1 << 8 * size) - 1 for size in range(_STEP + 1)], dtype=np.uint64)


def key_word(word: str) -> int:
    """Hash a word after folding it."""
    return crc32(fold_word(word).encode("utf-8", "surrogatepass")) & ~NUMBER | word[:1].isdigit()


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text: their keys, and at which character each starts and ends."""

    keys: Keys
    starts: Numbers
    ends: Numbers


class WordKeys:
    """Reads texts as keys. A word that was met lately is known by a hash of its letters and not folded again.

    A table of 3 MB with one slot for each hash: a word whose slot another has taken is folded anew. What was read
    before changes no key.
    """

    def __init__(self) -> None:
        """Know no word yet."""
        self._known = np.zeros(1 << _SLOT_BITS, dtype=np.uint64)
        self._keys = np.zeros(1 << _SLOT_BITS, dtype=np.uint32)

    def read(self, texts: Iterable[str]) -> Iterator[Keys]:
        """The keys of the words of each text."""
        for batch in _share_out(texts):
            data = b"\n".join(batch)
            starts, ends = find_words(data)
            edges = np.searchsorted(starts, _list_begins(batch)).tolist()
            keys = self._look_up(data, starts, ends)
            yield from (keys[first:last] for first, last in pairwise(edges))

    def read_placed(self, texts: Iterable[str]) -> Iterator[Words]:
        """The words of each text with their places."""
        for batch in _share_out(texts):
            data = b"\n".join(batch)
            starts, ends = find_words(data)
            begins = _list_begins(batch)
            edges = np.searchsorted(starts, begins).tolist()
            keys = self._look_up(data, starts, ends)
            before = count_characters(data, begins)
            firsts, lasts = count_characters(data, starts), count_characters(data, ends)
            for at, (first, last) in zip(before.tolist(), pairwise(edges), strict=False):
                yield Words(keys[first:last], firsts[first:last] - at, lasts[first:last] - at)

    def _look_up(self, data: bytes, starts: Numbers, ends: Numbers) -> Keys:
        hashes = _hash_words(data, starts, ends)
        slots = (hashes * _MIX >> _SLOT_SHIFT).view(np.int64)
        keys: Keys = self._keys.take(slots)
        new = np.nonzero(self._known.take(slots) != hashes)[0]
        if len(new):
            words, first, which = np.unique(hashes[new], return_index=True, return_inverse=True)
            at = new[first]
            spans = zip(starts[at].tolist(), ends[at].tolist(), strict=True)
            said = (data[start:end].decode("utf-8", "surrogatepass") for start, end in spans)
            found = np.array([key_word(word) for word in said], dtype=np.uint32)
            keys[new] = found[which]
            self._known[slots[at]] = words
            self._keys[slots[at]] = found
        return keys


def _share_out(texts: Iterable[str]) -> Iterator[list[bytes]]:
    """Texts in UTF-8, as many together as are quick to read at once."""
    batch: list[bytes] = []
    held = 0
    for text in texts:
        batch.append(encode_text(text))
        held += len(batch[-1]) + 1
        if held > _AT_ONCE:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def _list_begins(texts: Sequence[bytes]) -> Numbers:
    """Where each text begins among texts joined by line ends; and where one more would."""
    return np.cumsum([0, *(len(text) + 1 for text in texts)])


def _hash_words(data: bytes, starts: Numbers, ends: Numbers) -> Hashes:
    """Hash the letters of each word, eight bytes at a time; words of up to eight bytes are their own hash."""
    eights: Hashes = np.ndarray(len(data) + 1, np.dtype("<u8"), data + bytes(_STEP), 0, (1,))
    sizes = ends - starts
    hashes = eights[starts] & _MASKS.take(sizes, mode="clip")
    step = _STEP
    while step < _LONG and len(left := np.nonzero(sizes > step)[0]):
        mixed = (hashes[left] ^ hashes[left] >> _HALF) * _MIX
        hashes[left] = mixed ^ eights[starts[left] + step] & _MASKS.take(sizes[left] - step, mode="clip")
        step += _STEP
    for at in np.nonzero(sizes > _LONG)[0].tolist():
        hashes[at] = int.from_bytes(blake2b(data[starts[at] : ends[at]], digest_size=_STEP).digest())
    return hashes
