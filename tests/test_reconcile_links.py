"""Links: what is part of a longer happening."""

import pytest

from marsad.model.claims import Kind, Measure
from marsad.model.incidents import LinkRelation
from story_by_hand import Hand, count, on_day


@pytest.mark.parametrize(
    ("kind", "place", "day", "linked"),
    [
        (Kind.SURRENDER, "Orlen market", 5, True),
        (Kind.RELEASE, "Orlen", 4, True),
        (Kind.AID, "Orlen", 4, False),
        (Kind.SURRENDER, "Dovar", 4, False),
        (Kind.SURRENDER, "Orlen", 1, False),
    ],
)
def test_what_is_done_where_and_while_they_fight_is_part_of_the_fighting(
    kind: Kind, place: str, day: int, linked: bool
) -> None:
    hand = Hand()
    fight = "Fighters of the front battled soldiers house by house in Orlen"
    hand.say("r1", ("Harbour Watch", "Paper 1"), fight, Kind.CLASH, when=on_day(3), day=6)
    hand.say("r2", ("Valley Army", "Paper 2"), f"{fight}, it said", Kind.CLASH, when=on_day(3), day=6)
    deed = f"Forty gunmen with white flags, seen at {place}, came out to the mediators"
    hand.say(
        "r3",
        ("State Radio", "Paper 3"),
        deed,
        kind,
        at=[place],
        when=on_day(day),
        counts=[count(40, Measure.MOVED)],
        day=6,
    )
    found = hand.reconcile().incidents
    battle = next(i for i in found if i.kind is Kind.CLASH)
    other = next(i for i in found if i.kind is kind)
    assert [(link.relation, link.incident) for link in other.links] == (
        [(LinkRelation.PART_OF, battle.id)] if linked else []
    )


def test_of_two_stretches_of_fighting_the_one_with_fewer_claims_is_part_of_the_other() -> None:
    hand = Hand()
    for at, who in enumerate(("Harbour Watch", "Valley Army", "River Front")):
        quote = f"House by house the columns fought for Orlen, said number {at}"
        hand.say(f"r{at}", (who, f"Paper {at}"), quote, Kind.CLASH, when=on_day(2), day=8)
    late = "A new push with bulldozers and mountain guns began against the grain mill of Orlen market"
    hand.say("r7", ("State Radio", "Paper 7"), late, Kind.OFFENSIVE, at=["Orlen market"], when=on_day(7), day=8)
    part, battle = sorted(hand.reconcile().incidents, key=lambda i: len(i.claims))
    assert len(battle.claims) == 3
    assert [(link.relation, link.incident) for link in part.links] == [(LinkRelation.PART_OF, battle.id)]
    assert not battle.links


@pytest.mark.parametrize(("day", "linked"), [(1, True), (6, False)])
def test_the_attack_that_fighting_begins_with_is_part_of_it_and_a_later_one_is_not(day: int, linked: bool) -> None:
    hand = Hand()
    for at, who in enumerate(("Harbour Watch", "Valley Army", "River Front")):
        quote = f"House by house the columns fought for Orlen, said number {at}"
        hand.say(f"r{at}", (who, f"Paper {at}"), quote, Kind.CLASH, when=on_day(2), day=8)
    opening = "A lorry packed with mines was driven at the gate of the grain mill of Orlen market"
    radio = ("State Radio", "Paper 7")
    hand.say("r7", radio, opening, Kind.ATTACK, at=["Orlen market"], when=on_day(day), day=8)
    found = hand.reconcile().incidents
    battle = next(i for i in found if i.kind is Kind.CLASH)
    attack = next(i for i in found if i.kind is Kind.ATTACK)
    assert [(link.relation, link.incident) for link in attack.links] == (
        [(LinkRelation.PART_OF, battle.id)] if linked else []
    )
