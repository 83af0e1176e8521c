"""Time travel: which reports could be known at a time.

A report is known from the moment or the day that it was published or, where it states none, received. One without any
date is known where a report that was known then dates it; else nothing shows that it was there, and it is left out.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime

from marsad.model.reports import Problem, Report

Dater = Callable[[Sequence[Report]], Sequence[Report]]


def find_known(reports: Sequence[Report], as_of: datetime, inherit: Dater) -> tuple[Report, ...]:
    """The reports that could be known; `inherit` dates the undated by those that they copy.

    What was dated later is out before anything is inherited, so it changes nothing.
    """
    there = [report for report in reports if report.published is None or is_known(report.published, as_of)]
    dated = {report.id for report in inherit(there) if report.published is not None}
    return tuple(report for report in there if report.id in dated)


def is_known(published: date | datetime, as_of: datetime) -> bool:
    """Whether something was published by then; a day without an hour counts from its beginning."""
    if not isinstance(published, datetime):
        return published <= as_of.astimezone(UTC).date()
    return (published if published.tzinfo else published.replace(tzinfo=UTC)) <= as_of


def tell_unplaced(every: Iterable[Report], known: Iterable[Report], as_of: datetime) -> tuple[Problem, ...]:
    """What to say of reports without a date that were left out."""
    kept = {report.id for report in known}
    what = f"it states no date, so nothing shows that it was there at {as_of.isoformat().replace('+00:00', 'Z')}"
    return tuple(
        Problem(path=report.key, at=None, what=what, remedy="Give the day of receipt with --received")
        for report in every
        if report.id not in kept and report.published is None
    )
