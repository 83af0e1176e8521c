"""Expressions that name days or longer: weekdays, dates, months, years, "two days ago", "last month"."""

from collections.abc import Callable
from dataclasses import replace

from marsad.claims.times.clocks import read_clock, read_part
from marsad.claims.times.dates import (
    Read,
    date_after,
    match_weekday,
    month_named,
    read_day_month,
    read_month,
    read_month_day,
    read_numeric,
    read_opening,
    read_years,
)
from marsad.claims.times.periods import read_edge_of_period, read_season, read_weekend
from marsad.claims.times.stretches import (
    PRECISION,
    Anchor,
    Stretch,
    Toward,
    back_by,
    days,
    month_of,
    part_of,
    past_stretch,
    period_of,
    recent_stretch,
    shift,
    weekday_near,
)
from marsad.claims.times.words import Words, low_at, read_number, read_year, skip
from marsad.lexicon.times import load_time_words
from marsad.model.claims import Precision

_NO_EVENT = frozenset(
    ("in", "at", "on", "by", "for", "and", "but", "or", "when", "while", "with", "said", "to", "from", "as", "after")
)
_BEFORE_VERB = frozenset(("will", "would", "to", "could", "can", "may", "might", "should", "must", "not", "shall"))
"""Words before which "last" is a verb."""
_DAY_WORDS = {"today": 0, "yesterday": -1, "tomorrow": 1}
_CAME = ("came", "comes", "coming", "happened", "occurred", "place", "follows", "followed")
"""Words before "a day after" that make what follows the earlier of the two."""


def read_day(words: Words, at: int, anchor: Anchor) -> Read:
    """The day or longer stretch that starts at a word, the longest reading first."""
    readers: tuple[Callable[[Words, int, Anchor], Read], ...] = (
        read_numeric,
        read_opening,
        read_day_month,
        read_month_day,
        _read_weekday,
        _read_day_word,
        _read_back,
        _read_around,
        _read_past,
        _read_period,
        read_season,
        read_weekend,
        read_edge_of_period,
        read_month,
        read_years,
    )
    return next((found for found in (reader(words, at, anchor) for reader in readers) if found), None)


def _read_weekday(words: Words, at: int, anchor: Anchor) -> Read:
    """Monday, last Thursday, Wednesday 17 January, Thursday last week."""
    table = load_time_words()
    direction = low_at(words, at) if low_at(words, at) in ("last", "next", "this", "past", "coming", "previous") else ""
    place = skip(words, at + bool(direction), "week") if direction == "last" else at + bool(direction)
    place = skip(words, skip(words, place, "'", "’"), "s") if place > at + 1 else place
    low = low_at(words, place)
    short = low in table.short_weekdays
    if (low not in table.weekdays and not short) or not words[place].text[0].isupper():
        return None
    dated = date_after(words, skip(words, place + 1, "."), anchor)
    number = table.short_weekdays[low] if short else table.weekdays[low]
    if dated or short:
        return (dated[0], match_weekday(dated[1], number)) if dated else None
    if low_at(words, place + 1) in ("last", "next") and low_at(words, place + 2) == "week":
        return place + 3, _in_week(anchor, number, -1 if low_at(words, place + 1) == "last" else 1)
    if place > at + 1:
        return place + 1, _in_week(anchor, number, -1)
    way = {"past": "last", "previous": "last", "coming": "next"}.get(direction, direction)
    return place + 1, days(weekday_near(anchor, number, way), 1, Precision.DAY, anchor.basis)


def _in_week(anchor: Anchor, weekday: int, by: int) -> Stretch:
    monday = shift(anchor.day, 7 * by - anchor.day.weekday()) if anchor.day else None
    return days(shift(monday, weekday), 1, Precision.DAY, anchor.basis)


