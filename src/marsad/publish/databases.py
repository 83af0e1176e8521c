"""The ledger as an SQLite file, which Datasette and any SQL tool open, and as a GeoPackage for maps; by the standard
library alone.
"""

import os
import sqlite3
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from marsad.errors import InputError
from marsad.publish.pieces import Pieces
from marsad.publish.relations import Holds, Relation, Value, relate

_SQL = {
    Holds.TEXT: "TEXT",
    Holds.NUMBER: "INTEGER",
    Holds.DEGREES: "REAL",
    Holds.YES_NO: "BOOLEAN",
    Holds.MOMENT: "DATETIME",
}
_GEOPACKAGE = 0x47504B47
"""What a GeoPackage's header has for its application ("GPKG", OGC 12-128r18)."""
_WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],'
    'UNIT["degree",0.0174532925199433]]'
)
_MAPPED = ("incidents", "places")
_NOTICE = "Desk document, not for publication"


def write_sqlite(pieces: Pieces, path: Path) -> None:
    """All tables of a ledger with their keys, and a full-text index over claims and reports."""

    def fill(base: sqlite3.Connection) -> None:
        for parts in relate(pieces):
            _fill_table(base, parts)
        for table, column in (("claims", "quote"), ("reports", "text")):
            base.execute(f'CREATE VIRTUAL TABLE {table}_fts USING fts5("{column}", content="{table}")')
            base.execute(f"INSERT INTO {table}_fts({table}_fts) VALUES ('rebuild')")

    _write(path, fill)


def write_geopackage(pieces: Pieces, path: Path) -> None:
    """Incidents and places as points (WGS 84); what has no coordinates has no geometry and stays in the table."""

    def fill(base: sqlite3.Connection) -> None:
        base.execute(f"PRAGMA application_id = {_GEOPACKAGE}")
        base.execute("PRAGMA user_version = 10300")
        _fill_heads(base)
        for parts in relate(pieces, _MAPPED):
            _fill_layer(base, parts)

    _write(path, fill)


def _write(path: Path, fill: Callable[[sqlite3.Connection], None]) -> None:
    """A database beside its name, put in its place when it is whole. Raises InputError where it can't be written."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(part)) as base:
            fill(base)
            base.commit()
        part.replace(path)
    except (OSError, sqlite3.OperationalError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise InputError(f"{path} can't be written: {why}", "Name a file that can be, with --out") from error


def _fill_table(base: sqlite3.Connection, parts: Iterator[Relation]) -> None:
    relation = next(parts)
    columns = [f'"{name}" {_SQL[holds]}' for name, holds in relation.columns]
    columns = [f"{one} PRIMARY KEY" if one.startswith(f'"{relation.key}"') else one for one in columns]
    keys = [f'FOREIGN KEY ("{column}") REFERENCES "{table}" ("id")' for column, table in relation.refers]
    base.execute(f'CREATE TABLE "{relation.name}" ({", ".join((*columns, *keys))})')
    marks = ", ".join("?" * len(relation.columns))
    for part in chain((relation,), parts):
        base.executemany(f'INSERT INTO "{relation.name}" VALUES ({marks})', (_row(row) for row in part.rows))
    for column, _ in relation.refers:
        base.execute(f'CREATE INDEX "{relation.name}_{column}" ON "{relation.name}" ("{column}")')


def _row(row: Sequence[Value]) -> tuple[Value, ...]:
    return tuple(_stamp(cell) if isinstance(cell, datetime) else cell for cell in row)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _fill_heads(base: sqlite3.Connection) -> None:
    """The tables that every GeoPackage has (clauses 1.1.2, 1.1.3 and 2.1.5)."""
    base.executescript(
        """
        CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY,
            organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL,
            description TEXT);
        CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
            description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE,
            max_y DOUBLE, srs_id INTEGER REFERENCES gpkg_spatial_ref_sys (srs_id));
        CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL REFERENCES gpkg_contents (table_name),
            column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
            srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys (srs_id), z TINYINT NOT NULL, m TINYINT NOT NULL,
            PRIMARY KEY (table_name, column_name));
        """
    )
    base.executemany(
        "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, NULL)",
        (
            ("Undefined Cartesian", -1, "NONE", -1, "undefined"),
            ("Undefined geographic", 0, "NONE", 0, "undefined"),
            ("WGS 84", 4326, "EPSG", 4326, _WGS84),
        ),
    )


def _fill_layer(base: sqlite3.Connection, parts: Iterator[Relation]) -> None:
    """A table with a point for each row that has coordinates; its `fid` counts the rows."""
    relation = next(parts)
    names = [name for name, _ in relation.columns]
    columns = ", ".join(f'"{name}" {_SQL[holds]}' for name, holds in relation.columns)
    base.execute(f'CREATE TABLE "{relation.name}" (fid INTEGER PRIMARY KEY AUTOINCREMENT, geom POINT, {columns})')
    lat, lon = names.index("latitude"), names.index("longitude")
    marks = ", ".join("?" * (len(names) + 1))
    named = ", ".join(f'"{name}"' for name in names)
    for part in chain((relation,), parts):
        base.executemany(
            f'INSERT INTO "{relation.name}" (geom, {named}) VALUES ({marks})',
            ((_point(row[lon], row[lat]), *_row(row)) for row in part.rows),
        )
    bounds = base.execute(
        f'SELECT min(longitude), min(latitude), max(longitude), max(latitude) FROM "{relation.name}" '
        "WHERE geom IS NOT NULL"
    ).fetchone()
    base.execute(
        "INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?, 4326)",
        (relation.name, relation.name, _NOTICE, _ANY_TIME, *bounds),
    )
    base.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'POINT', 4326, 0, 0)", (relation.name,))


_ANY_TIME = "1970-01-01T00:00:00.000Z"
"""Where the format asks when a table last changed: the same ledger gives the same file, whatever the clock says."""


def _point(lon: Value, lat: Value) -> bytes | None:
    """A point as GeoPackage writes it: its header (clause 2.1.3) and well-known binary, little-endian."""
    if not isinstance(lon, float) or not isinstance(lat, float):
        return None
    return b"GP" + struct.pack("<BBiBIdd", 0, 1, 4326, 1, 1, lon, lat)
