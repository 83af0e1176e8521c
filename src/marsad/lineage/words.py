"""Words: where they start and end in a text, found in all of its bytes at once."""

import re
from functools import cache

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Numbers = NDArray[np.int64]
WORD = re.compile(r"\w+(?:['’ʼ`]\w+)*")
"""A word: letters, digits and underscores, apostrophes within."""

_APOSTROPHES = "'’ʼ`"
_LETTER, _APOSTROPHE, _WIDE = 1, 2, 3
_COMMON = 0x10000
_LONGEST = 4
"""Bytes of a character in UTF-8, at most."""


def encode_text(text: str) -> bytes:
    """A text in UTF-8; halves of characters that stand alone are kept."""
    return text.encode("utf-8", "surrogatepass")


def find_words(data: bytes) -> tuple[Numbers, Numbers]:
    """At which byte each word starts and ends: what WORD finds in the text that is encoded in `data`."""
    sorts = np.frombuffer(data.translate(_load_table()), dtype=np.uint8)
    sizes: Bytes | None = None
    if not data.isascii():
        sorts, sizes = _sort_wide(data, sorts)
    inside = np.zeros(len(data) + 2, dtype=np.bool_)
    np.equal(sorts, _LETTER, out=inside[1:-1])
    marks = np.nonzero(sorts == _APOSTROPHE)[0]
    if len(marks):
        ends = marks + (sizes[marks] if sizes is not None else 1)
        within = inside[marks] & inside[ends + 1]
        for step in range(_LONGEST):
            inside[(marks + step + 1)[within & (marks + step < ends)]] = True
    edges = np.nonzero(inside[1:] != inside[:-1])[0]
    return edges[::2], edges[1::2]


def count_characters(data: bytes, places: Numbers) -> Numbers:
    """How many characters begin before some bytes of a text in UTF-8; a place after its end counts on by bytes."""
    if data.isascii():
        return places
    inner = (np.frombuffer(data, dtype=np.uint8) & 0xC0) == 0x80
    before = np.zeros(len(data) + 2, dtype=np.int64)
    np.cumsum(inner, out=before[1:-1])
    before[-1] = before[-2]
    counted: Numbers = places - before.take(places)
    return counted


def _sort_wide(data: bytes, sorts: Bytes) -> tuple[Bytes, Bytes]:
    """Say of characters of several bytes what they are: a letter in each byte, an apostrophe in its first; and how
    many bytes each has.
    """
    codes = np.frombuffer(data + bytes(_LONGEST), dtype=np.uint8)
    wide = np.nonzero(sorts == _WIDE)[0]
    leads = wide[codes[wide] >= 0xC0]
    first = codes[leads].astype(np.int64)
    lengths = 2 + (first >= 0xE0) + (first >= 0xF0)
    points = first & (0x7F >> lengths)
    for step in range(1, _LONGEST):
        points = np.where(step < lengths, points << 6 | codes[leads + step] & 0x3F, points)
    found = _load_sorts().take(points, mode="clip")
    for at in np.nonzero(points >= _COMMON)[0].tolist():
        found[at] = _sort_letter(chr(points[at]))
    sorted_, sizes = sorts.copy(), np.zeros(len(sorts), dtype=np.uint8)
    sorted_[wide] = np.repeat(np.where(found == _LETTER, _LETTER, 0), lengths)
    sorted_[leads] = found
    sizes[leads] = lengths
    sizes[sorts == _APOSTROPHE] = 1
    return sorted_, sizes


@cache
def _load_table() -> bytes:
    """What each byte is by itself: part of a word, an apostrophe, or part of a character of several bytes."""
    return bytes(_sort_letter(chr(code)) if code < 0x80 else _WIDE for code in range(0x100))


@cache
def _load_sorts() -> Bytes:
    """What each common character is: part of a word, or an apostrophe."""
    return np.array([_sort_letter(chr(code)) for code in range(_COMMON)], dtype=np.uint8)


def _sort_letter(letter: str) -> int:
    return _LETTER if letter.isalnum() or letter == "_" else _APOSTROPHE * (letter in _APOSTROPHES)
