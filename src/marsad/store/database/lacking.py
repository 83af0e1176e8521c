"""What of a question nothing on a desk has: why it finds nothing."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection

from marsad.store.database.facets import Facet
from marsad.store.database.holding import find_holders, fold_facet, look_up


def find_lacking(connection: Connection, asked: Iterable[Facet], sections: Sequence[str]) -> Iterator[Facet]:
    """Those of some facets that no row of some sections has."""
    for name, value in asked:
        holders = find_holders(look_up(connection, name, (fold_facet(name, value),)), sections)
        if connection.execute(holders.limit(1)).first() is None:
            yield name, value
