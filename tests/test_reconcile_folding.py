"""Folding: what says nothing of its own goes into the happening it speaks of; what does stays apart."""

from marsad.model.claims import Kind, Measure, Stance
from marsad.model.incidents import IncidentStatus, LinkRelation
from story_by_hand import Hand, count, on_day

SHELLS = "Shells hit the covered market of Orlen and killed people"


def test_what_names_only_the_country_or_nothing_belongs_to_the_happening_of_its_report() -> None:
    hand = Hand()
    hand.say("r1", ["Harbour Watch", "Paper 1"], SHELLS, when=on_day(2), counts=[count(8)])
    hand.say("r1", ["Valley Army", "Paper 1"], "The shelling in Kestria was a crime, it said", at=["Kestria"])
    hand.say("r1", ["Paper 1"], "The shelling shook the stalls of the market", at=[])
    [incident] = hand.reconcile().incidents
    assert len(incident.claims) == 3
    assert incident.independent_sources == 2


def test_narration_with_no_time_and_no_harm_is_no_happening_beside_others() -> None:
    hand = Hand()
    hand.say("r1", ["Harbour Watch", "Paper 1"], SHELLS, when=on_day(2), counts=[count(8)])
    hand.say("r2", ["Paper 2"], "Trade convoys roll through the passes every spring", Kind.MOVEMENT, at=["Dovar"])
    done = hand.reconcile()
    assert [incident.kind for incident in done.incidents] == [Kind.SHELLING]


def test_strikes_with_tolls_that_differ_stay_apart() -> None:
    hand = Hand()
    hand.say(
        "r1",
        ["Harbour Watch", "Paper 1"],
        "Jets struck the mill of Orlen",
        Kind.AIRSTRIKE,
        when=on_day(2),
        counts=[count(8)],
    )
    hand.say(
        "r1",
        ["Harbour Watch", "Paper 1"],
        "In another raid on Orlen jets killed three",
        Kind.AIRSTRIKE,
        when=on_day(2),
        counts=[count(3)],
    )
    assert len(hand.reconcile().incidents) == 2


def test_a_battle_of_days_at_one_place_is_one_and_a_strike_in_it_a_part() -> None:
    hand = Hand()
    hand.say(
        "r1", ["Harbour Watch", "Paper 1"], "The battle for Orlen has gone on all week", Kind.CLASH, when=on_day(2)
    )
    hand.say("r2", ["Valley Army", "Paper 2"], "Its men stormed the walls of Orlen", Kind.OFFENSIVE, when=on_day(2))
    hand.say("r2", ["River Front", "Paper 2"], "Fighting raged around Orlen for hours", Kind.CLASH, when=on_day(2))
    hand.say(
        "r3", ["Harbour Watch", "Paper 3"], "A drone killed six gunmen at the mill beside Orlen market", Kind.AIRSTRIKE,
        at=["Orlen market"], when=on_day(2, hours=2, start=5), counts=[count(6, of="gunmen")],
    )  # fmt: skip
    part, battle = sorted(hand.reconcile().incidents, key=lambda i: len(i.claims))
    assert len(battle.claims) == 3
    assert battle.independent_sources == 3
    assert [(link.relation, link.incident) for link in part.links] == [(LinkRelation.PART_OF, battle.id)]


def test_what_it_was_done_for_is_another_happening() -> None:
    hand = Hand()
    quote = "It shelled Orlen in revenge for last week's raid on Dovar that killed thirty"
    claim = hand.say("r1", ["River Front", "Paper 1"], quote, at=["Orlen", "Dovar"])
    at = quote.index("Dovar")
    places = tuple(
        part if part.place == "place-Orlen" else type(part)(role=part.role, place=part.place, span=(at, at + 5))
        for part in claim.places
    )
    hand.claims[0] = type(claim)(**{name: getattr(claim, name) for name in claim.__slots__} | {"places": places})
    hand.say("r1", ["Harbour Watch", "Paper 1"], SHELLS, when=on_day(2), counts=[count(8)])
    [incident] = hand.reconcile().incidents
    assert incident.places == ("place-Orlen",) or "place-Dovar" not in incident.places


