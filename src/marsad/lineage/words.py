"""Words: where they start and end in a text, found in all of it at once."""

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from marsad.model.reports import Span

Numbers = NDArray[np.int32]
WORD = re.compile(r"\w+(?:['’ʼ`]\w+)*")
"""A word: letters, digits and underscores, apostrophes within."""

_APOSTROPHES = "'’ʼ`"
_LETTER, _APOSTROPHE = 1, 2
_COMMON = 0x10000
_TYPOGRAPHIC = (
    ("’", "'"),
    ("‘", " "),
    ("“", " "),
    ("”", " "),
    ("–", " "),
    ("—", " "),
    ("…", " "),
    ("\xa0", " "),
)
_SPACED = bytes(
    ord("'") if chr(code) in _APOSTROPHES else code if chr(code).isalnum() or chr(code) == "_" else ord(" ")
    for code in range(128)
) + bytes(128)


def find_words(text: str, parts: Sequence[Span]) -> tuple[Numbers, Numbers]:
    """Where each word of some parts of a text starts and ends: what WORD finds in them. Parts do not touch."""
    sorts = _sort_letters(text)
    inside = np.zeros(len(text) + 2, dtype=np.bool_)
    for start, end in parts:
        within = inside[start + 1 : end + 1]
        within |= (sorts[start:end] & _LETTER) > 0
        joined = (sorts[start + 1 : end - 1] & _APOSTROPHE) > 0
        within[1:-1] |= joined & within[:-2] & within[2:]
    edges = np.diff(inside.view(np.int8))
    starts, ends = np.nonzero(edges == 1)[0], np.nonzero(edges == -1)[0]
    return starts.astype(np.int32), ends.astype(np.int32)


def list_words(text: str) -> list[str]:
    """The words of a text, as WORD finds them, but for the form of an apostrophe; plain text is split at once."""
    plain = text
    if not text.isascii():
        for mark, instead in _TYPOGRAPHIC:
            plain = plain.replace(mark, instead)
    if not plain.isascii():
        return WORD.findall(text)
    spaced = f" {plain.encode('ascii').translate(_SPACED).decode('ascii')} "
    if "'" in spaced and any(loose in spaced for loose in (" '", "' ", "''")):
        return WORD.findall(plain)
    return spaced.split()


def _sort_letters(text: str) -> NDArray[np.uint8]:
    """What each character is: part of a word, or an apostrophe."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    rare = codes >= _COMMON
    sorts: NDArray[np.uint8] = _load_sorts()[np.where(rare, 0, codes)]
    for at in np.nonzero(rare)[0].tolist():
        sorts[at] = _sort_letter(text[at])
    return sorts


@cache
def _load_sorts() -> NDArray[np.uint8]:
    return np.array([_sort_letter(chr(code)) for code in range(_COMMON)], dtype=np.uint8)


def _sort_letter(letter: str) -> int:
    return _LETTER * (letter.isalnum() or letter == "_") + _APOSTROPHE * (letter in _APOSTROPHES)
