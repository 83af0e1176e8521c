"""Versions: what a page said before it was changed, against what it says now."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from marsad.model.reports import Span


class Edit(StrEnum):
    """What became of a sentence."""

    CHANGED = "changed"
    DROPPED = "dropped"
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureEdit:
    """Words of a figure in the earlier text, and those in their place in the later; None where there are none."""

    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceEdit:
    """A sentence of the earlier text, of the later, or of both; `span` is where the later stands in the report as it is
    now, None where it is gone from there again.
    """

    edit: Edit
    before: str | None
    after: str | None
    span: Span | None
    figures: tuple[FigureEdit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A text that took the place of an earlier one at the same address.

    `report` is the report as the ledger has it now; `earlier` and `later` are the ids of the two texts, `earlier_at`
    and `at` when each was first had; `changes` are the changes of figures that come of it.
    """

    id: str
    report: str
    earlier: str
    later: str
    earlier_at: datetime
    at: datetime
    sentences: tuple[SentenceEdit, ...]
    changes: tuple[str, ...]
