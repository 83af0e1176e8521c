"""Search: reports, claims and incidents by words and facets, the newest first.

All words must be there, in any of their forms ("shelling" finds "shelled"); "two words" in quotes only side by side,
-word not at all. Several values of a facet are alternatives, different facets must all hold.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil

import re2
from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Text,
    and_,
    case,
    cast,
    column,
    func,
    literal_column,
    not_,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import ARRAY, array

from marsad.errors import FacetError
from marsad.store.database.facets import check_facet
from marsad.store.database.holding import find_holders, fold_facet, has, hold, in_sections, look_up
from marsad.store.database.kinds import KIND, say_under
from marsad.store.database.tables import facets, records, texts
from marsad.store.database.tags import TAGGED, TAGS_INDEXED, find_run, in_runs, make_tag, tag_section

MOST = 50
"""What words find is counted no further, and facets are counted in so many of the newest."""
VALUES = 8
"""So many values of a facet are counted out."""
SEARCHED = ("incidents", "claims", "reports")
Values = tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
_RowTold = Row[str, str, str | None, str | None, str]
_TOLD = (records.c.type, records.c.id, records.c.first, records.c.last, records.c.body)
_TERM = re2.compile(r'(-?)(?:"([^"]*)"|(\S+))')
_words = table("words", column("rowid"), column("body"))
_fitting: ColumnElement[str] = literal_column("texts.words")
_under_kinds: ColumnElement[str] = literal_column("to_tsvector('english', texts.by_kind)")
_whole: ColumnElement[str] = literal_column("words")
_tagged: ColumnElement[str] = literal_column(TAGS_INDEXED)
MOMENT: ColumnElement[str] = func.coalesce(records.c.first, literal_column("''"))
"""When a row is about, as the index of the latest rows holds it: "" without a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked for: words, sections of the ledger, facets as (name, value).

    `since` and `until` are moments in ISO form, UTC: what ended before the one or begins at or after the other is left
    out, and so is what has no time. Raises FacetError for what nothing can be found by.
    """

    words: str = ""
    sections: tuple[str, ...] = SEARCHED
    facets: tuple[tuple[str, str], ...] = ()
    since: str | None = None
    until: str | None = None
    limit: int = 20
    offset: int = 0
    latest: bool = False

    def __post_init__(self) -> None:
        """Refuse what nothing can be found by."""
        for section in self.sections:
            if section not in SEARCHED:
                raise FacetError(f"{section}: nothing is searched there", f"Use one of {', '.join(SEARCHED)}")
        for name, value in self.facets:
            check_facet(name, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A row that was found: its section, its id, when it is about (ISO, UTC), and its record as JSON."""

    section: str
    id: str
    first: str | None
    last: str | None
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """One page of what was found, and how much there is in all; `is_more` where that is more than `MOST`, the total.

    `facets` are those that were to be counted, each with its commonest values.
    """

    hits: tuple[Hit, ...]
    total: int
    is_more: bool
    facets: Values


def search(connection: Connection, query: Query, counted: Sequence[str] = ()) -> Hits:
    """What a query finds: by words the newest first, else, or with `latest`, by when it is about; and the commonest
    values in it of the facets that are to be `counted`.
    """
    wanted = _Wanted(query, connection)
    if not wanted.has_words:
        total = int(connection.execute(wanted.count()).scalar_one())
        rows = connection.execute(wanted.page()).all()
        return _gather(rows, total, facets=count_facets(connection, query, counted) if counted else ())
    newest = wanted.find_newest(max(MOST + 1, query.offset + query.limit))
    chosen = wanted.page() if query.latest else _read(newest[query.offset : query.offset + query.limit])
    values = _count_values(connection, newest[:MOST], counted) if counted else ()
    return _gather(connection.execute(chosen).all(), min(len(newest), MOST), len(newest) > MOST, values)


def count_facets(connection: Connection, query: Query, names: Sequence[str]) -> Values:
    """For some facets their commonest values in what a query finds, each with how often; of much, in the newest."""
    return _count_values(connection, _Wanted(query, connection).find_newest(MOST), names)


def _gather(rows: Sequence[_RowTold], total: int, is_more: bool = False, facets: Values = ()) -> Hits:
    hits = tuple(Hit(section=r.type, id=r.id, first=r.first, last=r.last, body=r.body) for r in rows)
    return Hits(hits=hits, total=total, is_more=is_more, facets=facets)


def _read(numbers: Sequence[int]) -> Select[str, str, str | None, str | None, str]:
    """Rows by their numbers, the newest first."""
    return select(*_TOLD).where(records.c.number.in_(numbers)).order_by(records.c.number.desc())


