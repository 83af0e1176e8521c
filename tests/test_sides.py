"""Sides: "both sides" are the two that the report named together before, or nobody."""

from dataclasses import replace

from marsad.model.claims import ActorRole, BodyKind
from marsad.model.drafts import ActorMention, Draft
from marsad.resolve.sides import name_sides
from test_actors import draft_of


def party(name: str, role: ActorRole = ActorRole.PARTY) -> ActorMention:
    return ActorMention(role=role, name=name, text=name, span=(0, len(name)), kind=BodyKind.ARMED_GROUP)


def names(drafts: list[Draft]) -> list[list[str]]:
    return [[actor.name for actor in draft.actors] for draft in name_sides(drafts)]


PACT = draft_of(party("Valley Army"), party("River Front"))


def test_both_sides_are_the_two_that_were_named_together_last() -> None:
    sides = draft_of(party("sides", ActorRole.AGENT))
    assert names([PACT, sides])[1] == ["Valley Army", "River Front"]
    assert names([PACT, draft_of(party("warring parties"))])[1] == ["Valley Army", "River Front"]


def test_the_words_stay_where_they_stand() -> None:
    sides = replace(party("sides", ActorRole.AGENT), text="both sides", span=(40, 50))
    [_, draft] = name_sides([PACT, draft_of(sides)])
    assert {(actor.text, actor.span, actor.role) for actor in draft.actors} == {("both sides", (40, 50), "agent")}


def test_sides_without_names_before_them_in_their_report_are_nobody() -> None:
    sides = draft_of(party("sides"))
    assert names([sides, PACT])[0] == []
    assert names([replace(PACT, report="other"), sides])[1] == []


def test_one_side_is_left_unnamed_and_named_bodies_stay() -> None:
    assert names([PACT, draft_of(party("side"))])[1] == []
    assert names([draft_of(party("Party of Reform"), party("rebels"))]) == [["Party of Reform", "rebels"]]
