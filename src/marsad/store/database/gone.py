"""Pages that are gone: what the server said of them, noted as facts of their own.

A row of the kind `gone` says of a file, by its id, that its page was not there (404, 410) at a moment, or was there
again. It is no retraction: the last text of the page stands.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection

from marsad.store.database.journal import Fact, FactKind, append, read_facts, take_turn
from marsad.store.database.opening import Database
from marsad.store.database.versions import read_about, read_current

NOT_THERE = (404, 410)
"""What a server says of a page that is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """What a `gone` row says: the server's status, or None where the page was there again."""

    status: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A page that is not there: its address, the report that stands for it, since when that is known, the status."""

    address: str
    report: str
    since: datetime
    status: int


_ABSENCE = TypeAdapter(Absence)


def note_gone(database: Database, file: str, status: int, at: datetime) -> bool:
    """Note that the page of a file was not there; whether that is new. A page that was never had is no loss."""
    with database.change() as connection:
        take_turn(connection)
        if file not in read_current(connection, [file]) or _read_last(connection, [file]).get(file):
            return False
        _note(connection, file, status, at)
    return True


def note_there(database: Database, files: Iterable[str], at: datetime) -> None:
    """Note of those of some files whose pages were gone that they were there again."""
    wanted = sorted(set(files))
    with database.read() as connection:
        back = [file for file, status in _read_last(connection, wanted).items() if status]
    if back:
        with database.change() as connection:
            for file in back:
                _note(connection, file, None, at)


def list_absent(database: Database) -> tuple[Gone, ...]:
    """The pages that are gone, by address."""
    last: dict[str, tuple[datetime, int | None]] = {}
    with database.read() as connection:
        for fact in read_facts(connection, FactKind.GONE):
            status = _ABSENCE.validate_json(fact.body).status if fact.body is not None else None
            last[fact.subject] = fact.at, status
        standing = read_current(connection, (file for file, (_, status) in last.items() if status))
    found = [(taken, *last[file]) for file, taken in standing.items()]
    return tuple(
        Gone(address=taken.report.url or taken.path, report=taken.report.id, since=since, status=status)
        for taken, since, status in sorted(found, key=lambda one: (one[0].report.url or one[0].path, one[1]))
        if status is not None
    )


def _note(connection: Connection, file: str, status: int | None, at: datetime) -> None:
    body = _ABSENCE.dump_json(Absence(status=status))
    append(connection, [Fact(kind=FactKind.GONE, subject=file, body=body, at=at, by=None)])


def _read_last(connection: Connection, files: list[str]) -> dict[str, int | None]:
    """What was noted last of some files."""
    return {file: _ABSENCE.validate_json(body).status for file, body in read_about(connection, FactKind.GONE, files)}
