"""Ids that a person gives in part."""

from collections.abc import Sequence

from sqlalchemy import Connection, or_, select

from marsad.store.database.tables import records

_AFTER_ALL = "\U0010ffff"


def find_begun(connection: Connection, beginnings: Sequence[str], sections: Sequence[str], limit: int) -> list[str]:
    """The ids of rows of some sections that begin in one of some ways, so many at the most, in order."""
    begun = or_(*(records.c.id.between(one, one + _AFTER_ALL) for one in beginnings))
    chosen = select(records.c.id).where(records.c.type.in_(tuple(sections)), begun)
    return list(connection.execute(chosen.order_by(records.c.id).limit(limit)).scalars())
