"""Tables as data frames and as Parquet files, by libraries that are asked for only here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from marsad.errors import InputError
from marsad.publish.relations import Holds, Relation, Value

if TYPE_CHECKING:
    from types import ModuleType

    import pandas
    import polars
    import pyarrow

_TOGETHER = 5000
"""Rows of a table that are put down together."""
_PANDAS = {
    Holds.TEXT: "string",
    Holds.NUMBER: "Int64",
    Holds.DEGREES: "Float64",
    Holds.YES_NO: "boolean",
    Holds.MOMENT: "datetime64[us, UTC]",
}


def _columns_of(relation: Relation) -> Mapping[str, Sequence[Value]]:
    return {name: [row[at] for row in relation.rows] for at, (name, _) in enumerate(relation.columns)}


def make_pandas(relation: Relation) -> "pandas.DataFrame":
    """A table as a pandas frame; unknowns are `<NA>`, never 0. Raises InputError where pandas is not installed."""
    pd = need("pandas")
    columns = _columns_of(relation)
    frame: pandas.DataFrame = pd.DataFrame(
        {name: pd.Series(columns[name], dtype=_PANDAS[holds]) for name, holds in relation.columns}
    )
    return frame


def make_polars(relation: Relation) -> "polars.DataFrame":
    """A table as a polars frame; unknowns are null. Raises InputError where polars is not installed."""
    pl = need("polars")
    kinds = {
        Holds.TEXT: pl.String,
        Holds.NUMBER: pl.Int64,
        Holds.DEGREES: pl.Float64,
        Holds.YES_NO: pl.Boolean,
        Holds.MOMENT: pl.Datetime("us", "UTC"),
    }
    schema = {name: kinds[holds] for name, holds in relation.columns}
    frame: polars.DataFrame = pl.DataFrame(_columns_of(relation), schema=schema)
    return frame


def write_parquet(tables: Iterable[Iterator[Relation]], folder: Path) -> tuple[Path, ...]:
    """A Parquet file a table, of each of which some parts are held at a time. Raises InputError where pyarrow is not
    installed or the folder can't be written.
    """
    written: list[Path] = []
    for parts in tables:
        first = next(parts)
        rows = _gather_rows(chain((first,), parts))
        written.append(write_parquet_parts(first.name, first.columns, rows, folder)[1])
    return tuple(written)


def _gather_rows(parts: Iterator[Relation]) -> Iterator[list[tuple[Value, ...]]]:
    """Rows as they are put down together: so many that a reader has few groups to open."""
    held: list[tuple[Value, ...]] = []
    for part in parts:
        held += part.rows
        if len(held) >= _TOGETHER:
            yield held
            held = []
    yield held


def write_parquet_parts(
    name: str, columns: Sequence[tuple[str, Holds]], parts: Iterable[Iterable[tuple[Value, ...]]], folder: Path
) -> tuple[int, Path]:
    """A table of which one part is held at a time; how many rows it has, and where it is. Raises as write_parquet."""
    pa, pq = need("pyarrow"), need("pyarrow.parquet")
    kinds = _arrow_kinds(pa)
    schema = pa.schema([(column, kinds[holds]) for column, holds in columns])
    path, count = folder / f"{name}.parquet", 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with pq.ParquetWriter(path, schema) as writer:
            for part in parts:
                rows = list(part)
                count += len(rows)
                arrays = [pa.array([row[at] for row in rows], kinds[holds]) for at, (_, holds) in enumerate(columns)]
                writer.write_table(pa.table(arrays, schema=schema))
    except OSError as error:
        raise InputError(f"{folder} can't be written: {error}", "Name a folder that can be, with --out") from error
    return count, path


def _arrow_kinds(pa: "ModuleType") -> "dict[Holds, pyarrow.DataType]":
    return {
        Holds.TEXT: pa.string(),
        Holds.NUMBER: pa.int64(),
        Holds.DEGREES: pa.float64(),
        Holds.YES_NO: pa.bool_(),
        Holds.MOMENT: pa.timestamp("us", "UTC"),
    }


def need(module: str) -> "ModuleType":
    """A library that is not installed by default. Raises InputError that names the command which installs it."""
    try:
        return import_module(module)
    except ImportError as error:
        library = module.partition(".")[0]
        raise InputError(f"{library} is not installed", f"Install it with: pip install {library}") from error
