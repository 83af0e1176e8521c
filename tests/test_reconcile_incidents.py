"""What claims amount to: one happening or two, who stands behind it, what its status is."""

from datetime import UTC, datetime

from marsad.model.claims import Kind, Precision, Stance, Status, When
from marsad.model.incidents import IncidentStatus, LinkRelation
from story_by_hand import Hand, count, on_day

SHELLS = "Shells hit the covered market of Orlen and killed eight people"


def test_two_sources_on_one_shelling_corroborate_it() -> None:
    hand = Hand()
    hand.say("r1", ["Harbour Watch", "Paper 1"], SHELLS, when=on_day(2), counts=[count(8)])
    hand.say("r2", ["Valley Army", "Paper 2"], "Eight died in the shelling of Orlen", when=on_day(2), counts=[count(8)])
    [incident] = hand.reconcile().incidents
    assert incident.independent_sources == 2
    assert incident.status == IncidentStatus.CORROBORATED
    assert [row.best for row in incident.counts] == [8]
    assert incident.counts[0].rule == "all sources agree"


def test_a_spokeswoman_and_her_body_are_one_voice() -> None:
    hand = Hand()
    hand.say("r1", ["Harbour Watch", "Paper 1"], SHELLS, when=on_day(2), counts=[count(8)])
    hand.say("r2", ["Ines Darro", "Wire One", "Paper 2"], SHELLS, when=on_day(2), counts=[count(8)])
    [incident] = hand.reconcile().incidents
    assert [voice.source for voice in incident.voices] == ["source-Harbour Watch"]
    assert incident.independent_sources == 1


def test_an_outlet_that_narrates_is_no_voice() -> None:
    hand = Hand()
    hand.say("r1", ["Paper 1"], SHELLS, when=on_day(2), counts=[count(8)])
    [incident] = hand.reconcile().incidents
    assert incident.voices == ()
    assert incident.independent_sources == 0
    assert incident.status == IncidentStatus.REPORTED


def test_state_media_and_the_source_it_quotes_count_once() -> None:
    hand = Hand()
    hand.say("r1", ["a military source", "State Radio", "Paper 1"], SHELLS, when=on_day(2), counts=[count(8)])
    hand.say("r2", ["State Radio", "Paper 2"], SHELLS, when=on_day(2), counts=[count(8)])
    [incident] = hand.reconcile().incidents
    assert incident.independent_sources == 1
    assert len(incident.voices) == 2


def test_places_apart_and_days_apart_stay_two() -> None:
    hand = Hand()
    hand.say("r1", ["Harbour Watch", "Paper 1"], "Shells killed four in Orlen", when=on_day(2), counts=[count(4)])
    hand.say(
        "r2",
        ["Harbour Watch", "Paper 1"],
        "Shells killed four in Dovar",
        at=["Dovar"],
        when=on_day(2),
        counts=[count(4)],
    )
    hand.say("r3", ["Harbour Watch", "Paper 1"], "Shells killed four in Orlen again", when=on_day(6), counts=[count(4)])
    assert len(hand.reconcile().incidents) == 3


def test_meanwhile_sets_a_second_happening_apart_and_the_attack_points_back() -> None:
    hand = Hand()
    hand.say("r1", ["Harbour Watch", "Paper 1"], SHELLS, when=on_day(2), counts=[count(8)])
    hand.say(
        "r1",
        ["Valley Army", "Paper 1"],
        "Meanwhile three herders died in a rocket strike, the army said",
        Kind.ATTACK,
        at=[],
        counts=[count(3)],
    )
    hand.say("r1", ["Valley Army", "Paper 1"], "The attack came in the hills of Dovar", Kind.ATTACK, at=["Dovar"])
    incidents = hand.reconcile().incidents
    orlen = next(i for i in incidents if "place-Orlen" in i.places)
    assert all(row.best != 3 for row in orlen.counts)
    assert any(i.places == ("place-Dovar",) and [row.best for row in i.counts] == [3] for i in incidents)


def test_a_second_batch_is_another_movement_that_follows_the_first() -> None:
    hand = Hand()
    first = "The first batch of fighters left Orlen by bus"
    second = "A second batch of fighters left Orlen by bus"
    hand.say("r1", ["Harbour Watch", "Paper 1"], first, Kind.EVACUATION, when=on_day(2))
    hand.say("r1", ["Harbour Watch", "Paper 1"], second, Kind.EVACUATION, when=on_day(3))
    incidents = {i.id: i for i in hand.reconcile().incidents}
    assert len(incidents) == 2
    [link] = [link for i in incidents.values() for link in i.links if link.relation == LinkRelation.FOLLOWS]
    assert incidents[link.incident].when is not None