def test_a_doubt_about_a_release_deal_is_about_the_deal() -> None:
    hand = Hand()
    hand.say("r1", ["Harbour Watch", "Paper 1"], "The men were set free in Orlen", Kind.RELEASE, when=on_day(2))
    hand.say("r1", ["Harbour Watch", "Paper 1"], "A deal was reached in Orlen on the captives", Kind.AGREEMENT)
    hand.say(
        "r1", ["Valley Army", "Paper 1"], "It denied that there was any release deal", Kind.RELEASE,
        stance=Stance.DENIES, at=[],
    )  # fmt: skip
    by_kind = {incident.kind: incident for incident in hand.reconcile().incidents}
    assert by_kind[Kind.RELEASE].status == IncidentStatus.REPORTED
    assert by_kind[Kind.AGREEMENT].status == IncidentStatus.CONTESTED


def test_a_source_that_denies_a_detail_of_its_own_report_does_not_contest_it() -> None:
    hand = Hand()
    hand.say("r1", ["Valley Army", "Paper 1"], "Its jets struck a camp at Orlen", Kind.AIRSTRIKE, when=on_day(2))
    hand.say("r1", ["Harbour Watch", "Paper 1"], "Jets struck the camp at Orlen", Kind.AIRSTRIKE, when=on_day(2))
    hand.say("r1", ["Valley Army", "Paper 1"], "The strike hit no homes in Orlen", Kind.AIRSTRIKE, stance=Stance.DENIES)
    [incident] = hand.reconcile().incidents
    assert incident.status == IncidentStatus.CORROBORATED


def test_labels_name_the_local_day_the_month_and_who_says_so() -> None:
    hand = Hand()
    night = on_day(2, hours=24, start=-2)
    hand.say("r1", ["Harbour Watch", "Paper 1"], SHELLS, when=night, counts=[count(8)])
    evening = on_day(5, hours=4, start=21)
    hand.say("r2", ["Harbour Watch", "Paper 1"], "Gunmen raided Dovar", Kind.ATTACK, at=["Dovar"], when=evening, day=6)
    labels = {incident.label for incident in hand.reconcile().incidents}
    assert "Shelling of Orlen, 2 May 2031: 8 killed, says Harbour Watch" in labels
    assert any(label.startswith("Attack in Dovar, ") for label in labels)


def test_two_sources_that_put_the_second_convoy_on_other_days_differ_on_the_time() -> None:
    hand = Hand()
    hand.say(
        "r1", ["Harbour Watch", "Paper 1"], "A second convoy left Orlen on Friday", Kind.EVACUATION, when=on_day(2)
    )
    hand.say(
        "r2", ["Valley Army", "Paper 2"], "The second convoy left Orlen on Sunday", Kind.EVACUATION, when=on_day(4)
    )
    [found] = [c for c in hand.reconcile().contradictions if c.kind == "time"]
    assert {(p.source, p.value) for p in found.positions} == {
        ("source-Harbour Watch", "2 May 2031"),
        ("source-Valley Army", "4 May 2031"),
    }


def test_a_source_stands_once_in_a_dispute_by_its_denial() -> None:
    hand = Hand()
    said = "The convoy left Orlen with its wounded"
    hand.say("r1", ["Harbour Watch", "Paper 1"], said, Kind.EVACUATION, when=on_day(2), day=2)
    hand.say("r1", ["Valley Army", "Paper 1"], "No convoy left Orlen", Kind.EVACUATION, stance=Stance.DENIES, day=2)
    hand.say("r2", ["Valley Army", "Paper 2"], said, Kind.EVACUATION, when=on_day(2), day=4)
    [found] = [c for c in hand.reconcile().contradictions if c.kind == "occurrence"]
    values = {p.source: p.value for p in found.positions}
    assert values == {"source-Harbour Watch": "says so", "source-Valley Army": "denies it, and later says so"}


def test_moved_people_name_the_movement() -> None:
    hand = Hand()
    counts = [count(400, Measure.EVACUATED, of="families"), count(2)]
    hand.say(
        "r1",
        ["Harbour Watch", "Paper 1"],
        "Buses took families out of Orlen",
        Kind.EVACUATION,
        when=on_day(2),
        counts=counts,
    )
    [incident] = hand.reconcile().incidents
    assert incident.label == "Evacuation from Orlen, 2 May 2031: 400 families evacuated, says Harbour Watch"
