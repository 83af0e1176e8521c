"""Marsad in Python: `marsad.read(...)` gives a ledger of typed records, and its tables for pandas and polars."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from marsad.commands.desks import open_ledger
from marsad.errors import InputError
from marsad.model.ledger import Ledger
from marsad.pipeline import read_ledger
from marsad.publish.frames import make_pandas, make_polars
from marsad.publish.relations import Relation, Value, relate_ledger

if TYPE_CHECKING:
    import pandas
    import polars


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a ledger. Iterating gives its rows as tuples, in the order of `columns`."""

    relation: Relation

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


@dataclass(frozen=True, slots=True, kw_only=True)
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

    @staticmethod
    def of(ledger: Ledger) -> "Reading":
        """The tables of a ledger."""
        return Reading(ledger=ledger, **{one.name: Table(one) for one in relate_ledger(ledger)})


def read(*paths: str | Path, received: date | None = None) -> Reading:
    """Read reports from files, folders and globs; nothing is written.

    `received` is the latest day that an undated report can have. What could not be read is in `problems`. Raises
    InputError where no path is given.
    """
    if not paths:
        raise InputError("No reports are named", "Name files, folders or globs")
    return Reading.of(read_ledger([str(path) for path in paths], received=received))


def load(path: str | Path) -> Reading:
    """What `marsad read` wrote before: a folder, or its ledger.json. Raises InputError where there is none."""
    return Reading.of(open_ledger(Path(path)))
