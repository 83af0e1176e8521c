"""Kinds, weapons and status by words of our own, and laws that hold for any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.claims.kinds.finding import KindMention, find_kinds
from marsad.claims.kinds.status import is_past_perfect, judge_status
from marsad.claims.sentences import Sentence, load_parser
from marsad.lexicon.happenings import inflect_noun, inflect_verb, load_kind_names, load_kinds
from marsad.lexicon.weapons import find_weapons
from marsad.model.claims import Kind, Status
from marsad.model.reports import BlockKind

VIOLENT = ("shelled", "raided", "ambushed", "bombed", "clashed", "withdrew", "surrendered", "evacuated", "truce")


def read_first(text: str, block: BlockKind = BlockKind.BODY) -> Sentence:
    doc = load_parser()(text)
    return Sentence(0, next(doc.sents), 0, 0, block)


def kinds_of(text: str) -> tuple[KindMention, ...]:
    sentence = read_first(text)
    return find_kinds(sentence, (sentence.tokens.start, sentence.tokens.end))


def status_of(text: str) -> Status:
    sentence = read_first(text)
    clause = (sentence.tokens.start, sentence.tokens.end)
    return judge_status(find_kinds(sentence, clause)[0].trigger, sentence, clause)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Army jets bombed a school in the north.", Kind.AIRSTRIKE),
        ("Chadian drone strikes killed six herders near the lake.", Kind.AIRSTRIKE),
        ("Artillery shells fell on the fish market.", Kind.SHELLING),
        ("The militia fired rockets at the port.", Kind.SHELLING),
        ("A suicide bomber blew himself up at a checkpoint.", Kind.BOMBING),
        ("A roadside bomb killed two drivers.", Kind.BOMBING),
        ("Gunmen on motorbikes opened fire at worshippers.", Kind.ATTACK),
        ("The insurgents ambushed a convoy of troops.", Kind.ATTACK),
        ("Clashes broke out between two clans.", Kind.CLASH),
        ("The army launched an offensive in the valley.", Kind.OFFENSIVE),
        ("Soldiers executed three villagers.", Kind.KILLING),
        ("Gunmen abducted 40 schoolgirls.", Kind.DETENTION),
        ("The rebels freed nine hostages.", Kind.RELEASE),
        ("Soldiers are surrounding the village.", Kind.SIEGE),
        ("Patients were bussed out of the city under escort.", Kind.EVACUATION),
        ("Thousands fled their homes.", Kind.DISPLACEMENT),
        ("The militiamen handed themselves in to the police.", Kind.SURRENDER),
        ("A truce took effect on the front.", Kind.CEASEFIRE),
        ("The two sides reached a deal in Doha.", Kind.AGREEMENT),
        ("The army withdrew from the ridge.", Kind.WITHDRAWAL),
        ("The rebels seized the town of Bunia.", Kind.CONTROL),
        ("Armed men snatched four nuns from a convent.", Kind.DETENTION),
        ("The junta burned 200 houses.", Kind.DESTRUCTION),
        ("Trucks carrying food aid reached the camp.", Kind.AID),
        ("Drones flew over the harbour for hours.", Kind.SURVEILLANCE),
        ("The minister condemned the decision.", Kind.STATEMENT),
    ],
)
def test_a_sentence_has_the_kind_of_its_governing_event(text: str, kind: Kind) -> None:
    assert kinds_of(text)[0].kind is kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The rebels captured a village.", Kind.CONTROL),
        ("The rebels captured two soldiers.", Kind.DETENTION),
        ("A strike killed two miners.", Kind.ATTACK),
        ("A missile strike killed two miners.", Kind.SHELLING),
        ("The convoy left the camp under a truce, carrying 90 fighters.", Kind.EVACUATION),
        ("The raid left ten people dead.", Kind.ATTACK),
        ("Rebels storm Bama base, kill 12", Kind.ATTACK),
        ("Thousands flee as fighting nears Goma", Kind.DISPLACEMENT),
        ("Drone strike hits depot in Sumy, 3 dead", Kind.AIRSTRIKE),
        ("The village is under the protection of our forces.", Kind.CONTROL),
        ("Gunmen handed over hostages to the mayor.", Kind.RELEASE),
        ("The front handed over two engineers whom it had kidnapped in May.", Kind.RELEASE),
        ("Nine fighters walked free from the jail.", Kind.RELEASE),
        ("Three distributions of hygiene kits took place in the camp.", Kind.AID),
        ("Medics reached 900 people with hot meals.", Kind.AID),
        ("A councilwoman was dragged from her home.", Kind.DETENTION),
        ("Army positions near the ford were abandoned.", Kind.WITHDRAWAL),
        ("Two soldiers were handed over at the ford.", Kind.RELEASE),
        ("Ninety villagers took refuge in a school.", Kind.DISPLACEMENT),
        ("The two sides agreed to a political settlement.", Kind.AGREEMENT),
    ],
)
def test_the_object_decides_the_sense(text: str, kind: Kind) -> None:
    assert kinds_of(text)[0].kind is kind


@pytest.mark.parametrize(
    "text",
    [
        "Railway workers went on strike over pay.",
        "The prisoners began a hunger strike.",
        "The ministry issued a press release.",
        "Delegates took part in the meeting.",
        "Cars brought wounded people to the clinic.",
        "The rule violates international agreements.",
    ],
)
def test_other_senses_are_no_happening(text: str) -> None:
    assert all(mention.kind in {Kind.STATEMENT, Kind.OTHER} for mention in kinds_of(text))


def test_deaths_give_way_to_their_cause_and_stay_among_the_kinds() -> None:
    found = kinds_of("Five people were killed in a mortar attack on the market.")
    assert [found[0].kind, found[0].weapon] == [Kind.SHELLING, "mortar"]
    assert Kind.KILLING in {mention.kind for mention in found}


def test_a_drone_that_only_flew_by_makes_no_airstrike() -> None:
    found = kinds_of("An explosion hit the depot amid flights by drones over the port.")
    assert found[0].kind is Kind.BOMBING
    assert Kind.AIRSTRIKE not in {mention.kind for mention in found}


def test_things_named_after_violence_are_not_violence() -> None:
    assert not kinds_of("The attack helicopters are new.")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The rebels freed nine hostages.", Status.HAPPENED),
        ("The army will withdraw from the valley by Friday.", Status.PLANNED),
        ("Negotiators hope for the release of 30 hostages.", Status.PLANNED),
        ("The militia offered to negotiate the release of guards.", Status.PLANNED),
        ("The general vowed to retake the town.", Status.PLANNED),
        ("Soldiers committed massacres in two villages.", Status.HAPPENED),
        ("The army committed to a withdrawal from the valley.", Status.PLANNED),
        ("Fighters may have fled across the river.", Status.CONDITIONAL),
        ("If the truce holds, 64 fighters will be freed.", Status.CONDITIONAL),
        ("The death toll is likely to rise.", Status.PLANNED),
        ("Troops are shelling the hills.", Status.ONGOING),
        ("The shelling has not stopped.", Status.ONGOING),
        ("The militia captures the town.", Status.HAPPENED),
        ("The offensive has not started yet.", Status.CONDITIONAL),
        ("The siege of the port continues.", Status.ONGOING),
        ("Troops managed to free two nurses.", Status.HAPPENED),
        ("Families were forced to flee the village.", Status.HAPPENED),
        ("The fighters refused to surrender.", Status.CONDITIONAL),
        ("The raid lasted two hours.", Status.HAPPENED),
        ("Six hostages are due to be released on Friday.", Status.PLANNED),
        ("Medics were able to reach 900 people with hot meals.", Status.HAPPENED),
        ("A patrol was stopped by gunmen near the ford.", Status.HAPPENED),
    ],
)
def test_status_follows_the_words_around_the_happening(text: str, status: Status) -> None:
    assert status_of(text) is status


def test_past_perfect_is_seen_through_passives() -> None:
    assert is_past_perfect(kinds_of("The guards had been killed.")[0].trigger)
    assert not is_past_perfect(kinds_of("The guards were killed.")[0].trigger)


def test_every_kind_is_in_the_vocabulary_and_in_the_map() -> None:
    known = {entry.kind for found in load_kinds().values() for entry, _ in found}
    assert known == set(Kind)
    assert set(load_kind_names()) == set(Kind)


def test_forms_of_words() -> None:
    assert {"stopped", "stopping"} <= set(inflect_verb("stop"))
    assert inflect_verb("carry")[1:3] == ("carries", "carried")
    assert inflect_noun("body")[1] == "bodies"
    assert inflect_noun("clash")[1] == "clashes"


def test_the_longest_weapon_wins() -> None:
    assert [weapon.name for _, _, weapon in find_weapons(["a", "suicide", "car", "bomb", "and", "rockets"])] == [
        "suicide car bomb",
        "rocket",
    ]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from((*VIOLENT, "the", "army", "and", "in", "rebels", "-", "|", "“", "by")), max_size=14))
def test_triggers_lie_in_the_clause_and_trigger_once(words: list[str]) -> None:
    text = " ".join(words) or "Nothing."
    sentence = read_first(text)
    clause = (sentence.tokens.start, sentence.tokens.end)
    found = find_kinds(sentence, clause)
    spots = [mention.trigger.i for mention in found]
    assert len(spots) == len(set(spots))
    assert all(clause[0] <= spot < clause[1] for spot in spots)
    assert spots[1:] == sorted(spots[1:])
    assert found == find_kinds(sentence, clause)


def test_a_landing_of_troops_is_an_attack_and_of_goods_is_aid() -> None:
    assert kinds_of("Russian paratroopers carried out an airdrop behind the lines.")[0].kind is Kind.ATTACK
    assert kinds_of("Planes carried out an airdrop of food over the valley.")[0].kind is Kind.AID


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Residents of the occupied town of Tokmak held a fair.", Kind.CONTROL),
        ("A lorry was driven into the wall surrounding the consulate.", Kind.SIEGE),
        ("The captives were flown by helicopter to Gao.", Kind.SURVEILLANCE),
        ("The board withdrew its statement on the raid.", Kind.WITHDRAWAL),
        ("Shells hit a school with displaced families in it.", Kind.DISPLACEMENT),
    ],
)
def test_words_that_only_say_which_place_or_how_are_no_happening(text: str, kind: Kind) -> None:
    assert kind not in {mention.kind for mention in kinds_of(text)}
