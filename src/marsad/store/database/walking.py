"""Walking: through all rows of a section, or all in which a number may stand, however many there are."""

from collections.abc import Iterator, Sequence
from operator import itemgetter

from sqlalchemy import Connection, func, or_, select

from marsad.model.codec import load_record
from marsad.model.reports import Problem
from marsad.store.database.reading import SECTIONS, Facet, Order, Reader, Record
from marsad.store.database.tables import records

_AT_ONCE = 200


def walk(reader: Reader, kind: type[Record], wanted: Sequence[Facet] = ()) -> Iterator[tuple[Record, ...]]:
    """All rows of a kind that have some facets, by id, some at a time."""
    some = reader.page(kind, wanted, order=Order.ID, limit=_AT_ONCE)
    while some.rows:
        yield some.rows
        if some.after is None:
            return
        some = reader.page(kind, wanted, order=Order.ID, limit=_AT_ONCE, after=some.after)


def find_giving(reader: Reader, kind: type, number: int) -> tuple[str, ...]:
    """The ids of the rows of a kind of which a figure may be a number, sorted: one of its bounds is, or is the one
    beside it, as "more than 40" has 41 for its low end; or no single figure is given.

    The rows are looked through as texts: to read each would take ten times as long.
    """
    texts = (f'": {number}, ', f'"low": {number + 1}, ', f'"high": {number - 1}, ', '"refusal": "')
    look = func.instr if reader.connection.dialect.name == "sqlite" else func.strpos
    chosen = select(records.c.id).where(records.c.type == SECTIONS[kind])
    chosen = chosen.where(or_(*(look(records.c.body, text) > 0 for text in texts)))
    return tuple(sorted(reader.connection.execute(chosen).scalars()))


def read_section(connection: Connection, kind: type[Record]) -> tuple[Record, ...]:
    """All rows of a kind, in the order of a ledger; of their texts only some are held beside them."""
    section = "problems" if kind is Problem else SECTIONS[kind]
    chosen = select(records.c.rank, records.c.body).where(records.c.type == section)
    rows = connection.execute(chosen.execution_options(yield_per=_AT_ONCE))
    ranked = sorted(((row.rank, load_record(kind, row.body)) for row in rows), key=itemgetter(0))
    return tuple(record for _, record in ranked)
