"""Layers: GeoJSON and PMTiles that people put beside what the desk knows, each under the SHA-256 of its bytes.

layers/HASH.geojson, layers/HASH.pmtiles   the file as it came
layers/HASH.json                           its name, who put it there and when
"""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from shutil import copyfileobj
from typing import IO

import re2
from pydantic import TypeAdapter

from marsad.errors import InputError
from marsad.living import LAYERS

GEOJSON, PMTILES = "geojson", "pmtiles"
MOST: Mapping[str, int] = {GEOJSON: 20_000_000, PMTILES: 2_000_000_000}
"""So many bytes a layer has at most: a browser reads GeoJSON whole, PMTiles in parts."""
LONGEST_NAME = 120
_MAGIC = b"PMTiles\x03"
_SHAPES = frozenset(
    ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection")
)
_FILE = re2.compile(r"[0-9a-f]{64}\.(?:geojson|pmtiles)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A layer: its file's name here, what people call it, its form, its bytes, and who put it there when."""

    file: str
    name: str
    form: str
    size: int
    by: str
    at: datetime


_LAYER = TypeAdapter(Layer)


class Layers:
    """The layers of a desk."""

    def __init__(self, folder: Path) -> None:
        """Of the desk in a folder; nothing is made until a layer is kept."""
        self._folder = folder / LAYERS

    def list(self) -> tuple[Layer, ...]:
        """All of them, by name."""
        found = (_LAYER.validate_json(path.read_bytes()) for path in self._folder.glob("*.json"))
        return tuple(sorted(found, key=lambda layer: (layer.name.casefold(), layer.file)))

    def keep(self, name: str, data: IO[bytes], by: str, at: datetime) -> Layer:
        """Keep a layer. Raises InputError where it is none that can be shown."""
        form = _find_form(name, data)
        self._folder.mkdir(exist_ok=True)
        part = self._folder / f"{secrets.token_hex(8)}.part"
        data.seek(0)
        try:
            with part.open("w+b") as kept:
                copyfileobj(data, kept)
                size = kept.tell()
                kept.seek(0)
                key = file_digest(kept, "sha256").hexdigest()
            layer = Layer(
                file=f"{key}.{form}",
                name=Path(name.replace("\\", "/")).stem[:LONGEST_NAME] or "Layer",
                form=form,
                size=size,
                by=by,
                at=at,
            )
            part.replace(self._folder / layer.file)
            part.write_bytes(_LAYER.dump_json(layer))
            part.replace(self._folder / f"{key}.json")
        except OSError as error:
            part.unlink(missing_ok=True)
            raise InputError(f"{name} can't be kept: {error.strerror}", "Free space, or check permissions") from error
        return layer

    def locate(self, file: str) -> Path | None:
        """Where a layer's file stands; None where there is none of that name."""
        path = self._folder / file
        return path if _FILE.fullmatch(file) and path.is_file() else None

    def drop(self, file: str) -> None:
        """Remove a layer; nothing happens if it is not there."""
        if path := self.locate(file):
            path.with_suffix(".json").unlink(missing_ok=True)
            path.unlink()


def _find_form(name: str, data: IO[bytes]) -> str:
    """The form of a file, by what stands in it. Raises InputError where it is neither."""
    data.seek(0)
    is_tiles = data.read(len(_MAGIC)) == _MAGIC
    form = PMTILES if is_tiles else GEOJSON
    if data.seek(0, os.SEEK_END) > MOST[form]:
        raise InputError(f"{name} is larger than {MOST[form] // 1_000_000} MB", "Make PMTiles of it, or thin it")
    if not is_tiles:
        data.seek(0)
        try:
            told = json.loads(data.read().decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            what = f"{name} is neither GeoJSON nor PMTiles (version 3)"
            raise InputError(what, "Save it as GeoJSON in UTF-8 (RFC 7946), longitude before latitude") from error
        if not _is_geojson(told):
            what = f"{name} is JSON, but no GeoJSON: it has no features or geometry"
            raise InputError(what, "Save it as GeoJSON (RFC 7946)")
    return form


def _is_geojson(told: object) -> bool:
    match told:
        case {"type": "FeatureCollection", "features": [*_]} | {"type": "Feature", "geometry": _}:
            return True
        case {"type": str(kind)}:
            return kind in _SHAPES
        case _:
            return False
