"""When a report was published, and what that rests on."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from marsad.intake.cleaning import Cleaned
from marsad.intake.found import Found
from marsad.lexicon.stamps import WrittenDate, nearest_day, read_dates
from marsad.model.reports import DateBasis, Dateline

_IN_NAME = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<s>[-_.]?)(?P<m>\d{2})(?P=s)(?P<d>\d{2})(?!\d)")
_IN_URL = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<s>[/_.-]?)(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d)")
_IN_PATH = re.compile(r"/(?P<y>(?:19|20)\d{2})/(?P<m>\d{1,2})(?:/|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A date with its basis, the dateline with its year, and whether the date could be read two ways."""

    when: date | datetime | None
    basis: DateBasis
    dateline: Dateline | None
    doubtful: bool = False
    unread: str | None = None


def date_in_name(name: str) -> date | None:
    """The first date in a file's name: "2023-05-07", "2023_05_07" or "20230507"; impossible dates are none."""
    return _read_digits(_IN_NAME, name)


def date_in_url(url: str | None) -> date | None:
    """The first date in the path of an address: "/2023/05/07/", "/2023/5/7/", "-20230507-"."""
    if not url:
        return None
    path = url.partition("://")[2].partition("?")[0].partition("#")[0].partition("/")[2]
    return _read_digits(_IN_URL, "/" + path[:500])


def _read_digits(pattern: re.Pattern[str], text: str) -> date | None:
    for match in pattern.finditer(text):
        try:
            return date(int(match["y"]), int(match["m"]), int(match["d"]))
        except ValueError:
            continue
    return None


def _month_in_url(url: str | None) -> date | None:
    """The middle of the month that an address names without a day."""
    match = _IN_PATH.search((url or "")[:500])
    return date(int(match["y"]), int(match["m"]), 15) if match and 1 <= int(match["m"]) <= 12 else None


def tell_published(found: Found, cleaned: Cleaned, received: date | None) -> Published:
    """A report's date by the firmest statement there is.

    In order: its metadata, a date line in its text, the date in its address (all `stated`), its dateline, the date in
    its file's name, then `received` as an upper bound. A date line adds the time of day to metadata of the same day.
    The year that a dateline leaves out is the one nearest to another date of the report, or the latest up to
    `received`; with neither it is left out, and a copy may bring it.
    """
    given = next((one for one in read_dates(found.published or "") if one.year), None)
    unread = found.published if found.published and given is None else None
    printed = cleaned.stamp
    stated = _choose(given, printed)
    by_url = date_in_url(found.url)
    day = _tell_moment(given, printed) or (stated.value if stated else None) or by_url
    written = cleaned.dateline.written if cleaned.dateline else None
    headed = _date_dateline(written, day or found.named or _month_in_url(found.url), received) if written else None
    line = (
        Dateline(place=cleaned.dateline.place, date=headed)
        if cleaned.dateline and (cleaned.dateline.place or headed)
        else None
    )
    doubtful = bool(stated and stated.doubtful)
    ways: tuple[tuple[date | datetime | None, DateBasis], ...] = (
        (day, DateBasis.STATED),
        (headed, DateBasis.DATELINE),
        (found.named, DateBasis.FILE),
        (received, DateBasis.RECEIVED),
    )
    when, basis = next((way for way in ways if way[0]), (None, DateBasis.UNKNOWN))
    return Published(when=when, basis=basis, dateline=line, doubtful=doubtful, unread=unread)


def _choose(given: WrittenDate | None, printed: WrittenDate | None) -> WrittenDate | None:
    """The metadata's date, or the printed one where there is none or where it adds a time to the same day."""
    if given is None or printed is None:
        return given or printed
    same = (given.year, given.month, given.day) == (printed.year, printed.month, printed.day)
    return printed if same and given.moment is None and printed.moment else given


def _tell_moment(given: WrittenDate | None, printed: WrittenDate | None) -> date | datetime | None:
    """The hour of a field: in its zone; without one in UTC, unless the same day is printed with a zone.

    Midnight to the second, without a zone or in UTC, is how programs write a day, and stays a day.
    """
    if given is None or given.year is None or given.clock is None:
        return None
    if given.clock == time() and (given.moment is None or not given.moment.utcoffset()):
        chosen = _choose(replace(given, moment=None), printed)
        return chosen.value if chosen else None
    if given.moment is None and (chosen := _choose(given, printed)) is printed and chosen:
        return chosen.value
    return given.moment or datetime.combine(date(given.year, given.month, given.day), given.clock, UTC)


def _date_dateline(written: WrittenDate, near: date | datetime | None, received: date | None) -> date | None:
    """The day of a dateline, its year from the words, another date of the report, or the latest up to `received`."""
    if written.year:
        return date(written.year, written.month, written.day)
    if near is not None:
        return nearest_day(written.month, written.day, near.date() if isinstance(near, datetime) else near)
    if received is None:
        return None
    for year in range(received.year, received.year - 5, -1):
        day = _day(year, written.month, written.day)
        if day and day <= received:
            return day
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