def test_a_denial_contests_and_alone_denies() -> None:
    hand = Hand()
    hand.say("r1", ["Harbour Watch", "Paper 1"], SHELLS, when=on_day(2), counts=[count(8)])
    hand.say("r1", ["Valley Army", "Paper 1"], "The army denied shelling Orlen", when=on_day(2), stance=Stance.DENIES)
    done = hand.reconcile()
    assert [i.status for i in done.incidents] == [IncidentStatus.CONTESTED]
    assert done.incidents[0].independent_sources == 1
    assert [c.kind for c in done.contradictions] == ["occurrence"]
    alone = Hand()
    alone.say("r1", ["Valley Army", "Paper 1"], "The army denied shelling Orlen", when=on_day(2), stance=Stance.DENIES)
    assert [i.status for i in alone.reconcile().incidents] == [IncidentStatus.DENIED]


def test_denying_a_deal_is_not_denying_an_evacuation() -> None:
    hand = Hand()
    hand.say("r1", ["Harbour Watch", "Paper 1"], "Fighters left Orlen on buses", Kind.EVACUATION, when=on_day(2))
    hand.say("r1", ["Harbour Watch", "Paper 1"], "A deal for Orlen was reached", Kind.AGREEMENT, when=on_day(2))
    hand.say("r1", ["State Radio", "Paper 1"], "It denied any deal for Orlen", Kind.AGREEMENT, stance=Stance.DENIES)
    status = {i.kind: i.status for i in hand.reconcile().incidents}
    assert status == {Kind.EVACUATION: IncidentStatus.REPORTED, Kind.AGREEMENT: IncidentStatus.CONTESTED}


def test_plans_and_background_make_no_incident() -> None:
    hand = Hand()
    hand.say("r1", ["Valley Army", "Paper 1"], "It will storm Orlen", Kind.OFFENSIVE, status=Status.PLANNED)
    hand.say("r1", ["Paper 1"], "Orlen was shelled the year before", background=True)
    assert hand.reconcile().incidents == ()


def test_a_toll_of_its_own_stands_apart_from_the_days_of_fighting() -> None:
    hand = Hand()
    total = "The total death toll since the siege of Orlen began has reached 90"
    hand.say("r1", ["Harbour Watch", "Paper 1"], total, Kind.SIEGE, counts=[count(90, total=True)], day=4)
    hand.say(
        "r1",
        ["Harbour Watch", "Paper 1"],
        "Six gunmen were killed by a helicopter near the cemetery of Orlen",
        Kind.AIRSTRIKE,
        counts=[count(6, of="gunmen")],
    )
    found = {row.best for i in hand.reconcile().incidents for row in i.counts if len(i.counts) == 1}
    assert found == {6, 90}


def test_a_part_points_at_its_whole_and_places_stay_where_claims_put_them() -> None:
    hand = Hand()
    hand.say(
        "r1",
        ["Harbour Watch", "Paper 1"],
        "Shells killed eight people at the market of Orlen, among them three children",
        at=["Orlen market"],
        when=on_day(2),
        counts=[count(8), count(3, of="children", part_of=0)],
    )
    [incident] = hand.reconcile().incidents
    assert [(row.best, row.subset_of) for row in incident.counts] == [(8, None), (3, 0)]
    assert incident.places == ("place-Orlen market",)
    assert incident.label == "Shelling of Orlen market, 2 May 2031: 8 killed, says Harbour Watch"


def test_without_a_time_an_incident_lies_in_the_day_before_the_first_telling() -> None:
    hand = Hand()
    hand.say("r1", ["Harbour Watch", "Paper 1"], SHELLS, counts=[count(8)], day=3)
    [incident] = hand.reconcile().incidents
    assert incident.when is not None
    assert incident.when.basis == "day of the telling"
    assert incident.when.start is not None
    assert incident.when.end is not None
    assert (incident.when.start.day, incident.when.end.day) == (2, 3)


def test_sources_that_differ_give_a_range() -> None:
    hand = Hand()
    hand.say("r1", ["Harbour Watch", "Paper 1"], SHELLS, when=on_day(2), counts=[count(8)])
    hand.say(
        "r2", ["Valley Army", "Paper 2"], "Shells hit the covered market of Orlen", when=on_day(2), counts=[count(5)]
    )
    [incident] = hand.reconcile().incidents
    assert [(row.low, row.best, row.high, row.rule) for row in incident.counts] == [(5, None, 8, "range of sources")]


