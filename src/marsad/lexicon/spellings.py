"""Spellings: which convention a text is written by, British or American, and which one a house keeps."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from marsad.lexicon.agencies import find_agency
from marsad.lexicon.bodies import find_body
from marsad.lexicon.countries import countries_by_code
from marsad.lexicon.tables import read_rows

_LEAST = 2
_MARKS = ".,;:!?…()[]\"'“”‘’—–-"


class Spelling(StrEnum):
    """A convention of spelling English."""

    BRITISH = "British"
    AMERICAN = "American"


def read_spelling(text: str) -> Spelling | None:
    """The convention of a text: two of its words at least are spelled by it and none by the other; else None.

    Words with capitals do not count: a name keeps its own spelling wherever it is printed.
    """
    words = {word.strip(_MARKS) for word in text.split()} & _load_words().keys()
    conventions = {_load_words()[word] for word in words}
    return conventions.pop() if len(words) >= _LEAST and len(conventions) == 1 else None


def find_house_spelling(house: str) -> Spelling | None:
    """The convention that an outlet or agency keeps: its own, else its country's; None where that is not known."""
    body, agency = find_body(house), find_agency(house)
    name = body.name if body else agency.name if agency else house
    kept = _load_houses("house")
    if name in kept:
        return kept[name]
    country = countries_by_code().get(agency.country) if agency else None
    return _load_houses("country").get((body and body.country) or (country.name if country else ""))


@cache
def _load_words() -> Mapping[str, Spelling]:
    """Words that only one convention spells so."""
    return {
        word: convention
        for british, american, _ in read_rows("spellings.csv")
        for cell, convention in ((british, Spelling.BRITISH), (american, Spelling.AMERICAN))
        for word in cell.split("|")
        if word
    }


@cache
def _load_houses(kind: str) -> Mapping[str, Spelling | None]:
    """The houses or countries of `house_spellings.csv`; those that print both ways have none."""
    known = {convention.value.lower(): convention for convention in Spelling}
    return {name: known.get(kept) for name, row_kind, kept, _ in read_rows("house_spellings.csv") if row_kind == kind}
