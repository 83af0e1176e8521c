"""Marsad in Python: a ledger of typed records and its tables for pandas and polars, of reports, a folder or a desk."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from os import fspath
from pathlib import Path
from typing import TYPE_CHECKING

from marsad.commands.desks import open_ledger
from marsad.errors import InputError
from marsad.living import LivingDesk, open_desk
from marsad.model.ledger import Ledger
from marsad.pipeline import read_ledger
from marsad.publish.frames import make_pandas, make_polars
from marsad.publish.relations import Relation, Value, relate_ledger

if TYPE_CHECKING:
    import pandas
    import polars


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """One table of a ledger. Iterating gives its rows as tuples, in the order of `columns`."""

    relation: Relation

    def __repr__(self) -> str:
        """Its name, size and columns: whoever asks a notebook for it is not given all rows as text."""
        return f"<table {self.relation.name}: {len(self)} rows of {', '.join(self.columns)}>"

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(name for name, _ in self.relation.columns)

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        """Its rows."""
        return iter(self.relation.rows)

    def __len__(self) -> int:
        """How many rows it has."""
        return len(self.relation.rows)

    def to_pandas(self) -> "pandas.DataFrame":
        """The table as a pandas frame. Raises InputError, which names the command, where pandas is not installed."""
        return make_pandas(self.relation)

    def to_polars(self) -> "polars.DataFrame":
        """The table as a polars frame. Raises InputError, which names the command, where polars is not installed."""
        return make_polars(self.relation)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Reading:
    """What some reports say: `ledger` has the records, each other field one table of them ([publish](publish.md))."""

    ledger: Ledger
    reports: Table
    sources: Table
    places: Table
    stories: Table
    incidents: Table
    figures: Table
    voices: Table
    claims: Table
    counts: Table
    copies: Table
    series: Table
    contradictions: Table
    changes: Table
    problems: Table

    def __repr__(self) -> str:
        """How many rows each table has."""
        tables = (value for part in fields(self) if isinstance(value := getattr(self, part.name), Table))
        return f"<reading: {', '.join(f'{len(table)} {table.relation.name}' for table in tables)}>"

    @staticmethod
    def of(ledger: Ledger) -> "Reading":
        """The tables of a ledger."""
        return Reading(ledger=ledger, **{one.name: Table(one) for one in relate_ledger(ledger)})


def read(*paths: str | Path, received: date | None = None) -> Reading:
    """Read reports from files, folders and globs; nothing is written.

    `received` is the latest day that an undated report can have. What could not be read is in `problems`. Raises
    InputError where no path is given, and TypeError for what is none, such as a list of paths.
    """
    if not paths:
        raise InputError("No reports are named", "Name files, folders or globs")
    return Reading.of(read_ledger([fspath(path) for path in paths], received=received))


def load(path: str | Path) -> Reading:
    """What `marsad read` wrote before: a folder, or its ledger.json. Raises InputError where there is none."""
    return Reading.of(open_ledger(Path(path)))


class OpenDesk:
    """A desk on a database, read in Python. Every table is of the ledger as its facts are now, new reports folded in.

    Close it, or use it in a `with`. `living` is the desk itself: add, search, judge.
    """

    def __init__(self, living: LivingDesk) -> None:
        """Read from an open desk; open_tables makes it."""
        self.living = living
        self._last: tuple[int, Reading] | None = None
        self._closed = False

    def __repr__(self) -> str:
        """Where it stands."""
        return f"<desk {self.living.folder}>"

    def __enter__(self) -> "OpenDesk":
        """The desk itself."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Close the desk."""
        self.close()

    def close(self) -> None:
        """Let go of the database. What was read stays; nothing more can be asked."""
        self._closed = True
        self.living.close()

    def reading(self) -> Reading:
        """The ledger and all its tables, of one moment. Raises InputError once the desk is closed."""
        if self._closed:
            raise InputError(f"{self.living.folder}: the desk is closed", "Open it again with marsad.open")
        seq = self.living.facts.head().seq
        if self._last is None or self._last[0] != seq:
            self._last = (seq, Reading.of(self.living.fold()))
        return self._last[1]

    def ledger(self) -> Ledger:
        """The records themselves, typed."""
        return self.reading().ledger

    def reports(self) -> Table:
        """One row a report."""
        return self.reading().reports

    def sources(self) -> Table:
        """One row a source."""
        return self.reading().sources

    def places(self) -> Table:
        """One row a place."""
        return self.reading().places

    def stories(self) -> Table:
        """One row a story."""
        return self.reading().stories

    def incidents(self) -> Table:
        """One row an incident."""
        return self.reading().incidents

    def figures(self) -> Table:
        """One row a count of an incident."""
        return self.reading().figures

    def voices(self) -> Table:
        """One row a voice behind an incident."""
        return self.reading().voices

    def claims(self) -> Table:
        """One row a claim."""
        return self.reading().claims

    def counts(self) -> Table:
        """One row a count of a claim."""
        return self.reading().counts

    def copies(self) -> Table:
        """One row a report that repeats or cites."""
        return self.reading().copies

    def series(self) -> Table:
        """One row a value of a running total."""
        return self.reading().series

    def contradictions(self) -> Table:
        """One row a position in a dispute."""
        return self.reading().contradictions

    def changes(self) -> Table:
        """One row a source against its earlier self."""
        return self.reading().changes

    def problems(self) -> Table:
        """One row a thing that could not be read."""
        return self.reading().problems


def open_tables(folder: str | Path) -> OpenDesk:
    """Open the desk of a folder. Raises InputError where there is none, or its form is another."""
    if not Path(folder).is_dir():
        raise InputError(f"{folder}: there is no such folder", f"Make a desk with marsad init {folder}")
    return OpenDesk(open_desk(Path(folder)))
