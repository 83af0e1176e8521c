"""What is drawn: floors as floors, open ends as open, no pin without a place, names that cover nothing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger_by_hand import LEDGER
from marsad.model.claims import CountRelation, PlacePrecision
from marsad.model.ledger import Ledger
from marsad.publish.atlas import KM_OFF, StoryMap, draw_map
from marsad.publish.borders import box_of, cut_country, cut_ring, find_middle, load_borders, measure_ring
from marsad.publish.charts import chart_incidents, chart_series
from marsad.publish.chronicle import order_incidents
from marsad.publish.index import index_ledger
from marsad.publish.labels import place_labels
from marsad.publish.lanes import Mark, mark_figure, mark_window
from marsad.publish.scales import scale_numbers, scale_times
from marsad.publish.timelines import draw_time_bar, draw_timeline
from marsad.publish.views import HIGH, WIDE, frame_places

INDEX = index_ledger(LEDGER)
HUNDRED = scale_numbers(99)
NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
DAY = timedelta(days=1)
WEEK = scale_times(NOON, NOON + 7 * DAY)
MOMENTS = st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))


@given(st.integers(1, 10**9))
def test_a_scale_of_numbers_holds_its_largest_with_room_and_few_round_marks(largest: int) -> None:
    scale = scale_numbers(largest)
    assert 0 < scale.put(largest) <= 93
    assert 2 <= len(scale.ticks) <= 8
    assert scale.ticks[0].at == 0


@given(MOMENTS, MOMENTS)
def test_a_scale_of_times_holds_both_ends_and_its_marks_stand_in_order(one: datetime, other: datetime) -> None:
    scale = scale_times(min(one, other), max(one, other))
    assert 0 < scale.put(min(one, other)) <= scale.put(max(one, other)) < 100
    marks = [tick.at for tick in scale.ticks]
    assert marks == sorted(marks)
    assert all(0 <= mark <= 100 for mark in marks)
    assert len(marks) <= 8


@pytest.mark.parametrize(
    ("bounds", "relation", "drawn"),
    [
        ((8, 8, 8), CountRelation.EXACTLY, [("dot", False, False)]),
        ((None, 8, None), CountRelation.ABOUT, [("ring", False, False)]),
        ((8, None, None), CountRelation.AT_LEAST, [("bar", False, True)]),
        ((None, None, 8), CountRelation.UP_TO, [("bar", True, False)]),
        ((8, None, 12), CountRelation.EXACTLY, [("bar", False, False)]),
        ((8, 10, 12), CountRelation.EXACTLY, [("bar", False, False), ("dot", False, False)]),
        ((None, None, None), CountRelation.EXACTLY, []),
    ],
)
def test_a_figure_is_drawn_as_it_was_said(
    bounds: tuple[int | None, int | None, int | None], relation: CountRelation, drawn: list[tuple[str, bool, bool]]
) -> None:
    marks = mark_figure(HUNDRED, *bounds, relation)
    assert [(mark.shape, mark.opens_left, mark.opens_right) for mark in marks] == drawn


def test_a_floor_starts_at_its_number_and_a_ceiling_ends_there() -> None:
    (floor,) = mark_figure(HUNDRED, 40, None, None, CountRelation.AT_LEAST)
    (ceiling,) = mark_figure(HUNDRED, None, None, 40, CountRelation.UP_TO)
    assert floor.left == ceiling.right == HUNDRED.put(40)


def test_an_end_that_nobody_gave_is_open_and_what_lies_off_the_scale_is_an_arrow() -> None:
    def shapes(start: datetime | None, end: datetime | None) -> list[tuple[str, bool, bool]]:
        return [(mark.shape, mark.opens_left, mark.opens_right) for mark in mark_window(WEEK, start, end)]

    assert shapes(NOON, NOON + DAY) == [("bar", False, False)]
    assert shapes(NOON, None) == [("bar", False, True)]
    assert shapes(None, NOON) == [("bar", True, False)]
    assert shapes(NOON - 9 * DAY, NOON + DAY) == [("bar", True, False)]
    assert shapes(NOON - 9 * DAY, NOON - 8 * DAY) == [("before", False, False)]
    assert shapes(NOON + 20 * DAY, NOON + 21 * DAY) == [("after", False, False)]
    assert shapes(None, None) == []


@given(st.none() | MOMENTS, st.none() | MOMENTS)
def test_no_mark_leaves_its_lane(start: datetime | None, end: datetime | None) -> None:
    assert all(_is_inside(mark) for mark in mark_window(WEEK, start, end))


def _is_inside(mark: Mark) -> bool:
    return 0 <= mark.left <= mark.right <= 100


def test_running_totals_and_single_incidents_stand_in_charts_of_their_own() -> None:
    (total,) = chart_series(INDEX, LEDGER.series)
    assert (total.title, [row.amount for row in total.rows]) == ("Killed, the coast, since 1 March 2031", ["57"])
    charts = {chart.title: chart for chart in chart_incidents(INDEX, order_incidents(LEDGER.incidents))}
    (read, refused) = charts["Injured"].rows
    assert read.marks
    assert (refused.refusal, refused.marks) == ("two groups that may overlap", ())


def test_a_state_without_a_beginning_is_open_on_its_time_bar_and_without_a_time_is_not_drawn() -> None:
    bar = draw_time_bar(INDEX, LEDGER.states, LEDGER.control)
    assert bar
    assert [mark.opens_left for mark in bar.states[0].marks] == [True]
    assert bar.control[0].marks == ()
    assert draw_time_bar(INDEX, (), ()) is None


def test_a_timeline_needs_two_incidents_with_a_time() -> None:
    drawn = draw_timeline(INDEX, order_incidents(LEDGER.incidents), LEDGER.reports)
    assert drawn
    assert [moment.id for moment in drawn.moments] == ["incident-quay", "incident-customs"]
    assert draw_timeline(INDEX, LEDGER.incidents[:1], LEDGER.reports) is None


def _draw(ledger: Ledger) -> StoryMap:
    drawn = draw_map(index_ledger(ledger), order_incidents(ledger.incidents))
    assert drawn
    return drawn


def _fine(precision: PlacePrecision) -> Ledger:
    places = tuple(replace(p, precision=precision) if p.lat is not None else p for p in LEDGER.places)
    return replace(LEDGER, places=places)


def test_a_place_without_coordinates_is_listed_and_never_drawn() -> None:
    drawn = _draw(LEDGER)
    assert [(site.name, site.radius) for site in drawn.sites] == [("Port Vellar", 0.0)]
    assert [(row.id, row.place) for row in drawn.unplaced] == [("incident-customs", "customs house, Port Vellar")]


@pytest.mark.parametrize("precision", [p for p in PlacePrecision if KM_OFF[p]])
def test_an_uncertain_place_is_an_area(precision: PlacePrecision) -> None:
    (site,) = _draw(_fine(precision)).sites
    assert site.radius > 0 or site.shape


def test_without_any_coordinates_there_is_no_map() -> None:
    bare = tuple(replace(place, lat=None, lon=None) for place in LEDGER.places)
    ledger = replace(LEDGER, places=bare)
    assert draw_map(index_ledger(ledger), ledger.incidents) is None


POINTS = st.tuples(st.floats(-179, 179), st.floats(-80, 80))


@given(st.lists(st.tuples(POINTS, st.floats(0, 300)), min_size=1, max_size=8))
def test_a_view_holds_all_its_places(places: list[tuple[tuple[float, float], float]]) -> None:
    view = frame_places(places)
    for point, _ in places:
        x, y = view.place(point)
        assert -1 <= x <= WIDE + 1
        assert -1 <= y <= HIGH + 1


@given(st.lists(st.tuples(POINTS, st.just(0.0)), min_size=2, max_size=6))
def test_a_ring_cut_to_a_view_stays_within_it(places: list[tuple[tuple[float, float], float]]) -> None:
    view = frame_places(places)
    west, south, east, north = view.box
    ring = [point for point, _ in places]
    for x, y in cut_ring(box_of(ring), ring, view.box):
        assert west - 1e-6 <= x <= east + 1e-6
        assert south - 1e-6 <= y <= north + 1e-6


def test_borders_name_each_country_once_and_keep_its_size() -> None:
    world = (-180.0, -90.0, 180.0, 90.0)
    found = {country.name: cut_country(country, world) for country in load_borders()}
    assert len(found) == len(load_borders()) > 240
    assert 0.9 < sum(map(measure_ring, found["Lebanon"])) < 1.15, "10,450 square km at 34 degrees north"


def test_the_middle_of_a_ring_lies_inside_it() -> None:
    hook = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (8.0, 9.0), (8.0, 1.0), (0.0, 1.0))
    x, y = find_middle(hook)
    assert 8 < x < 9
    assert y == 4.5


@given(
    st.lists(st.tuples(st.text("abc", min_size=1, max_size=9), st.tuples(st.integers(0, WIDE), st.integers(0, HIGH))))
)
def test_no_two_names_stand_on_each_other(rows: list[tuple[str, tuple[int, int]]]) -> None:
    labels = place_labels(rows[:3], [], rows[3:])
    assert len({label.text for label in labels}) == len(labels)
    for at, one in enumerate(labels):
        assert all(abs(one.y - other.y) >= 24 or one.x != other.x for other in labels[at + 1 :])
