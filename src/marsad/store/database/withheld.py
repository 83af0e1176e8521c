"""The names of private persons that claims withhold, read without the claims."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from marsad.store.database.facets import WITHHELD
from marsad.store.database.opening import Database
from marsad.store.database.tables import facets, records, turns

_CLAIMS = "claims"
_NAMES = select(facets.c.value).distinct().where(facets.c.name == WITHHELD)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesUntil:
    """Names as they are written, and the last turn of a claim that they were read at."""

    names: frozenset[str]
    turn: int


def read_names(connection: Connection) -> frozenset[str]:
    """The names that claims withhold, as they are written."""
    return frozenset(connection.execute(_NAMES).scalars())


def read_withheld(database: Database, after: int) -> NamesUntil:
    """The names that claims withhold which came or were made anew after a turn; -1 for those of all claims."""
    last = select(func.coalesce(func.max(turns.c.number), 0)).where(turns.c.type == _CLAIMS)
    chosen = _NAMES
    if after >= 0:
        came = (
            select(records.c.number)
            .join(turns, turns.c.id == records.c.id)
            .where(records.c.type == _CLAIMS, turns.c.type == _CLAIMS, turns.c.number > after, turns.c.gone == 0)
        )
        chosen = chosen.where(facets.c.number.in_(came))
    with database.read() as connection:
        turn = int(connection.execute(last).scalar_one())
        names = frozenset(connection.execute(chosen).scalars()) if turn > after else frozenset()
    return NamesUntil(names=names, turn=turn)
