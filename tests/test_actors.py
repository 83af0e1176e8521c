"""Actors: who acts, who is hit, who is a party; and one row for each in a story."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draft_by_hand import EMPTY
from marsad.claims.kinds.actors import find_actors
from marsad.claims.kinds.finding import find_kinds
from marsad.claims.reading import read_claims
from marsad.claims.sentences import Sentence, load_parser
from marsad.model.claims import ActorRole, BodyKind
from marsad.model.drafts import ActorMention, Draft
from marsad.model.reports import BlockKind
from marsad.resolve.actors import resolve_actors
from report_of_text import make_report


def actors_of(text: str) -> dict[str, ActorRole]:
    return {mention.name: mention.role for mention in mentions_of(text)}


def mentions_of(text: str) -> tuple[ActorMention, ...]:
    doc = load_parser()(text)
    sentence = Sentence(0, next(doc.sents), 0, 0, BlockKind.BODY)
    clause = (sentence.tokens.start, sentence.tokens.end)
    return find_actors(sentence, clause, find_kinds(sentence, clause))


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Fighters of the Upper Kestrian Front shelled the bridge.", "Upper Kestrian Front", BodyKind.ARMED_GROUP),
        ("Kestrian Liberation Army gunmen shelled the bridge.", "Kestrian Liberation Army", BodyKind.ARMED_GROUP),
        ("Forces of the Interior Ministry shelled the bridge.", "Interior Ministry", BodyKind.GOVERNMENT),
        ("Fighters of the old guard shelled the bridge.", "fighters", BodyKind.ARMED_GROUP),
    ],
)
def test_people_under_arms_act_for_what_calls_itself_an_army_or_a_front(text: str, name: str, kind: BodyKind) -> None:
    [actor] = mentions_of(text)
    assert (actor.name, actor.kind) == (name, kind)


def draft_of(*mentions: ActorMention) -> Draft:
    return replace(EMPTY, actors=mentions)


def mention_of(name: str, text: str | None = None) -> ActorMention:
    return ActorMention(role=ActorRole.AGENT, name=name, text=text or name, span=(0, 1), kind=BodyKind.ARMED_GROUP)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The insurgents ambushed Nigerien troops.", {"insurgents": "agent", "Nigerien Armed Forces": "target"}),
        ("Chadian drone strikes killed six herders.", {"Chad": "agent", "herders": "target"}),
        ("A six-year-old girl was shot by a sniper.", {"sniper": "agent", "girl": "target"}),
        ("Two nurses were abducted by gunmen.", {"gunmen": "agent", "nurses": "target"}),
        ("Clashes between police and smugglers' gangs broke out.", {"police": "party"}),
        ("The minister accused Eritrea of arming a militia.", {"Eritrea": "speaker_about"}),
        ("Ghana's army said it shelled the ridge.", {"Ghanaian Armed Forces": "agent"}),
        ("A raid by al-Shabaab fighters killed three farmers.", {"Al-Shabaab": "agent", "farmers": "target"}),
    ],
)
def test_grammar_gives_roles(text: str, expected: dict[str, str]) -> None:
    found = {name.casefold(): role.value for name, role in actors_of(text).items()}
    assert {name.casefold(): role for name, role in expected.items()}.items() <= found.items()


def test_who_is_accused_acts_and_not_who_accuses() -> None:
    found = actors_of("Chad accused Niger of carrying out air strikes on a depot.")
    assert found == {"Niger": ActorRole.AGENT}
    assert actors_of("The ministry blamed rebels for shelling the port.")["rebels"] is ActorRole.AGENT
    assert actors_of("State television blamed rebels for the explosion.") == {"rebels": ActorRole.AGENT}
    assert actors_of("The mayor blamed the blast on rebels.") == {"rebels": ActorRole.AGENT}
    assert actors_of("The monitor held the army responsible for the strike.") == {"army": ActorRole.AGENT}


def test_whose_control_it_is_holds() -> None:
    assert actors_of("The assault would bring the town under rebel control.")["rebel"] is ActorRole.AGENT
    assert actors_of("The depot is under the control of the army.")["army"] is ActorRole.AGENT


def test_the_enemy_of_a_country_is_that_country() -> None:
    assert actors_of("The Chadian enemy shelled the port.")["Chad"] is ActorRole.AGENT
    assert actors_of("Two clerks were hurt in a Chadian missile aggression on the port.")["Chad"] is ActorRole.AGENT


def test_a_backer_in_a_compound_is_no_actor() -> None:
    assert "Qatar" not in actors_of("Qatar-backed rebels attacked the base.")


def test_a_dateline_is_no_actor() -> None:
    assert "Kenya" not in actors_of("Nairobi, May 3: Gunmen attacked a bus.")


def test_spans_point_at_the_words() -> None:
    text = "Tuareg rebels released two Malian soldiers."
    assert all(text[slice(*mention.span)] == mention.text for mention in mentions_of(text))


def test_one_row_for_each_actor_with_the_forms_seen() -> None:
    book = resolve_actors((), (draft_of(mention_of("rebel"), mention_of("Rebels", "the Rebels")),))
    assert len(book.actors) == 1
    assert "the Rebels" in book.actors[0].aliases


def test_the_government_is_the_storys_only_one() -> None:
    one = resolve_actors((), (draft_of(mention_of("Chadian government"), mention_of("government")),))
    two = resolve_actors(
        (), (draft_of(mention_of("Chadian government"), mention_of("Sudanese government"), mention_of("government")),)
    )
    assert [len(one.actors), len(two.actors)] == [1, 3]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(("rebels", "Rebel", "army", "Chadian government", "Houthis", "police")), max_size=8))
def test_order_changes_nothing_and_every_mention_has_a_row(names: list[str]) -> None:
    drafts = [draft_of(mention_of(name)) for name in names]
    forward, backward = resolve_actors((), drafts), resolve_actors((), drafts[::-1])
    assert forward.actors == backward.actors
    known = {actor.id for actor in forward.actors}
    assert {forward.actor_of(mention_of(name)) for name in names} == known


def roles_told(text: str) -> list[tuple[str, dict[str, ActorRole]]]:
    """Who says it, and the roles of the actors in it."""
    drafts = read_claims([make_report(text)])
    return [(draft.chain[0].name, {each.name: each.role for each in draft.actors}) for draft in drafts]


def test_those_who_accuse_each_other_accuse_the_others() -> None:
    assert roles_told("Azerbaijan and Armenia accused each other of shelling the town.") == [
        ("Azerbaijani government", {"Armenia": ActorRole.AGENT}),
        ("Armenian government", {"Azerbaijan": ActorRole.AGENT}),
    ]
    ((both, roles),) = roles_told("Both sides accused each other of shelling the town.")
    assert (both, roles) == ("Both sides", {})


def test_whom_a_statement_accuses_of_no_happening_it_is_about() -> None:
    ((_, roles),) = roles_told("Rights groups accused the rebels of using heavy weapons near homes.")
    assert roles == {"rebels": ActorRole.SPEAKER_ABOUT}


def test_who_claims_a_deed_did_it() -> None:
    ((_, roles),) = roles_told("The rebels claimed the attack on the port.")
    assert roles["rebels"] is ActorRole.AGENT
    ((_, roles),) = roles_told("The attack on the port was claimed by the rebels.")
    assert roles["rebels"] is ActorRole.AGENT


def test_a_body_acts_in_what_it_says_of_itself() -> None:
    ((_, roles),) = roles_told("Hezbollah announced that it had fired rockets at the base.")
    assert roles["Hezbollah"] is ActorRole.AGENT


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        ("A rebel attack on the port killed six.", "rebels"),
        ("An army shelling of the market killed six.", "army"),
        ("A Saudi-led coalition air strike hit a bus.", "Saudi-led coalition"),
        ("An air strike blamed on the coalition killed six.", "coalition"),
        ("The ministry said rebels were behind the attack on the port.", "rebels"),
    ],
)
def test_whose_attack_it_is_acts(text: str, agent: str) -> None:
    assert actors_of(text)[agent] is ActorRole.AGENT


def test_who_holds_what_is_struck_is_the_target() -> None:
    assert actors_of("The navy struck 80 Hezbollah targets and two army positions.")["Hezbollah"] is ActorRole.TARGET
    assert "school" not in str(actors_of("The navy struck two schools."))


def test_who_lost_their_lives_did_not_act() -> None:
    assert actors_of("In the attack 42 soldiers lost their lives.")["soldiers"] is ActorRole.TARGET


def test_forces_that_a_body_calls_its_own_are_that_body() -> None:
    ((_, roles),) = roles_told("Israel's military said its jets had targeted a command centre.")
    assert roles == {"Israel Defense Forces": ActorRole.AGENT}


def test_both_that_are_read_as_one_phrase_take_part() -> None:
    assert actors_of("On Sunday the army and Zaïre militia fighters clashed near the ford.")["army"] is ActorRole.PARTY


def test_the_weapons_of_a_body_are_its() -> None:
    assert actors_of("Warplanes of the coalition struck a convoy.")["coalition"] is ActorRole.AGENT
    assert actors_of("A junta airstrike killed three.")["junta"] is ActorRole.AGENT


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The navy hit military positions near the ford.", {"navy"}),
        ("A terrorist attack killed six civilians.", {"civilians"}),
        ("The raid targeted Damascus and Aleppo airports.", set()),
        ("Anti-government protests and shelling went on.", set()),
    ],
)
def test_what_only_says_of_what_sort_a_thing_is_takes_no_part(text: str, names: set[str]) -> None:
    assert set(actors_of(text)) <= names


@pytest.mark.parametrize(
    ("text", "agents"),
    [
        ("Russian and Syrian jets struck the town.", {"Russia", "Syria"}),
        ("Six died in air strikes carried out by the Chadian government and Libya.", {"Chadian government", "Libya"}),
    ],
)
def test_both_whose_jets_or_strikes_they_are_act(text: str, agents: set[str]) -> None:
    assert {name for name, role in actors_of(text).items() if role is ActorRole.AGENT} == agents
