"""Expressions that name dates: 20 May 2018, May 20, 2022-08-06, January 2024, early March, 2012-15, the 1990s."""

from datetime import date

from marsad.claims.times.stretches import (
    Anchor,
    Stretch,
    between,
    days,
    month_of,
    shift,
    third_of,
    year_near,
    years_of,
)
from marsad.claims.times.words import Words, is_possessive, low_at, read_year, skip
from marsad.lexicon.times import load_time_words
from marsad.model.claims import Precision

Read = tuple[int, Stretch] | None
"""The place after an expression, and the stretch that it names."""

_BEFORE_MONTH = frozenset(
    ("in", "since", "last", "until", "till", "from", "by", "of", "early", "late", "mid", "during", "this", "next")
) | {"through", "between", "and", "to"}
_BEFORE_YEAR = _BEFORE_MONTH | {"-", "–", "before", "after", "around", "the", "(", "year", "for"}


def date_after(words: Words, at: int, anchor: Anchor) -> Read:
    """The date behind a weekday: "Wednesday, 17 January"."""
    place = skip(words, skip(words, at, ",", "("), "the")
    return (
        read_day_month(words, place, anchor)
        or read_month_day(words, place, anchor)
        or read_numeric(words, place, anchor)
        or _read_short(words, place, anchor)
    )


def read_opening(words: Words, at: int, anchor: Anchor) -> Read:
    """ "18/03 - ", "18/03 1630 - ", "18/03 am - ": a day and a month that open a note."""
    found = _read_short(words, at, anchor) if at == 0 else None
    after = low_at(words, found[0]) if found else ""
    clock = len(after) == 4 and after.isascii() and after.isdecimal()
    return found if clock or after in ("-", "–", "—", ":", "am", "pm") else None


def _read_short(words: Words, at: int, anchor: Anchor) -> Read:
    """ "18/03" behind a weekday or where a note begins: the day first."""
    day, month = _read_day_number(words, at), _read_day_number(words, at + 2)
    if day is None or month is None or low_at(words, at + 1) != "/" or not 1 <= month[1] <= 12:
        return None
    found = _dated(anchor, month[1], day[1], day[1], None)
    return (month[0], found) if found else None


def match_weekday(stretch: Stretch, weekday: int) -> Stretch:
    """A date said without a year moves to the year beside it in which it is the weekday that stands before it."""
    if stretch.start is None or stretch.end is None or stretch.basis == "absolute":
        return stretch
    first = stretch.start.date()
    for by in (0, 1, -1):
        moved = _make_date(first.year + by, first.month, first.day)
        if moved and moved.weekday() == weekday:
            return days(moved, (stretch.end - stretch.start).days, Precision.DAY, stretch.basis)
    return stretch


