"""Turns: when rows came, were made anew or went, and which did last."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select

from marsad.model.codec import load_record
from marsad.store.database.reading import SECTIONS, Reader, Record
from marsad.store.database.tables import records, turns


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """When a row came first and was last made anew (ISO, UTC), and its place in the order of all turns."""

    number: int
    since: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """A row's last turn: its place in the order of all turns, when (ISO, UTC), and whether the row is gone since."""

    section: str
    id: str
    number: int
    at: str
    gone: bool


def find_turns(reader: Reader, kind: type, keys: Iterable[str]) -> dict[str, Turn]:
    """When each of some rows came and was last made anew; at most 500 rows."""
    chosen = select(turns.c.id, turns.c.number, turns.c.since, turns.c.at).where(
        turns.c.type == SECTIONS[kind], turns.c.id.in_(tuple(keys))
    )
    found = reader.connection.execute(chosen)
    return {row.id: Turn(number=row.number, since=row.since, at=row.at) for row in found}


def list_turned(reader: Reader, sections: Sequence[str], after: int, limit: int) -> tuple[Turned, ...]:
    """The rows of some sections that came, were made anew or went after a turn, in the order of it; each stands at
    its last turn only.
    """
    chosen = (
        select(turns.c.type, turns.c.id, turns.c.number, turns.c.at, turns.c.gone)
        .where(turns.c.number > after, turns.c.type.in_(sections))
        .order_by(turns.c.number)
        .limit(limit)
    )
    return tuple(
        Turned(section=row.type, id=row.id, number=row.number, at=row.at, gone=bool(row.gone))
        for row in reader.connection.execute(chosen)
    )


def list_changed(reader: Reader, kind: type[Record], limit: int) -> tuple[tuple[Record, Turn], ...]:
    """The rows that came or were made anew last, each with when; the last first."""
    last = select(turns).where(turns.c.type == SECTIONS[kind], turns.c.gone == 0)
    some = last.order_by(turns.c.number.desc()).limit(limit).subquery()
    chosen = (
        select(records.c.body, some.c.since, some.c.at, some.c.number)
        .join(some, and_(some.c.id == records.c.id, some.c.type == records.c.type))
        .order_by(some.c.number.desc())
    )
    return tuple(
        (load_record(kind, row.body), Turn(number=row.number, since=row.since, at=row.at))
        for row in reader.connection.execute(chosen)
    )