def _read_day_word(words: Words, at: int, anchor: Anchor) -> Read:
    """today, yesterday, the day before yesterday; last, this or that before a part of the day."""
    table, low = load_time_words(), low_at(words, at)
    if low in _DAY_WORDS:
        return at + 1, days(shift(anchor.day, _DAY_WORDS[low]), 1, Precision.DAY, anchor.basis)
    if low in ("last", "this", "that", "tonight") and (low == "tonight" or (low_at(words, at + 1),) in table.parts):
        day = anchor.earlier or anchor.day if low == "that" else anchor.day
        moved = shift(day, -1 if low == "last" else 0)
        return at + (low != "tonight"), days(moved, 1, Precision.DAY, anchor.basis)
    start = skip(words, at, "the")
    if low_at(words, start) == "day" and low_at(words, start + 2) in ("yesterday", "tomorrow"):
        by = {"before": -2, "after": 2}.get(low_at(words, start + 1))
        return (start + 3, days(shift(anchor.day, by), 1, Precision.DAY, anchor.basis)) if by else None
    return None


def _read_back(words: Words, at: int, anchor: Anchor) -> Read:
    """Two days ago, a few hours earlier, three weeks before, hours later."""
    table = load_time_words()
    counted = read_number(words, at)
    place, count = counted or (at, (2, 6))
    unit = table.units.get(low_at(words, place))
    if unit is None or (counted is None and not low_at(words, place).endswith("s")):
        return None
    low = low_at(words, place + 1)
    if low == "ago":
        return place + 2, back_by(anchor, count, unit, -1)
    if low in ("before", "after") and (read_part(words, place + 1) or read_clock(words, place + 2)):
        return None
    if low in ("before", "after", "following") and is_event(words, place + 2):
        own = low_at(words, place + 2) in ("this", "these")
        earlier = low == "before" or (at > 0 and low_at(words, at - 1) in _CAME)
        return place + 2, _beside_event(anchor, count, unit, -1 if earlier else 1, own)
    if low in ("earlier", "before", "later", "prior", "after"):
        came = low == "after" and at > 0 and low_at(words, at - 1) in _CAME
        sign = 1 if low in ("later", "after") and not came else -1
        return place + 2, back_by(_against_earlier(anchor), count, unit, sign)
    return None


def is_event(words: Words, at: int) -> bool:
    """Whether an event follows that a time is told by: "the strike", "he fled", not "at noon" or a clause's end."""
    return low_at(words, at)[:1].isalpha() and low_at(words, at) not in _NO_EVENT


def _beside_event(anchor: Anchor, count: tuple[int, int], unit: str, sign: int, own: bool) -> Stretch:
    """ "Hours after the strike": against the day last told of; "two weeks after the vote" is unknown.

    "Two days before this attack" is told by the report's own event, whatever the length. In "it came a day after two
    people were killed" the deaths are what is told, and came first.
    """
    near = unit in ("minute", "hour") or (unit == "day" and count == (1, 1))
    if not own and (anchor.earlier is None or not near):
        return Stretch(None, None, PRECISION[unit], "beside an event without a date")
    stretch = back_by(_against_earlier(anchor), count, unit, sign)
    return replace(stretch, basis="beside an event of the day last told of")


def _against_earlier(anchor: Anchor) -> Anchor:
    """The anchor of words that look to the day last told of, or else to the report's."""
    if anchor.earlier is None:
        return anchor
    return Anchor(anchor.earlier, None, anchor.earlier, anchor.toward, "earlier mention")


