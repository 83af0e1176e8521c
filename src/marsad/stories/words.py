"""Words: the terms of a report and how rare each is, by a frozen table of document frequencies.

The table holds hashes and counts, no text; see models/document-frequencies-1.md. It is never computed from the reports
at hand, so an unrelated report changes no weight.
"""

import re
from functools import cache, lru_cache
from importlib.resources import files
from math import log
from types import MappingProxyType
from zlib import crc32

import numpy as np

from marsad.lexicon.folding import fold_letters, fold_name

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_OWNERS = ("'s", "’s")
_SPELLINGS = (("isation", "ization"), ("ised", "ized"), ("our", "or"))
_ENDINGS = ("ings", "ing", "ed", "ers", "er", "ies", "es", "s")
_COMMON_FROM = 3
NAME_MARK = "~"


@cache
def load_frequencies() -> tuple[int, MappingProxyType[int, int]]:
    """Load how many documents the table was counted over, and in how many of them each hashed term stands."""
    with files("marsad.models").joinpath("document-frequencies-1.npy").open("rb") as table:
        rows = np.load(table, allow_pickle=False)
    return int(rows[0, 1]), MappingProxyType({int(key): int(count) for key, count in rows[1:]})


def list_terms(text: str) -> tuple[str, ...]:
    """List the terms of a text in order: stems of common words, consonants of names (marked with a tilde)."""
    return tuple(term for term in (make_term(word) for word in _WORD.findall(text)) if term)


@lru_cache(maxsize=200_000)
def make_term(word: str) -> str:
    """A capitalised word that the table does not know in lower case is a name; single letters are nothing."""
    stem = stem_word(word)
    if len(word) < 2 or not stem:
        return ""
    if word[0].isupper() and count_documents(stem) < _COMMON_FROM:
        return NAME_MARK + (fold_name(fold_letters(word)) or stem)
    return stem


def stem_word(word: str) -> str:
    """Fold letters and spelling and cut a common ending where four letters stay."""
    for owner in _OWNERS:
        word = word.removesuffix(owner)
    plain = fold_letters(word)
    for old, new in _SPELLINGS:
        plain = plain.replace(old, new)
    ending = next((end for end in _ENDINGS if plain.endswith(end) and len(plain) - len(end) >= 4), "")
    return plain.removesuffix(ending)


def count_documents(term: str) -> int:
    """In how many documents of the frozen table a term stands; 0 where it is not in the table."""
    return load_frequencies()[1].get(hash_term(term), 0)


@lru_cache(maxsize=200_000)
def weigh_term(term: str) -> float:
    """The inverse document frequency of a term, log((N + 1) / (n + 1)), never below 0."""
    return max(0.0, log((load_frequencies()[0] + 1) / (count_documents(term) + 1)))


def hash_term(term: str) -> int:
    """The key of a term in the table."""
    return crc32(term.encode("utf-8", "surrogatepass"))
