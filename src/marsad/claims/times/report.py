"""The times of a whole report: each sentence read with the day that the sentences before it told of."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from marsad.claims.once import move_span, read_once
from marsad.claims.sentences import Sentence
from marsad.claims.times.choosing import TimeMention, day_told_of
from marsad.claims.times.finding import find_times
from marsad.claims.times.governing import mark_asides

_CARRIED = 10


def find_report_times(
    sentences: Sequence[Sentence], anchor: date | datetime | None, zone: str | None, basis: str = "report date"
) -> Mapping[int, tuple[TimeMention, ...]]:
    """The times of one report's sentences, by their order.

    A day told of is carried to the next sentences ("shortly before noon", "two days before"), unless it lies more than
    ten days from the report: history is not what a report goes on about.
    """
    found: dict[int, tuple[TimeMention, ...]] = {}
    earlier: date | None = None
    for sentence in sentences:
        times = _read_sentence(sentence, anchor, zone, basis, earlier)
        found[sentence.order] = times
        told = day_told_of(times, zone)
        if told is not None and _is_near(told, anchor):
            earlier = told
    return found


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
