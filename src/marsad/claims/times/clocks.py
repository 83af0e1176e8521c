"""Expressions that name a part of a day or a time of the clock, with the zone that the words give it."""

from dataclasses import dataclass, replace

from marsad.claims.times.words import Words, low_at, read_number, skip
from marsad.claims.times.zones import zone_of_city
from marsad.lexicon.times import load_time_words
from marsad.lexicon.zones import is_abbreviation, zone_named

_AM_PM = {"am": 0, "a.m.": 0, "a.m": 0, "a. m.": 0, "pm": 12, "p.m.": 12, "p.m": 12, "p. m.": 12}
_BEFORE_CLOCK = frozenset(
    ("at", "around", "about", "by", "until", "till", "before", "after", "from", "since", "to", "between", "and", ",")
)
_NAMED = {"noon": 12, "midnight": 24}


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of the clock: `hour` 24 is the midnight that ends a day; `fine` when minutes are said."""

    hour: int
    minute: int
    fine: bool
    zone: str | None
    near: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day: its local hours, and whether it may stand without a day."""

    hours: tuple[int, int]
    bare: bool
    night: bool


def read_part(words: Words, at: int) -> tuple[int, Part] | None:
    """The longest phrase of the table that starts here: "after midnight", "the early hours", "evening"."""
    table = load_time_words()
    if low_at(words, at) == "the" and low_at(words, at + 1) in ("night", "evening", "morning", "afternoon"):
        return read_part(words, at + 1) if low_at(words, at + 2) in ("of", "from", "between") else None
    for length in range(4, 0, -1):
        phrase = tuple(low_at(words, at + step) for step in range(length))
        if phrase in table.parts:
            bare = phrase in table.bare_parts or (
                low_at(words, at - 1) == "the" and low_at(words, at - 2) in ("in", "during", "by", "of")
            )
            bare = bare or (phrase == ("night",) and low_at(words, at - 1) in ("at", "by"))
            return at + length, Part(table.parts[phrase], bare, phrase[-1] in ("night", "overnight"))
    return None


def _digits(words: Words, at: int) -> tuple[int, int | None] | None:
    """Hour and minute of "10:30", "10.30", "10" or "0900"; the minute None where none is said."""
    low = low_at(words, at)
    for sign in ":.":
        head, found, tail = low.partition(sign)
        if found and head.isdecimal() and tail[:2].isdecimal():
            return (int(head), int(tail[:2])) if int(head) < 24 and int(tail[:2]) < 60 else None
    if not (low.isascii() and low.isdecimal()):
        return None
    if len(low) == 4 and int(low[:2]) < 24 and int(low[2:]) < 60:
        return int(low[:2]), int(low[2:])
    return (int(low), None) if len(low) <= 2 and int(low) <= 24 else None


def read_zone(words: Words, at: int) -> tuple[int, str | None] | None:
    """A zone behind a clock: "GMT", "local time" (None: the place's own), "Kyiv time", "Omani time"."""
    if low_at(words, at) == "local" and low_at(words, at + 1) == "time":
        return at + 2, None
    if at < len(words) and is_abbreviation(words[at].text):
        return skip(words, at + 1, "time"), zone_named(words[at].text)
    for length in (1, 2, 3):
        if low_at(words, at + length) == "time" and words[at].text[:1].isupper():
            name = " ".join(word.text for word in words[at : at + length])
            zone = zone_named(name) or zone_of_city(name)
            return (at + length + 1, zone) if zone else None
    return None


def read_clock(words: Words, at: int) -> tuple[int, Clock] | None:
    """noon, midnight, 3am, 10:30 p.m., 14:20, 0600 GMT, 12noon, 03:00 Kyiv time; "shortly before" moves it an hour."""
    away = _read_away(words, at)
    if away:
        return away
    start, near = _nearness(words, at)
    low = low_at(words, start)
    if low in _NAMED:
        return _with_zone(words, start + 1, _NAMED[low], None, near)
    digits = _digits(words, start)
    if digits is None:
        return None
    hour, minute = digits
    after = low_at(words, start + 1)
    if after in _AM_PM:
        shifted = hour % 12 + _AM_PM[after] if hour <= 12 else hour
        return _with_zone(words, start + 2, shifted, minute, near)
    if after in _NAMED and hour == 12:
        return _with_zone(words, start + 2, _NAMED[after], minute, near)
    if after in ("hours", "hrs", "h") and len(low) == 4:
        return _with_zone(words, start + 2, hour, minute, near)
    zoned = read_zone(words, start + 1)
    if zoned and (minute is not None or low_at(words, at - 1) in ("at", "(", "/", "until", "by")):
        return zoned[0], Clock(hour, minute or 0, minute is not None, zoned[1], near)
    lone = low_at(words, at - 1) not in _BEFORE_CLOCK and low_at(words, at - 1) not in load_time_words().weekdays
    if lone and not _behind_date(words, at):
        return None
    if ":" in low or (minute is not None and low_at(words, at - 1) in ("at", "around", "about") and len(low) == 4):
        return start + 1, Clock(hour, minute or 0, True, None, near)
    return None


def _read_away(words: Words, at: int) -> tuple[int, Clock] | None:
    """ "An hour before midnight", "half an hour after noon", "20 minutes before 3 p.m.": the clock moved by so much."""
    half = low_at(words, at) == "half" and low_at(words, at + 1) in ("an", "a")
    counted = (at + 2, (30, 30)) if half else read_number(words, at)
    unit = {"hour": 60, "hours": 60, "minute": 1, "minutes": 1}.get(low_at(words, counted[0])) if counted else None
    sign = {"before": -1, "after": 1}.get(low_at(words, counted[0] + 1)) if counted else None
    if counted is None or unit is None or sign is None or counted[1][0] != counted[1][1]:
        return None
    found = read_clock(words, counted[0] + 2)
    if found is None:
        return None
    stop, clock = found
    total = clock.hour * 60 + clock.minute + sign * counted[1][0] * (1 if half else unit)
    return (stop, replace(clock, hour=total // 60, minute=total % 60, fine=False)) if 0 <= total < 2880 else None


def _behind_date(words: Words, at: int) -> bool:
    """Whether a clock stands right behind a date: "21 January 2022 16:42"."""
    before = low_at(words, at - 1) or low_at(words, at - 2)
    return (before.isdecimal() and len(before) == 4) or before.count("/") == 2 or before.count("-") == 2


def _nearness(words: Words, at: int) -> tuple[int, int]:
    """ "shortly before noon" is the hour before it, "just after 3pm" the hour after."""
    if low_at(words, at) in ("shortly", "just", "soon"):
        near = {"before": -1, "after": 1}.get(low_at(words, at + 1), 0)
        return (at + 2, near) if near else (at, 0)
    return at, 0


def _with_zone(words: Words, at: int, hour: int, minute: int | None, near: int) -> tuple[int, Clock]:
    zoned = read_zone(words, at)
    stop, zone = zoned or (at, None)
    return stop, Clock(hour, minute or 0, bool(minute is not None), zone, near)


def read_bracket(words: Words, at: int) -> tuple[int, Clock] | None:
    """The same moment in a zone of its own: "(1200 GMT)", "(4pm Omani time)", "/ 1200 GMT"."""
    if low_at(words, at) not in ("(", "/", "["):
        return None
    found = read_clock(words, at + 1)
    if found is None or found[1].zone is None:
        return None
    return skip(words, found[0], ")", "]"), found[1]