def test_a_new_figure_beside_the_total_of_a_long_fight_is_refused() -> None:
    hand = Hand()
    fight = "The battle for Orlen has left fighters dead"
    hand.say("r1", ["Harbour Watch", "Paper 1"], fight, Kind.CLASH, when=on_day(2), counts=[count(8)])
    running = [count(40, total=True)]
    hand.say("r2", ["Valley Army", "Paper 2"], fight, Kind.CLASH, when=on_day(2), counts=running)
    [incident] = hand.reconcile().incidents
    [row] = incident.counts
    assert (row.low, row.best, row.high) == (None, None, None)
    assert row.refusal == "scopes differ: 8 is new and 40 is a running total"


def test_a_clock_without_a_day_is_on_the_day_that_its_report_speaks_of() -> None:
    hand = Hand()
    lead = "Shells hit the market of Orlen on Friday"
    noon = on_day(3, hours=1, start=9)
    clock = When(
        text="shortly before noon", span=None, start=noon.start, end=noon.end, precision=Precision.HOUR, basis="report"
    )
    hand.say("r1", ["Harbour Watch", "Paper 1"], lead, when=on_day(2))
    hand.say("r1", ["Harbour Watch", "Paper 1"], "The shells fell shortly before noon", at=[], when=clock)
    [incident] = hand.reconcile().incidents
    assert incident.when is not None
    assert incident.when.start is not None
    assert (incident.when.start.day, incident.when.start.hour) == (2, 9)


def test_what_ended_long_before_it_was_told_makes_no_incident() -> None:
    hand = Hand()
    past = When(
        text="a year ago",
        span=None,
        start=datetime(2030, 5, 1, tzinfo=UTC),
        end=datetime(2030, 6, 1, tzinfo=UTC),
        precision=Precision.MONTH,
        basis="report",
    )
    hand.say("r1", ["Paper 1"], "Orlen was shelled in May of that year", when=past, counts=[count(8)])
    assert hand.reconcile().incidents == ()


def test_a_spokesman_who_rejects_the_account_denies_what_was_told_last() -> None:
    hand = Hand()
    hand.say("r1", ["Harbour Watch", "Paper 1"], SHELLS, when=on_day(2), counts=[count(8)], day=2)
    hand.say("r1", ["Valley Army", "Paper 1"], "The army rejected the account", Kind.STATEMENT, stance=Stance.DENIES)
    [incident] = hand.reconcile().incidents
    assert incident.status == IncidentStatus.CONTESTED


def test_a_denial_and_an_assertion_in_one_sentence_contradict_each_other_outside_incidents() -> None:
    hand = Hand()
    hand.say("r1", ["Harbour Watch", "Paper 1"], SHELLS, when=on_day(2), counts=[count(8)], day=2)
    hand.say(
        "r1", ["Valley Army", "Paper 1"], "It denied that any prisoner escaped", Kind.CONTROL, stance=Stance.DENIES
    )
    hand.say("r1", ["River Front", "Paper 1"], "Prisoners had escaped, any witness said", Kind.CONTROL)
    found = [c for c in hand.reconcile().contradictions if c.kind == "occurrence"]
    assert {p.source for c in found for p in c.positions} == {"source-Valley Army", "source-River Front"}


TOLD = "Shells hit Orlen at night, killing 31 people, among them 9 children and two nurses"
ALONE = "28 people were killed, among them 6 children and two nurses"


def test_another_sources_toll_alone_in_the_same_report_is_of_what_was_told_and_disputes_it() -> None:
    hand = Hand()
    hand.say("r1", ["Harbour Watch", "Paper 1"], TOLD, when=on_day(2), counts=[count(31, of="people")])
    hand.say("r1", ["Valley Army", "Paper 1"], "It had not fired on anybody", stance=Stance.DENIES)
    hand.say("r1", ["residents", "Paper 1"], ALONE, Kind.KILLING, at=(), counts=[count(28, of="people")])
    done = hand.reconcile()
    assert [(row.low, row.high) for one in done.incidents for row in one.counts] == [(28, 31)]
    assert "count" in {one.kind for one in done.contradictions}


def test_a_toll_alone_that_is_set_apart_is_of_something_else() -> None:
    hand = Hand()
    hand.say("r1", ["Harbour Watch", "Paper 1"], TOLD, when=on_day(2), counts=[count(31, of="people")])
    hand.say("r1", ["Valley Army", "Paper 1"], "It had not fired on anybody", stance=Stance.DENIES)
    apart = f"Separately, {ALONE}"
    hand.say("r1", ["residents", "Paper 1"], apart, Kind.KILLING, at=(), counts=[count(28, of="people")])
    assert 31 in {row.best for one in hand.reconcile().incidents for row in one.counts}
