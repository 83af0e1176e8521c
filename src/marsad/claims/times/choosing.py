"""Which of a sentence's times is the happening's, and which is only the day of telling."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from marsad.claims.times.expressions import Expression
from marsad.claims.times.resolving import to_utc
from marsad.claims.times.stretches import days
from marsad.claims.times.words import Words, is_possessive, low_at
from marsad.lexicon.times import load_time_words
from marsad.model.claims import Precision, When
from marsad.model.reports import Span

_REACH = 12
_COMPARED = frozenset(("first", "worst", "biggest", "largest", "deadliest", "highest", "most", "bloodiest", "heaviest"))
_PUTTING = ("put", "puts", "raised", "revised", "lowered", "gave")
_FIGURES = ("toll", "number", "figure", "count")
_LATER = ("later", "after", "afterwards", "day")
_NOUNS = (
    "statement", "communique", "interview", "briefing", "tweet", "announcement", "speech", "remarks", "broadcast",
    "speaking", "writing", "address", "bulletin", "letter",
)  # fmt: skip


class TimeRole(StrEnum):
    """What a time is the time of."""

    HAPPENING = "happening"
    TELLING = "telling"
    LENGTH = "length"
    COMPARISON = "comparison"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention(When):
    """A time as worded, with its role; `since` and `until` mark an interval of which the words give one end.

    `aside` is the span of the modifier that holds an old time: it dates only what that modifier tells of, and the noun
    that it modifies (`modified`) where nothing else does.
    """

    role: TimeRole
    since: bool
    until: bool
    aside: Span | None = None
    modified: Span | None = None


def is_comparison(words: Words, expression: Expression) -> bool:
    """ "For the first time since 2012", "the worst fighting since May": when something else was, not the happening."""
    if low_at(words, expression.first) != "since":
        return False
    return any(low_at(words, at) in _COMPARED for at in range(max(expression.first - 5, 0), expression.first))


def is_telling(words: Words, expression: Expression) -> bool:
    """A day beside a word of telling is the day of telling: "said Monday", "on Sunday denied", "told AFP on Friday".

    Between the two stand only names and the words of the table; a possessive ("Monday's raid") is the happening's, but
    not that of what was issued ("Monday's statement").
    """
    if _is_of_statement(words, expression.stop):
        return True
    if expression.edge is not None or expression.to is not None or expression.moment.day is None:
        return False
    if is_possessive(words, expression.stop) or low_at(words, expression.stop) == "(":
        return False
    if expression.moment.day.precision is not Precision.DAY:
        return False
    first, stop = expression.first, expression.stop
    return _told_before(words, first) or _told_after(words, first, stop) or _told_behind(words, first, stop)


def _is_of_statement(words: Words, stop: int) -> bool:
    """ "Sunday's statement", "Monday's brief announcement"."""
    after = range(stop + 1 + (low_at(words, stop + 1) == "s"), stop + 4)
    return is_possessive(words, stop) and any(low_at(words, at) in _NOUNS for at in after)


def _told_before(words: Words, first: int) -> bool:
    table = load_time_words()
    for at in range(first - 1, max(first - _REACH, 0) - 1, -1):
        word = words[at]
        if word.low in table.telling:
            return low_at(words, at - 1) != "be"
        if (
            word.low not in table.beside
            and not word.text[:1].isupper()
            and not word.low.isdigit()
            and word.low not in ('"', "”", "(", ")", "’", "'", "s", ".")
        ):
            return False
        if word.low == "." and len(words[at - 1].low) > 2:
            return False
    return False


def _told_after(words: Words, first: int, stop: int) -> bool:
    """ "On Sunday denied": not in "who left on Sunday said", where the day is the relative clause's."""
    after = low_at(words, stop)
    place = stop + (after.endswith("ly") or after in ("also", "again", "first", "itself"))
    before = first - (low_at(words, first - 1) in ("on", "early", "late"))
    relative = any(low_at(words, at) in ("who", "which", "that") for at in range(max(before - 6, 0), before - 1))
    return _is_verb_of_telling(words, place) and not relative


def _told_behind(words: Words, first: int, stop: int) -> bool:
    """ "On Sunday the army said", "a day later, the army said", "on Sunday, it said": only names and roles between."""
    later = first <= 1 and low_at(words, stop - 1) in _LATER
    if not later and (low_at(words, first - 1) != "on" or first > 2):
        return False
    stop += low_at(words, stop) == ","
    for at in range(stop, min(stop + 6, len(words))):
        if _is_verb_of_telling(words, at):
            return at > stop
        if words[at].low not in load_time_words().beside and not words[at].text[:1].isupper():
            return False
    return False


