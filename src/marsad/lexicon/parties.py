"""Nouns for who takes part, peoples' and countries' adjectives, and words that give a sense its context."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from marsad.lexicon.happenings import inflect_noun


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonym:
    """What an adjective such as "Ghanaian" stands for: a country, or a people."""

    name: str
    country: bool


def _rows(name: str) -> list[dict[str, str]]:
    text = files("marsad.lexicon").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def load_parties() -> dict[str, str]:
    """Party nouns, singular and plural, with their family: armed, forces, civilian, captive, authority."""
    table: dict[str, str] = {}
    for row in _rows("parties.csv"):
        for form in (*inflect_noun(row["noun"].lower()), row["plural"].lower()):
            if form:
                table.setdefault(form, row["family"])
    return table


@cache
def load_demonyms() -> dict[str, Demonym]:
    """Adjectives and inhabitants' names of countries and peoples, as written, singular and plural."""
    table: dict[str, Demonym] = {}
    for row in _rows("demonyms.csv"):
        found = Demonym(name=row["name"], country=row["family"] == "country")
        table.setdefault(row["demonym"], found)
        if not row["demonym"].endswith(("s", "h", "ese", ".")):
            table.setdefault(f"{row['demonym']}s", found)
    return table


@cache
def load_context(family: str) -> frozenset[str]:
    """The words of one context family, singular and plural."""
    return frozenset(
        form for row in _rows("contexts.csv") if row["family"] == family for form in inflect_noun(row["word"].lower())
    )
