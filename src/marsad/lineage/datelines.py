"""Datelines without a year: "Nairobi, June 3:" is dated once a report that shares its words says which year it was."""

from collections.abc import Iterable
from datetime import date, datetime

from marsad.lexicon.stamps import read_dates
from marsad.model.reports import BlockKind, DateBasis, Report

_FARTHEST_DAYS = 60
_LOOKED_AT = 200


def complete_dateline(report: Report, near: Iterable[date]) -> date | None:
    """The day of a report whose dateline leaves out the year: the one nearest to the dates it shares words with.

    None where the report has a date, no such dateline, nothing near within two months, or two answers.
    """
    if report.published_basis not in (DateBasis.UNKNOWN, DateBasis.RECEIVED) or report.dateline is None:
        return None
    written = _read_month_and_day(report)
    if written is None:
        return None
    days = {day for other in near for day in _list_years(*written, other) if abs((day - other).days) <= _FARTHEST_DAYS}
    return days.pop() if len(days) == 1 else None


def _read_month_and_day(report: Report) -> tuple[int, int] | None:
    """Month and day that stand before the first running text."""
    body = next((block for block in report.blocks if block.kind is BlockKind.BODY), None)
    first = next((block for block in report.blocks if block.kind is not BlockKind.TITLE), None)
    if body is None or first is None:
        return None
    written = [found for found in read_dates(report.text[first.start : body.start][:_LOOKED_AT]) if found.year is None]
    return (written[0].month, written[0].day) if written else None


def _list_years(month: int, day: int, near: date) -> Iterable[date]:
    for year in (near.year - 1, near.year, near.year + 1):
        try:
            yield datetime(year, month, day).date()
        except ValueError:
            continue
