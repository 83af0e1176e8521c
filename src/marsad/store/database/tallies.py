"""Tallies: how many rows each section of the views has, so that nobody counts a million of them."""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import Connection, insert, select, update

from marsad.store.database.tables import tallies


def add_up(connection: Connection, came: Iterable[str], went: Iterable[str]) -> None:
    """Note the sections of rows that came and of rows that went."""
    changed = Counter(came)
    changed.subtract(Counter(went))
    for section, more in sorted(changed.items()):
        mine = tallies.c.type == section
        if more and not connection.execute(update(tallies).where(mine).values(held=tallies.c.held + more)).rowcount:
            connection.execute(insert(tallies).values(type=section, held=more))


def read_tally(connection: Connection, section: str) -> int:
    """How many rows a section has."""
    return connection.execute(select(tallies.c.held).where(tallies.c.type == section)).scalar_one_or_none() or 0