def _is_verb_of_telling(words: Words, at: int) -> bool:
    if low_at(words, at) in _PUTTING:
        return any(low_at(words, near) in _FIGURES for near in range(at + 1, at + 4))
    return low_at(words, at) in load_time_words().telling and low_at(words, at) not in _NOUNS


def choose_when(times: Sequence[When], clause: Span, trigger: Span | None = None) -> When | None:
    """The happening's time: the one nearest to the trigger inside the clause, else elsewhere in the sentence.

    An old time under a relative clause or participle counts only for a trigger in it, or, where there is no other time,
    for the noun that it modifies.

    A plain time goes before one with an open end. A beginning and an end in one clause join to one interval. With no
    time of its own a happening was over by the time of telling, which then stands as its end.
    """
    known = [time for time in times if time.start is not None or time.end is not None]
    happening = [time for time in known if _role(time) is TimeRole.HAPPENING and not _is_aside(time, trigger)]
    inside = [time for time in happening if time.span and clause[0] <= time.span[0] < clause[1]]
    own = [time for time in known if _role(time) is TimeRole.HAPPENING and _dates_noun(time, trigger)]
    chosen = _nearest(inside, trigger) or _nearest(happening, trigger) or _nearest(own, trigger)
    if chosen is not None:
        return _plain(_join(chosen, inside))
    telling = [time for time in known if _role(time) is TimeRole.TELLING]
    return _bound(telling[0]) if telling else None


def _role(time: When) -> TimeRole:
    return time.role if isinstance(time, TimeMention) else TimeRole.HAPPENING


def _is_aside(time: When, trigger: Span | None) -> bool:
    """Whether a time stands in a modifier that the trigger is no word of."""
    aside = time.aside if isinstance(time, TimeMention) else None
    return aside is not None and not (trigger and aside[0] <= trigger[0] < aside[1])


def _dates_noun(time: When, trigger: Span | None) -> bool:
    """ "The attack in which 40 died on 7 August": the trigger is the noun that the time's modifier tells of."""
    noun = time.modified if isinstance(time, TimeMention) else None
    return noun is not None and trigger is not None and noun[0] <= trigger[0] < noun[1]


def _is_open(time: When) -> bool:
    return time.start is None or time.end is None


def _nearest(times: Sequence[When], trigger: Span | None) -> When | None:
    """The nearest time that has a start, or is an end nearer still; an open start comes last; ties by the text."""

    def rank(time: When) -> tuple[bool, int, int]:
        place = time.span[0] if time.span else 0
        return _is_last_choice(time), abs(place - trigger[0]) if trigger else 0, place

    return min(times, key=rank, default=None)


def _is_last_choice(time: When) -> bool:
    return time.end is None or (time.start is None and not (isinstance(time, TimeMention) and time.until))


def _join(chosen: When, times: Sequence[When]) -> When:
    """A beginning with an end: "began on Sunday and runs until noon on Monday"."""
    if not isinstance(chosen, TimeMention) or chosen.start is None:
        return chosen
    ends = [t for t in times if isinstance(t, TimeMention) and t.until and t.end and t.end > chosen.start]
    if not ends:
        return chosen
    return When(
        text=ends[0].text,
        span=ends[0].span,
        start=chosen.start,
        end=ends[0].end,
        precision=ends[0].precision,
        basis=ends[0].basis,
    )


def _plain(time: When) -> When:
    return When(
        text=time.text, span=time.span, start=time.start, end=time.end, precision=time.precision, basis=time.basis
    )


def _bound(time: When) -> When:
    return When(
        text=time.text,
        span=time.span,
        start=None,
        end=time.end,
        precision=time.precision,
        basis="told then: over by its end",
    )


def day_told_of(times: Sequence[When], zone: str | None = None) -> date | None:
    """The local day of the last happening told of, for the next sentence's "a day earlier"."""
    plain = [t for t in times if _role(t) is TimeRole.HAPPENING and not _is_open(t) and t.precision not in _LONG]
    return plain[-1].start.astimezone(ZoneInfo(zone) if zone else UTC).date() if plain and plain[-1].start else None


_LONG = (Precision.WEEK, Precision.MONTH, Precision.YEAR)


def bound_by_report(day: date | datetime | None) -> When | None:
    """What is told without any time was over by the end of the report's day."""
    if day is None:
        return None
    local = day.date() if isinstance(day, datetime) else day
    end = to_utc(days(local, 1, Precision.DAY, "").end, None)
    return When(
        text=None, span=None, start=None, end=end, precision=Precision.DAY, basis="report date: over by its end"
    )