def _make_date(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year else None
    except ValueError:
        return None


def read_numeric(words: Words, at: int, anchor: Anchor) -> Read:
    """2022-08-06, 06/08/2022, 6.8.2022: the day first unless that is impossible."""
    low = low_at(words, at)
    sign = next((s for s in "-/." if low.count(s) == 2), None)
    parts = low.split(sign) if sign else []
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return None
    first, second, third = (int(part) for part in parts)
    year = third + 2000 if third < 70 and len(parts[2]) == 2 else third
    found = (
        _make_date(first, second, third)
        if len(parts[0]) == 4
        else _make_date(year, second, first) or _make_date(year, first, second)
    )
    return (at + 1, days(found, 1, Precision.DAY, "absolute")) if found else None


def _read_day_number(words: Words, at: int) -> tuple[int, int] | None:
    low = low_at(words, at)
    if not (low.isascii() and low.isdecimal() and len(low) <= 2 and 1 <= int(low) <= 31):
        return None
    follows = low_at(words, at + 1) in ("st", "nd", "rd", "th") and words[at].end == words[at + 1].start
    return at + 1 + follows, int(low)


def month_named(words: Words, at: int) -> tuple[int, int] | None:
    """A month by its name or abbreviation, with a capital."""
    table, low = load_time_words(), low_at(words, at)
    if low in table.months and words[at].text[0].isupper():
        return at + 1, table.months[low]
    if low in table.short_months and words[at].text[0].isupper():
        return skip(words, at + 1, "."), table.short_months[low]
    return None


def _year_after(words: Words, at: int, anchor: Anchor) -> tuple[int, int | None]:
    """The year behind a month or day: "2018", ", 2018", "of last year"."""
    place = skip(words, skip(words, at, "of"), ",", "،")
    by = {"last": -1, "this": 0, "next": 1}.get(low_at(words, place))
    if by is not None and low_at(words, place + 1) == "year" and anchor.day:
        return place + 2, anchor.day.year + by
    year = read_year(words, place)
    return (place + 1, year) if year else (at, None)


def _dated(anchor: Anchor, month: int, first: int, last: int, year: int | None) -> Stretch | None:
    """Days of a month; without a year the nearest past (or coming) one."""
    basis = "absolute" if year else anchor.basis
    chosen = year or year_near(anchor, month, first)
    if chosen is None:
        return days(None, 1, Precision.DAY, basis) if _make_date(2000, month, first) else None
    start, end = _make_date(chosen, month, first), _make_date(chosen, month, last)
    if start is None or end is None or end < start:
        return None
    return between(start, shift(end, 1), Precision.DAY, basis)


def _second_number(words: Words, at: int) -> tuple[int, int] | None:
    """The end of "20-22" or "20 to 22"."""
    place = skip(words, at, "-", "–", "to", "and", "/", "until")
    return _read_day_number(words, place) if place > at else None


def read_day_month(words: Words, at: int, anchor: Anchor) -> Read:
    """20 May 2018, the 20th of May, 20-22 May."""
    first = _read_day_number(words, skip(words, at, "the"))
    if first is None:
        return None
    last = _second_number(words, first[0]) or first
    month = month_named(words, skip(words, last[0], "of"))
    if month is None:
        return None
    stop, year = _year_after(words, month[0], anchor)
    stretch = _dated(anchor, month[1], first[1], last[1], year)
    return (stop, stretch) if stretch else None


def read_month_day(words: Words, at: int, anchor: Anchor) -> Read:
    """May 20, May 20-22, August 6, 2022."""
    month = month_named(words, at)
    first = _read_day_number(words, skip(words, month[0], "the")) if month else None
    if month is None or first is None or low_at(words, first[0]) in ("people", "civilians"):
        return None
    last = _second_number(words, first[0]) or first
    stop, year = _year_after(words, last[0], anchor)
    stretch = _dated(anchor, month[1], first[1], last[1], year)
    return (stop, stretch) if stretch else None


def _slanted(words: Words, at: int) -> tuple[int, str]:
    """ "early", "late", "mid-", "the beginning of" before a month or a year."""
    low = low_at(words, at)
    if low in ("early", "late", "mid"):
        return skip(words, skip(words, at + 1, "-", "in"), "the"), low
    start = skip(words, at, "the")
    slant = {"beginning": "early", "start": "early", "middle": "mid", "end": "late"}.get(low_at(words, start))
    if slant and low_at(words, start + 1) == "of":
        return skip(words, start + 2, "the"), slant
    return at, ""


def read_month(words: Words, at: int, anchor: Anchor) -> Read:
    """January 2024, in April, early March; a bare name only behind a preposition ("may", "march" are verbs too)."""
    place, slant = _slanted(words, at)
    named = month_named(words, place)
    if named is None and low_at(words, at).startswith(("mid-", "early-", "late-")):
        slant, _, name = low_at(words, at).partition("-")
        number = load_time_words().months.get(name)
        named = (at + 1, number) if number else None
    if named is None:
        return None
    stop, year = _year_after(words, named[0], anchor)
    if year is None and not slant and low_at(words, at - 1) not in _BEFORE_MONTH and not is_possessive(words, named[0]):
        return None
    chosen = year or year_near(anchor, named[1], 1)
    if chosen is None:
        return stop, Stretch(None, None, Precision.MONTH, "no date to read it against")
    stretch = month_of(chosen, named[1], "absolute" if year else anchor.basis)
    return stop, third_of(stretch, slant)


def read_years(words: Words, at: int, anchor: Anchor) -> Read:
    """2015, early 2023, 2012-15, the 1990s; a bare year only behind a preposition or article."""
    place, slant = _slanted(words, at)
    place = skip(words, place, "the")
    year = read_year(words, place)
    if year is None:
        return None
    if low_at(words, place + 1) == "s" and words[place].end == words[place + 1].start and year % 10 == 0:
        return place + 2, third_of(years_of(year, year + 9, "absolute"), slant)
    if low_at(words, place + 1) in ("-", "–"):
        last = read_year(words, place + 2) or _short_year(words, place + 2, year)
        if last and last > year and place == at:
            return place + 3, years_of(year, last, "absolute")
    bare = place == at and low_at(words, at - 1) not in _BEFORE_YEAR
    if bare or (low_at(words, place - 1) == "the" and year % 100 == 0):
        return None
    start = place if not slant else at
    return (place + 1, third_of(years_of(year, year, "absolute"), slant)) if start == at else None


def _short_year(words: Words, at: int, year: int) -> int | None:
    low = low_at(words, at)
    return year // 100 * 100 + int(low) if low.isascii() and low.isdecimal() and len(low) == 2 else None
