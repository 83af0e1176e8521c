"""Dates and times as publishers print them above a report: "Sunday, 7 May 2023, 13:09", "2023-05-07T13:09Z"."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

import re2

from marsad.lexicon.tables import read_rows
from marsad.lexicon.zones import is_abbreviation, zone_named

LONGEST = 400
"""Characters looked at: a printed date stands in a short line."""

_TIME = (
    r"(?:[T\s,،|at–—-]{1,6}(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))(?::(?P<second>\d{2})(?:\.\d{1,9})?)?"
    r"\s?(?P<half>[ap]\.?m\b\.?)?(?:\s?\(?(?P<zone>[A-Z]{1,5}\b)?\s?(?P<offset>[+-]\d{2}:?\d{2})?)?)?"
)
_COMMA = r"[\s,،.]{1,3}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDate:
    """A date as printed. `year` is None where the words leave it out; `doubtful` where 3/4 may be March or April.

    `clock` is the time of day that stands with it, with or without a zone.
    """

    year: int | None
    month: int
    day: int
    moment: datetime | None
    doubtful: bool
    start: int
    end: int
    clock: time | None = None

    @property
    def value(self) -> date | datetime | None:
        """The moment where a zone is given with the time, else the day; None without a year."""
        return self.moment or (date(self.year, self.month, self.day) if self.year else None)


@cache
def _months() -> dict[str, int]:
    return {name: int(month) for name, month, _ in read_rows("months.csv")}


@cache
def _pattern() -> re2._Regexp:
    month = "|".join(sorted(_months(), key=len, reverse=True))
    forms = (
        r"(?P<y1>\d{4})[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})",
        rf"(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?[\s-](?P<n2>{month})\b(?:[\s,،.-]{{1,3}}(?P<y2>(?:19|20)\d{{2}})\b)?",
        rf"\b(?P<n3>{month})\b\.?\s(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\b(?:{_COMMA}(?P<y3>(?:19|20)\d{{2}})\b)?",
        r"(?P<a4>\d{1,2})[/.-](?P<b4>\d{1,2})[/.-](?P<y4>\d{4})\b",
    )
    return re2.compile(rf"(?i)(?:^|[^\w/.])(?P<all>(?:{'|'.join(forms)}){_TIME})")


def _read_numbers(first: int, second: int) -> tuple[int, int, bool]:
    """Month and day of "a/b/yyyy": day first, as most of the world writes, unless only month first is possible."""
    if second > 12 >= first:
        return first, second, False
    return second, first, first <= 12 and first != second


def _read_zone(zone: str | None, offset: str | None) -> tzinfo | None:
    """The zone that stands with a time: an offset, or an abbreviation that means one zone."""
    if offset:
        sign = -1 if offset[0] == "-" else 1
        minutes = int(offset[1:3]) * 60 + int(offset[-2:])
        return timezone(timedelta(minutes=sign * minutes)) if minutes < 24 * 60 else None
    name = zone_named(zone) if zone and is_abbreviation(zone.upper()) else None
    return ZoneInfo(name) if name else None


def _read_hour(hour: int, half: str | None) -> int:
    if not half or hour > 12:
        return hour
    return hour % 12 + (12 if half[0].lower() == "p" else 0)


def read_dates(line: str) -> tuple[WrittenDate, ...]:
    """The dates printed in a short line, in order; impossible ones ("31 February") are left out."""
    found: list[WrittenDate] = []
    for match in _pattern().finditer(line[:LONGEST]):
        part = match.groupdict()
        doubtful = False
        if part["y1"]:
            year, month, day = int(part["y1"]), int(part["m1"]), int(part["d1"])
        elif part["n2"]:
            year, month, day = int(part["y2"] or 0), _months()[part["n2"].lower()], int(part["d2"])
        elif part["n3"]:
            year, month, day = int(part["y3"] or 0), _months()[part["n3"].lower()], int(part["d3"])
        else:
            month, day, doubtful = _read_numbers(int(part["a4"]), int(part["b4"]))
            year = int(part["y4"])
        if not _is_day(year, month, day):
            continue
        clock = _read_clock(part)
        found.append(
            WrittenDate(
                year=year or None,
                month=month,
                day=day,
                moment=_read_moment(year, month, day, clock, _read_zone(part["zone"], part["offset"])),
                doubtful=doubtful,
                start=match.start(1),
                end=match.end(1),
                clock=clock,
            )
        )
    return tuple(found)


def _is_day(year: int, month: int, day: int) -> bool:
    """Whether there is such a day, from 1900 on; without a year, in any year."""
    try:
        date(year or 2000, month, day)
    except ValueError:
        return False
    return not year or 1900 <= year <= 2100


def _read_clock(part: dict[str, str | None]) -> time | None:
    """The time of day that stands with a date; an impossible one is none."""
    if not part["hour"]:
        return None
    hour, minute, second = _read_hour(int(part["hour"]), part["half"]), int(part["minute"] or 0), part["second"]
    return time(hour, minute, int(second or 0)) if hour < 24 and minute < 60 and int(second or 0) < 60 else None


def _read_moment(year: int, month: int, day: int, clock: time | None, zone: tzinfo | None) -> datetime | None:
    """The instant in the zone given, where year, time and a known zone are all there."""
    if not year or clock is None or zone is None:
        return None
    moment = datetime.combine(date(year, month, day), clock, zone)
    return moment.replace(tzinfo=timezone(moment.utcoffset() or timedelta(0)))


def nearest_day(month: int, day: int, near: date) -> date | None:
    """The day of that month and number that lies nearest to another day; ties go to the earlier."""
    days = [date(year, month, day) for year in (near.year - 1, near.year, near.year + 1) if _is_day(year, month, day)]
    days = [found for found in days if found.month == month]
    return min(days, key=lambda found: (abs(found - near), found), default=None)
