"""Times: every expression of time in a text, as an interval in UTC with what it was read against."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from marsad.claims.times.choosing import (
    TimeMention,
    TimeRole,
    bound_by_report,
    choose_when,
    day_told_of,
    is_comparison,
    is_telling,
)
from marsad.claims.times.expressions import Edge, Expression, read_expression
from marsad.claims.times.resolving import resolve
from marsad.claims.times.stretches import Anchor, Stretch, Toward
from marsad.claims.times.words import Words, low_at, split_words
from marsad.lexicon.times import load_time_words
from marsad.model.claims import Precision

__all__ = ["TimeMention", "TimeRole", "bound_by_report", "choose_when", "day_told_of", "find_times"]


def find_times(
    text: str,
    base: int = 0,
    anchor: date | datetime | None = None,
    zone: str | None = None,
    *,
    future: bool = False,
    basis: str = "report date",
    earlier: date | None = None,
) -> tuple[TimeMention, ...]:
    """Every time in a text, in order; spans are `base` plus the place in the text.

    `anchor` is the report's date, `zone` the IANA name of local time (None: UTC), `future` for what is planned,
    `basis` what the anchor rests on, `earlier` the day that the text before last told of ("a day earlier").
    Without an anchor a relative expression is kept with neither start nor end.
    """
    words = split_words(text)
    against = _anchor(anchor, zone, Toward.FUTURE if future else Toward.PAST, basis, earlier)
    read = tuple(_read_all(words, against))
    days = [_own_day(expression) for expression in read]
    telling = [is_telling(words, expression) for expression in read]
    mentions = []
    for at, expression in enumerate(read):
        interval, stretch = resolve(expression, against, zone, _borrow(read, days, telling, at, earlier))
        mentions.append(_mention(text, base, words, expression, interval, stretch, telling[at]))
    return tuple(mentions)


def _anchor(at: date | datetime | None, zone: str | None, toward: Toward, basis: str, earlier: date | None) -> Anchor:
    if isinstance(at, datetime):
        local = at.astimezone(ZoneInfo(zone) if zone else UTC) if at.tzinfo else at
        return Anchor(local.date(), local.replace(tzinfo=None), earlier, toward, basis)
    return Anchor(at, None, earlier, toward, basis)


_FIXED = (
    *("today", "yesterday", "tomorrow", "tonight", "the", "last", "this", "that", "next", "past", "coming", "previous"),
    *("recent", "earlier", "later", "since", "from", "starting", "until", "till", "by", "through", "before", "after"),
    *("ending", "ends", "expiring", "expires"),
    *("between", "noon", "midnight", "shortly", "just", "for", "end", "beginning", "start", "middle", "in"),
    *("a", "an", "half", "several", "few"),
)


@cache
def _openers() -> frozenset[str]:
    table = load_time_words()
    parts = {phrase[0] for phrase in table.parts}
    tables = (table.weekdays, table.short_weekdays, table.months, table.short_months, table.numbers, table.units)
    return frozenset().union(*tables, table.slants, table.seasons, parts, _FIXED)


_DAYS = ("today", "yesterday", "tomorrow", "tonight", "weekend", "weekends", "noon", "midnight", "decade", "decades")
_REACH = 8
"""Words from the first of an expression to the first that names a time: "by about the end of last month" has six."""


@cache
def _names_of_times() -> frozenset[str]:
    table = load_time_words()
    tables = (table.weekdays, table.short_weekdays, table.months, table.short_months, table.units, table.seasons)
    return frozenset().union(*tables, *table.parts, _DAYS)


def _names_time(low: str) -> bool:
    """Whether a word names a time or holds a digit; no expression is without such a word."""
    names = _names_of_times()
    return low in names or any(letter.isdecimal() for letter in low) or any(part in names for part in low.split("-"))


def _places_within_reach(words: Words) -> Iterator[int]:
    """The places that a word which names a time stands at or soon after, in order."""
    start = 0
    for at, word in enumerate(words):
        if _names_time(word.low):
            yield from range(max(start, at - _REACH), at + 1)
            start = at + 1


def _read_all(words: Words, anchor: Anchor) -> Iterator[Expression]:
    """Left to right, never overlapping; each day told of becomes what the next "a day earlier" looks back to."""
    openers = _openers()
    stop = 0
    for at in _places_within_reach(words):
        low = words[at].low
        if at < stop or not (low in openers or low[0].isdecimal() or "-" in low):
            continue
        toward = anchor.looking(_toward(words, at)) if low != "since" else replace(anchor, toward=Toward.PAST)
        expression = read_expression(words, at, toward)
        if expression is None:
            continue
        yield expression
        day = expression.moment.day
        if day and day.start and day.precision is Precision.DAY:
            anchor = anchor.told_of(day.start.date())
        stop = expression.stop


def _toward(words: Words, at: int) -> Toward:
    """Ahead after words that plan; the nearest day where what is to come was set up: "agreed a truce on Sunday"."""
    if _is_planned(words, at):
        return Toward.FUTURE
    return Toward.NEAREST if _is_arranged(words, at) else Toward.PAST


def _is_arranged(words: Words, at: int) -> bool:
    """Whether what was agreed or called stands right before a day: "called a meeting for Monday"."""
    table = load_time_words()
    place = at - 1 - (low_at(words, at - 1) in ("on", "for", "from", "starting", "by"))
    if low_at(words, place) not in table.arranged:
        return False
    return any(low_at(words, before) in table.arranging for before in range(place - 1, max(place - 7, -1), -1))


def _is_planned(words: Words, at: int) -> bool:
    """Whether words just before look ahead: "is expected on Wednesday"."""
    planned = load_time_words().planned
    for place in range(at - 1, max(at - 8, -1), -1):
        if words[place].low in (".", ";", ",", "said"):
            return False
        if words[place].low in planned or (
            words[place].low == "to" and low_at(words, place - 1) in ("is", "are", "was")
        ):
            return True
    return False


def _own_day(expression: Expression) -> date | None:
    day = expression.moment.day
    return day.start.date() if day and day.start and day.precision is Precision.DAY else None


def _borrow(
    read: tuple[Expression, ...], days: list[date | None], telling: list[bool], at: int, earlier: date | None
) -> date | None:
    """The day for a bare clock or part: the nearest before it in the sentence, else after it, told or happened.

    With none in the sentence a clock ("shortly before noon") goes on with the day last told of; a part does not.
    """
    if read[at].moment.day is not None:
        return None
    for which in (False, True):
        places = [i for i, day in enumerate(days) if day and telling[i] is which and read[i].edge is None]
        before = [i for i in places if i < at]
        after = [i for i in places if i > at]
        if before or after:
            return days[before[-1]] if before else days[after[0]]
    return earlier if read[at].moment.clock is not None else None


def _mention(
    text: str, base: int, words: Words, expression: Expression,
    interval: tuple[datetime | None, datetime | None], stretch: Stretch, telling: bool,
) -> TimeMention:  # fmt: skip
    start, end = words[expression.first].start, words[expression.stop - 1].end
    role = TimeRole.LENGTH if expression.duration else TimeRole.HAPPENING
    if is_comparison(words, expression):
        role = TimeRole.COMPARISON
    return TimeMention(
        text=text[start:end],
        span=(base + start, base + end),
        start=interval[0],
        end=interval[1],
        precision=stretch.precision,
        basis=stretch.basis,
        role=TimeRole.TELLING if telling else role,
        since=expression.edge in (Edge.SINCE, Edge.AFTER),
        until=expression.edge in (Edge.UNTIL, Edge.BEFORE),
    )
