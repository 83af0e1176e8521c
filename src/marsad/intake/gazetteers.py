"""People's own gazetteers: CSV, GeoJSON, GeoNames dumps and administrative files of HDX, as places on the map."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path

import re2

from marsad.errors import InputError
from marsad.intake.decoding import decode
from marsad.intake.shapes import Point, find_middle
from marsad.lexicon.countries import countries_by_code, countries_by_word
from marsad.lexicon.gazetteer import GazetteerEntry
from marsad.lexicon.place_words import family_of, load_place_words
from marsad.lexicon.tables import read_rows
from marsad.model.claims import PlaceBasis
from marsad.model.ids import make_id
from marsad.model.reports import Problem

_DIVISION = re2.compile(r"adm(?:in)?([0-5])_?(?:alt\d_?)?(?:ref)?_?(?:name)?\d?_?([a-z]{2,3})?\d?")
_LEVELS = ("country", "province", "district", "county", "village", "village")
_DUMP = ("geonameid", "name", "asciiname", "alternatenames", "lat", "lon", "class", "code", "country")
_DUMP_COLUMNS, _DUMP_POPULATION = 19, 14
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Brought:
    """The places of a file, and the rows of it that are none."""

    places: tuple[GazetteerEntry, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as cells under folded column names, where it stands, and its point, if it has one."""

    at: str
    cells: Mapping[str, str]
    point: Point | None


def read_gazetteer(path: Path) -> Brought:
    """Read a file of places; a row without a name or a point on the globe becomes a problem, the others go on.

    Raises InputError where the file can't be opened or is none of the four kinds.
    """
    text = read_text(path)
    places: dict[str, GazetteerEntry] = {}
    problems: list[Problem] = []
    for row in _read_rows(text, path):
        made = _place(row)
        if isinstance(made, str):
            what, _, remedy = made.partition("|")
            problems.append(Problem(path=path.name, at=row.at, what=what, remedy=remedy))
        else:
            places.setdefault(made.key, made)
    return Brought(tuple(places.values()), tuple(problems))


def read_text(path: Path) -> str:
    """The text of a file that people brought. Raises InputError where it can't be opened or is no text."""
    try:
        return decode(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path}: it can't be opened: {error.strerror}", "Check its name and permissions") from error
    except InputError as error:
        raise InputError(f"{path}: {error.what}", error.remedy) from error


def open_table(text: str) -> "csv.DictReader[str]":
    """The rows of a table whose cells are parted by commas, semicolons or tabs, whichever its first line has most."""
    first = text.split("\n", 1)[0]
    return csv.DictReader(StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))


def _read_rows(text: str, path: Path) -> Iterator[_Row]:
    if text.lstrip()[:1] == "{":
        return _read_features(text, path)
    first = text.split("\n", 1)[0]
    if first.count("\t") == _DUMP_COLUMNS - 1 and first.split("\t")[0].isdecimal():
        return _read_dump(text)
    return _read_table(text, path)


def _read_features(text: str, path: Path) -> Iterator[_Row]:
    try:
        held = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: it is no whole JSON", "Export it again as GeoJSON") from error
    features = held.get("features") if isinstance(held, dict) else None
    if not isinstance(features, list):
        raise InputError(f"{path}: it has no `features`", "Give a GeoJSON FeatureCollection")
    for number, feature in enumerate(features, start=1):
        inside = feature if isinstance(feature, dict) else {}
        named = inside.get("properties")
        cells = named if isinstance(named, dict) else {}
        yield _Row(f"feature {number}", _fold(cells), find_middle(inside.get("geometry")))


def _read_dump(text: str) -> Iterator[_Row]:
    """GeoNames' own form: 19 columns, no header."""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        cells = line.split("\t")
        named = dict(zip(_DUMP, cells, strict=False))
        named["aliases"] = "|".join(named.pop("alternatenames", "").split(","))
        code = named.get("code", "")
        named["kind"] = next((kind for known, kind, _ in read_rows("feature_codes.csv") if code.startswith(known)), "")
        if len(cells) > _DUMP_POPULATION:
            named["population"] = cells[_DUMP_POPULATION]
        yield _Row(f"line {number}", named, None)


