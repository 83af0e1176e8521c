"""Series, disputes over figures, changes, states and control."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from marsad.model.claims import Kind, Measure, Precision, Stance, Status, When
from marsad.model.incidents import ControlStatus, StateStatus
from marsad.reconcile.placing import PlaceTree
from story_by_hand import PLACES, Hand, count, on_day, place

TOLL = "The death toll since the battle for Orlen began has risen to {}"


def toll(hand: Hand, report: str, day: int | None, number: int, who: str = "Harbour Watch") -> None:
    hand.say(report, [who, "Paper 1"], TOLL.format(number), Kind.KILLING, counts=[count(number, total=True)], day=day)


def test_a_total_told_three_times_is_one_series_and_each_step_a_change() -> None:
    hand = Hand()
    toll(hand, "r1", 2, 40)
    toll(hand, "r2", 3, 40)
    toll(hand, "r3", 4, 55)
    done = hand.reconcile()
    [series] = done.series
    assert [point.best for point in series.points] == [40, 55]
    assert len(series.points[0].claims) == 2
    assert [(c.from_, c.to) for c in done.changes] == [("40 killed", "55 killed")]


def test_groups_have_series_of_their_own_and_an_equal_figure_joins_other_words() -> None:
    hand = Hand()
    rows = [count(90, total=True), count(60, of="River fighters", total=True), count(7, of="civilians", total=True)]
    hand.say("r1", ["Harbour Watch", "Paper 1"], TOLL.format(90), Kind.KILLING, counts=rows)
    relayed = [count(60, of="gunmen and prisoners", total=True), count(7, of="civilians", total=True)]
    hand.say("r2", ["Harbour Watch", "Paper 2"], "It said 60 gunmen had died", Kind.KILLING, counts=relayed)
    series = hand.reconcile().series
    assert sorted(s.points[0].best or 0 for s in series) == [7, 60, 90]
    assert all(len(s.points) == 1 for s in series)


def test_an_undated_post_lists_the_newest_first() -> None:
    hand = Hand()
    hand.say(
        "r1", ["Harbour Watch"], "A drone hit a car in Orlen, killing four", Kind.AIRSTRIKE, counts=[count(4)], day=None
    )
    hand.say(
        "r1",
        ["Harbour Watch"],
        "A few hours ago a drone hit a car in Orlen, killing two",
        Kind.AIRSTRIKE,
        counts=[count(2)],
    )
    done = hand.reconcile()
    [incident] = done.incidents
    assert [row.best for row in incident.counts] == [4]
    assert [[point.best for point in s.points] for s in done.series] == [[2, 4]]
    assert done.contradictions == ()


def test_a_source_that_is_only_behind_does_not_disagree() -> None:
    hand = Hand()
    toll(hand, "r1", 2, 40)
    toll(hand, "r2", 3, 55)
    toll(hand, "r3", 3, 40, who="Valley Army")
    assert hand.reconcile().contradictions == ()
    toll(hand, "r4", 3, 48, who="River Front")
    found = [c for c in hand.reconcile().contradictions if c.kind == "count"]
    values = {p.source: p.value for c in found for p in c.positions}
    assert values["source-Harbour Watch"] == "55 killed (earlier 40)"
    assert not any({"source-Harbour Watch", "source-Valley Army"} <= {p.source for p in c.positions} for c in found)


def test_a_floor_and_an_exact_figure_agree() -> None:
    hand = Hand()
    shells = "Shells hit the covered market of Orlen"
    hand.say("r1", ["Harbour Watch", "Paper 1"], shells, when=on_day(2), counts=[count(4, floor=True)])
    hand.say("r2", ["Valley Army", "Paper 2"], shells, when=on_day(2), counts=[count(5)])
    done = hand.reconcile()
    assert done.contradictions == ()
    assert [row.best for row in done.incidents[0].counts] == [5]


def test_sources_that_name_other_doers_differ_on_the_party() -> None:
    hand = Hand()
    shells = "Shells hit the covered market of Orlen and killed eight"
    hand.say("r1", ["River Front", "Paper 1"], shells, when=on_day(2), counts=[count(8)], agents=["Valley Army"])
    hand.say("r1", ["Valley Army", "Paper 1"], shells, when=on_day(2), counts=[count(8)], agents=["River Front"])
    kinds = [c.kind for c in hand.reconcile().contradictions]
    assert kinds == ["party"]


def test_a_denial_that_becomes_a_report_is_a_change() -> None:
    hand = Hand()
    hand.say("r1", ["Valley Army", "Paper 1"], "It denied leaving Orlen", Kind.WITHDRAWAL, stance=Stance.DENIES, day=2)
    hand.say("r2", ["Valley Army", "Paper 1"], "It had withdrawn from Orlen", Kind.WITHDRAWAL, day=4)
    [change] = hand.reconcile().changes
    assert change.from_.startswith("denied: ")
    assert change.to.startswith("reported: ")
    assert change.at is not None
    assert change.at.day == 4


def until(day: int, hour: int) -> When:
    end = datetime(2031, 5, day, hour, tzinfo=UTC)
    return When(text="until", span=None, start=end, end=end, precision=Precision.INSTANT, basis="report")


def test_one_truce_told_by_two_relays_is_one_row_and_over_after_its_end() -> None:
    hand = Hand()
    said = "A truce in Orlen holds until noon"
    hand.say("r1", ["State Radio", "Paper 1"], said, Kind.CEASEFIRE, when=until(3, 9), day=3)
    hand.say("r2", ["State Radio", "Paper 2"], "The truce in Orlen runs until 1 p.m.", Kind.CEASEFIRE, when=until(3, 9))
    [state] = hand.reconcile().states
    assert state.end == datetime(2031, 5, 3, 9, tzinfo=UTC)
    assert state.status == StateStatus.EXPIRED
    assert len(state.claims) == 2


def test_a_plan_for_a_truce_is_planned_and_a_denied_deal_denied() -> None:
    hand = Hand()
    plan = "A truce could begin in Orlen"
    hand.say("r1", ["Harbour Watch", "Paper 1"], plan, Kind.CEASEFIRE, status=Status.PLANNED)
    hand.say("r1", ["State Radio", "Paper 1"], "It denied a deal", Kind.AGREEMENT, stance=Stance.DENIES)
    assert {s.kind: s.status for s in hand.reconcile().states} == {
        "ceasefire": StateStatus.PLANNED,
        "agreement": StateStatus.DENIED,
    }


def test_control_is_claimed_by_the_holder_held_by_others_words_and_expected_when_it_would() -> None:
    hand = Hand()
    front, army = ["River Front"], ["Valley Army"]
    hand.say("r1", ["River Front", "Paper 1"], "It captured Orlen", Kind.CONTROL, agents=front)
    hand.say("r1", ["Harbour Watch", "Paper 1"], "The Front controls Orlen", Kind.CONTROL, agents=front)
    hand.say("r1", ["Paper 1"], "The advance would bring Orlen under army control", Kind.CONTROL, agents=army)
    hand.say(
        "r1", ["Paper 1"], "The army has not imposed full control over Dovar", Kind.CONTROL, at=["Dovar"], agents=army
    )
    rows = {(c.holder, c.status) for c in hand.reconcile().control}
    assert rows == {
        ("actor-River Front", ControlStatus.CLAIMED),
        ("actor-River Front", ControlStatus.HELD),
        ("actor-Valley Army", ControlStatus.EXPECTED),
    }


def test_people_held_differ_even_where_outlets_narrate() -> None:
    hand = Hand()
    boys = "{} boys are in the prison of Orlen"
    inside = [count(650, Measure.PRESENT, of="boys")]
    hand.say("r1", ["Harbour Watch", "Paper 1"], boys.format(650), Kind.OTHER, counts=inside)
    hand.say("r2", ["Paper 2"], boys.format(700), Kind.OTHER, counts=[count(700, Measure.PRESENT, of="boys")])
    hand.say("r2", ["Paper 2"], "Gunmen attacked the prison of Orlen", Kind.ATTACK, when=on_day(2))
    [found] = hand.reconcile().contradictions
    assert {p.value for p in found.positions} == {"650 boys present", "700 boys present"}


def test_a_toll_that_falls_after_a_correction_is_a_change() -> None:
    hand = Hand()
    toll(hand, "r1", 2, 40)
    said = "The council withdrew its earlier figure of 40 dead, for one had been counted twice"
    hand.say("r2", ["Harbour Watch", "Paper 1"], said, Kind.STATEMENT, counts=[count(40)], day=4)
    changes = hand.reconcile().changes
    assert any(c.from_ == "40 killed" and c.to.startswith("withdrew it") for c in changes)


def test_a_truce_lasting_days_has_both_ends() -> None:
    hand = Hand()
    start = datetime(2031, 5, 8, tzinfo=UTC)
    when = When(
        text="from", span=None, start=start, end=start + timedelta(days=3), precision=Precision.DAY, basis="report"
    )
    hand.say("r1", ["State Radio", "Paper 1"], "A truce from Thursday until Saturday", Kind.CEASEFIRE, when=when, day=8)
    [state] = hand.reconcile().states
    assert (state.start, state.end) == (when.start, when.end)
    assert state.status == StateStatus.ONGOING


def test_groups_of_the_same_sentences_keep_series_of_their_own() -> None:
    hand = Hand()
    rows = [count(60, of="River fighters", total=True), count(45, of="army soldiers", total=True)]
    hand.say("r1", ["Harbour Watch", "Paper 1"], "The battle left 60 fighters and 45 soldiers dead", counts=rows)
    series = hand.reconcile().series
    assert len({s.id for s in series}) == 2


def test_what_was_added_to_a_total_is_no_figure_of_its_own() -> None:
    hand = Hand()
    said = "Five more fighters died in Orlen, taking the number of dead to 14"
    rows = [count(5, of="fighters"), count(14, total=True)]
    toll(hand, "r1", 2, 9)
    hand.say("r2", ["Harbour Watch", "Paper 1"], said, Kind.KILLING, counts=rows, day=4)
    done = hand.reconcile()
    assert all(row.best != 5 for incident in done.incidents for row in incident.counts)
    assert all(point.best != 5 for series in done.series for point in series.points)


def test_totals_told_days_apart_do_not_contradict_each_other() -> None:
    hand = Hand()
    toll(hand, "r1", 2, 40)
    toll(hand, "r2", 6, 55, who="Valley Army")
    assert hand.reconcile().contradictions == ()


def test_not_confirming_a_deal_is_no_state_of_it() -> None:
    hand = Hand()
    said = "The army has not confirmed any deal"
    hand.say("r1", ["Valley Army", "Paper 1"], said, Kind.AGREEMENT, stance=Stance.DOES_NOT_CONFIRM)
    assert hand.reconcile().states == ()


def test_a_truce_that_another_source_ends_is_over_for_all() -> None:
    hand = Hand()
    hand.say("r1", ["State Radio", "Paper 1"], "The truce in Orlen holds until noon", Kind.CEASEFIRE, when=until(3, 9))
    hand.say("r1", ["Harbour Watch", "Paper 1"], "A truce in Orlen is in place", Kind.CEASEFIRE)
    assert {s.status for s in hand.reconcile().states} == {StateStatus.EXPIRED}


def test_one_sentence_that_owns_up_to_what_was_denied_is_a_change() -> None:
    hand = Hand()
    said = "The army acknowledged leaving Orlen, two days after it denied that it had"
    hand.say("r1", ["Valley Army", "Paper 1"], said, Kind.WITHDRAWAL, day=4)
    assert [c.source for c in hand.reconcile().changes] == ["source-Valley Army"]


def test_bodies_found_on_top_are_no_fall_of_the_total() -> None:
    hand = Hand()
    toll(hand, "r1", 2, 18)
    hand.say(
        "r2",
        ["Harbour Watch", "Paper 1"],
        "Eight more bodies were found in Orlen",
        Kind.KILLING,
        counts=[count(8)],
        day=3,
    )
    toll(hand, "r3", 4, 26)
    points = [[point.best for point in s.points] for s in hand.reconcile().series]
    assert points == [[18, 26]]


def test_what_troops_fight_to_take_is_not_held() -> None:
    hand = Hand()
    for verb in ("are fighting to retake", "battle to regain control of", "hope to capture"):
        hand.say(
            "r1",
            ["Paper 1"],
            f"The Valley Army's men {verb} Orlen",
            Kind.CLASH,
            kinds=[Kind.CONTROL],
            agents=["Valley Army"],
        )
    assert hand.reconcile().control == ()


def test_talks_are_no_agreement_and_a_doubt_no_state() -> None:
    hand = Hand()
    hand.say("r1", ["Harbour Watch", "Paper 1"], "Talks on the town will continue", Kind.AGREEMENT)
    hand.say(
        "r1",
        ["Valley Army", "Paper 1"],
        "It had yet to confirm a truce",
        Kind.CEASEFIRE,
        stance=Stance.DOES_NOT_CONFIRM,
    )
    hand.say("r1", ["River Front", "Paper 1"], "The raid broke international agreements", Kind.AGREEMENT)
    assert hand.reconcile().states == ()


def test_two_floors_can_both_be_so() -> None:
    hand = Hand()
    shells = "Shells hit the market of Orlen"
    hand.say("r1", ["Harbour Watch", "Paper 1"], shells, when=on_day(2), counts=[count(2, floor=True)])
    hand.say("r2", ["Valley Army", "Paper 2"], shells, when=on_day(2), counts=[count(9, floor=True)])
    assert hand.reconcile().contradictions == ()


def test_the_capital_is_the_one_that_the_story_names() -> None:
    lima = replace(place("Lima", -12.05, -77.04), country="PE")
    cusco = replace(place("Cusco", -13.52, -71.97), country="PE")
    assert PlaceTree((cusco, lima)).capitals == ("place-Lima",)


def test_truces_of_two_towns_are_two_though_nobody_knows_how_far_apart_these_are() -> None:
    hand = Hand()
    unplaced = tuple(replace(one, lat=None, lon=None) for one in PLACES)
    hand.say("r1", ["Harbour Watch", "Paper 1"], "A truce in Orlen holds until noon", Kind.CEASEFIRE, when=until(3, 9))
    hand.say("r2", ["Harbour Watch", "Paper 2"], "A truce in Dovar took hold", Kind.CEASEFIRE, at=("Dovar",), day=4)
    states = hand.reconcile(places=unplaced).states
    assert {state.place: state.status for state in states} == {
        "place-Orlen": StateStatus.EXPIRED,
        "place-Dovar": StateStatus.ONGOING,
    }


def test_to_deny_breaking_a_truce_is_not_to_deny_the_truce() -> None:
    hand = Hand()
    broke, denied = "River Front broke the truce in Orlen", "It denied that it had broken the truce"
    hand.say("r1", ["Valley Army", "Paper 1"], broke, Kind.CEASEFIRE, agents=["River Front"])
    hand.say("r1", ["River Front", "Paper 1"], denied, Kind.CEASEFIRE, stance=Stance.DENIES)
    done = hand.reconcile()
    assert [(state.source, state.status) for state in done.states] == [("source-Valley Army", StateStatus.BROKEN)]
    assert "occurrence" in {one.kind for one in done.contradictions}


def test_the_basis_of_a_state_is_in_the_words_of_its_source() -> None:
    hand = Hand()
    hand.say("r1", ["Paper 1"], "The truce in Orlen runs out at noon", Kind.CEASEFIRE, when=until(3, 9))
    for at in range(4):
        hand.say(f"s{at}", ["State Radio", "Paper 1"], "A truce in Orlen holds until noon", Kind.CEASEFIRE,
                 when=until(3, 9))  # fmt: skip
    [state] = hand.reconcile().states
    assert state.basis == "State Radio says: A truce in Orlen holds until noon"


def test_a_total_since_days_before_a_strike_is_no_toll_of_it_and_no_voice() -> None:
    hand = Hand()
    since = replace(count(45, of="civilians", total=True), since=datetime(2031, 5, 1, tzinfo=UTC))
    hand.say("r1", ["residents", "Paper 1"], "Shells hit Orlen on Tuesday", when=on_day(6), day=6)
    hand.say("r1", ["Harbour Watch", "Paper 1"], "Since the start of May 45 civilians have been killed in Orlen",
             Kind.KILLING, counts=[since])  # fmt: skip
    done = hand.reconcile()
    [strike] = [one for one in done.incidents if one.kind == Kind.SHELLING]
    assert (strike.counts, strike.status) == ((), "reported")
    assert [[point.best for point in one.points] for one in done.series] == [[45]]


def test_a_total_of_weeks_of_war_is_no_happening_and_joins_none() -> None:
    hand = Hand()
    since = replace(count(120, total=True), since=datetime(2031, 3, 1, tzinfo=UTC))
    hand.say("r1", ["Harbour Watch", "Paper 1"], "120 people have been killed in the fighting since 1 March",
             Kind.CLASH, at=(), counts=[since], day=6)  # fmt: skip
    hand.say("r1", ["residents", "Paper 1"], "Five people were killed", Kind.KILLING, at=(), counts=[count(5)], day=6)
    done = hand.reconcile()
    assert [[row.best for row in one.counts] for one in done.incidents] == [[5]]
    assert [point.best for one in done.series for point in one.points] == [120]


def test_who_died_of_hunger_was_killed_by_no_strike() -> None:
    hand = Hand()
    hand.say("r1", ["residents", "Paper 1"], "Shells hit Orlen on Tuesday, killing nine", when=on_day(6),
             counts=[count(9)], day=6)  # fmt: skip
    hand.say("r1", ["Harbour Watch", "Paper 1"], "31 people have died of hunger in Orlen", Kind.KILLING,
             counts=[count(31, total=True)], day=6)  # fmt: skip
    done = hand.reconcile()
    assert [[row.best for row in one.counts] for one in done.incidents] == [[9]]
    assert [point.best for one in done.series for point in one.points] == [31]


def test_a_total_that_holds_the_dead_of_two_strikes_is_no_toll_of_either() -> None:
    hand = Hand()
    since = replace(count(21, total=True), since=datetime(2031, 5, 5, tzinfo=UTC))
    clinic, market = "A shell killed nine at a clinic in Orlen", "Jets bombed a market in Orlen, killing twelve"
    hand.say("r1", ["Harbour Watch", "Paper 1"], clinic, when=on_day(5), counts=[count(9)], day=5)
    hand.say("r2", ["Harbour Watch", "Paper 1"], market, Kind.AIRSTRIKE, when=on_day(7), counts=[count(12)], day=7)
    hand.say("r3", ["Harbour Watch", "Paper 1"], "At least 21 people have been killed in Orlen since Monday",
             Kind.KILLING, when=replace(on_day(5), end=None), counts=[since], day=8)  # fmt: skip
    done = hand.reconcile()
    assert sorted(row.best or 0 for one in done.incidents for row in one.counts) == [9, 12]
    assert [point.best for one in done.series for point in one.points if one.since] == [21]


def test_what_one_sentence_counts_beside_its_total_is_no_earlier_value_of_it() -> None:
    hand = Hand()
    since = replace(count(31, of="people", total=True), since=datetime(2031, 4, 1, tzinfo=UTC))
    week = replace(count(7, part_of=0), of="people")
    hand.say("r1", ["Health Office", "Paper 1"], "31 people have died in Orlen since April, seven of them this week",
             Kind.KILLING, counts=[since, week])  # fmt: skip
    done = hand.reconcile()
    assert done.changes == ()
    assert [[point.best for point in one.points] for one in done.series] == [[31]]


def test_a_title_that_leaves_out_at_least_says_no_more_than_its_text() -> None:
    hand = Hand()
    hand.say("r1", ["Harbour Watch", "Paper 1"], "Shelling of Orlen kills seven", when=on_day(5), counts=[count(7)])
    hand.say("r1", ["Harbour Watch", "Paper 1"], "Shells hit the port of Orlen, killing at least seven people",
             when=on_day(5), counts=[count(7, floor=True)])  # fmt: skip
    hand.say("r2", ["Valley Army", "Paper 2"], "Shells hit the port of Orlen, killing eight people",
             when=on_day(5), counts=[count(8)])  # fmt: skip
    done = hand.reconcile()
    assert done.contradictions == ()
    assert [row.best for one in done.incidents for row in one.counts] == [8]


def test_who_lives_at_a_place_is_no_figure_of_what_happened_there() -> None:
    hand = Hand()
    said = "They fought in Orlen, once home to 90,000 people"
    living = replace(count(90000, Measure.PRESENT, of="people"), span=(said.find("90"), said.find("90") + 6))
    hand.say("r1", ["Harbour Watch", "Paper 1"], said, Kind.CLASH, when=on_day(3), counts=[living])
    [incident] = hand.reconcile().incidents
    assert incident.counts == ()


def test_the_dead_of_several_raids_since_a_day_are_no_happening() -> None:
    hand = Hand()
    since = replace(on_day(2), end=None)
    hand.say("r1", ["Harbour Watch", "Paper 1"], "21 raids since 2 May killed nine", when=since, counts=[count(9)])
    assert hand.reconcile().incidents == ()


def test_a_total_since_a_day_is_not_set_against_the_toll_of_one_happening() -> None:
    hand = Hand()
    raid = "The death toll of the raid on Orlen has risen to nine"
    hand.say("r1", ["Harbour Watch", "Paper 1"], raid, Kind.AIRSTRIKE, counts=[count(9, total=True)])
    total = replace(count(40, total=True), since=datetime(2031, 4, 28, tzinfo=UTC))
    hand.say("r2", ["Valley Army", "Paper 2"], "Since 28 April 40 have died in Orlen", Kind.KILLING, counts=[total])
    assert hand.reconcile().contradictions == ()
