"""Law 5 over whole runs of reports that nobody chose: what another story tells changes nothing here, nor does what came
later or how it was handed in; every figure stands in a sentence.
"""

from datetime import UTC, date, datetime, time

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from marsad.model.codec import dump_ledger
from marsad.model.ids import make_id
from marsad.model.ledger import Ledger
from marsad.model.reports import DateBasis, Report
from marsad.pipeline import build_ledger
from report_of_text import make_report

SECTIONS = (
    "claims", "incidents", "series", "states", "control", "contradictions", "agreements", "changes", "families",
    "stories",
)  # fmt: skip
HERE = (
    "Shells hit the timber market of Velmara on {}, killing {} traders, the Velmara Rescue Corps said.",
    "The mayor of Velmara denied that shells had hit the timber market on {}; {} stalls burned, he said.",
    "Jets bombed the timber market of Velmara on {}, killing at least {} people, a doctor told the Lantern Desk.",
    "The death toll of the shelling of the timber market of Velmara on {} has risen to {}, the Rescue Corps said.",
)
THERE = (
    "Police freed {} fishermen on Saltmere Island after a ransom was paid on {}, the coast guard said.",
    "The coast guard said that {} fishermen of Saltmere Island had been held by pirates until {}.",
)
NUMBERS = st.integers(2, 40)
DAYS = st.integers(4, 9)
LOCAL = st.lists(st.tuples(st.integers(0, len(HERE) - 1), NUMBERS, DAYS), min_size=1, max_size=4)
FOREIGN = st.lists(st.tuples(st.integers(0, len(THERE) - 1), NUMBERS, DAYS), min_size=1, max_size=2)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def write(at: int, day: int, sentence: str) -> Report:
    key = f"r{at}"
    blank = make_report(sentence, key)
    made = make_id("report", key, sentence)
    return Report(
        id=made, key=key, url=None, outlet=f"Paper {at}", agency=None, author=None, title=None,
        published=date(2031, 5, day), published_basis=DateBasis.STATED, dateline=None, language="en", read=True,
        unread_why=None, text=sentence, blocks=blank.blocks,
    )  # fmt: skip


def _weekday(day: int) -> str:
    return WEEKDAYS[date(2031, 5, day - 1).weekday()]


def local(rows: list[tuple[int, int, int]]) -> list[Report]:
    return [write(at, day, HERE[row].format(_weekday(day), number)) for at, (row, number, day) in enumerate(rows)]


def foreign(rows: list[tuple[int, int, int]]) -> list[Report]:
    return [
        write(100 + at, day, THERE[row].format(number, _weekday(day))) for at, (row, number, day) in enumerate(rows)
    ]


def rows_of(ledger: Ledger, section: str) -> set[object]:
    return set(getattr(ledger, section))


def test_the_two_stories_are_two() -> None:
    here, there = local([(row, 5, 5) for row in range(4)]), foreign([(row, 9, 5) for row in range(2)])
    assert {story.reports for story in build_ledger([*here, *there]).stories} >= {
        story.reports for story in build_ledger(here).stories
    }


@settings(max_examples=12, deadline=None)
@given(LOCAL, FOREIGN)
def test_a_report_of_another_story_changes_nothing_here(
    here: list[tuple[int, int, int]], there: list[tuple[int, int, int]]
) -> None:
    alone = build_ledger(local(here))
    both = build_ledger([*local(here), *foreign(there)])
    mine = {report.id for report in alone.reports}
    assume(not any(mine & set(s.reports) and set(s.reports) - mine for s in both.stories))
    for section in SECTIONS:
        assert rows_of(alone, section) <= rows_of(both, section), section


@settings(max_examples=12, deadline=None)
@given(LOCAL)
def test_the_ledger_as_of_a_time_ignores_what_came_later(here: list[tuple[int, int, int]]) -> None:
    reports = local(here)
    as_of = datetime.combine(date(2031, 5, 6), time(23, 59), UTC)
    known = [report for report in reports if report.published and report.published <= as_of.date()]
    then = dump_ledger(build_ledger(known, as_of=as_of))
    assert dump_ledger(build_ledger(reports[::-1], as_of=as_of)) == then


@settings(max_examples=12, deadline=None)
@given(LOCAL)
def test_every_figure_stands_in_a_sentence_that_was_published(here: list[tuple[int, int, int]]) -> None:
    ledger = build_ledger(local(here))
    said = {claim.id: claim for claim in ledger.claims}
    texts = {report.id: report.text for report in ledger.reports}
    for incident in ledger.incidents:
        for row in incident.counts:
            numbers = [n for n in (row.low, row.best, row.high) if n is not None]
            told = [c for claim in row.claims for c in said[claim].counts]
            assert all(n in {m for c in told for m in (c.low, c.best, c.high)} for n in numbers)
    for claim in ledger.claims:
        text = texts[claim.report]
        assert text[slice(*claim.span)] == claim.quote
        assert all(count.verbatim in text[slice(*count.span)] for count in claim.counts)
    assert "confirmed" not in {incident.status for incident in ledger.incidents}
