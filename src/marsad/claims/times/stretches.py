"""Stretches of local time, and the calendar's arithmetic on them."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import MINYEAR, date, datetime, time, timedelta
from enum import StrEnum

from marsad.lexicon.times import load_time_words
from marsad.model.claims import Precision

_DATED_EARLY, _TOLD_LATE = 2, 62
"""Days, in months of 31: how far a past day lies ahead of the report at most, and a plan's day behind it."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Local time from `start` up to and without `end`; None where the words leave it open or no date is known."""

    start: datetime | None
    end: datetime | None
    precision: Precision
    basis: str


class Toward(StrEnum):
    """Which way a weekday or a day without a year looks from the report."""

    PAST = "past"
    FUTURE = "future"
    NEAREST = "nearest"


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative words are read against: the report's local day, its moment if known, and the day last told of."""

    day: date | None
    moment: datetime | None
    earlier: date | None
    toward: Toward
    basis: str

    def told_of(self, day: date | None) -> "Anchor":
        """The same anchor after a day was told of."""
        return replace(self, earlier=day) if day else self

    def looking(self, toward: Toward) -> "Anchor":
        """The same anchor, looking another way; one that looks to what is planned stays so."""
        return self if self.toward is Toward.FUTURE else replace(self, toward=toward)


def midnight(day: date) -> datetime:
    """The first moment of a local day."""
    return datetime.combine(day, time())


def days(first: date | None, count: int, precision: Precision, basis: str) -> Stretch:
    """A stretch of whole days; unknown where the first day is."""
    if first is None:
        return Stretch(None, None, precision, "no date to read it against")
    start = midnight(first)
    return Stretch(start, start + timedelta(days=count), precision, basis)


def between(first: date | None, after: date | None, precision: Precision, basis: str) -> Stretch:
    """A stretch from one day up to and without another."""
    count = (after - first).days if first and after else 0
    return days(first, count, precision, basis)


def shift(day: date | None, by: int) -> date | None:
    """A day moved by days; unknown where the day is, or outside the calendar."""
    try:
        return day + timedelta(days=by) if day else None
    except OverflowError:
        return None


def shift_month(day: date | None, by: int) -> date | None:
    """A day moved by months, kept inside the month; unknown outside the calendar."""
    if day is None:
        return None
    count = day.year * 12 + day.month - 1 + by
    year, month = divmod(count, 12)
    if not MINYEAR <= year <= 9998:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_of(year: int, month: int, basis: str) -> Stretch:
    """A whole month."""
    first = date(year, month, 1)
    return between(first, shift_month(first, 1), Precision.MONTH, basis)


def years_of(first: int, last: int, basis: str) -> Stretch:
    """Whole years, the last one included."""
    return between(date(first, 1, 1), date(last + 1, 1, 1), Precision.YEAR, basis)


def weekday_near(anchor: Anchor, weekday: int, direction: str) -> date | None:
    """The last such day, the report's own included; of what is planned the coming one; of an end the nearest.

    A report of which only the day is known may have been written in the next: then the day after it is meant.
    "last" leaves the report's day out, "next" takes the first one after it.
    """
    if anchor.day is None:
        return None
    back = (anchor.day.weekday() - weekday) % 7
    ahead = (weekday - anchor.day.weekday()) % 7
    if direction == "last":
        return shift(anchor.day, -(back or 7))
    if direction == "next":
        return shift(anchor.day, ahead or 7)
    if direction == "" and back == 6 and anchor.moment is None and anchor.toward is Toward.PAST:
        return shift(anchor.day, 1)
    forward = anchor.toward is Toward.FUTURE or (anchor.toward is Toward.NEAREST and ahead < back)
    return shift(anchor.day, ahead if forward else -back)


def year_near(anchor: Anchor, month: int, day: int) -> int | None:
    """The year of a month and day said without one: the nearest past, coming or nearest of all.

    A past day may lie two days ahead of the report's, which was dated in another zone or before it was printed; a plan
    may be told of for two months after its day ("was to have left on 17 March").
    """
    if anchor.day is None:
        return None
    apart = (month - anchor.day.month) * 31 + day - anchor.day.day
    if anchor.toward is Toward.PAST:
        return anchor.day.year - (apart > _DATED_EARLY)
    if anchor.toward is Toward.FUTURE:
        return anchor.day.year + (apart < -_TOLD_LATE)
    return anchor.day.year - (apart > 186) + (apart < -186)


