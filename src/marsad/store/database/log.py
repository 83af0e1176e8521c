"""The journal backwards: what was noted last, a page at a time."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from marsad.store.database.journal import FactKind, Noted, read_row
from marsad.store.database.tables import journal, payloads


def read_back(
    connection: Connection, kinds: Sequence[FactKind], *, before: int | None = None, limit: int = 50
) -> tuple[Noted, ...]:
    """The facts of some kinds that were noted last, or last before one; the last first."""
    chosen = (
        select(journal, payloads.c.body)
        .join(payloads, payloads.c.digest == journal.c.payload, isouter=True)
        .where(journal.c.kind.in_([kind.value for kind in kinds]))
        .order_by(journal.c.seq.desc())
        .limit(limit)
    )
    if before is not None:
        chosen = chosen.where(journal.c.seq < before)
    return tuple(map(read_row, connection.execute(chosen).mappings()))
