"""Which rows have a facet: of a source or a place also by its names, and with what speaks for it or lies in it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import ColumnElement, Connection, Select, and_, literal, or_, select, union

from marsad.lexicon.folding import fold_letters
from marsad.store.database.tables import facets, records

LISTED = 500
"""So many ids are asked for one by one."""
_FOLDED = frozenset(("place", "source", "outlet", "agency", "author"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A facet that is asked for: any of some values as they are kept; `named` where these are names yet, not ids."""

    name: str
    values: tuple[str, ...]
    named: bool = False

    @property
    def is_single(self) -> bool:
        """Whether it is one value, which a row has once."""
        return len(self.values) == 1 and not self.named


def look_up(connection: Connection, name: str, values: Sequence[str]) -> Asked:
    """A facet with some values: of a source or a place with the ids of all that has such a name, and of what speaks for
    it or lies in it. More than `LISTED` of these are left to be found by their names.
    """
    if name not in _NAMES:
        return Asked(name=name, values=tuple(values))
    found = _find_ids(name, tuple(values)).limit(LISTED + 1)
    ids = tuple(connection.execute(found).scalars())
    return Asked(name=name, values=ids) if len(ids) <= LISTED else Asked(name=name, values=tuple(values), named=True)


def find_holders(asked: Asked, sections: Sequence[str] = ()) -> Select[int]:
    """The rows, of some sections or all, that have a facet."""
    return select(facets.c.number).where(has(asked), *in_sections(sections))


def hold(asked: Asked, number: ColumnElement[int], sections: Sequence[str] = ()) -> ColumnElement[bool]:
    """The same, as a test of each row that is looked at: where most rows of a section have it, or few are looked at.

    All facets of the row are gone through, which stand together: the index by name would be asked all over. With an
    offset it stays a test: PostgreSQL makes a join of it otherwise, and reads all that have the facet.
    """
    of_row = select(literal(1)).where(facets.c.number == number, facets.c.name.concat("") == asked.name)
    return of_row.where(_value_is(asked), *in_sections(sections)).offset(0).exists()


def in_sections(sections: Sequence[str]) -> Iterator[ColumnElement[bool]]:
    """The facets of rows of some sections; of all where none is named."""
    if sections:
        yield facets.c.type.in_(tuple(sections))


def has(asked: Asked) -> ColumnElement[bool]:
    """Whether a facet is of a name and has one of a list of values."""
    return and_(facets.c.name == asked.name, _value_is(asked))


def _value_is(asked: Asked) -> ColumnElement[bool]:
    if not asked.named:
        return facets.c.value.in_(asked.values)
    listed = _find_ids(asked.name, asked.values).subquery()
    return facets.c.value.in_(select(listed.c.id))


@lru_cache(maxsize=512)
def _find_ids(name: str, values: tuple[str, ...]) -> Select[str]:
    """The ids that names and ids stand for. Kept, since a page asks for one source or place ten times."""
    given = (select(literal(value).label("id")) for value in values)
    found = union(*given, _NAMES[name](values)).subquery()
    return select(found.c.id)


def _find_sources(values: Sequence[str]) -> Select[str]:
    """The ids of sources with some names or ids, and of those who speak for them."""
    owner, of = records.alias(), facets.alias()
    named = _find_called("sources", "name", values)
    given = (select(literal(value).label("id")) for value in values)
    owned = union(*given, named).subquery()
    speak = select(owner.c.id).join(of, of.c.number == owner.c.number)
    speak = speak.where(owner.c.type == "sources", of.c.name == "of", of.c.value.in_(select(owned.c.id)))
    found = union(named, speak).subquery()
    return select(found.c.id)


def _find_places(values: Sequence[str]) -> Select[str]:
    """The ids of places with some names, ids or countries, and of all that lies in those that are named."""
    owner = records.alias()
    called = select(facets.c.number).where(facets.c.name == "name", facets.c.value.in_(values))
    named = select(owner.c.id).where(owner.c.type == "places", or_(owner.c.id.in_(values), owner.c.number.in_(called)))
    inside = named.cte("inside", recursive=True)
    inner, step = records.alias(), facets.alias()
    lies = select(inner.c.id).where(
        inner.c.number == step.c.number, inner.c.type == "places", step.c.name == "within", step.c.value == inside.c.id
    )
    inside = inside.union(lies)
    found = union(select(inside.c.id), _find_called("places", "country", values)).subquery()
    return select(found.c.id)


def _find_called(section: str, name: str, values: Sequence[str]) -> Select[str]:
    row, held = records.alias(), facets.alias()
    found = select(row.c.id).join(held, held.c.number == row.c.number)
    return found.where(row.c.type == section, held.c.name == name, held.c.value.in_(values))


_NAMES: Mapping[str, Callable[[Sequence[str]], Select[str]]] = {"source": _find_sources, "place": _find_places}
"""Facets that hold ids, by how the ids of a name are found."""


def fold_facet(name: str, value: str) -> str:
    """A facet's value as it is kept: names without case, accents and points; an id as it is."""
    return fold_letters(value) if name in _FOLDED and not _is_id(value) else value.casefold()


def _is_id(value: str) -> bool:
    return value.startswith(("source-", "place-"))
