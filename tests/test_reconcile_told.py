"""What reports of one war tell in words of their own: which happening each sentence is of."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from marsad.model.claims import Kind, Measure, Place, PlaceBasis, PlacePrecision, Precision, Stance, Status, When
from marsad.model.incidents import ContradictionKind, StateKind, StateStatus
from marsad.reconcile.marks import is_on_clause
from story_by_hand import PLACES, Hand, count, on_day
from told_by_hand import killed, names_of, places_of, read_told


def test_a_massacre_told_of_village_and_province_on_one_day_is_one(tmp_path: Path) -> None:
    ledger = read_told(
        tmp_path,
        (
            "Daily One",
            "2022-06-19",
            "Gunmen killed about 20 people in the village of Tenbara on Saturday, police said.",
        ),
        ("Daily Two", "2022-06-20", "Gunmen killed 61 people in Mali's Mopti region on Saturday, the government said."),
        ("Daily Three", "2022-06-21", "The attack on Tenbara in Mopti on Saturday killed 58, the Red Cross said."),
    )
    [incident] = [one for one in ledger.incidents if killed(one)]
    assert {20, 61} <= killed(incident)


def test_a_report_of_months_later_speaks_of_the_happening_and_makes_none() -> None:
    hand = Hand()
    hand.say("r1", ["Harbour Watch", "Paper 1"], "Shells killed nine in Orlen", when=on_day(2), counts=[count(9)])
    hand.say("r2", ["Valley Army", "Paper 2"], "Shells killed nine in Orlen then", when=on_day(2), counts=[count(9)])
    hand.reports["r2"] = replace(hand.reports["r2"], published=date(2031, 9, 20))
    assert [(len(i.claims), i.independent_sources) for i in hand.reconcile().incidents] == [(2, 2)]


def test_the_toll_of_a_strike_is_no_fighting_of_days(tmp_path: Path) -> None:
    ledger = read_told(
        tmp_path,
        ("Daily One", "2016-08-15", "An air strike hit the market in Haradh on Monday, killing 11, a doctor said."),
        ("Daily Two", "2016-08-16", "The death toll of Monday's air strike in Haradh is 15, the Red Cross said."),
    )
    assert len([one for one in ledger.incidents if killed(one)]) == 1


def test_the_seat_of_a_body_is_not_where_it_happened(tmp_path: Path) -> None:
    text = "The Harbour Watch, a monitoring group based in Geneva, said that 17 people had been killed in the raid."
    ledger = read_told(tmp_path, ("Daily One", "2024-02-13", f"An air raid hit Sake on Monday, police said. {text}"))
    assert all("Geneva" not in places_of(ledger, one) for one in ledger.incidents)


def test_where_fire_comes_from_and_where_the_harmed_are_taken_is_elsewhere(tmp_path: Path) -> None:
    ledger = read_told(
        tmp_path,
        ("Daily One", "2024-02-13", "Rebels shelled Sake from their base in Kitshanga on Monday, police said."),
        ("Daily Two", "2024-02-14", "Four people died on Monday while being transferred to Bukavu, a doctor said."),
    )
    found = set().union(*(places_of(ledger, one) for one in ledger.incidents))
    assert not found & {"Kitshanga", "Bukavu"}


def test_who_died_of_disease_was_killed_by_no_attack(tmp_path: Path) -> None:
    ledger = read_told(
        tmp_path,
        ("Daily One", "2024-02-09", "Shells killed six people in Sake on Thursday, a doctor said."),
        ("Daily Two", "2024-02-09", "Cholera has killed 14 people in camps near Sake, the Red Cross said."),
    )
    assert all(14 not in killed(one) for one in ledger.incidents)


def test_the_dead_of_a_month_in_a_country_are_no_happening(tmp_path: Path) -> None:
    ledger = read_told(
        tmp_path,
        ("Daily One", "2023-05-15", "Shells killed four people in Nikopol on Monday, the governor said."),
        ("Daily Two", "2023-06-02", "In May, the Red Cross recorded 176 people killed in Ukraine."),
        ("Daily Three", "2023-06-02", "The governor said 26 had been killed in Nikopol since the start of the year."),
    )
    assert {n for one in ledger.incidents for n in killed(one)} == {4}
    assert all(not any(p.value.startswith("26") for p in c.positions) for c in ledger.contradictions)


def test_a_standing_denial_denies_no_happening(tmp_path: Path) -> None:
    shells = "Russian shelling killed two people in Nikopol on Sunday, the governor said. "
    always = read_told(tmp_path, ("Daily One", "2023-05-14", shells + "Russia denies targeting civilians."))
    this = read_told(tmp_path, ("Daily One", "2023-05-14", shells + "Russia denies the attack."))
    assert [names_of(always, one, "denies") for one in always.incidents] == [set()]
    assert [len(names_of(this, one, "denies")) for one in this.incidents] == [1]


def test_to_deny_a_clause_is_not_to_deny_the_deal(tmp_path: Path) -> None:
    assert is_on_clause("denied that the agreement bars troops from the town")
    assert not is_on_clause("denied that an agreement was reached")
    text = "The town council denied on Friday that the agreement bars the army from entering Douma."
    ledger = read_told(tmp_path, ("Daily One", "2018-03-16", text))
    assert not any(s.kind == StateKind.AGREEMENT and s.status == StateStatus.DENIED for s in ledger.states)


def test_towns_that_a_road_joins_are_not_taken(tmp_path: Path) -> None:
    text = "M23 rebels seized the village of Shasha on Tuesday, cutting the last road linking Goma with Bukavu."
    between = "The M23 claimed to have taken control of Kirotshe, a village on the road between Sake and Minova."
    ledger = read_told(tmp_path, ("Daily One", "2024-02-07", text), ("Daily Two", "2024-02-10", between))
    held = {place.name for place in ledger.places for row in ledger.control if row.place == place.id}
    assert not held & {"Goma", "Bukavu", "Sake", "Minova"}


def test_a_country_and_its_army_are_one_doer(tmp_path: Path) -> None:
    struck = "shelled the market in Nikopol on Sunday, killing two."
    ledger = read_told(
        tmp_path,
        ("Daily One", "2023-05-14", f"The mayor said Russia {struck}"),
        ("Daily Two", "2023-05-14", f"A doctor said Russian troops {struck}"),
        ("Daily Three", "2023-05-14", f"Police said the Ukrainian army {struck}"),
    )
    parties = [one for one in ledger.contradictions if one.kind == ContradictionKind.PARTY]
    assert sorted(len(one.positions) for one in parties) == [2, 2]


def test_a_lower_toll_of_later_is_no_newer_one() -> None:
    hand = Hand()
    hand.say("r1", ["Valley Army", "Paper 1"], "Gunmen killed 132", when=on_day(1), counts=[count(132)], day=2)
    hand.say("r2", ["Harbour Watch", "Paper 2"], "Gunmen killed 129", when=on_day(1), counts=[count(129)], day=7)
    assert [one.kind for one in hand.reconcile().contradictions] == [ContradictionKind.COUNT]


def test_a_higher_toll_of_days_later_is_newer() -> None:
    hand = Hand()
    hand.say("r1", ["Valley Army", "Paper 1"], "Gunmen killed 132", when=on_day(1), counts=[count(132)], day=2)
    hand.say("r2", ["Harbour Watch", "Paper 2"], "Gunmen killed 139", when=on_day(1), counts=[count(139)], day=7)
    assert not hand.reconcile().contradictions


def test_two_who_each_say_they_hold_a_town_differ() -> None:
    hand = Hand()
    taken, kept = "River Front captured Orlen", "Orlen is still controlled by Valley Army"
    hand.say("r1", ["River Front", "Paper 1"], taken, Kind.CONTROL, agents=["River Front"])
    hand.say("r1", ["Valley Army", "Paper 1"], "It denied it", Kind.STATEMENT, at=[], stance=Stance.DENIES)
    hand.say("r1", ["Valley Army", "Paper 1"], kept, Kind.CONTROL, agents=["Valley Army"])
    made = hand.reconcile()
    assert {one.kind for one in made.contradictions} == {ContradictionKind.PARTY, ContradictionKind.OCCURRENCE}
    assert {one.about for one in made.contradictions} <= {row.id for row in made.control}


def test_a_town_that_changed_hands_over_days_is_no_contradiction(tmp_path: Path) -> None:
    ledger = read_told(
        tmp_path,
        ("Daily One", "2024-02-06", "The M23 said on Tuesday that it had captured Sake."),
        ("Daily Two", "2024-02-09", "The FARDC said on Friday that it had recaptured Sake."),
    )
    assert len(ledger.control) == 2
    assert not ledger.contradictions


def test_a_truce_that_was_agreed_is_a_truce(tmp_path: Path) -> None:
    text = "Angola said on Monday that the two sides had agreed to a 72-hour humanitarian truce."
    ledger = read_told(tmp_path, ("Daily One", "2024-02-19", text))
    assert [state.kind for state in ledger.states] == [StateKind.CEASEFIRE]


def test_a_start_in_the_middle_of_a_month_is_one_of_its_days() -> None:
    hand = Hand()
    watch = ["Harbour Watch", "Paper 1"]
    since = datetime(2031, 5, 10, tzinfo=UTC)
    middle = When(
        text="mid-May",
        span=(0, 1),
        start=since,
        end=since + timedelta(days=10),
        precision=Precision.WEEK,
        basis="report",
    )
    first = replace(count(530, Measure.EVACUATED, total=True), since=since + timedelta(days=8))
    last = replace(count(900, Measure.EVACUATED, total=True), since=since)
    hand.say("r1", watch, "530 have left Orlen since the 18th", Kind.OTHER, counts=[first], day=20)
    hand.say("r2", watch, "900 have left Orlen since mid-May", Kind.OTHER, when=middle, counts=[last], day=30)
    assert [[point.best for point in row.points] for row in hand.reconcile().series] == [[530, 900]]


def test_armed_men_who_left_are_the_fighters_who_were_moved() -> None:
    hand = Hand()
    for at, (who, number, measure, of) in enumerate(
        (("Harbour Watch", 430, Measure.MOVED, "fighters"), ("Valley Army", 438, Measure.EVACUATED, "armed men"))
    ):
        left = f"The second batch of {of} left Orlen"
        counts = [count(number, measure, of)]
        hand.say(f"r{at}", [who, f"Paper {at}"], left, Kind.EVACUATION, when=on_day(3), counts=counts)
    assert [one.kind for one in hand.reconcile().contradictions] == [ContradictionKind.COUNT]


def test_the_total_of_all_batches_is_no_figure_of_the_last() -> None:
    hand = Hand()
    day = on_day(3)
    third = [count(1905, Measure.EVACUATED, "people")]
    total = [count(5156, Measure.EVACUATED, "people", total=True)]
    hand.say("r1", ["Harbour Watch", "Paper 1"], "A third batch left Orlen", Kind.EVACUATION, when=day, counts=third)
    hand.say("r1", ["Valley Army", "Paper 1"], "So far 5,156 left, in three batches", Kind.EVACUATION, counts=total)
    [incident] = hand.reconcile().incidents
    assert {row.best for row in incident.counts} == {1905}
    assert not hand.reconcile().contradictions


def test_a_denial_of_days_later_is_of_the_happening_that_it_names() -> None:
    hand = Hand()
    hand.say("r1", ["Harbour Watch", "Paper 1"], "Gunmen killed some in Orlen", Kind.KILLING, day=2)
    denial = "It denied that its men killed anybody in Orlen"
    hand.say("r2", ["River Front", "Paper 2"], denial, Kind.KILLING, stance=Stance.DENIES, day=8)
    assert [len(one.claims) for one in hand.reconcile().incidents] == [2]


def test_the_day_of_a_departure_to_come_is_not_that_of_the_deal() -> None:
    hand = Hand()
    hand.say("r1", ["Harbour Watch", "Paper 1"], "A deal on Orlen was reached", Kind.AGREEMENT, when=on_day(3))
    plan = "The deal lets a first group leave Orlen"
    planned = Status.PLANNED
    hand.say("r2", ["Valley Army", "Paper 2"], "A deal on Orlen was reached", Kind.AGREEMENT)
    hand.say("r2", ["Valley Army", "Paper 2"], plan, Kind.AGREEMENT, when=on_day(8), status=planned)
    assert [len(one.claims) for one in hand.reconcile().incidents] == [3]


def test_a_hospital_bears_the_name_of_its_town() -> None:
    hand = Hand()
    spot = Place(
        id="place-Orlen hospital",
        name="Orlen hospital",
        kind="hospital",
        aliases=(),
        within="place-Kestria",
        lat=None,
        lon=None,
        country="Kestria",
        precision=PlacePrecision.UNKNOWN,
        basis=PlaceBasis.NONE,
    )
    day = on_day(2)
    hand.say(
        "r1",
        ["Harbour Watch", "Paper 1"],
        "Jets bombed the hospital of Orlen",
        Kind.AIRSTRIKE,
        when=day,
        counts=[count(9)],
    )
    at = ["Orlen hospital"]
    hand.say(
        "r2",
        ["Valley Army", "Paper 2"],
        "Jets bombed the Orlen hospital",
        Kind.AIRSTRIKE,
        at=at,
        when=day,
        counts=[count(14)],
    )
    assert [one.independent_sources for one in hand.reconcile((*PLACES, spot)).incidents] == [2]


def test_the_dead_of_disease_are_not_set_against_those_of_fire() -> None:
    hand = Hand()
    dead = [count(41, total=True)]
    hand.say("r1", ["Harbour Watch", "Paper 1"], "41 in Orlen have died of cholera", Kind.KILLING, counts=dead)
    hand.say("r2", ["Valley Army", "Paper 2"], "19 have been killed in Orlen so far", counts=[count(19, total=True)])
    assert not hand.reconcile().contradictions


def test_four_patients_are_among_fourteen_civilians() -> None:
    hand = Hand()
    day = on_day(2)
    for at, (who, number, of) in enumerate((("Harbour Watch", 4, "patients"), ("Valley Army", 14, "civilians"))):
        counts = [count(number, of=of)]
        hand.say(f"r{at}", [who, f"Paper {at}"], "Shells hit the Orlen clinic", when=day, counts=counts)
    assert not hand.reconcile().contradictions
    assert {(row.low, row.high) for one in hand.reconcile().incidents for row in one.counts} == {(4, 4), (14, 14)}


def test_how_often_somebody_dies_is_no_killing(tmp_path: Path) -> None:
    text = "One child dies every two hours in Zamzam camp, a doctor said on Friday."
    assert not read_told(tmp_path, ("Daily One", "2024-06-14", text)).incidents


def test_a_part_of_the_dead_of_a_month_is_of_that_month(tmp_path: Path) -> None:
    ledger = read_told(
        tmp_path,
        (
            "Daily One",
            "2017-08-20",
            "Warplanes bombed a house in Raqqa on Sunday, killing 27 civilians, residents said.",
        ),
        (
            "Daily Two",
            "2017-09-01",
            "The Harbour Watch documented the killing of 772 civilians in Syria in August. Coalition forces killed 281 "
            "of them.",
        ),
    )
    assert {n for one in ledger.incidents for n in killed(one)} == {27}


def test_the_dead_of_several_attacks_since_a_day_are_those_of_none(tmp_path: Path) -> None:
    ledger = read_told(
        tmp_path,
        ("Daily One", "2024-08-10", "An air strike hit a school in Gaza City on Saturday, killing 93, rescuers said."),
        (
            "Daily Two",
            "2024-08-13",
            "There had been 21 attacks on schools in Gaza since 4 July, which killed at least 274.",
        ),
    )
    assert {n for one in ledger.incidents for n in killed(one)} == {93}


def test_a_total_of_an_operation_is_no_happening(tmp_path: Path) -> None:
    text = (
        "At least 624 civilians have been killed by coalition strikes since the start of Operation Firm Hand, it said."
    )
    assert not read_told(tmp_path, ("Daily One", "2017-08-29", text)).incidents


def test_a_total_since_a_day_is_not_set_against_one_happening() -> None:
    hand = Hand()
    toll = [count(27, of="civilians", total=True)]
    since = [replace(count(167, of="civilians", total=True), since=datetime(2031, 4, 14, tzinfo=UTC))]
    hand.say("r1", ["Harbour Watch", "Paper 1"], "The toll in Orlen has risen to 27", when=on_day(2), counts=toll)
    hand.say("r2", ["Valley Army", "Paper 2"], "167 have been killed in Orlen", Kind.KILLING, counts=since)
    assert not hand.reconcile().contradictions


def test_two_days_of_shelling_with_dead_of_their_own_are_two() -> None:
    hand = Hand()
    first, second = "Shells on Orlen's market killed two traders", "Shells on Orlen's market killed four shoppers"
    hand.say("r1", ["Harbour Watch", "Paper 1"], first, when=on_day(2), counts=[count(2)])
    hand.say("r2", ["Valley Army", "Paper 2"], second, when=on_day(3), counts=[count(4)], day=4)
    assert len(hand.reconcile().incidents) == 2


def test_what_another_attack_came_a_day_after_was_the_day_before(tmp_path: Path) -> None:
    ledger = read_told(
        tmp_path,
        ("Daily One", "2023-05-14", "Shells killed two people in Nikopol on Sunday, the mayor said."),
        (
            "Daily Two",
            "2023-05-16",
            "Four people died when shells hit a bus stop in Nikopol on Monday, police said. It came a day after two "
            "people were killed in shelling of the same city.",
        ),
    )
    days = {(one.when.start.day, frozenset(killed(one))) for one in ledger.incidents if one.when and one.when.start}
    assert {figures for _, figures in days} == {frozenset({2}), frozenset({4})}
    assert len(days) == 2


def test_where_the_wounded_are_treated_is_not_where_they_were_hit(tmp_path: Path) -> None:
    text = "A doctor in Bukavu said his hospital had received 23 wounded."
    ledger = read_told(
        tmp_path,
        ("Daily One", "2024-02-13", f"Shells killed seven people in Sake on Monday, police said. {text}"),
    )
    assert [places_of(ledger, one) for one in ledger.incidents] == [{"Sake"}]
    far = "The clinic in Bukavu had treated 23 wounded, the Red Cross said."
    ledger = read_told(tmp_path, ("Daily One", "2024-02-13", far))
    assert all("Bukavu" not in places_of(ledger, one) for one in ledger.incidents)