def period_of(day: date | None, unit: str, by: int, basis: str) -> Stretch:
    """The calendar week, month, year or decade of a day, moved by units."""
    if day is None:
        return Stretch(None, None, PRECISION[unit], "no date to read it against")
    if unit == "week":
        return days(shift(day, 7 * by - day.weekday()), 7, Precision.WEEK, basis)
    if unit == "month":
        moved = shift_month(day.replace(day=1), by)
        return between(moved, shift_month(moved, 1), Precision.MONTH, basis)
    if unit == "decade":
        first = day.year // 10 * 10 + 10 * by
        return years_of(first, first + 9, basis)
    if unit == "year":
        return years_of(day.year + by, day.year + by, basis)
    return days(shift(day, by), 1, Precision.DAY, basis)


PRECISION = {
    "minute": Precision.HOUR,
    "hour": Precision.HOUR,
    "day": Precision.DAY,
    "week": Precision.WEEK,
    "fortnight": Precision.WEEK,
    "month": Precision.MONTH,
    "year": Precision.YEAR,
    "decade": Precision.YEAR,
}


def third_of(stretch: Stretch, slant: str) -> Stretch:
    """The first, middle or last third of a month, year or decade: "early 2023", "mid-June"."""
    place = {"early": 0, "mid": 1, "late": 2}.get(slant)
    if place is None or stretch.start is None or stretch.end is None or stretch.precision is Precision.WEEK:
        return stretch
    first, after = stretch.start.date(), stretch.end.date()
    if stretch.precision is Precision.MONTH:
        marks = (first, first.replace(day=11), first.replace(day=21), after)
        return between(marks[place], marks[place + 1], Precision.WEEK, stretch.basis)
    months = (after.year - first.year) * 4
    start = shift_month(first, months * place)
    end = shift_month(first, months * (place + 1))
    return between(start, end, Precision.MONTH if months == 4 else Precision.YEAR, stretch.basis)


def part_of(stretch: Stretch, hours: tuple[int, int]) -> Stretch:
    """The hours of a day, from its first midnight on; stretches longer than a day stay as they are."""
    if stretch.start is None or stretch.precision is not Precision.DAY:
        return replace(stretch, precision=Precision.DAY_PART) if stretch.start is None else stretch
    start, end = (stretch.start + timedelta(hours=hour) for hour in hours)
    return Stretch(start, end, Precision.DAY_PART, stretch.basis)


def back_by(anchor: Anchor, count: tuple[int, int], unit: str, sign: int) -> Stretch:
    """So many units before (-1) or after (+1) the report: "two days ago", "a few hours ago", "three weeks ago"."""
    low, high = count
    precision = PRECISION[unit]
    if unit in ("minute", "hour"):
        return _hours_by(anchor, high if unit == "hour" else 1, sign)
    if anchor.day is None or high > 5000:
        return Stretch(None, None, precision, "no date to read it against")
    if unit in ("month", "year", "decade") and low == high:
        moved = shift_month(anchor.day, sign * high * {"month": 1, "year": 12, "decade": 120}[unit])
        return period_of(moved, "year" if unit == "decade" else unit, 0, anchor.basis)
    size = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365, "decade": 3650}[unit]
    slack = 3 if low == high and size > 1 else 0
    ends = sorted((sign * low * size, sign * high * size))
    first, last = shift(anchor.day, ends[0] - slack), shift(anchor.day, ends[1] + slack)
    return between(first, shift(last, 1), precision, anchor.basis)


def _hours_by(anchor: Anchor, count: int, sign: int) -> Stretch:
    """Hours before or after the report's moment; with only its day known, the day or two that they reach."""
    if anchor.moment is not None and count < 10000:
        ends = sorted((anchor.moment, anchor.moment + timedelta(hours=sign * count)))
        return Stretch(ends[0], ends[1], Precision.HOUR, anchor.basis)
    reach = (count + 12) // 24
    first = shift(anchor.day, -reach if sign < 0 else 0)
    return days(first, reach + 1, Precision.DAY, anchor.basis)


def past_stretch(anchor: Anchor, count: int, unit: str) -> Stretch:
    """The last so many units up to the report, its day included."""
    if unit in ("minute", "hour"):
        if anchor.moment is not None and unit == "hour":
            return _hours_by(anchor, count, -1)
        reach = -(-count // 24) if unit == "hour" else 0
        return days(shift(anchor.day, -reach), reach + 1, Precision.DAY, anchor.basis)
    after = shift(anchor.day, 1)
    if unit in ("month", "year", "decade"):
        first = shift_month(anchor.day, -count * {"month": 1, "year": 12, "decade": 120}[unit])
    else:
        first = shift(after, -count * {"day": 1, "week": 7, "fortnight": 14}[unit])
    return between(first, after, PRECISION[unit], anchor.basis)


def recent_stretch(anchor: Anchor, unit: str) -> Stretch:
    """ "Recent" units, as many as the table says."""
    return past_stretch(anchor, load_time_words().recent.get(unit, 1), unit)
