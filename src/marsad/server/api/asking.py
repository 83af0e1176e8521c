"""What rows are asked for: a page, in an order, by facets and time."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from typing import Annotated, Literal, TypeVar

from fastapi import Path, Query

from marsad.errors import InputError
from marsad.ledger.moments import find_moment, write_moment
from marsad.lexicon.folding import fold_letters
from marsad.store.database.holding import fold_facet
from marsad.store.database.lacking import find_lacking
from marsad.store.database.reading import Facet, Order, Reader, Some
from marsad.store.database.references import LONGEST_NAME

Record = TypeVar("Record")
_ID = r"^[a-z]+-[A-Za-z0-9._-]+$"
_CLEAN = r"^[^\x00-\x1f]*$"

Key = Annotated[str, Path(max_length=120, pattern=_ID, description="The id of a row.")]
Limit = Annotated[int, Query(ge=1, le=200, description="So many rows at most.")]
After = Annotated[
    str | None, Query(max_length=120, pattern=r"^[A-Za-z0-9._:-]+$", description="`after` of the page before.")
]
Id = Annotated[str | None, Query(max_length=120, pattern=_ID, description="An id.")]
Name = Annotated[
    str | None,
    Query(max_length=LONGEST_NAME, pattern=_CLEAN, description="A name; case, accents and points do not matter."),
]
NameOrId = Annotated[
    str | None,
    Query(
        max_length=LONGEST_NAME, pattern=_CLEAN, description="A name or an id; also what lies in it or speaks for it."
    ),
]
Moment = Annotated[
    str | None, Query(max_length=40, pattern=_CLEAN, description="A day, a moment, or how long ago: 12h, 7d, 2w.")
]
Words = Annotated[
    str,
    Query(max_length=500, pattern=_CLEAN, description='Words, "a phrase", -without; in any of their forms.'),
]
Waits = Annotated[Literal["yes"] | None, Query(description="Only what waits for a person.")]
InOrder = Annotated[Order, Query(description="latest: by when it is about; newest: by when the row was made; id.")]

_NAMES = frozenset(("name", "outlet", "agency", "author"))
_NAMED = ("place", "source", "outlet", "story", "report")
_TIMES = frozenset(("since", "until"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """A page of rows in an order."""

    limit: Limit = 50
    after: After = None
    order: InOrder = Order.LATEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """Rows of some time; what has no time is left out."""

    since: Moment = None
    until: Moment = None


def list_facets(asked: object) -> tuple[Facet, ...]:
    """The facets that are asked for, as they are kept: the fields that have their names and are not None."""
    assert is_dataclass(asked)
    return tuple(
        (field.name, _fold(field.name, str(value)))
        for field in fields(asked)
        if field.name not in _TIMES and (value := getattr(asked, field.name)) is not None
    )


def list_lacking(reader: Reader, asked: object, sections: Sequence[str]) -> tuple[str, ...]:
    """The parameters that name a place, a source, an outlet, a story or a report that no row of some sections has."""
    named = (facet for facet in list_facets(asked) if facet[0] in _NAMED)
    return tuple(name for name, _ in find_lacking(reader.connection, named, sections))


def read_page(reader: Reader, kind: type[Record], asked: object, paging: Paging) -> Some[Record]:
    """The page that is asked for. Raises InputError where no page gave its `after`, or a time can't be read."""
    since, until = find_bounds(asked) if isinstance(asked, Timed) else (None, None)
    try:
        return reader.page(
            kind,
            list_facets(asked),
            order=paging.order,
            limit=paging.limit,
            after=paging.after,
            since=since,
            until=until,
        )
    except ValueError as error:
        raise InputError(f"{paging.after}: no page in this order ends so", "Begin without `after`") from error


def find_bounds(asked: Timed) -> tuple[str | None, str | None]:
    """The moments that rows are found by. Raises InputError where one can't be read."""
    now = datetime.now(UTC)
    since = write_moment(find_moment(asked.since, now)) if asked.since else None
    return since, write_moment(find_moment(asked.until, now)) if asked.until else None


def _fold(name: str, value: str) -> str:
    return fold_letters(value)[:LONGEST_NAME] if name in _NAMES else fold_facet(name, value)
