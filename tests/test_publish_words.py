"""Counts and times in words: floors stay floors, times stand in UTC."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_by_hand import CLAIMS, NIGHT
from marsad.model.claims import CountRelation, Precision, When
from marsad.model.days import say_day
from marsad.publish.figures import say_bounds, say_count, say_figure
from marsad.publish.times import say_heading, say_when, stamp_edges

Bound = int | None


@pytest.mark.parametrize(
    ("low", "best", "high", "relation", "words"),
    [
        (8, 8, 8, CountRelation.EXACTLY, "8"),
        (12400, 12400, 12400, CountRelation.EXACTLY, "12,400"),
        (8, None, None, CountRelation.AT_LEAST, "at least 8"),
        (251, None, None, CountRelation.MORE_THAN, "more than 250"),
        (None, 40, None, CountRelation.ABOUT, "about 40"),
        (None, None, 30, CountRelation.UP_TO, "up to 30"),
        (None, None, 29, CountRelation.FEWER_THAN, "fewer than 30"),
        (6, None, 8, CountRelation.EXACTLY, "6 to 8"),
        (6, 7, 9, CountRelation.EXACTLY, "7 (6 to 9)"),
        (0, 0, 0, CountRelation.EXACTLY, "0"),
        (None, None, None, CountRelation.EXACTLY, ""),
    ],
)
def test_a_figure_is_said_as_its_source_said_it(
    low: Bound, best: Bound, high: Bound, relation: CountRelation, words: str
) -> None:
    assert say_figure(low, best, high, relation) == words


def test_a_vague_number_shows_its_word_and_its_reading() -> None:
    assert say_figure(24, None, 99, CountRelation.VAGUE, "dozens") == "“dozens” (read as 24 to 99)"
    assert say_figure(3, None, 30, CountRelation.VAGUE, "30") == "3 to 30"


@given(st.none() | st.integers(0, 10**7), st.none() | st.integers(0, 10**7), st.none() | st.integers(0, 10**7))
def test_every_known_bound_is_shown(low: Bound, best: Bound, high: Bound) -> None:
    words = say_bounds(low, best, high)
    assert all(f"{bound:,}" in words for bound in (low, best, high) if bound is not None)
    assert bool(words) == any(bound is not None for bound in (low, best, high))


def test_a_running_total_says_that_it_is_one() -> None:
    toll = next(claim for claim in CLAIMS if claim.id == "claim-toll")
    words = "killed: 57 (running total since 1 March 2031, as of 4 May 2031)"
    assert say_count(toll.counts[0]) == words


def test_the_group_stands_with_its_party() -> None:
    quay = next(claim for claim in CLAIMS if claim.id == "claim-quay-gull")
    assert say_count(quay.counts[0]) == "killed: at least 12 dockers (Dockers' Union)"


def _when(start: datetime | None, end: datetime | None, precision: Precision, text: str | None = None) -> When:
    return When(text=text, span=None, start=start, end=end, precision=precision, basis="dateline")


def _at(*parts: int) -> datetime:
    year, month, day, *clock = parts
    hour, minute = (*clock, 0, 0)[:2]
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        (_at(2031, 5, 4, 9), _at(2031, 5, 4, 9), Precision.INSTANT, "4 May 2031, 09:00 UTC"),
        (_at(2031, 5, 4, 9), _at(2031, 5, 4, 10), Precision.HOUR, "4 May 2031, 09:00 to 10:00 UTC"),
        (_at(2031, 5, 4), _at(2031, 5, 5), Precision.DAY, "4 May 2031"),
        (_at(2031, 5, 3, 21), _at(2031, 5, 4, 21), Precision.DAY, "4 May 2031"),
        (_at(2031, 5, 4, 5), _at(2031, 5, 5, 5), Precision.DAY, "4 May 2031"),
        (_at(2031, 4, 28), _at(2031, 5, 5), Precision.WEEK, "28 April to 4 May 2031"),
        (_at(2031, 4, 30, 21), _at(2031, 5, 31, 21), Precision.MONTH, "May 2031"),
        (_at(2030, 12, 31, 22), _at(2031, 12, 31, 22), Precision.YEAR, "2031"),
        (_at(2030, 12, 30), _at(2031, 1, 2), Precision.DAY, "30 December 2030 to 1 January 2031"),
        (None, _at(2031, 5, 6, 9), Precision.INSTANT, "until 6 May 2031, 09:00 UTC"),
        (None, _at(2031, 5, 7, 5), Precision.DAY, "until 6 May 2031"),
        (_at(2031, 3, 1), None, Precision.DAY, "from 1 March 2031"),
        (None, None, Precision.DAY, "no time given"),
    ],
)
def test_a_time_is_said_for_people(
    start: datetime | None, end: datetime | None, precision: Precision, words: str
) -> None:
    assert say_when(_when(start, end, precision)) == words


def test_a_part_of_a_day_keeps_the_reports_word() -> None:
    assert say_when(NIGHT) == "3 May 2031, “overnight” (3 May 18:00 to 4 May 06:00 UTC)"
    assert stamp_edges(NIGHT) == ("2031-05-03T18:00:00Z", "2031-05-04T06:00:00Z")


def test_a_time_that_was_not_resolved_shows_its_words() -> None:
    assert say_when(_when(None, None, Precision.DAY, "some days ago")) == "“some days ago”, not resolved to a date"


@pytest.mark.parametrize(
    ("start", "end", "precision", "heading"),
    [
        (_at(2031, 5, 4, 18), _at(2031, 5, 5, 6), Precision.DAY_PART, "4 May 2031"),
        (_at(2031, 4, 30, 21), _at(2031, 5, 31, 21), Precision.MONTH, "May 2031"),
        (_at(2030, 12, 31, 22), None, Precision.YEAR, "From 1 January 2031"),
        (None, _at(2031, 5, 6, 9), Precision.INSTANT, "Until 6 May 2031"),
        (None, _at(2031, 5, 6, 21), Precision.DAY, "Until 6 May 2031"),
        (None, None, Precision.DAY, "No date"),
    ],
)
def test_what_is_only_known_roughly_stands_under_no_single_day(
    start: datetime | None, end: datetime | None, precision: Precision, heading: str
) -> None:
    assert say_heading(_when(start, end, precision)) == heading


@given(st.datetimes(datetime(1990, 1, 2), datetime(2090, 1, 1)), st.integers(-11, 12))
def test_a_day_is_named_by_its_own_midnight(moment: datetime, zone: int) -> None:
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=UTC)
    start = datetime.fromtimestamp(midnight.timestamp() - zone * 3600, UTC)
    end = datetime.fromtimestamp(start.timestamp() + 86400, UTC)
    when = _when(start, end, Precision.DAY)
    assert say_heading(when) == say_day(midnight.date())
    assert say_when(when) == say_day(midnight.date())