def _read_around(words: Words, at: int, anchor: Anchor) -> Read:
    """The previous day, the day before, the night before, the same day, the following week, earlier in the day."""
    against = _against_earlier(anchor)
    low = low_at(words, at)
    if (
        low in ("earlier", "later")
        and low_at(words, at + 1) in ("in", "that")
        and low_at(words, at + 2) in ("the", "day")
    ):
        stop = at + 3 if low_at(words, at + 2) == "day" else skip(words, at + 3, "day")
        return (stop, days(against.day, 1, Precision.DAY, against.basis)) if low_at(words, stop - 1) == "day" else None
    start = skip(words, at, "the")
    low, after = low_at(words, start), low_at(words, start + 1)
    by = {"previous": -1, "following": 1, "same": 0, "next": 1, "preceding": -1}.get(low)
    if by is not None and start > at:
        if after in ("night", "evening", "morning", "afternoon"):
            return start + 1, days(shift(against.day, by), 1, Precision.DAY, against.basis)
        if after in ("day", "week", "month", "year"):
            return start + 2, period_of(against.day, after, by, against.basis)
    if low == "that" and after == "day":
        return start + 2, days(against.day, 1, Precision.DAY, against.basis)
    if start > at and after in ("before", "after") and low in ("day", "night", "evening", "week", "month", "year"):
        if is_event(words, start + 2):
            unit = "day" if low in ("night", "evening") else low
            own = low_at(words, start + 2) in ("this", "these")
            return start + 2, _beside_event(anchor, (1, 1), unit, -1 if after == "before" else 1, own)
        return _beside(words, start, against, -1 if after == "before" else 1)
    return None


def _beside(words: Words, at: int, against: Anchor, by: int) -> Read:
    """ "The night before" runs from the evening of the day before into the day."""
    low = low_at(words, at)
    if low in ("night", "evening"):
        stretch = days(shift(against.day, by), 1, Precision.DAY, against.basis)
        if stretch.start is None:
            return at + 2, stretch
        return at + 2, part_of(stretch, load_time_words().parts[(low,)])
    return at + 2, period_of(against.day, low, by, against.basis)


def _read_past(words: Words, at: int, anchor: Anchor) -> Read:
    """The past three days, the last 24 hours, recent months, the past week; not "is to last three days"."""
    table = load_time_words()
    start = skip(words, at, "the")
    low = low_at(words, start)
    if low == "recent" and low_at(words, start + 1) in table.units:
        return start + 2, recent_stretch(anchor, table.units[low_at(words, start + 1)])
    if low not in ("past", "last", "previous") or (low == "last" and low_at(words, start - 1) in _BEFORE_VERB):
        return None
    counted = read_number(words, start + 1)
    place, count = counted or (start + 1, (1, 1))
    unit = table.units.get(low_at(words, place))
    if unit is None or (counted is None and (low != "past" or start == at) and not low_at(words, place).endswith("s")):
        return None
    if counted is None and low_at(words, place).endswith("s"):
        return place + 1, recent_stretch(anchor, unit)
    return place + 1, past_stretch(anchor, count[1], unit)


def _read_period(words: Words, at: int, anchor: Anchor) -> Read:
    """Last month, this year, next week, earlier this month, this weekend, last December."""
    start = skip(words, skip(words, at, "earlier", "later"), "in")
    low, after = low_at(words, start), low_at(words, start + 1)
    by = {"last": -1, "this": 0, "next": 1, "current": 0, "coming": 1}.get(low)
    if by is None:
        return None
    if after == "weekend" and anchor.day:
        over = by == 0 and anchor.toward is not Toward.FUTURE and anchor.day.weekday() < 5
        saturday = shift(anchor.day, 5 - anchor.day.weekday() + 7 * (by - over))
        return start + 2, days(saturday, 2, Precision.DAY, anchor.basis)
    if after not in ("week", "month", "year", "decade"):
        return _directed_month(words, start, anchor, by)
    if by == 0 and anchor.toward is not Toward.FUTURE and anchor.day:
        whole = period_of(anchor.day, after, 0, anchor.basis)
        end = days(anchor.day, 1, Precision.DAY, anchor.basis).end
        return start + 2, Stretch(whole.start, end, PRECISION[after], anchor.basis)
    return start + 2, period_of(anchor.day, after, by, anchor.basis)


def _directed_month(words: Words, at: int, anchor: Anchor, by: int) -> Read:
    month = month_named(words, at + 1)
    if month is None or read_year(words, month[0]):
        return None
    if anchor.day is None:
        return month[0], Stretch(None, None, Precision.MONTH, "no date to read it against")
    passed = month[1] < anchor.day.month
    year = anchor.day.year + {-1: -(not passed), 0: 0, 1: int(month[1] <= anchor.day.month)}[by]
    return month[0], month_of(year, month[1], anchor.basis)
