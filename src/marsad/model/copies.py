"""Who repeats whom: copies, families and stories."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from marsad.model.reports import Span


class Relation(StrEnum):
    """How a report repeats another (METER: wholly, partly, non-derived)."""

    VERBATIM = "verbatim"
    REWRITE = "rewrite"
    EXCERPT = "excerpt"
    CITES = "cites"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A reused stretch: where it stands in the copy and where in the origin."""

    report: Span
    origin: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A report that repeats another, or cites somebody; `overlap` is the share of the shorter body, 0 to 1."""

    id: str
    report: str
    origin: str | None
    origin_name: str | None
    relation: Relation
    overlap: float
    passages: tuple[Passage, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Reports that are copies of one another (verbatim and rewrite only); a lone report is a family of one."""

    id: str
    reports: tuple[str, ...]
    origin_name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Reports about the same happening over days."""

    id: str
    label: str
    reports: tuple[str, ...]
    first: date | None
    last: date | None