def _read_table(text: str, path: Path) -> Iterator[_Row]:
    reader = open_table(text)
    columns = {_fold_name(name) for name in reader.fieldnames or ()}
    if not any(column in columns for column in _columns()["name"]) and not any(map(_DIVISION.fullmatch, columns)):
        what = f"{path}: no column of it holds names of places"
        raise InputError(what, "Call the columns name, lat, lon, and if you can kind, country, aliases")
    try:
        for row in reader:
            cells = {name: cell for name, cell in row.items() if isinstance(name, str)}
            yield _Row(f"line {reader.line_num}", _fold(cells), None)
    except csv.Error as error:
        raise InputError(f"{path}, line {reader.line_num}: {error}", "Save it as CSV again") from error


def _fold(cells: Mapping[str, object]) -> dict[str, str]:
    return {_fold_name(name): str(cell).strip() for name, cell in cells.items() if cell not in (None, "")}


def _fold_name(name: object) -> str:
    return str(name).strip().lower()


@cache
def _columns() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for field, column, _ in read_rows("gazetteer_columns.csv"):
        found[field] = (*found.get(field, ()), column)
    return found


def _pick(row: _Row, field: str) -> str:
    return next((row.cells[column] for column in _columns()[field] if row.cells.get(column)), "")


def _place(row: _Row) -> GazetteerEntry | str:
    """The place of a row, or what is wrong with it and the remedy, parted by a bar."""
    level, names = _division(row)
    names = [name for name in dict.fromkeys((_pick(row, "name"), *names, *_other_names(row))) if name]
    if not names:
        return "it names no place|Give it a name, or take the row out"
    if len(names[0]) > _LONGEST:
        return f"its name has over {_LONGEST} characters|Give the bare name of the place"
    point = row.point or _point(row)
    if point is None:
        return f"“{names[0]}” has no point on the globe|Give lat from -90 to 90 and lon from -180 to 180, in degrees"
    kind = _LEVELS[level] if level is not None else _kind(_pick(row, "kind"))
    identity = make_id("place", names[0], kind, f"{point.lat:.5f}", f"{point.lon:.5f}")
    return GazetteerEntry(
        key=f"user:{identity}",
        name=names[0],
        kind=kind,
        lat=round(point.lat, 5),
        lon=round(point.lon, 5),
        country=_country(_pick(row, "country")),
        region=None,
        population=_population(_pick(row, "population")),
        zone=None,
        aliases=tuple(names[1:]),
        basis=PlaceBasis.USER,
    )


def _division(row: _Row) -> tuple[int | None, list[str]]:
    """The deepest division that a row of HDX names, with its names, English first."""
    found: dict[int, list[tuple[bool, str, str]]] = {}
    for column, cell in row.cells.items():
        match = _DIVISION.fullmatch(column)
        if match:
            found.setdefault(int(match.group(1)), []).append((match.group(2) not in ("en", None), column, cell))
    if not found:
        return None, []
    level = max(found)
    return level, [cell for _, _, cell in sorted(found[level])]


def _other_names(row: _Row) -> list[str]:
    return [name.strip() for name in _pick(row, "aliases").replace(";", "|").split("|")]


def _point(row: _Row) -> Point | None:
    try:
        lat, lon = (float(_pick(row, field).replace(",", ".")) for field in ("lat", "lon"))
    except ValueError:
        return None
    return Point.of(lat, lon)


def _kind(said: str) -> str:
    """The kind in our words: "Refugee Camp" is a camp; what no word of ours says stays open."""
    low = said.lower().replace("_", " ").strip()
    known = load_place_words().kinds
    for word in (low, low.rsplit(" ", 1)[-1]):
        if word in known:
            return known[word].kind
    return low if family_of(low) else "place"


def _country(said: str) -> str | None:
    """The ISO 3166 code of a country given by its code, a place code that begins with it, or its name."""
    if said[:2].upper() in countries_by_code() and (len(said) == 2 or said[2:].isdecimal()):
        return said[:2].upper()
    found = countries_by_word().get(said.lower().removeprefix("the "))
    return found.iso if found else None


def _population(said: str) -> int:
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 12 else 0
