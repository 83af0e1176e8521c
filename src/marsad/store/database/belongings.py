"""Belongings: what a desk has beside its facts, and what follows from none, as lines of JSON for a backup.

Who comes in (accounts, tokens), what is followed and when it is asked again, webhooks, the audit. Passwords and tokens
are there as hashes, a webhook's secret as it is. Sessions and past deliveries are left out: people sign in again.
"""

import json
from collections.abc import Iterator, Mapping

from pydantic import TypeAdapter
from sqlalchemy import Connection, insert, inspect, select

from marsad.store.database.tables import accounts, audit, follows, hooks, jobs, tokens, visits

_AT_ONCE = 500
_TABLES = {table.name: table for table in (accounts, tokens, follows, visits, jobs, hooks, audit)}
"""What is named by another stands before it."""
_NUMBERED = ("number",)
"""What the database counts itself."""
_LINE: TypeAdapter[tuple[str, dict[str, str | int | None]]] = TypeAdapter(tuple[str, dict[str, str | int | None]])
_RESTS: Mapping[str, Mapping[str, str | int | None]] = {
    "jobs": {"worker": None, "until": None},
    "hooks": {"turn": 0, "failures": 0, "due": None},
}
"""What is otherwise in a restored desk: nobody holds a job, and no webhook is told anything until an admin says so;
then from the first row on, for they are counted anew."""


def say_belongings(connection: Connection) -> Iterator[bytes]:
    """A line for each row: the table's name and the row. A table that an older form has not holds none."""
    there = inspect(connection)
    for name, table in _TABLES.items():
        if not there.has_table(name):
            continue
        columns = [column for column in table.columns if column.name not in _NUMBERED]
        ordered = select(*columns).order_by(*table.primary_key.columns).execution_options(yield_per=_AT_ONCE)
        for row in connection.execute(ordered).mappings():
            yield json.dumps([name, dict(row)]).encode() + b"\n"


def load_belongings(connection: Connection, lines: Iterator[bytes]) -> None:
    """Put rows into an empty desk. Raises ValueError where a line is no row of a table that belongs here."""
    for line in lines:
        name, row = _LINE.validate_json(line)
        table = _TABLES.get(name)
        if table is None or not row.keys() <= set(table.columns.keys()):
            raise ValueError(name)
        connection.execute(insert(table).values({**row, **_RESTS.get(name, {})}))
