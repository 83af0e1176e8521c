"""Times in text: the sheet, the day of telling, the choice of the happening's time, and the laws."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribution_by_hand import read_paragraphs
from marsad.claims.sentences import Sentence, load_parser
from marsad.claims.times.finding import TimeRole, bound_by_report, choose_when, day_told_of, find_times
from marsad.claims.times.report import find_report_times
from marsad.model.reports import BlockKind

SHEET = Path(__file__).parent / "data" / "times.csv"
MONDAY = date(2021, 6, 14)
ROWS = tuple(csv.DictReader(SHEET.read_text("utf-8").splitlines()))
PIECES = (
    *("Monday", "on", "since", "until", "noon", "(1200 GMT)", "June 9", "2019", "two days ago", "overnight", "the"),
    *("said", "3am", "local time", "last", "month", ",", "'s", "until", "between", "and", "2007-09", "🕊", "العربية"),
    *("\r\n", "31/12/2020", "recent", "years", "from", "to", "24:00", "night", "of", "999", "hours", "later", "é"),
)


def read_anchor(text: str) -> date | datetime | None:
    if not text:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def stamp(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%dT%H:%MZ") if moment else ""


def holds(row: dict[str, str]) -> bool:
    times = find_times(
        row["sentence"], 0, read_anchor(row["anchor"]), row["zone"] or None, future=row["future"] == "yes"
    )
    found = {(t.text, stamp(t.start), stamp(t.end), t.precision.value) for t in times}
    return (row["expression"], row["start"], row["end"], row["precision"]) in found


def test_sheet_of_expressions_is_read_at_95_percent() -> None:
    missed = [row["expression"] for row in ROWS if not holds(row)]
    assert len(ROWS) >= 60
    assert len(missed) <= len(ROWS) * 0.05, missed


def test_last_is_a_verb_after_what_helps_a_verb() -> None:
    assert find_times("The pause would last ten days, the mediator said.", 0, MONDAY, None) == ()
    [past] = find_times("The pause held for the last ten days.", 0, MONDAY, None)
    assert past.end is not None


def test_bracketed_zones_agree() -> None:
    one = find_times("The gates close at 3 p.m. (1200 GMT) on Monday.", 0, MONDAY, "Asia/Aden")
    two = find_times("The gates close at 3pm\xa0(4pm Omani time) on Monday.", 0, MONDAY, None)
    assert [t.start for t in one] == [t.start for t in two] == [datetime(2021, 6, 14, 12, tzinfo=UTC)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Two barges sank, the harbour master said Monday.",
        "The ministry denied on Monday that the dam was mined.",
        "A clerk told Harbour Radio on Monday the gates were shut.",
        "State radio on Monday reported a raid.",
        "In a statement issued on Monday, the front claimed the raid.",
        "On Monday the ministry said it knew of no raid.",
        "On Monday, the governor said that the mill had been shelled.",
        "In a broadcast on Monday, the front claimed the raid.",
        "On Monday, mayor Ana Ruiz put the toll at nine.",
        "Speaking on Monday, the mayor said that two barges had sunk.",
        "The front, in Monday's brief statement, claimed the raid.",
    ],
)
def test_day_beside_the_verb_of_telling_is_not_the_happenings(sentence: str) -> None:
    (time,) = find_times(sentence, 0, MONDAY)
    assert time.role is TimeRole.TELLING
    chosen = choose_when((time,), (0, len(sentence)))
    assert chosen is not None
    assert (chosen.start, chosen.end) == (None, datetime(2021, 6, 15, tzinfo=UTC))


@pytest.mark.parametrize(
    "sentence",
    [
        "The harbour master said two barges sank on Monday.",
        "A fisherman who left on Monday said the port was quiet.",
        "The mayor said Monday's raid was the third.",
        "The clerk said a boat arrived Monday.",
    ],
)
def test_day_of_the_content_is_the_happenings(sentence: str) -> None:
    assert [t.role for t in find_times(sentence, 0, MONDAY)] == [TimeRole.HAPPENING]


def test_happening_time_goes_before_the_telling_time() -> None:
    text = "The barges left overnight, a pilot said Monday."
    chosen = choose_when(find_times(text, 0, MONDAY), (0, 26), (11, 15))
    assert chosen is not None
    assert chosen.text == "overnight"
    assert chosen.start == datetime(2021, 6, 13, 18, tzinfo=UTC)


def test_plain_time_goes_before_an_open_one() -> None:
    text = "Blockaded since 2016, the port was shelled on Saturday."
    chosen = choose_when(find_times(text, 0, MONDAY), (0, len(text)), (0, 10))
    assert chosen is not None
    assert chosen.text == "Saturday"


def test_what_is_only_compared_with_is_not_chosen() -> None:
    text = "It was the heaviest shelling since March, the clerk said."
    (time,) = find_times(text, 0, MONDAY)
    assert time.role is TimeRole.COMPARISON
    assert choose_when((time,), (0, len(text))) is None


def test_begin_and_end_join() -> None:
    text = "The lull began on Sunday and holds until noon on Tuesday."
    chosen = choose_when(find_times(text, 0, MONDAY), (0, len(text)), (4, 8))
    assert chosen is not None
    assert (chosen.start, chosen.end) == (datetime(2021, 6, 13, tzinfo=UTC), datetime(2021, 6, 15, 12, tzinfo=UTC))


def test_bare_clock_takes_the_day_of_its_sentence() -> None:
    (_, time) = find_times("On Saturday the ferry sailed, and at 4:30 pm it burned.", 0, MONDAY)
    assert time.start == datetime(2021, 6, 12, 16, 30, tzinfo=UTC)


def test_what_is_planned_looks_ahead() -> None:
    assert find_times("A second barge is expected on Wednesday.", 0, MONDAY)[0].start == datetime(
        2021, 6, 16, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("text", "future", "year"),
    [
        ("The pier was shelled on 16 June.", False, 2021),
        ("The pier was shelled on 18 June.", False, 2020),
        ("The barge was to have sailed on 2 May.", True, 2021),
        ("The barge is due on 2 March.", True, 2022),
    ],
)
def test_day_without_a_year_is_near_the_report(text: str, future: bool, year: int) -> None:
    (time,) = find_times(text, 0, MONDAY, future=future)
    assert time.start is not None
    assert time.start.year == year


def test_day_told_of_carries_over_sentences() -> None:
    before = find_times("The port was hit on 5 June.", 0, MONDAY)
    (time,) = find_times("A tug had sunk two days before.", 0, MONDAY, earlier=day_told_of(before))
    assert (time.start, time.basis) == (datetime(2021, 6, 3, tzinfo=UTC), "earlier mention")


def test_clock_goes_on_with_the_day_told_of_and_parts_do_not() -> None:
    before = find_times("The port was hit on Saturday.", 0, MONDAY)
    (clock,) = find_times("It was shortly before noon (0900 GMT).", 0, MONDAY, "Asia/Aden", earlier=day_told_of(before))
    (part,) = find_times("The tugs left overnight.", 0, MONDAY, earlier=day_told_of(before))
    assert (clock.start, clock.end) == (datetime(2021, 6, 12, 8, tzinfo=UTC), datetime(2021, 6, 12, 9, tzinfo=UTC))
    assert part.start == datetime(2021, 6, 13, 18, tzinfo=UTC)


def test_report_carries_days_over_sentences_but_not_history() -> None:
    text = "The port was hit on Saturday. It was hit before on 3 May 1999. A tug sank at 4 pm."
    doc = load_parser()(text)
    sentences = [Sentence(0, span, order, 0, BlockKind.BODY) for order, span in enumerate(doc.sents)]
    times = find_report_times(sentences, MONDAY, None)
    assert times[2][0].start == datetime(2021, 6, 12, 16, tzinfo=UTC)
    assert all(text[slice(*t.span)] == t.text for found in times.values() for t in found if t.span)


def test_zone_behind_the_day_counts() -> None:
    (time,) = find_times("The lull runs until 1 a.m. on Tuesday, Madrid time.", 0, MONDAY, "America/Bogota")
    assert time.end == datetime(2021, 6, 14, 23, tzinfo=UTC)


def test_range_runs_forward_over_the_report() -> None:
    (time,) = find_times("Guns are to fall silent from midnight on Monday until noon on Wednesday.", 0, MONDAY)
    assert (time.start, time.end) == (datetime(2021, 6, 15, tzinfo=UTC), datetime(2021, 6, 16, 12, tzinfo=UTC))


def test_relative_time_without_a_date_is_kept_and_not_chosen() -> None:
    times = find_times("Gunmen came on Friday.", 0, None)
    assert [t.text for t in times] == ["Friday"]
    assert choose_when(times, (0, 22)) is None


def test_modal_may_and_marching_are_no_months() -> None:
    assert find_times("They may march to the port, and some will march on.", 0, MONDAY) == ()


def test_report_bounds_what_has_no_time() -> None:
    bound = bound_by_report(MONDAY)
    assert bound is not None
    assert (bound.start, bound.end) == (None, datetime(2021, 6, 15, tzinfo=UTC))
    assert bound_by_report(None) is None


@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join), st.integers(0, 500), st.booleans())
def test_spans_are_the_text_and_intervals_run_forward(text: str, base: int, dated: bool) -> None:
    for time in find_times(text, base, MONDAY if dated else None, "Asia/Aden"):
        assert time.span is not None
        assert text[time.span[0] - base : time.span[1] - base] == time.text
        assert time.start is None or time.end is None or time.start <= time.end


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for time in find_times(text, 0, date.min):
        assert time.span is not None
        assert text[slice(*time.span)] == time.text


@given(st.sampled_from(ROWS), st.dates(date(1950, 1, 1), date(2090, 1, 1)))
def test_absolute_dates_do_not_depend_on_the_report(row: dict[str, str], other: date) -> None:
    absolute = [t for t in find_times(row["sentence"], 0, MONDAY) if t.basis == "absolute"]
    assert absolute == [t for t in find_times(row["sentence"], 0, other) if t.basis == "absolute"]


@pytest.mark.parametrize(
    ("text", "trigger", "year"),
    [
        ("Troops freed six nurses who were abducted in May 2012.", "freed", None),
        ("Troops freed two of the nurses abducted in May 2012.", "freed", None),
        ("Troops freed six nurses who were abducted in May 2012.", "abducted", 2012),
        ("The miners were freed in May 2012.", "freed", 2012),
    ],
)
def test_old_time_of_a_modifier_dates_only_what_it_tells_of(text: str, trigger: str, year: int | None) -> None:
    (span,) = load_parser()(text).sents
    sentence = Sentence(0, span, 0, 0, BlockKind.BODY)
    times = find_report_times([sentence], date(2015, 6, 1), None)[0]
    at = text.index(trigger)
    when = choose_when(times, (0, len(text)), (at, at + len(trigger)))
    assert (when.start.year if when and when.start else None) == year


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("The truck blew up an hour before midnight on Thursday.", 23, 0),
        ("Late Thursday night, half an hour before midnight, gunmen came.", 23, 30),
        ("It began about 20 minutes after 3 p.m. on Thursday.", 15, 20),
        ("It was over two hours before noon on Thursday.", 10, 0),
    ],
)
def test_time_beside_a_clock_is_reckoned_from_it(text: str, hour: int, minute: int) -> None:
    when = find_times(text, 0, date(2016, 11, 10))[-1]
    assert when.start == datetime(2016, 11, 10, hour, minute, tzinfo=UTC)


def test_clock_after_the_report_is_the_day_before() -> None:
    (when,) = find_times("It began at around 11:30pm local time.", 0, datetime(2016, 11, 11, 0, 14, tzinfo=UTC))
    assert when.start == datetime(2016, 11, 10, 23, 30, tzinfo=UTC)


def test_weekday_after_a_report_without_an_hour_is_the_next_day() -> None:
    (when,) = find_times("Gunmen came early on Friday.", 0, date(2016, 11, 10))
    assert when.start == datetime(2016, 11, 11, tzinfo=UTC)


def test_numbers_of_day_and_month_stand_behind_a_weekday() -> None:
    (time,) = find_times("Mon 14/06 - two barges sank", 0, MONDAY)
    assert time.start == datetime(2021, 6, 14, tzinfo=UTC)
    (note,) = find_times("14/06 pm - two barges sank", 0, MONDAY)
    assert note.start is not None and note.start.date() == date(2021, 6, 14)
    assert find_times("3/4 of the barges sank", 0, MONDAY) == ()
    assert find_times("The vote was 14/06 for the bill", 0, MONDAY) == ()


def test_posts_of_a_thread_are_told_by_their_stamps() -> None:
    posts = (
        "7 May 2031, 16:42 - Reports of a blast at the depot.",
        "8 May 2031, 09:00 - Three workers were shot dead on Monday.",
    )
    sentences = read_paragraphs(*posts)
    found = find_report_times(sentences, date(2031, 5, 9), None)
    first, second = (choose_when(found[sentence.order], sentence.span) for sentence in sentences)
    assert first is not None and (first.start, stamp(first.end)) == (None, "2031-05-07T16:43Z")
    assert second is not None and stamp(second.start) == "2031-05-05T00:00Z"


def test_one_clock_that_opens_a_report_is_no_post() -> None:
    sentences = read_paragraphs("7 May 2031, 16:42 - a shell hit the depot.", "Nobody was hurt.")
    (time,) = find_report_times(sentences, date(2031, 5, 9), None)[0]
    assert time.role is TimeRole.HAPPENING


def test_since_looks_back_even_from_a_plan() -> None:
    (found,) = find_times("They will free men held since January.", 0, date(2024, 3, 15), None, future=True)
    assert stamp(found.start) == "2024-01-01T00:00Z"


def test_an_old_time_in_a_modifier_dates_the_noun_where_nothing_else_does() -> None:
    text = "The group condemns the attack on the ford, in which 42 soldiers died on 7 August."
    (sentence,) = read_paragraphs(text)
    times = find_report_times((sentence,), date(2031, 9, 16), None, "report date")[0]
    at = text.index("attack")
    chosen = choose_when(times, (0, len(text)), (at, at + 6))
    assert chosen is not None
    assert chosen.text == "7 August"
    at = text.index("condemns")
    assert choose_when(times, (0, len(text)), (at, at + 8)) is None
