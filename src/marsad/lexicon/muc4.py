"""Types of terrorist acts of the fourth Message Understanding Conference, by kinds of happenings and words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from marsad.lexicon.tables import read_rows
from marsad.model.claims import Kind


@dataclass(frozen=True, slots=True)
class _Rule:
    type: str
    kinds: frozenset[Kind]
    words: re.Pattern[str] | None


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            name,
            frozenset(Kind(kind) for kind in kinds.split("|")),
            re.compile(rf"\b(?:{words})\b", re.IGNORECASE) if words else None,
        )
        for name, kinds, words, _ in read_rows("muc4.csv")
    )


def tell_type(kinds: Iterable[Kind], quote: str) -> str | None:
    """The type of the first line of `muc4.csv` with one of a claim's kinds and, where it lists words, one of them."""
    held = frozenset(kinds)
    for rule in _rules():
        if held & rule.kinds and (rule.words is None or rule.words.search(quote)):
            return rule.type
    return None


def tell_unharmed(quote: str) -> str | None:
    """The effect of the first line of `muc4_unharmed.csv` of which a phrase stands in a claim: nobody was hurt."""
    for effect, words, _ in read_rows("muc4_unharmed.csv"):
        if re.search(rf"\b(?:{words})\b", quote, re.IGNORECASE):
            return effect
    return None


@cache
def load_countries_of_interest() -> frozenset[str]:
    """The codes of the nine countries whose acts are asked for."""
    return frozenset(code for code, _ in read_rows("muc4_countries.csv"))
