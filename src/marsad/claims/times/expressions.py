"""The grammar of a whole expression: an edge ("since"), a day, a part of it, a clock, and ranges of two such."""

from dataclasses import dataclass, replace
from enum import StrEnum

from marsad.claims.times.clocks import Clock, Part, read_bracket, read_clock, read_part, read_zone
from marsad.claims.times.days import read_day
from marsad.claims.times.stretches import PRECISION, Anchor, Stretch, Toward
from marsad.claims.times.words import Words, is_possessive, low_at, read_number, skip
from marsad.lexicon.times import load_time_words
from marsad.model.claims import Precision

_LINKS = frozenset(("on", "at", "of", "in", "the", "around", "about", ",", "during", "from", "into", "'", "’", "s"))
_RANGE = ("to", "until", "till", "and", "through", "-", "–")


class Edge(StrEnum):
    """Which end of an interval the words give."""

    SINCE = "since"
    UNTIL = "until"
    BEFORE = "before"
    AFTER = "after"


_EDGES = {
    "since": Edge.SINCE,
    "from": Edge.SINCE,
    "starting": Edge.SINCE,
    "until": Edge.UNTIL,
    "till": Edge.UNTIL,
    "by": Edge.UNTIL,
    "through": Edge.UNTIL,
    "ending": Edge.UNTIL,
    "ends": Edge.UNTIL,
    "expiring": Edge.UNTIL,
    "expires": Edge.UNTIL,
    "before": Edge.BEFORE,
    "after": Edge.AFTER,
}


@dataclass(frozen=True, slots=True)
class Moment:
    """What the words of one moment give: any of a day, a part of it, a clock and the same clock in another zone."""

    day: Stretch | None = None
    part: Part | None = None
    clock: Clock | None = None
    bracket: Clock | None = None
    slant: str = ""
    second: Stretch | None = None


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression as read: its words (first, after the last), its edge, its moment and, in a range, the second."""

    first: int
    stop: int
    edge: Edge | None
    moment: Moment
    to: Moment | None
    duration: Precision | None


def read_moment(words: Words, at: int, anchor: Anchor) -> tuple[int, Moment] | None:
    """Day, part and clock in any order, each once: "3am on Friday", "Sunday, at 10:30 local time"."""
    start, slant = (at, "") if read_day(words, at, anchor) or read_part(words, at) else _slant(words, at)
    moment, stop = Moment(slant=slant), start
    place = start
    while True:
        step = _next_component(words, place, anchor, moment)
        if step is None:
            break
        stop, moment = step
        place = _skip_links(words, stop)
        after, late = _slant(words, place)
        if late and moment.day is None and moment.part is None:
            place, moment = after, replace(moment, slant=late)
    return (stop, moment) if stop > start else None


def _slant(words: Words, at: int) -> tuple[int, str]:
    """ "early on Friday", "late last Thursday", "Later on Wednesday": not before months and years, which read it."""
    low = low_at(words, at)
    if low in load_time_words().slants and low != "mid":
        place = skip(words, at + 1, "on", "in")
        return skip(words, place, "the"), low
    return at, ""


def _skip_links(words: Words, at: int) -> int:
    """Up to three linking words between the parts of a moment."""
    place = at
    while place < at + 3 and low_at(words, place) in _LINKS:
        place += 1
    return place


def _next_component(words: Words, at: int, anchor: Anchor, moment: Moment) -> tuple[int, Moment] | None:
    bracket = read_bracket(words, at) if moment.clock and not moment.bracket else None
    if bracket:
        return bracket[0], replace(moment, bracket=bracket[1])
    zoned = read_zone(words, at) if moment.clock and moment.clock.zone is None else None
    if zoned and zoned[1] and moment.clock:
        return zoned[0], replace(moment, clock=replace(moment.clock, zone=zoned[1]))
    day = read_day(words, at, anchor) if moment.day is None else None
    if day and not (moment.slant and day[1].precision is Precision.DAY and low_at(words, day[0]) == "ago"):
        found = replace(moment, day=day[1], part=moment.part or _told_part(words, at))
        return _night_to(words, day[0], anchor, found)
    clock = read_clock(words, at) if moment.clock is None else None
    if clock:
        return clock[0], replace(moment, clock=clock[1])
    part = read_part(words, at) if moment.part is None else None
    return (part[0], replace(moment, part=part[1])) if part else None


def _told_part(words: Words, at: int) -> Part | None:
    return Part((18, 30), True, True) if low_at(words, at) == "tonight" else None


def _night_to(words: Words, at: int, anchor: Anchor, moment: Moment) -> tuple[int, Moment]:
    """ "the night of Thursday to Friday" is the night between them."""
    if moment.part and moment.part.night and low_at(words, at) in ("to", "into", "-", "–", "and"):
        second = read_day(words, at + 1, anchor)
        if second and second[1].precision is Precision.DAY:
            return second[0], replace(moment, second=second[1])
    return at, moment


def read_expression(words: Words, at: int, anchor: Anchor) -> Expression | None:
    """The expression that starts at a word, or None."""
    return _read_duration(words, at) or _read_range(words, at, anchor) or _read_plain(words, at, anchor)


def _read_range(words: Words, at: int, anchor: Anchor) -> Expression | None:
    """from X to Y, between X and Y; one moment that is itself a range ("from 28 to 30 December") stays closed."""
    if low_at(words, at) not in ("from", "between"):
        return None
    first = _edge_moment(words, at + 1, anchor)
    if first is None:
        return _bare_hours(words, at, anchor)
    place = skip(words, first[0], ",")
    if low_at(words, place) in _RANGE:
        second = _edge_moment(words, skip(words, place + 1, "around", "about"), anchor)
        if second:
            return Expression(at, second[0], None, first[1], second[1], None)
    day = first[1].day
    if day and day.start and day.end and day.precision is Precision.DAY and (day.end - day.start).days > 1:
        return Expression(at, first[0], None, first[1], None, None)
    return None


def _bare_hours(words: Words, at: int, anchor: Anchor) -> Expression | None:
    """between 2 and 4 p.m.: the first hour takes the second's half of the day."""
    low = low_at(words, at + 1)
    second = read_moment(words, at + 3, anchor) if low.isdecimal() and low_at(words, at + 2) in _RANGE else None
    if second is None or second[1].clock is None or int(low[:4]) > 12:
        return None
    clock = second[1].clock
    first = Clock(int(low) % 12 + 12 * (clock.hour > 12), 0, False, clock.zone, 0)
    return Expression(at, second[0], None, Moment(day=second[1].day, clock=first), second[1], None)


