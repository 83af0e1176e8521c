"""Folding: what two spellings of a word agree on: case, accents, British and American spelling, romanised names."""

from functools import lru_cache
from unicodedata import combining, normalize

_SPELLINGS = (("isation", "ization"), ("ising", "izing"), ("ised", "ized"), ("our", "or"), ("ogue", "og"))
_ROMANISATIONS = (("gh", "g"), ("kh", "k"), ("dh", "d"), ("q", "k"), ("c", "k"), ("z", "s"))
_SILENT = "aeiouyhw"


@lru_cache(maxsize=200_000)
def fold_word(word: str) -> str:
    """Fold case, accents, apostrophes, British and American spelling, and the romanisation of capitalised names.

    Folding only joins, and a word alone never makes a passage: two words that fold alike still need their neighbours.
    """
    plain = fold_letters(word)
    if word[:1].isupper() and len(plain) > 3:
        return fold_name(plain)
    for old, new in _SPELLINGS:
        plain = plain.replace(old, new)
    return plain


def fold_letters(word: str) -> str:
    """Lower case letters and digits without marks."""
    if word.isascii():
        return "".join(letter for letter in word if letter.isalnum()).lower()
    return "".join(letter for letter in normalize("NFKD", word) if letter.isalnum() and not combining(letter)).lower()


def fold_name(plain: str) -> str:
    """Keep what romanisations of a name agree on: its first letter and its consonants, doubled letters once."""
    for old, new in _ROMANISATIONS:
        plain = plain.replace(old, new)
    kept = plain[:1]
    for letter in plain[1:]:
        if letter not in _SILENT and letter != kept[-1]:
            kept += letter
    return kept
