"""Search: reports, claims and incidents by words and facets: of the newest 300 the shortest first, then older ones.

All words must be there, in any of their forms ("shelling" finds "shelled"); "two words" in quotes only side by side,
-word not at all. Several values of a facet are alternatives, different facets must all hold.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import re2
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    and_,
    cast,
    column,
    func,
    literal,
    literal_column,
    not_,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import ARRAY, array

from marsad.store.database.holding import find_holders, fold_facet, has, hold, in_sections, look_up
from marsad.store.database.tables import facets, records, texts
from marsad.store.database.tags import TAGGED, make_tag, tag_section

MOST = 1_000
"""What words find is counted no further."""
COUNTED = 300
"""So many of the things that were found are looked at to count facets."""
RANKED = 300
"""So many of what words find, the newest, are put in the order of their length: all have the words, and what has little
else is about them. Older ones come after."""
VALUES = 8
"""So many values of a facet are counted out."""
SEARCHED = ("incidents", "claims", "reports")
_TERM = re2.compile(r'(-?)(?:"([^"]*)"|(\S+))')
_words = table("words", column("rowid"), column("body"))
_fitting: ColumnElement[str] = literal_column("texts.words")
_whole: ColumnElement[str] = literal_column("words")
_tagged: ColumnElement[str] = literal_column("string_to_array(texts.tags, ' ')")
MOMENT: ColumnElement[str] = func.coalesce(records.c.first, literal_column("''"))
"""When a row is about, as the index of the latest rows holds it: "" without a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked for: words, sections of the ledger, facets as (name, value).

    `since` and `until` are moments in ISO form, UTC: what ended before the one or begins at or after the other is left
    out, and so is what has no time.
    """

    words: str = ""
    sections: tuple[str, ...] = SEARCHED
    facets: tuple[tuple[str, str], ...] = ()
    since: str | None = None
    until: str | None = None
    limit: int = 20
    offset: int = 0
    latest: bool = False


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
    """One page of what was found, and how much there is in all; `is_more` where that is more than `MOST`, the total."""

    hits: tuple[Hit, ...]
    total: int
    is_more: bool


def search(connection: Connection, query: Query) -> Hits:
    """What a query finds: by words the shortest first, then the newest; beyond the first `RANKED` the newest first."""
    wanted = _Wanted(query, connection)
    total = connection.execute(wanted.count()).scalar_one()
    rows = connection.execute(wanted.page()).all()
    return Hits(
        hits=tuple(Hit(section=r.type, id=r.id, first=r.first, last=r.last, body=r.body) for r in rows),
        total=min(total, MOST) if wanted.has_words else total,
        is_more=wanted.has_words and total > MOST,
    )


def count_facets(
    connection: Connection, query: Query, names: Sequence[str]
) -> tuple[tuple[str, tuple[tuple[str, int], ...]], ...]:
    """For some facets their commonest values in what a query finds, each with how often; of very much, in a part."""
    rows = connection.execute(_Wanted(query, connection).count_facets(names)).all()
    found: dict[str, list[tuple[str, int]]] = {name: [] for name in names}
    for row in rows:
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
        self._embedded = connection.dialect.name == "sqlite"
        by_name = groupby(sorted(query.facets), key=lambda facet: facet[0])
        given = ((name, tuple(fold_facet(name, value) for _, value in facets)) for name, facets in by_name)
        self._facets = tuple(look_up(connection, name, values) for name, values in given)
        terms = tuple(split_words(query.words))
        self._in = tuple(term for wanted, term in terms if wanted)
        self._out = tuple(term for wanted, term in terms if not wanted)

    @property
    def _number(self) -> ColumnElement[int]:
        """What numbers a row that is found."""
        if not self._in:
            return records.c.number
        return _words.c.rowid if self._embedded else texts.c.number

    @property
    def has_words(self) -> bool:
        """Whether words must be there."""
        return bool(self._in)

    def count(self) -> Select[int]:
        """How much is found; of words one more than `MOST` at the most."""
        found = self._numbers().order_by(None)
        return select(func.count()).select_from((found.limit(MOST + 1) if self._in else found).subquery())

    def page(self) -> Select[str, str, str | None, str | None, str]:
        """The rows of a page; only theirs are read whole."""
        query = self._query
        in_time = not self._in or query.latest
        if in_time:
            some = select(records.c.number, literal(0).label("length")).where(*self._tests(self._number, True))
            some = some.order_by(MOMENT.desc(), records.c.number.desc()).limit(query.limit).offset(query.offset)
        elif query.offset >= RANKED:
            some = self._numbers().add_columns(literal(0).label("length")).limit(query.limit).offset(query.offset)
        else:
            newest = self._numbers().limit(RANKED).subquery()
            length = func.length(texts.c.body)
            some = select(newest.c.number, length.label("length")).join(texts, texts.c.number == newest.c.number)
            some = some.order_by(length, newest.c.number.desc())
            some = some.limit(min(query.limit, RANKED - query.offset)).offset(query.offset)
        found = some.subquery()
        chosen = select(records.c.type, records.c.id, records.c.first, records.c.last, records.c.body)
        chosen = chosen.join(found, found.c.number == records.c.number)
        return chosen.order_by(MOMENT.desc() if in_time else found.c.length, records.c.number.desc())

    def count_facets(self, names: Sequence[str]) -> Select[str, str, int]:
        some = self._numbers().limit(COUNTED).subquery()
        counted = func.count()
        chosen = select(facets.c.name, facets.c.value, counted).join(some, some.c.number == facets.c.number)
        chosen = chosen.where(facets.c.name.in_(names)).group_by(facets.c.name, facets.c.value)
        return chosen.order_by(counted.desc(), facets.c.value)

    def _numbers(self) -> Select[int]:
        """The numbers of all rows that are found, the newest first, of facets alone the latest."""
        by_row = self._query.since is not None or self._query.until is not None
        if not (self._in or by_row) and self._query.facets:
            return self._holders_alone()
        number = self._number
        chosen = select(number.label("number"))
        return chosen.where(*self._tests(number, by_row or not self._in)).order_by(number.desc())

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

    def _tests(self, number: ColumnElement[int], by_row: bool) -> Iterator[ColumnElement[bool]]:
        """What rows must be, by their number; `by_row` where the rows are looked at too."""
        query = self._query
        if self._in:
            yield self._match(self._in, tuple(self._tags()))
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
            if one.name in TAGGED:
                yield tuple(make_tag(one.name, value) for value in one.values)

    def _match(self, terms: Sequence[str], tags: Sequence[Sequence[str]] = ()) -> ColumnElement[bool]:
        if self._embedded:
            return _whole.op("MATCH", is_comparison=True)(_say_fts5(terms, tags))
        said = _fitting.op("@@", is_comparison=True)(_say_tsquery(terms))
        return and_(said, *(_tagged.op("&&", is_comparison=True)(cast(array(group), ARRAY(Text))) for group in tags))

    def _holders(self, term: str) -> Select[int]:
        if self._embedded:
            return select(_words.c.rowid).where(self._match([term]))
        return select(texts.c.number).where(self._match([term]))


def find_within(since: str | None, until: str | None) -> Iterator[ColumnElement[bool]]:
    """The rows that did not end before the one moment, nor begin at the other or later."""
    if since is not None:
        yield func.coalesce(records.c.last, records.c.first) >= since
    if until is not None:
        yield func.coalesce(records.c.first, records.c.last) < until


def _say_fts5(terms: Sequence[str], tags: Sequence[Sequence[str]]) -> str:
    """A query of FTS5: every term a phrase, so that no sign in it is an operator; of each group of tags one."""
    said = "body : (" + " AND ".join('"' + term.replace('"', " ") + '"' for term in terms) + ")"
    return " AND ".join((said, *(f"tags : ({' OR '.join(group)})" for group in tags)))


def _say_tsquery(terms: Sequence[str]) -> ColumnElement[str]:
    """A query of PostgreSQL: all terms as phrases, none of their signs an operator."""
    said: ColumnElement[str] = func.phraseto_tsquery("english", terms[0])
    for term in terms[1:]:
        said = said.op("&&")(func.phraseto_tsquery("english", term))
    return said
