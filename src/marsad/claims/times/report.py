"""The times of a whole report: each sentence read with the day that the sentences before it told of."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from marsad.claims.once import move_span, read_once
from marsad.claims.sentences import Sentence
from marsad.claims.times.choosing import TimeMention, TimeRole, day_told_of
from marsad.claims.times.finding import find_times
from marsad.claims.times.governing import mark_asides
from marsad.model.claims import Precision

_CARRIED = 10
_STAMP = 30
"""Characters of a paragraph that its stamp may begin in."""
_SET_OFF = ("-", "–", "—", "|", ":")


def find_report_times(
    sentences: Sequence[Sentence], anchor: date | datetime | None, zone: str | None, basis: str = "report date"
) -> Mapping[int, tuple[TimeMention, ...]]:
    """The times of one report's sentences, by their order.

    A day told of is carried to the next sentences ("shortly before noon", "two days before"), unless it lies more than
    ten days from the report: history is not what a report goes on about. In a thread or live page, whose paragraphs
    open with a clock, each post is read against its own stamp, and the stamp is when it was told.
    """
    found: dict[int, tuple[TimeMention, ...]] = {}
    earlier: date | None = None
    posts = _find_posts(sentences, anchor, zone, basis)
    for sentence in sentences:
        stamp = posts.get(sentence.order)
        anchor, earlier = (stamp.start, None) if stamp else (anchor, earlier)
        times = _read_sentence(sentence, anchor, zone, basis, earlier)
        if stamp:
            times = tuple(replace(time, role=TimeRole.TELLING) if time.span == stamp.span else time for time in times)
        found[sentence.order] = times
        told = day_told_of(times, zone)
        if told is not None and _is_near(told, anchor):
            earlier = told
    return found


def _find_posts(
    sentences: Sequence[Sentence], anchor: date | datetime | None, zone: str | None, basis: str
) -> Mapping[int, TimeMention]:
    """The stamps of posts by the order of their first sentences: two or more, else a clock only opens a sentence."""
    found: dict[int, TimeMention] = {}
    seen: set[int] = set()
    for sentence in sentences:
        opens = sentence.paragraph not in seen
        seen.add(sentence.paragraph)
        if not opens or not any(letter.isdecimal() for letter in sentence.text[:_STAMP]):
            continue
        times = _read_sentence(sentence, anchor, zone, basis, None)
        if times and _is_stamp(times[0], sentence):
            found[sentence.order] = times[0]
    return found if len(found) > 1 else {}


def _is_stamp(time: TimeMention, sentence: Sentence) -> bool:
    """A clock, with its day or not, that opens a paragraph and is set off by a dash, a bar or a colon."""
    if time.span is None or time.start is None or time.precision not in (Precision.INSTANT, Precision.HOUR):
        return False
    base = sentence.span[0]
    lead, after = sentence.text.strip()[: time.span[0] - base], sentence.text.strip()[time.span[1] - base :]
    return not any(map(str.isalnum, lead)) and after.lstrip(" )]")[:1] in _SET_OFF and after[:1] != ""


def _read_sentence(
    sentence: Sentence, anchor: date | datetime | None, zone: str | None, basis: str, earlier: date | None
) -> tuple[TimeMention, ...]:
    def read() -> tuple[TimeMention, ...]:
        base = sentence.base + sentence.tokens.start_char
        times = find_times(sentence.text, base, anchor, zone, basis=basis, earlier=earlier)
        return mark_asides(sentence, times, anchor)

    return read_once(sentence, ("times", anchor, zone, basis, earlier), read, _move)


def _move(times: tuple[TimeMention, ...], by: int) -> tuple[TimeMention, ...]:
    return tuple(
        replace(
            time,
            span=move_span(time.span, by) if time.span else None,
            aside=move_span(time.aside, by) if time.aside else None,
        )
        for time in times
    )


def _is_near(day: date, anchor: date | datetime | None) -> bool:
    """Whether a day lies within ten days of the report."""
    if anchor is None:
        return True
    return abs((day - (anchor.date() if isinstance(anchor, datetime) else anchor)).days) <= _CARRIED
