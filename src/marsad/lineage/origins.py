"""Origins: which of two reports came first, or which agency stands behind them."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np

from marsad.lexicon.spellings import find_house_spelling, read_spelling
from marsad.lineage.agencies import is_same_body
from marsad.lineage.keys import read_running
from marsad.model.reports import DateBasis, Report

_NO_MINUTE = 24 * 60
_DAY_BITS, _MINUTE_BITS = 24, 12
_UNDATED = (DateBasis.UNKNOWN, DateBasis.RECEIVED, DateBasis.INHERITED)

Rank = tuple[int, int, int, int, int, int, int, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """What speaks for a report being the origin; the smaller rank comes first.

    In order: it is the credited agency's own; it is dated; the earlier day; the earlier time where known; it credits
    no agency; it is spelled as its house spells, or nothing is known of that; the longer text; the smaller id.
    """

    report: Report
    rank: Rank


def rank_report(
    report: Report, words: int, credited: Iterable[str], completed: date | None = None, *, strange: bool = False
) -> Standing:
    """Rank a report among those that it is compared with.

    `strange` is one that is spelled unlike its house; `credited` are the agencies that these credit; `completed` is the
    day of a dateline that leaves out the year.
    """
    day, minute = read_time(report)
    if day is None and completed is not None:
        day, minute = completed.toordinal(), _NO_MINUTE
    own = report.outlet is not None and any(is_same_body(report.outlet, agency) for agency in credited)
    relays = report.agency is not None and not (report.outlet and is_same_body(report.outlet, report.agency))
    return Standing(
        report, (int(not own), int(day is None), day or 0, minute, int(relays), int(strange), -words, report.id)
    )


def order_report(report: Report) -> tuple[int, int, int, str]:
    """The order in which reports are compared, by the reports alone: the dated first, then the earlier, then the id."""
    day, minute = read_time(report)
    return int(day is None), day or 0, minute, report.id


def sort_reports(reports: Sequence[Report]) -> Sequence[int]:
    """The places of the reports in the order in which they are compared; of two with one id that of the last."""
    latest: dict[str, int] = {}
    times = array("q")
    for at, report in enumerate(reports):
        undated, day, minute, _ = order_report(report)
        latest[report.id] = at
        times.append((undated << _DAY_BITS | day) << _MINUTE_BITS | minute)
    by_id = np.array([latest[name] for name in sorted(latest)], dtype=np.int64)
    return array("q", by_id[np.argsort(np.array(times)[by_id], kind="stable")].tobytes())


def say_order(copy: Standing, origin: Standing) -> str:
    """Say in words why `origin` stands before `copy`."""
    first = next(at for at, (ours, theirs) in enumerate(zip(copy.rank, origin.rank, strict=True)) if ours != theirs)
    return (
        "the other is the credited agency's own report",
        "the other is dated, this one is not",
        f"the other is dated earlier ({_day(origin)} before {_day(copy)})",
        f"same day, and the other has the earlier time ({_day(origin)})",
        f"this one credits {copy.report.agency}, the other credits nobody",
        f"no date or credit decides; as a hint, this one is not spelled as {copy.report.outlet} spells",
        f"no date or credit decides; the other is fuller ({-origin.rank[6]} words against {-copy.rank[6]})",
        "nothing tells which came first; the smaller id stands as the origin",
    )[first]


def is_spelled_strangely(report: Report) -> bool:
    """Whether a report is spelled by another convention than its outlet keeps, and so may be somebody else's text."""
    house = find_house_spelling(report.outlet) if report.outlet else None
    return house is not None and read_spelling(read_running(report).text) not in (house, None)


def name_origin(copy: Report, origin: Report, excerpt: bool) -> str | None:
    """Name who stands behind a copy: the agency it credits, else the origin's agency, else the origin's outlet."""
    if copy.agency is not None and not excerpt:
        return copy.agency
    return origin.agency or origin.outlet


def is_dated(report: Report) -> bool:
    """Tell whether a report has a date of its own; a date of receipt or inheritance is none."""
    return report.published is not None and report.published_basis not in _UNDATED


def own_days(report: Report) -> tuple[date, ...]:
    """The day of a report that has a date of its own, else nothing."""
    return (day_of(report.published),) if report.published is not None and is_dated(report) else ()


def day_of(published: date | datetime) -> date:
    """The day of a date or a time, a time with a zone in UTC."""
    if isinstance(published, datetime):
        return (published.astimezone(UTC) if published.tzinfo else published).date()
    return published


def read_time(report: Report) -> tuple[int | None, int]:
    """Day number and minute of the day, in UTC; an unknown minute comes after the known ones of its day."""
    if report.published is None or not is_dated(report):
        return None, 0
    day = day_of(report.published).toordinal()
    if not isinstance(report.published, datetime):
        return day, _NO_MINUTE
    at = report.published.astimezone(UTC) if report.published.tzinfo else report.published
    return day, at.hour * 60 + at.minute


def _day(standing: Standing) -> str:
    return date.fromordinal(standing.rank[2]).isoformat() if standing.rank[2] else "undated"
