"""Who says what, through whom: sentences of our own, one rule each."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attribution_by_hand import attribute_text, names, read_paragraphs, told
from marsad.claims.attribution.attributing import attribute
from marsad.claims.attribution.quotes import find_quotes
from marsad.model.claims import BodyKind, Stance
from marsad.model.reports import BlockKind

ASSERTS, DENIES, UNCONFIRMED = Stance.ASSERTS, Stance.DENIES, Stance.DOES_NOT_CONFIRM


@pytest.mark.parametrize(
    ("text", "chain", "content"),
    [
        ("The ministry said that two bridges were destroyed.", ["ministry"], "two bridges were destroyed"),
        ("Two bridges were destroyed, the ministry said on Friday.", ["ministry"], "Two bridges were destroyed"),
        (
            "Shells hit the port at dawn, according to the Volta Incident Register.",
            ["Volta Incident Register"],
            "Shells",
        ),
        ("The fight for the dam, the army said, was slowed by mines.", ["army"], "was slowed by mines"),
        (
            "Tass, quoting the governor, reported that two people were dead.",
            ["governor", "Tass"],
            "two people were dead",
        ),
        ("A driver quoted by Radio Lomani said the road was cut.", ["driver", "Radio Lomani"], "the road was cut"),
        ("Five people died, a nurse told Reuters.", ["nurse", "Reuters"], "Five people died"),
        ("The road was cut, residents told Radio Lomani.", ["residents", "Radio Lomani"], "The road was cut"),
        (
            "A military source was quoted by the official news agency as saying that a truce was in place.",
            ["military source", "official news agency"],
            "a truce was in place",
        ),
        (
            '"We left at dawn," said Ana Ruiz, head of the Conflict Observatory, according to Reuters.',
            ["Ana Ruiz", "Reuters"],
            "We left at dawn",
        ),
        ("Rebel fighters have taken the town, sources reported to Radio Lomani.", ["sources", "Radio Lomani"], "taken"),
    ],
)
def test_chain_runs_from_the_originator_to_the_relay(text: str, chain: list[str], content: str) -> None:
    (found,) = attribute_text(text)
    assert names(found) == chain
    assert content in told(found)
    assert found.stance is ASSERTS


def test_what_a_wire_reports_that_somebody_denied_is_denied_by_him() -> None:
    (found,) = attribute_text("State television denied that any plane had flown, Reuters reported.")
    assert names(found) == ["State television", "Reuters"]
    assert found.stance is DENIES
    assert "flown" in told(found) and "Reuters" not in told(found)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The army denied that its planes had bombed the clinic.", DENIES),
        ("The rebels rejected the accusation.", DENIES),
        ("The government has not confirmed any deal with the rebels.", UNCONFIRMED),
        ("The governor has yet to confirm any deal with the rebels.", UNCONFIRMED),
        ("The ministry declined to say how many soldiers had died.", UNCONFIRMED),
        ("The monitor did not specify who was behind the shelling.", UNCONFIRMED),
        ("The army confirmed that the town had fallen.", ASSERTS),
        ("The minister accused the rebels of shelling the market.", ASSERTS),
        ("The governor held the rebels responsible for the shelling of the market.", ASSERTS),
        ("The governor pinned the blame for the shelling on the rebels.", ASSERTS),
        ("The gang dismissed the accusation as baseless.", DENIES),
    ],
)
def test_stance_is_that_of_the_cue(text: str, stance: Stance) -> None:
    (found,) = attribute_text(text)
    assert found.stance is stance
    assert found.chain


def test_a_preposition_with_a_capital_stands_inside_a_name() -> None:
    (found,) = attribute_text("Doctors Without Borders said on Monday that its clinic had been hit.")
    assert names(found) == ["Doctors Without Borders"]


def test_two_sources_in_a_sentence_are_two_attributions_with_their_own_clauses() -> None:
    one, two = attribute_text(
        "The government has not confirmed any truce, but an army officer quoted by state media said trucks had left."
    )
    assert (names(one), one.stance) == (["government"], UNCONFIRMED)
    assert (names(two), two.stance) == (["army officer", "state media"], ASSERTS)
    assert "truce" in told(one) and "trucks" not in told(one)
    assert "trucks" in told(two) and "truce" not in told(two)


def test_a_contrast_ends_what_is_denied() -> None:
    one, two = attribute_text("Town officials denied that anyone had fled, but the Red Cross said dozens had left.")
    assert (names(one), one.stance) == (["Town officials"], DENIES)
    assert (names(two), two.stance) == (["Red Cross"], ASSERTS)
    assert "dozens" not in told(one)


def test_each_of_two_joint_speakers_has_a_chain_of_his_own() -> None:
    found = attribute_text("The army and three residents denied that a deal was reached.")
    assert [names(each) for each in found] == [["army"], ["residents"]]
    assert {each.stance for each in found} == {DENIES}


@pytest.mark.parametrize(
    "part", ["four of them girls", "most of them women", "half of them boys", "among them 11 women"]
)
def test_a_part_of_the_harmed_is_no_speaker(part: str) -> None:
    found = attribute_text(f"Shells killed 40 villagers, {part}, a survivor and a priest said.")
    assert [names(each) for each in found] == [["survivor"], ["priest"]]
    assert all("villagers" in told(each) and "survivor" not in told(each) for each in found)


@pytest.mark.parametrize("part", ["both of them conscripts", "many of them teenagers"])
def test_those_whom_a_part_explains_speak_on(part: str) -> None:
    (found,) = attribute_text(f"The rebels, {part}, said they would leave.")
    assert names(found) == ["rebels"]


def test_person_has_the_body_that_he_speaks_for() -> None:
    (found,) = attribute_text("Nobody was hurt, said Ali Musa, a spokesman for the Kivu Northern Brigade.")
    (mention,) = found.chain
    assert (mention.name, mention.kind, mention.body) == ("Ali Musa", BodyKind.PERSON, "Kivu Northern Brigade")


@pytest.mark.parametrize("title", ["Coast guard spokesman", "National Guard spokeswoman"])
def test_the_guard_of_a_coast_is_a_body_of_two_words(title: str) -> None:
    (found,) = attribute_text(f"{title} Ali Musa said that nobody was hurt.")
    (mention,) = found.chain
    assert (mention.name, mention.body) == ("Ali Musa", title.rpartition(" ")[0])


def test_pronouns_and_roles_point_back() -> None:
    found = attribute_text(
        "The Volta Incident Register said nine people died.",
        "It added that two were children.",
        '"We saw no soldiers," said Ana Ruiz, who heads the group.',
        "She could not say who had fired.",
        "The monitor said the road was closed.",
        "Ruiz said the dead were farmers.",
    )
    assert [names(each)[0] for each in found] == [
        "Volta Incident Register",
        "Volta Incident Register",
        "Ana Ruiz",
        "Ana Ruiz",
        "Volta Incident Register",
        "Ana Ruiz",
    ]
    assert found[3].stance is UNCONFIRMED


def test_citing_a_source_makes_the_citer_a_relay() -> None:
    found = attribute_text(
        "State news agency Xinhua said the port was closed.", "Citing a police source, it said six boats had sunk."
    )
    assert names(found[1]) == ["police source", "Xinhua"]


def test_statement_speaks_for_whoever_issued_it() -> None:
    found = attribute_text(
        "In a statement, the Karen National Union said four villages were burned.",
        "The statement added that two monks were killed.",
    )
    assert [names(each) for each in found] == [["Karen National Union"]] * 2


def test_quotation_over_sentences_and_paragraphs_has_one_speaker() -> None:
    found = attribute_text(
        "“The bridge is gone. We crossed by boat,” a trader told Reuters. “Nobody helped us.”",
        "The statement released by the Karen National Union reads as follows:",
        "“Four villages were burned. Two monks died.",
        "A school was hit on Monday.”",
        "The town lies on a river.",
    )
    spoken = [names(each) for each in found]
    assert spoken[:3] == [["trader", "Reuters"]] * 3
    assert spoken[4:7] == [["Karen National Union"]] * 3
    assert spoken[7] == []


def test_narration_beside_a_told_clause_keeps_an_empty_chain() -> None:
    found = attribute_text("Rebels entered the town, but the army said that its troops were holding the bridge.")
    assert [names(each) for each in found] == [[], ["army"]]


@pytest.mark.parametrize(
    "text",
    [
        "The army added 12 tanks to the column.",
        "The report was on the table.",
        "It was hard to tell the sides apart.",
        "The shelling claimed the lives of ten people.",
        "Hamas released two hostages on Friday.",
        "The governor held a meeting for the families of the dead.",
        "The governor laid a wreath, and the army pinned a medal on his coat.",
        "The general will announce the result if he wins.",
        "No group has claimed the bombing.",
        "Neither side claimed the raid on the mill.",
    ],
)
def test_words_that_only_look_like_cues_attribute_nothing(text: str) -> None:
    assert all(not each.chain for each in attribute_text(text))


def test_headline_names_its_source_beside_what_it_says() -> None:
    for title in ("Four killed in market blast – Asayish", "UN: four killed in market blast"):
        (found,) = attribute_text(title, title=True)
        assert found.chain and "killed" in told(found)


def test_a_denial_in_a_headline_ends_where_something_else_goes_on() -> None:
    denied, beside = attribute_text("Army denies shelling market as death toll rises to 12", title=True)
    assert (names(denied), told(denied)) == (["Army"], "shelling market")
    assert (names(beside), told(beside)) == ([], "as death toll rises to 12")


def test_a_note_from_the_field_leaves_out_who_says_so() -> None:
    found = attribute_text("Spoke with a guard at the mill. He heard two blasts. Says seven men died.")
    assert names(found[-1]) == ["guard"]


def test_a_figure_stands_for_a_clause() -> None:
    (found,) = attribute_text("A contact at the school says 3 dead.")
    assert (names(found), told(found)) == (["contact"], "3 dead")


def test_who_died_does_not_tell_the_toll() -> None:
    (found,) = attribute_text("Two more women died, bringing the toll to 36.")
    assert names(found) == []


def test_one_of_several_who_is_named_speaks_under_the_name() -> None:
    (found,) = attribute_text("The swap took place at a bridge, said one of the elders, Ali Musa.")
    assert names(found) == ["Ali Musa"]


def test_a_label_before_a_colon_or_in_a_closing_bracket_is_a_source() -> None:
    found = attribute_text(
        "Hospital director: 19 dead from the market so far.",
        "The shelling left 19 people dead (health authorities).",
        "Nurse at Norda clinic: 11 bodies brought in.",
        "- Headmaster (name with us): 21 dead, 8 of them pupils.",
        "Mayor of Norda: 13 dead in the ambush.",
        "Soldiers: 4 wounded in the ambush.",
        "Shelling of Norda: 4 wounded in the market.",
        "The port was shelled by the River Lands Army (RLA).",
    )
    assert [names(each) for each in found] == [
        ["Hospital director"],
        ["health authorities"],
        ["Nurse"],
        ["Headmaster"],
        ["Mayor"],
        [],
        [],
        [],
    ]


@pytest.mark.parametrize("says", ["regrets to announce", "wishes to clarify"])
def test_a_ministry_says_what_it_regrets_to_announce(says: str) -> None:
    (found,) = attribute_text(f"The Volta Register {says} that nine men died.")
    assert (names(found), told(found)) == (["Volta Register"], "that nine men died")


def test_who_is_not_able_to_verify_confirms_nothing() -> None:
    (found,) = attribute_text("The Volta Register has not been able to verify these figures.")
    assert (names(found), found.stance) == (["Volta Register"], Stance.DOES_NOT_CONFIRM)


def test_an_outlet_after_a_dash_in_a_title_is_no_source() -> None:
    (found,) = attribute_text("Four killed in market blast - Reuters", title=True)
    assert not found.chain


def test_hearsay_words_hedge() -> None:
    (found,) = attribute_text("Foreign fighters reportedly died in the blast.")
    assert found.hedge and not found.chain


def test_spans_are_the_words_in_the_report() -> None:
    paragraphs = ("The town is quiet.", "Two trucks left, Ana Ruiz of the Red Cross told Reuters.")
    report = "\n\n".join(paragraphs)
    for each in attribute_text(*paragraphs):
        for mention in each.chain:
            assert report[slice(*mention.span)] == mention.text
        if each.cue:
            assert report[slice(*each.cue.span)] == each.cue.text


WORDS = st.sampled_from(
    ["said", "the", "army", "denied", ",", '"', "“", "”", "that", "Reuters", "according", "to", "it", "He", "killed",
     "quoted", "by", "as", "saying", "monitor", ".", ":", "—", "but", "and", "not", "told", "citing", "AFP", "two"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=25), min_size=1, max_size=3))
def test_every_sentence_has_an_attribution_inside_it(paragraphs: list[list[str]]) -> None:
    sentences = read_paragraphs(*(" ".join(words) for words in paragraphs))
    found = attribute(sentences)
    assert sorted({each.sentence.order for each in found}) == list(range(len(sentences)))
    for each in found:
        assert each.sentence.tokens.start <= each.clause[0] < each.clause[1] <= each.sentence.tokens.end


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(alphabet='ab "“”«».', max_size=30), max_size=6))
def test_quotations_lie_in_their_paragraphs_in_order(paragraphs: list[str]) -> None:
    found = find_quotes(list(enumerate(paragraphs)))
    for each in found:
        assert 0 <= each.start < each.end <= len(paragraphs[each.paragraph])
    assert [(each.paragraph, each.start) for each in found] == sorted((each.paragraph, each.start) for each in found)
    assert [each.group for each in found] == sorted(each.group for each in found)


def test_a_caption_does_not_end_a_quotation_that_runs_on() -> None:
    sentences = read_paragraphs(
        "Governor Ana Ruiz said in a statement: “The depot burned all night.",
        "The depot at dawn (Photo: Coast Mail)",
        "“Two guards were killed by the fire.”",
    )
    marked = [replace(one, block=BlockKind.CAPTION) if one.paragraph == 1 else one for one in sentences]
    assert names(attribute(marked)[-1]) == ["Ana Ruiz"]


def test_the_statement_is_that_of_whoever_was_heard_last() -> None:
    found = attribute_text(
        "Mayor Omar Said blamed the port.",
        "General Ana Ruiz denounced the raid as a “crime”.",
        "The statement said: “Two guards were killed.”",
    )
    assert names(found[-1]) == ["Ana Ruiz"]


def test_the_reports_are_those_just_named() -> None:
    found = attribute_text(
        "The Orlen ministry said in a statement that the port was safe.",
        "According to Dovar media reports, two ships burned. The port was shut, according to the reports.",
    )
    assert names(found[-1]) == names(found[-2])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Rebels killed 12 guards at the dam, adding that they had lost two men.",
            [([], ASSERTS, "Rebels killed 12 guards at the dam"), (["Rebels"], ASSERTS, "that they had lost two men")],
        ),
        (
            "The ministry denied the raid, saying its aircraft were grounded that day.",
            [(["ministry"], DENIES, "the raid"), (["ministry"], ASSERTS, "its aircraft were grounded that day")],
        ),
        (
            "The health office lowered its toll to 24, saying bodies had been counted twice.",
            [(["health office"], ASSERTS, "its toll to 24, saying bodies had been counted twice")],
        ),
        (
            "The army admitted shelling a school but insisted that it did not strike the market.",
            [(["army"], ASSERTS, "shelling a school"), (["army"], ASSERTS, "that it did not strike the market")],
        ),
        (
            "The ministry confirmed that two soldiers were killed but denied that a bridge had been lost.",
            [
                (["ministry"], ASSERTS, "that two soldiers were killed"),
                (["ministry"], DENIES, "that a bridge had been lost"),
            ],
        ),
    ],
)
def test_a_clause_that_a_saying_is_hung_on_stands_for_itself(
    text: str, found: list[tuple[list[str], Stance, str]]
) -> None:
    assert [(names(one), one.stance, told(one)) for one in attribute_text(text)] == found
