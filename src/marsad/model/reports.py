"""Reports: one published or submitted text each, with its blocks, dates and problems."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from marsad.model.ids import make_id

Span = tuple[int, int]
"""Start and end in Unicode code points of a report's text, end exclusive."""


class DateBasis(StrEnum):
    """What a report's date rests on, from the firmest to none."""

    STATED = "stated"
    DATELINE = "dateline"
    INHERITED = "inherited"
    FILE = "file"
    RECEIVED = "received"
    UNKNOWN = "unknown"


class BlockKind(StrEnum):
    """What a stretch of a report's text is; boilerplate yields no claims."""

    TITLE = "title"
    BODY = "body"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of a report's text, one paragraph or line, with its kind."""

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """Where and when a report says that it was written: "Beirut, May 20:"."""

    place: str | None
    date: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What could not be read, or only in part: the file, the place in it, what is wrong, what to do."""

    path: str
    at: str | None
    what: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One published or submitted text. Blocks are in order, do not overlap and leave out only white space.

    `source` is the id of the outlet's source, known once the report's story is resolved.
    """

    id: str
    key: str
    url: str | None
    outlet: str | None
    agency: str | None
    author: str | None
    title: str | None
    published: date | datetime | None
    published_basis: DateBasis
    dateline: Dateline | None
    language: str | None
    read: bool
    unread_why: str | None
    text: str
    blocks: tuple[Block, ...]
    source: str | None = None


def report_id(key: str, outlet: str | None, url: str | None, text: str) -> str:
    """The identity of a report: its key, outlet, address and text."""
    return make_id("report", key, outlet, url, text)