def _count_values(connection: Connection, numbers: Sequence[int], names: Sequence[str]) -> Values:
    counted = func.count()
    chosen = select(facets.c.name, facets.c.value, counted).where(facets.c.number.in_(numbers))
    chosen = chosen.where(facets.c.name.in_(names)).group_by(facets.c.name, facets.c.value)
    found: dict[str, list[tuple[str, int]]] = {name: [] for name in names}
    for row in connection.execute(chosen.order_by(counted.desc(), facets.c.value)):
        found[row.name].append((row.value, int(row[2])))
    return tuple((name, tuple(values[:VALUES])) for name, values in found.items())


def split_words(said: str) -> Iterator[tuple[bool, str]]:
    """The words and phrases of a query, each with whether it must be there or must not."""
    for sign, phrase, word in _TERM.findall(said.replace("\x00", " ")):
        if any(letter.isalnum() for letter in phrase or word):
            yield not sign, phrase or word


class _Wanted:
    """A query in the words of a database."""

    def __init__(self, query: Query, connection: Connection) -> None:
        self._query = query
        self._connection = connection
        self._embedded = connection.dialect.name == "sqlite"
        by_name = groupby(sorted(query.facets), key=lambda facet: facet[0])
        given = ((name, tuple(fold_facet(name, value) for _, value in facets)) for name, facets in by_name)
        self._facets = tuple(look_up(connection, name, values) for name, values in given)
        self._kinds = next((one.values for one in self._facets if one.name == KIND), ())
        terms = tuple(split_words(query.words))
        self._in = tuple(term for wanted, term in terms if wanted)
        self._out = tuple(term for wanted, term in terms if not wanted)

    @property
    def _number(self) -> ColumnElement[int]:
        """What numbers a row that is found."""
        if not self._in:
            return records.c.number
        return -_words.c.rowid if self._embedded else texts.c.number

    @property
    def _newest_first(self) -> ColumnElement[int]:
        """What the rows stand in the order of: in SQLite's index of words the newest comes first."""
        return _words.c.rowid.asc() if self._in and self._embedded else self._number.desc()

    @property
    def has_words(self) -> bool:
        """Whether words must be there."""
        return bool(self._in)

    def count(self) -> Select[int]:
        """How much is found without words."""
        return select(func.count()).select_from(self._numbers().order_by(None).subquery())

    def page(self) -> Select[str, str, str | None, str | None, str]:
        """The rows of a page, the latest first; only theirs are read whole."""
        query = self._query
        some = select(records.c.number).where(*self._tests(self._number, True))
        some = some.order_by(MOMENT.desc(), records.c.number.desc()).limit(query.limit).offset(query.offset)
        found = some.subquery()
        chosen = select(*_TOLD).join(found, found.c.number == records.c.number)
        return chosen.order_by(MOMENT.desc(), records.c.number.desc())

    def find_newest(self, most: int) -> tuple[int, ...]:
        """The numbers of what is found, so many at the most: the newest, of facets alone the latest.

        PostgreSQL's index of words gives all rows that it finds, in no order: so it is asked about the two newest runs
        of rows first, and then about as many as should hold the rest, by how many rows were found in those before.
        """
        if self._embedded or not self._in:
            return tuple(row.number for row in self._connection.execute(self._numbers().limit(most)))
        found: list[int] = []
        last = before = self._last_run()
        size = 2
        while before >= 0 and len(found) < most:
            runs = range(before, max(before - size, -1), -1)
            rows = self._connection.execute(self._numbers(runs).limit(most - len(found)))
            found += (row.number for row in rows)
            before, passed = runs.stop, last - runs.stop
            size = max(passed, ceil(1.5 * passed * (most - len(found)) / (len(found) + 1)))
        return tuple(found)

    def _last_run(self) -> int:
        """The newest run of rows, -1 where there is no row."""
        last = self._connection.execute(select(func.max(texts.c.number))).scalar_one()
        return -1 if last is None else find_run(last)

    def _numbers(self, runs: range | None = None) -> Select[int]:
        """The numbers of all rows that are found, the newest first, of facets alone the latest; of words on PostgreSQL
        in some runs. It would go through these from their end instead of asking the index, were it not for the offset.
        """
        by_row = self._query.since is not None or self._query.until is not None
        if not (self._in or by_row) and self._query.facets:
            return self._holders_alone()
        number = self._number
        chosen = select(number.label("number")).where(*self._tests(number, by_row or not self._in, runs))
        if runs is not None:
            found = chosen.offset(0).subquery()
            return select(found.c.number).order_by(found.c.number.desc())
        return chosen.order_by(self._newest_first)

    def _holders_alone(self) -> Select[int]:
        """Without words and times no row need be looked at; a facet's rows stand in the order of their times."""
        number, moment = facets.c.number, facets.c.first
        first, *others = self._facets
        chosen: Select[int] = select(number.label("number"), moment)
        chosen = chosen.where(has(first), *in_sections(self._query.sections))
        chosen = chosen if first.is_single else chosen.distinct()
        chosen = chosen.where(*(number.in_(find_holders(one, self._query.sections)) for one in others))
        chosen = chosen.where(*(not_(number.in_(self._holders(term))) for term in self._out))
        return chosen.order_by(moment.desc(), number.desc())

    def _tests(
        self, number: ColumnElement[int], by_row: bool, runs: range | None = None
    ) -> Iterator[ColumnElement[bool]]:
        """What rows must be, by their number, of some runs or all; `by_row` where the rows are looked at too."""
        query = self._query
        if self._in:
            yield self._match(self._in, self._kinds, tuple(self._tags()), runs)
        if by_row:
            yield number == records.c.number if self._in else records.c.type.in_(query.sections)
        for term in self._out:
            yield not_(number.in_(self._holders(term)))
        for one in self._facets:
            if not self._in:
                yield number.in_(find_holders(one, query.sections))
            elif one.name not in TAGGED:
                yield hold(one, number, query.sections)
        yield from find_within(query.since, query.until)

    def _tags(self) -> Iterator[tuple[str, ...]]:
        """The tags that rows must have, of each group one."""
        if set(self._query.sections) != set(SEARCHED):
            yield tuple(map(tag_section, self._query.sections))
        for one in self._facets:
            if one.name in TAGGED and one.name != KIND:
                yield tuple(make_tag(one.name, value) for value in one.values)

    def _match(
        self,
        terms: Sequence[str],
        kinds: Sequence[str] = (),
        tags: Sequence[Sequence[str]] = (),
        runs: range | None = None,
    ) -> ColumnElement[bool]:
        if self._embedded:
            return _whole.op("MATCH", is_comparison=True)(_say_fts5(terms, kinds, tags))
        wanted = [_say_tsquery(terms, kind) for kind in kinds] or [_say_tsquery(terms)]
        said = (_under_kinds if kinds else _fitting).op("@@", is_comparison=True)(_join("||", wanted))
        if runs is None and not tags:
            return said
        asked = range(self._last_run(), -1, -1) if runs is None else runs
        held = (cast(array(in_runs(group, asked)), ARRAY(Text)) for group in tags or (("",),))
        return and_(said, *(_tagged.op("&&", is_comparison=True)(group) for group in held))

    def _holders(self, term: str) -> Select[int]:
        if self._embedded:
            return select(-_words.c.rowid).where(self._match([term]))
        return select(texts.c.number).where(self._match([term]))


