"""Time zones by the words that name them: "GMT", "Kyiv", "Kenyan"."""

import csv
from functools import cache
from importlib.resources import files

from marsad.lexicon.countries import countries_by_word


@cache
def _zones() -> dict[str, str]:
    text = files("marsad.lexicon").joinpath("zones.csv").read_text("utf-8")
    return {row["name"]: row["zone"] for row in csv.DictReader(text.splitlines())}


def zone_named(words: str) -> str | None:
    """The IANA zone that an abbreviation, a city, a country or its adjective names; a capital's for a country."""
    key = words.lower().replace(".", "")
    country = countries_by_word().get(words.lower()) or countries_by_word().get(key)
    return _zones().get(key) or (country.zone if country else None)


def is_abbreviation(word: str) -> bool:
    """Whether a word names a zone by itself, without "time" after it: "GMT", not "Kyiv"."""
    return word.isupper() and word.lower() in _zones()