def _edge_moment(words: Words, at: int, anchor: Anchor) -> tuple[int, Moment] | None:
    place = at
    while place < at + 2 and low_at(words, place) in ("the", "around", "about", "late", "early", "at", "on"):
        found = read_moment(words, place, anchor)
        if found:
            return found
        place += 1
    return read_moment(words, place, anchor)


def _read_plain(words: Words, at: int, anchor: Anchor) -> Expression | None:
    part = read_part(words, at)
    edge = None if part else _EDGES.get(low_at(words, at))
    looking = anchor.looking(Toward.NEAREST) if edge is Edge.UNTIL else anchor
    found = _edge_moment(words, at + 1, looking) if edge else read_moment(words, at, anchor)
    if found is None:
        return None
    stop, moment = found
    if edge and low_at(words, at) != "since" and is_possessive(words, stop):
        return None
    if low_at(words, at) == "from" and moment.day and moment.day.precision is Precision.YEAR:
        return None
    if moment.day is None and not _stands_alone(words, at, moment, edge):
        return None
    return Expression(at, stop, edge, moment, None, None)


def _stands_alone(words: Words, at: int, moment: Moment, edge: Edge | None) -> bool:
    """A part of the day or a clock without a day counts only where the words mean a moment."""
    return moment.clock is not None or (moment.part is not None and (moment.part.bare or edge is not None))


def _read_duration(words: Words, at: int) -> Expression | None:
    """six-day, week-long, "for six days": how long, not when."""
    units = load_time_words().units
    low = low_at(words, at)
    head, dash, tail = low.partition("-")
    if dash and tail in ("long", "old") and head in units and tail == "long":
        return Expression(at, at + 1, None, Moment(), None, _length(units[head]))
    if dash and head in load_time_words().numbers and tail.partition("-")[0] in units and "old" not in tail:
        return Expression(at, at + 1, None, Moment(), None, _length(units[tail.partition("-")[0]]))
    if low.isdecimal() and low_at(words, at + 1) == "-" and low_at(words, at + 2) in units:
        return Expression(at, at + 3, None, Moment(), None, _length(units[low_at(words, at + 2)]))
    if low == "for":
        counted = read_number(words, skip(words, at + 1, "about", "around", "over", "almost", "nearly"))
        unit = units.get(low_at(words, counted[0])) if counted else None
        if counted and unit and low_at(words, counted[0] + 1) != "ago":
            return Expression(at, counted[0] + 1, None, Moment(), None, _length(unit))
    return None


def _length(unit: str) -> Precision:
    return PRECISION[unit]
