"""Words: where they start and end in a text, found in all of it at once."""

import re
from functools import cache

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32]
Numbers = NDArray[np.int64]
WORD = re.compile(r"\w+(?:['’ʼ`]\w+)*")
"""A word: letters, digits and underscores, apostrophes within."""

_APOSTROPHES = "'’ʼ`"
_LETTER, _APOSTROPHE = 1, 2
_COMMON = 0x10000


def list_codes(text: str) -> Codes:
    """The code point of each character."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def find_words(codes: Codes) -> tuple[Numbers, Numbers]:
    """Where each word starts and ends: what WORD finds in the text of these code points."""
    sorts = _load_sorts().take(codes, mode="clip")
    for at in np.nonzero(codes >= _COMMON)[0].tolist():
        sorts[at] = _sort_letter(chr(codes[at]))
    inside = np.zeros(len(codes) + 2, dtype=np.bool_)
    np.equal(sorts, _LETTER, out=inside[1:-1])
    marks = np.nonzero(sorts == _APOSTROPHE)[0] + 1
    inside[marks] = inside[marks - 1] & inside[marks + 1]
    edges = np.nonzero(inside[1:] != inside[:-1])[0]
    return edges[::2], edges[1::2]


@cache
def _load_sorts() -> NDArray[np.uint8]:
    """What each common character is: part of a word, or an apostrophe."""
    return np.array([_sort_letter(chr(code)) for code in range(_COMMON)], dtype=np.uint8)


def _sort_letter(letter: str) -> int:
    return _LETTER if letter.isalnum() or letter == "_" else _APOSTROPHE * (letter in _APOSTROPHES)
