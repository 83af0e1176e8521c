"""Times in words, always in UTC, with the words of the report beside what they were read as."""

from datetime import UTC, date, datetime, timedelta

from marsad.model.claims import Precision, When
from marsad.model.days import MONTHS, day_near, say_day, say_days, say_whole

_FINE = (Precision.INSTANT, Precision.HOUR, Precision.DAY_PART)


def say_moment(moment: datetime) -> str:
    """A point in time: the day alone at midnight, else with the hour in UTC."""
    utc = moment.astimezone(UTC)
    return say_day(utc.date()) if (utc.hour, utc.minute) == (0, 0) else f"{say_day(utc.date())}, {utc:%H:%M} UTC"


def say_published(published: date | datetime | None) -> str:
    """A report's date, with its hour where it has one."""
    if published is None:
        return "no date"
    return say_moment(published) if isinstance(published, datetime) else say_day(published)


def say_heading(when: When | None) -> str:
    """The heading a time stands under: its first day, or the week, month, year or stretch of days where that is all
    that is known.
    """
    edge = (when.start or when.end) if when else None
    if when is None or edge is None:
        return "No date"
    if when.start is None or when.end is None:
        day = edge.astimezone(UTC).date() if when.precision in _FINE else _whole_day(when, edge)
        return f"{'From' if when.start else 'Until'} {say_day(day)}"
    if when.precision in _FINE:
        return say_day(when.start.astimezone(UTC).date())
    return say_when(when)


def say_when(when: When | None) -> str:
    """A time for people: "20 May 2018, “overnight” (20 May 18:00 to 21 May 06:00 UTC)"."""
    if when is None:
        return "no time given"
    if when.start is None and when.end is None:
        return f"“{when.text}”, not resolved to a date" if when.text else "no time given"
    if when.start is None or when.end is None:
        return _say_open(when)
    return _say_interval(when, when.start.astimezone(UTC), when.end.astimezone(UTC))


def _say_open(when: When) -> str:
    edge = when.start or when.end
    if edge is None:
        return "no time given"
    said = say_moment(edge) if when.precision in _FINE else say_day(_whole_day(when, edge))
    return f"from {said}" if when.start else f"until {said}"


def _whole_day(when: When, edge: datetime) -> date:
    """The first day, or the last: an end is the moment at which its day is over."""
    return day_near(edge) - (timedelta() if when.start else timedelta(days=1))


def _say_interval(when: When, start: datetime, end: datetime) -> str:
    if when.precision is Precision.INSTANT or end <= start:
        return f"{say_day(start.date())}, {start:%H:%M} UTC"
    if when.precision is Precision.HOUR and start.date() != end.date():
        return f"{say_moment(start)} to {say_moment(end)}"
    if when.precision is Precision.HOUR:
        return f"{say_day(start.date())}, {_say_hours(start, end)}"
    if when.precision is Precision.DAY_PART:
        words = f", “{when.text}”" if when.text else ""
        return f"{say_day(start.date())}{words} ({_say_hours(start, end)})"
    first, last = day_near(start), day_near(end) - timedelta(days=1)
    if when.precision in (Precision.MONTH, Precision.YEAR) and (whole := say_whole(first, last)):
        return whole
    return say_days(first, max(first, last))


def _say_hours(start: datetime, end: datetime) -> str:
    if start.date() == end.date():
        return f"{start:%H:%M} to {end:%H:%M} UTC"
    left, right = (f"{t.day} {MONTHS[t.month - 1]} {t:%H:%M}" for t in (start, end))
    return f"{left} to {right} UTC"


def stamp(moment: datetime) -> str:
    """A moment as the ledger writes it: ISO 8601, UTC as "Z"."""
    return moment.isoformat().replace("+00:00", "Z")


def stamp_edges(when: When | None) -> tuple[str | None, str | None]:
    """A time's start and end as the ledger writes them."""
    start, end = (when.start, when.end) if when else (None, None)
    return stamp(start) if start else None, stamp(end) if end else None
