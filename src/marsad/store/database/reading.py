"""Reading a desk's ledger row by row: by id, by facet, in an order, a page at a time; never the whole of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from math import isqrt
from typing import Generic, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select

from marsad.lexicon.folding import fold_letters
from marsad.model.claims import Actor, Claim, Place, Source
from marsad.model.codec import load_record
from marsad.model.copies import Copy, Family, Story
from marsad.model.incidents import Agreement, Change, Contradiction, Control, Incident, Series, State
from marsad.model.judgements import JudgementRow
from marsad.model.ledger import MadeWith
from marsad.model.reports import Report
from marsad.model.versions import Version
from marsad.store.database.holding import Asked, find_holders, has, hold, look_up
from marsad.store.database.opening import Database
from marsad.store.database.references import LONGEST_NAME
from marsad.store.database.searching import MOMENT, Hits, find_within
from marsad.store.database.tables import facets, folded, records, revisions
from marsad.store.database.tallies import read_tally

Record = TypeVar("Record")
Facet = tuple[str, str]

SECTIONS: Mapping[type, str] = {
    Report: "reports",
    Copy: "copies",
    Family: "families",
    Source: "sources",
    Actor: "actors",
    Place: "places",
    Story: "stories",
    Claim: "claims",
    Incident: "incidents",
    Series: "series",
    State: "states",
    Control: "control",
    Contradiction: "contradictions",
    Change: "changes",
    JudgementRow: "judgements",
    Agreement: "agreements",
    Version: "versions",
}
"""Where the rows of each record stand."""

_AT_ONCE = 500
_LAST = 2**63 - 1
FEW = 3000
"""As many rows as have a facet are always looked at and sorted, as they may all be far from where one begins to go
through a section; by id they are anywhere."""
READ, SORTED = 6.0, 0.125
"""What it takes to read and sort a row that has a facet, and to sort it by what the facet knows of it, beside a look at
a row that may have it; as measured on a million claims. A section under `concat` is not gone through by its indexes."""
_MADE_WITH = TypeAdapter(MadeWith)
_RowTold = Row[int, str, str | None, str]


class Order(StrEnum):
    """`latest`: by when it is about, the last first, what has no time at the end; `newest`: by when the row came or was
    made anew, the last first; `id`.
    """

    LATEST = "latest"
    NEWEST = "newest"
    ID = "id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Some(Generic[Record]):
    """Rows in an order, and where the next ones begin; None where there are no more."""

    rows: tuple[Record, ...]
    after: str | None


class Reader:
    """One steady view of a desk's ledger, for as long as the connection reads."""

    def __init__(self, connection: Connection) -> None:
        """Read by a connection."""
        self.connection = connection

    def made_with(self) -> MadeWith | None:
        """What the views were made with; None before the first fold."""
        made = self.connection.execute(select(folded.c.made_with)).scalar_one_or_none()
        return _MADE_WITH.validate_json(made) if made is not None else None

    def rest_on(self) -> int:
        """The last fact that the views rest on; 0 before the first fold."""
        return self.connection.execute(select(folded.c.seq)).scalar_one_or_none() or 0

    def get(self, kind: type[Record], key: str) -> Record | None:
        """The row with an id."""
        found = self.get_many(kind, (key,))
        return found[0] if found else None

    def get_many(self, kind: type[Record], keys: Iterable[str]) -> tuple[Record, ...]:
        """The rows with these ids, in their order; what is not there is left out."""
        wanted = tuple(dict.fromkeys(keys))
        found: dict[str, Record] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            chosen = select(records.c.id, records.c.body).where(
                records.c.type == SECTIONS[kind], records.c.id.in_(wanted[start : start + _AT_ONCE])
            )
            found.update((row.id, load_record(kind, row.body)) for row in self.connection.execute(chosen))
        return tuple(found[key] for key in wanted if key in found)

    def refer_to(self, kind: type[Record], keys: Iterable[str], name: str = "refers") -> tuple[Record, ...]:
        """All rows that have one of these values of a facet, by id."""
        wanted = tuple(dict.fromkeys(keys))
        found: dict[str, Record] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            held = select(facets.c.number).where(
                facets.c.name == name, facets.c.value.in_(wanted[start : start + _AT_ONCE])
            )
            chosen = select(records.c.id, records.c.body).where(
                records.c.type == SECTIONS[kind], records.c.number.in_(held)
            )
            found.update((row.id, load_record(kind, row.body)) for row in self.connection.execute(chosen))
        return tuple(found[key] for key in sorted(found))

    def gather(self, name: str, value: str) -> "Held":
        """All rows of all sections that have a facet, by id, in one look."""
        held = select(facets.c.number).where(facets.c.name == name, facets.c.value == value)
        chosen = select(records.c.type, records.c.body).where(records.c.number.in_(held)).order_by(records.c.id)
        return _sort_out((row.type, row.body) for row in self.connection.execute(chosen))

    def page(
        self,
        kind: type[Record],
        wanted: Sequence[Facet] = (),
        *,
        order: Order = Order.LATEST,
        limit: int = 50,
        after: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> Some[Record]:
        """Rows that have all of these facets and are of the time from `since` to `until` (ISO, UTC), a page of them.

        Raises ValueError for an `after` that no page gave.
        """
        asked = [look_up(self.connection, name, (value,)) for name, value in wanted]
        if len(asked) == 1 and order is not Order.ID and since is None and until is None:
            (one,) = asked
            if (one.is_single and order is Order.LATEST) or self._is_rare(kind, one, limit, SORTED, FEW):
                return self._sort_holders(kind, one, order, limit, after)
        few = 0 if order is Order.ID else FEW
        rare = next((one for one in asked if self._is_rare(kind, one, limit, READ, few)), None)
        section = records.c.type.concat("") if rare is not None else records.c.type
        sections = (SECTIONS[kind],)
        tests = [section == SECTIONS[kind], *find_within(since, until)]
        if rare is not None:
            tests.append(records.c.number.in_(find_holders(rare, sections)))
        tests += [hold(one, records.c.number, sections) for one in asked if one is not rare]
        if after is not None:
            tests.append(_follow(order, after))
        chosen = select(records.c.number, records.c.id, records.c.first, records.c.body).where(*tests)
        rows = self.connection.execute(chosen.order_by(*_ORDERS[order]).limit(limit + 1)).all()
        return _cut(kind, rows, order, limit)

    def _sort_holders(
        self, kind: type[Record], facet: Asked, order: Order, limit: int, after: str | None
    ) -> Some[Record]:
        """A page of the rows that have a facet, the latest or the newest first; only those of the page are read."""
        first, number = facets.c.first, facets.c.number
        held = select(number, first).where(has(facet), facets.c.type == SECTIONS[kind])
        held = held if facet.is_single else held.distinct()
        if after is not None:
            told, begun = _read_mark(after)
            latest = and_(first <= begun, or_(first < begun, number < told))
            held = held.where(latest if order is Order.LATEST else number < told)
        moment = (first.desc(),) if order is Order.LATEST else ()
        some = held.order_by(*moment, number.desc()).limit(limit + 1).subquery()
        chosen = select(records.c.number, records.c.id, records.c.first, records.c.body)
        chosen = chosen.join(some, some.c.number == records.c.number).order_by(*_ORDERS[order])
        return _cut(kind, self.connection.execute(chosen).all(), order, limit)

    def _is_rare(self, kind: type, facet: Asked, limit: int, cost: float, few: int) -> bool:
        """Whether so few rows have a facet that they are all looked at and sorted. Otherwise the rows of a section are
        gone through in their order until a page is full: as many as all rows by those that have it, a page's times.

        One of the former costs as much as `cost` of the latter; a `few` are always looked at.
        """
        last = self.connection.execute(select(func.max(records.c.number))).scalar_one() or 0
        few = max(few, isqrt(int(limit * int(last) / cost)))
        some = find_holders(facet, (SECTIONS[kind],)).limit(few + 1).subquery()
        return int(self.connection.execute(select(func.count()).select_from(some)).scalar_one()) <= few

    def count(self, kind: type, wanted: Sequence[Facet] = (), most: int | None = None) -> int:
        """How many rows have all of these facets; with `most` no further than one more than that."""
        if not wanted:
            return read_tally(self.connection, SECTIONS[kind])
        one, *others = (look_up(self.connection, name, (value,)) for name, value in wanted)
        chosen = find_holders(one, (SECTIONS[kind],))
        chosen = chosen if one.is_single else chosen.distinct()
        chosen = chosen.where(*(facets.c.number.in_(find_holders(each, (SECTIONS[kind],))) for each in others))
        some = (chosen if most is None else chosen.limit(most + 1)).subquery()
        return int(self.connection.execute(select(func.count()).select_from(some)).scalar_one())

    def find_named(self, kind: type[Record], said: str, limit: int = 8) -> tuple[Record, ...]:
        """The rows with a name; else those with a name that begins so, by name."""
        name = fold_letters(said)[:LONGEST_NAME]
        exact = self.page(kind, (("name", name),), order=Order.ID, limit=limit).rows
        if exact or not name:
            return exact
        chosen = (
            select(records.c.id, records.c.body, func.min(facets.c.value))
            .join(facets, facets.c.number == records.c.number)
            .where(records.c.type == SECTIONS[kind], facets.c.name == "name")
            .where(facets.c.value.startswith(name, autoescape=True))
            .group_by(records.c.id, records.c.body)
            .order_by(func.min(facets.c.value), records.c.id)
        )
        return tuple(load_record(kind, row.body) for row in self.connection.execute(chosen.limit(limit)))

    def find_section(self, key: str) -> str | None:
        """In which section the row with an id stands."""
        chosen = select(records.c.type).where(records.c.id == key, records.c.type.in_(SECTIONS.values()))
        return self.connection.execute(chosen.limit(1)).scalar_one_or_none()

    def count_revisions(self, keys: Iterable[str]) -> dict[str, int]:
        """How many judgements there are about each of some things; what was never judged has 0."""
        wanted = tuple(keys)
        chosen = select(revisions.c.subject, func.max(revisions.c.revision)).where(revisions.c.subject.in_(wanted))
        found = {row.subject: int(row[1]) for row in self.connection.execute(chosen.group_by(revisions.c.subject))}
        return {key: found.get(key, 0) for key in wanted}

    def find_story(self, key: str) -> str | None:
        """The story that the row with an id belongs to, whatever the row is."""
        chosen = (
            select(facets.c.value)
            .join(records, records.c.number == facets.c.number)
            .where(records.c.id == key, records.c.type.in_(SECTIONS.values()), facets.c.name == "story")
        )
        return self.connection.execute(chosen.limit(1)).scalar_one_or_none()

    def withholding(self, name: str, values: Iterable[str]) -> tuple[Claim, ...]:
        """The claims with one of these values of a facet that hold back a name, by id; "id" is a facet here too."""
        wanted = tuple(dict.fromkeys(values))
        found: dict[str, Claim] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            held = select(facets.c.number).where(facets.c.name == name, facets.c.value.in_(some))
            chosen = select(records.c.id, records.c.body).where(
                records.c.type == SECTIONS[Claim],
                records.c.id.in_(some) if name == "id" else records.c.number.in_(held),
                records.c.body.not_like('%"withheld": []%'),
            )
            found.update((row.id, load_record(Claim, row.body)) for row in self.connection.execute(chosen))
        return tuple(found[key] for key in sorted(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Rows of several sections, each as its record."""

    bodies: Mapping[str, Sequence[str]]

    def of(self, kind: type[Record]) -> Iterator[Record]:
        """Those of one kind."""
        return (load_record(kind, body) for body in self.bodies.get(SECTIONS[kind], ()))


def hold_hits(hits: Hits) -> Held:
    """The rows that a search found, as records; a search knows nothing of these."""
    return _sort_out((hit.section, hit.body) for hit in hits.hits)


def _sort_out(rows: Iterable[tuple[str, str]]) -> Held:
    """Rows, each as its section and its body, by their sections."""
    bodies: dict[str, list[str]] = {}
    for section, body in rows:
        bodies.setdefault(section, []).append(body)
    return Held(bodies=bodies)


@contextmanager
def read_desk(database: Database) -> Iterator[Reader]:
    """A reader over one steady view of a desk."""
    with database.read() as connection:
        yield Reader(connection)


_ORDERS: Mapping[Order, tuple[ColumnElement[str] | ColumnElement[int], ...]] = {
    Order.LATEST: (MOMENT.desc(), records.c.number.desc()),
    Order.NEWEST: (records.c.number.desc(),),
    Order.ID: (records.c.id,),
}


def _cut(kind: type[Record], rows: Sequence[_RowTold], order: Order, limit: int) -> Some[Record]:
    """A page of rows that were asked for with one more than it holds."""
    last = rows[limit - 1] if len(rows) > limit else None
    return Some(
        rows=tuple(load_record(kind, row.body) for row in rows[:limit]),
        after=_mark(order, last.number, last.id, last.first) if last is not None else None,
    )


def _mark(order: Order, number: int, key: str, first: str | None) -> str:
    """Where a page ended, as the next one is asked for."""
    return key if order is Order.ID else f"{number}" if order is Order.NEWEST else f"{number}.{first or ''}"


def _follow(order: Order, after: str) -> ColumnElement[bool]:
    if order is Order.ID:
        return records.c.id > after
    number, first = _read_mark(after)
    if order is Order.NEWEST:
        return records.c.number < number
    return or_(first > MOMENT, and_(MOMENT.in_((first,)), records.c.number < number))


def _read_mark(after: str) -> tuple[int, str]:
    """The number and the time that a mark gives; raises ValueError for one that no page gave."""
    said, _, first = after.partition(".")
    number = int(said)
    if abs(number) > _LAST:
        raise ValueError(f"{said}: no row has this number")
    return number, first
