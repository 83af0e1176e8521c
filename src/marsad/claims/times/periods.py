"""Expressions for stretches of the calendar: seasons, the weekend, the start or end of a year, month or week."""

from datetime import date

from marsad.claims.times.dates import Read
from marsad.claims.times.stretches import (
    Anchor,
    Stretch,
    Toward,
    between,
    days,
    period_of,
    shift,
    shift_month,
    third_of,
)
from marsad.claims.times.words import Words, low_at, read_year, skip
from marsad.lexicon.times import load_time_words
from marsad.model.claims import Precision

_THIRDS = {"start": "early", "beginning": "early", "middle": "mid", "end": "late"}
_BY = {"last": -1, "previous": -1, "this": 0, "current": 0, "the": 0, "next": 1, "coming": 1}
_JUST_OVER = 45
_LEADS = frozenset(
    ("in", "during", "since", "until", "till", "by", "of", "from", "before", "over", "through", "after", "the")
)


def read_season(words: Words, at: int, anchor: Anchor) -> Read:
    """last summer, in the spring of 2014, since winter 2016, this autumn: those of the northern half of the globe.

    A winter is that of the year in which it starts. "Fall" is one only beside "last", "this", "next" or a year.
    """
    place = skip(words, at, "last", "this", "next", "the")
    direction = low_at(words, at) if place > at else ""
    months = load_time_words().seasons.get(low_at(words, place))
    if months is None or words[place].text[0].isupper():
        return None
    year = read_year(words, skip(words, place + 1, "of"))
    if year:
        return skip(words, place + 1, "of") + 1, _season(year, months, "absolute")
    directed = direction in ("last", "this", "next")
    led = low_at(words, at - 1) in _LEADS and low_at(words, place + 1) not in ("of", "-") and direction == "the"
    if not directed and (low_at(words, place) == "fall" or not led):
        return None
    if anchor.day is None:
        return place + 1, Stretch(None, None, Precision.MONTH, "no date to read it against")
    return place + 1, _near_season(anchor, anchor.day, months, direction)


def _season(year: int, months: tuple[int, int], basis: str) -> Stretch:
    first = date(year, months[0], 1)
    return between(first, shift_month(first, (months[1] - months[0]) % 12 + 1), Precision.MONTH, basis)


def _near_season(anchor: Anchor, day: date, months: tuple[int, int], direction: str) -> Stretch:
    """The season under way or the last one before; "last" leaves out the one under way, "next" looks ahead."""
    years = [_season(year, months, anchor.basis) for year in range(day.year - 2, day.year + 2)]
    begun = [one for one in years if one.start and one.start.date() <= day]
    ended = [one for one in years if one.end and one.end.date() <= day]
    ahead = [one for one in years if one.start and one.start.date() > day]
    if direction == "last":
        return ended[-1]
    current = len(begun) > len(ended)
    over = ended[-1].end is not None and (day - ended[-1].end.date()).days <= _JUST_OVER
    due = direction == "this" and not over
    if direction == "next" or (not current and (due or anchor.toward is Toward.FUTURE)):
        return ahead[0]
    return begun[-1]


def read_weekend(words: Words, at: int, anchor: Anchor) -> Read:
    """the weekend, at weekends: the last Saturday and Sunday, the report's own included; the coming ones if planned."""
    if low_at(words, at) != "the" or low_at(words, at + 1) != "weekend":
        return None
    if anchor.day is None:
        return at + 2, Stretch(None, None, Precision.DAY, "no date to read it against")
    own = anchor.day.weekday() >= 5
    ahead = anchor.toward is Toward.FUTURE or (anchor.toward is Toward.NEAREST and anchor.day.weekday() > 2)
    saturday = shift(anchor.day, 5 - anchor.day.weekday() - 7 * (not own and not ahead))
    return at + 2, days(saturday, 2, Precision.DAY, anchor.basis)


def read_edge_of_period(words: Words, at: int, anchor: Anchor) -> Read:
    """the start of the year, the end of last month, the beginning of this week."""
    place = skip(words, at, "the")
    slant = _THIRDS.get(low_at(words, place))
    if slant is None or low_at(words, place + 1) != "of":
        return None
    by, unit = _BY.get(low_at(words, place + 2)), low_at(words, place + 3)
    if by is None or unit not in ("week", "month", "year"):
        return None
    back = slant == "late" and low_at(words, place + 2) == "the" and anchor.toward is Toward.PAST and unit != "week"
    whole = period_of(anchor.day, unit, by - back, anchor.basis)
    if unit != "week" or whole.start is None:
        return place + 4, third_of(whole, slant)
    first = {"early": 0, "mid": 2, "late": 4}[slant]
    return place + 4, days(shift(whole.start.date(), first), 2 if slant != "late" else 3, Precision.DAY, anchor.basis)