def find_within(since: str | None, until: str | None) -> Iterator[ColumnElement[bool]]:
    """The rows that did not end before the one moment, nor begin at the other or later."""
    if since is not None:
        yield func.coalesce(records.c.last, records.c.first) >= since
    if until is not None:
        yield func.coalesce(records.c.first, records.c.last) < until


def _say_fts5(terms: Sequence[str], kinds: Sequence[str], tags: Sequence[Sequence[str]]) -> str:
    """A query of FTS5: every term a phrase, so that no sign in it is an operator; of each group of tags one."""
    said = [[say_under(kind, term) for term in terms] for kind in kinds] or [list(terms)]
    phrases = (" AND ".join('"' + term.replace('"', " ") + '"' for term in each) for each in said)
    wanted = ("by_kind" if kinds else "body") + " : (" + " OR ".join(f"({each})" for each in phrases) + ")"
    return " AND ".join((wanted, *(f"tags : ({' OR '.join(group)})" for group in tags)))


def _say_tsquery(terms: Sequence[str], kind: str | None = None) -> ColumnElement[str]:
    """A query of PostgreSQL: all terms as phrases, none of their signs an operator. It leaves out what is too common to
    be looked for, under a kind too.
    """
    plain = [func.phraseto_tsquery("english", term) for term in terms]
    if kind is None:
        return _join("&&", plain)
    under = (func.phraseto_tsquery("english", say_under(kind, term)) for term in terms)
    return _join("&&", [case((func.numnode(one) == 0, one), else_=two) for one, two in zip(plain, under, strict=True)])


def _join(operator: str, parts: Sequence[ColumnElement[str]]) -> ColumnElement[str]:
    joined = parts[0]
    for part in parts[1:]:
        joined = joined.op(operator)(part)
    return joined
