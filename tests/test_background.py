"""Background: what a story only looks back on, and what stays its news."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draft_by_hand import EMPTY
from marsad.model.claims import CountRelation, Kind, Measure, Precision, Scope, Status, When
from marsad.model.drafts import Draft, DraftCount
from marsad.model.reports import DateBasis, Report
from marsad.resolve.background import Background, mark_background
from marsad.resolve.oldtimes import find_lasting_state, find_old_words, split_words

PUBLISHED = date(2024, 5, 20)


def report_of(*quotes: str) -> Report:
    return Report(
        id="r",
        key="r",
        url=None,
        outlet=None,
        agency=None,
        author=None,
        title=None,
        published=PUBLISHED,
        published_basis=DateBasis.STATED,
        dateline=None,
        language="en",
        read=True,
        unread_why=None,
        text="\n".join(quotes),
        blocks=(),
    )


def draft_of(quote: str, at: int = 0, when: When | None = None, kind: Kind = Kind.ATTACK) -> Draft:
    return replace(EMPTY, order=at, span=(at, at + len(quote)), quote=quote, kind=kind, kinds=(kind,), when=when)


def when_of(start: date, end: date, precision: Precision, span: tuple[int, int] | None = None) -> When:
    return When(
        text=None,
        span=span,
        start=datetime(start.year, start.month, start.day, tzinfo=UTC),
        end=datetime(end.year, end.month, end.day, tzinfo=UTC),
        precision=precision,
        basis="stated",
    )


def mark_one(quote: str, when: When | None = None, kind: Kind = Kind.ATTACK) -> Background:
    return mark_background((report_of(quote),), (draft_of(quote, when=when, kind=kind),))[0]


def toll_of(since: datetime | None) -> DraftCount:
    return DraftCount(
        of="people",
        party=None,
        measure=Measure.KILLED,
        low=90,
        best=90,
        high=90,
        relation=CountRelation.EXACTLY,
        verbatim="90",
        span=(0, 2),
        place=None,
        scope=Scope.CUMULATIVE,
        since=since,
        as_of=None,
        subset_of=None,
        age=None,
        gender=None,
    )


LAST_YEAR = when_of(date(2023, 1, 1), date(2024, 1, 1), Precision.YEAR)
LAST_MONTH = when_of(date(2024, 4, 1), date(2024, 5, 1), Precision.MONTH)
SUNDAY = when_of(date(2024, 5, 19), date(2024, 5, 20), Precision.DAY)


@pytest.mark.parametrize(
    ("quote", "when"),
    [
        ("Last year, herders were driven out of the valley.", LAST_YEAR),
        ("The navy routinely fires on smugglers.", None),
        ("The port was once home to 9,000 sailors.", None),
        ("The camp forms the backbone of the relief effort.", None),
        ("Thousands have died since the civil war began.", None),
        ("Rebels have held the pass since the northern uprising.", None),
        ("The garrison has shelled the hills since 2017.", None),
        ("The fleet used similar tactics in the gulf.", None),
        ("More than 9,000 sailors have been killed in the war, the league said.", None),
    ],
)
def test_old_happenings_habits_and_definitions_are_background(quote: str, when: When | None) -> None:
    mark = mark_one(quote, when)
    assert mark.is_background
    assert mark.reason


@pytest.mark.parametrize(
    ("quote", "when", "kind"),
    [
        ("Gunmen raided the mill on Sunday.", SUNDAY, Kind.ATTACK),
        ("It was the deadliest raid since 2017.", None, Kind.ATTACK),
        ("The army started an operation last month to clear the forest.", LAST_MONTH, Kind.OFFENSIVE),
        ("The rebels took the mill.", None, Kind.CONTROL),
        ("The villagers are now without water, as often before.", None, Kind.SIEGE),
    ],
)
def test_news_stays_news(quote: str, when: When | None, kind: Kind) -> None:
    assert not mark_one(quote, when, kind).is_background


def test_what_only_weighs_the_news_by_an_old_time_is_no_happening() -> None:
    assert mark_one("It was the deadliest raid since the fall of the fort last year.", LAST_YEAR).is_background


def test_a_sum_over_months_is_more_than_the_story() -> None:
    months = when_of(date(2024, 3, 20), date(2024, 5, 20), Precision.MONTH)
    assert mark_one("Some 9,000 herders have been evacuated in the last two months.", months).is_background


def test_a_plan_is_never_background() -> None:
    draft = replace(draft_of("Captives taken in 2017 are to be freed."), status=Status.PLANNED)
    assert not mark_background((report_of(draft.quote),), (draft,))[0].is_background


def test_the_running_operations_toll_is_news_and_an_old_wars_is_not() -> None:
    quote = "The operation has left 90 people dead."
    running = replace(draft_of(quote, when=LAST_MONTH), counts=(toll_of(datetime(2024, 4, 1, tzinfo=UTC)),))
    old = replace(draft_of(quote, when=LAST_YEAR), counts=(toll_of(datetime(2011, 1, 1, tzinfo=UTC)),))
    assert [mark_background((report_of(quote),), (one,))[0].is_background for one in (running, old)] == [False, True]


def test_an_old_time_in_a_relative_clause_leaves_the_news_alone() -> None:
    quote = "The raid came hours after mourners buried guards who were shot in March."
    start = quote.index("in March")
    when = when_of(date(2024, 3, 1), date(2024, 4, 1), Precision.MONTH, (start, start + 8))
    assert not mark_one(quote, when).is_background


def test_what_continues_an_old_happening_belongs_to_it() -> None:
    first, second = "Last year, raiders burned the granary at dawn.", "They killed three raiders' captives there."
    drafts = (draft_of(first, when=LAST_YEAR), draft_of(second, at=len(first) + 1))
    assert [mark.is_background for mark in mark_background((report_of(first, second),), drafts)] == [True, True]


def test_an_event_that_the_story_dates_before_its_news_is_old_without_a_date_too() -> None:
    dated, bare = "Guards buried men killed at Qorvan depot on March 3.", "The force lost 40 men at Qorvan depot."
    news = "Jets struck the town of Belmur on Sunday."
    drafts = (
        draft_of(dated),
        draft_of(bare, at=len(dated) + 200),
        draft_of(news, at=len(dated) + 400, when=SUNDAY),
    )
    report = replace(report_of(), text=dated + " " * 600)
    assert [mark.is_background for mark in mark_background((report,), drafts)] == [True, True, False]


def test_without_any_date_only_wording_speaks() -> None:
    draft = draft_of("Last year, herders were driven out.", when=LAST_YEAR)
    undated = replace(report_of(draft.quote), published=None, published_basis=DateBasis.UNKNOWN)
    assert not mark_background((undated,), (draft,))[0].is_background


@pytest.mark.parametrize(
    ("quote", "count"),
    [
        ("in 2014", 1),
        ("on March 3", 1),
        ("on May 18", 0),
        ("in November", 1),
        ("it may rain", 0),
        ("two years ago", 1),
        ("last year", 1),
        ("more than 1900 people", 0),
        ("in 2012-15", 1),
    ],
)
def test_old_words(quote: str, count: int) -> None:
    assert len(find_old_words(split_words(quote), date(2024, 5, 10))) == count


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(5)))
def test_the_order_of_drafts_changes_nothing(order: list[int]) -> None:
    quotes = (
        "Last year, raiders burned the granary.",
        "The navy routinely fires on smugglers.",
        "Gunmen raided the mill on Sunday.",
        "The port was once home to sailors.",
        "It was the deadliest raid since 2017.",
    )
    whens = (LAST_YEAR, None, SUNDAY, None, None)
    starts = [sum(len(quote) + 1 for quote in quotes[:at]) for at in range(5)]
    drafts = [draft_of(quotes[at], starts[at], whens[at]) for at in range(5)]
    report = report_of(*quotes)
    plain = mark_background((report,), drafts)
    shuffled = mark_background((report,), [drafts[at] for at in order])
    assert [plain[at] for at in order] == list(shuffled)


def test_a_state_since_a_named_year_is_old_without_any_date() -> None:
    assert find_lasting_state(split_words("The valley has been under siege since May 2016.")) == "May 2016"
    assert find_lasting_state(split_words("The road has been closed since Friday.")) is None
    assert find_lasting_state(split_words("Since 2016 nothing moved.")) is None
