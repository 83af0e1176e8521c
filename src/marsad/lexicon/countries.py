"""Countries: names, adjectives, capitals and time zones, from `countries.csv`."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory by its ISO 3166 code, with the zone of its capital and a middle point."""

    iso: str
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    capital: str
    zone: str
    lat: float
    lon: float

    @property
    def names(self) -> tuple[str, ...]:
        """All its names, the usual one first."""
        return (self.name, *self.aliases)


@cache
def load_countries() -> tuple[Country, ...]:
    """All countries, in order of their codes."""
    text = files("marsad.lexicon").joinpath("countries.csv").read_text("utf-8")
    return tuple(
        Country(
            iso=row["iso"],
            name=row["name"],
            aliases=tuple(filter(None, row["aliases"].split("|"))),
            adjectives=tuple(filter(None, row["adjectives"].split("|"))),
            capital=row["capital"],
            zone=row["zone"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
        )
        for row in csv.DictReader(text.splitlines())
    )


@cache
def countries_by_word() -> dict[str, Country]:
    """Countries by lower-case name, alias, adjective and capital; an adjective that two share belongs to neither."""
    found: dict[str, Country] = {}
    shared: set[str] = set()
    for country in load_countries():
        for word in {*country.names, *country.adjectives, country.capital}:
            key = word.lower().removeprefix("the ")
            if key in found and found[key] is not country:
                shared.add(key)
            elif key:
                found[key] = country
    return {key: country for key, country in found.items() if key not in shared}


@cache
def countries_by_code() -> dict[str, Country]:
    """Countries by their ISO 3166 code."""
    return {country.iso: country for country in load_countries()}
