"""Who speaks where the parse, the punctuation or the wording hides it; who says nothing; what a label says."""

import pytest

from attribution_by_hand import attribute_text, names, told
from marsad.model.claims import Stance


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "At least 18 people died on Sunday when shells slammed into a market in Lomani, a hospital official and "
            "two residents said, hours after a ceasefire between the army and the League expired.",
            ["hospital official", "residents"],
        ),
        (
            "The army killed six people, three of whom were children, residents and a medic said.",
            ["residents", "medic"],
        ),
        ("Rebels left the port, the Voz daily reported on Sunday.", ["Voz daily"]),
        ("Villagers saw soldiers burn two houses.", ["Villagers"]),
        ('"They came on foot," recounts a trader who reached the ford.', ["trader"]),
        ("The Lomani Doctors' Union said that two nurses had died.", ["Lomani Doctors' Union"]),
        ("The road was closed, at about noon, the Ministry of Ferries informs.", ["Ministry of Ferries"]),
        ('"I hid," said a 41-year-old farmer.', ["41-year-old farmer"]),
        ("A boat was hit, the Harbour Safety Office (HSO) agency said.", ["Harbour Safety Office"]),
        ("Post abandoned at dusk per two drivers.", ["drivers"]),
        ("The shipowner, Lomani Tankers, however, denied that the crew had left.", ["Lomani Tankers"]),
        ("He denied the rumours according to which the army had burned a mill.", ["He"]),
        (
            "Gunmen believed to be herders stormed a village before dawn, killing at least six people and burning "
            "dozens of homes, residents and a lawmaker said.",
            ["residents", "lawmaker"],
        ),
        (
            "A drone hit the post, killing two men and a guard, the army's chief of staff, General Ivo Brandt, said.",
            ["Ivo Brandt"],
        ),
        ("Two guards killed acc. to a nurse.", ["nurse"]),
        ("His relatives say that he had been denied water.", ["relatives"]),
        ("The al Qaeda-linked group denied that it had fired.", ["al Qaeda-linked group"]),
        ("Two had died, the vicar made known in a letter.", ["vicar"]),
        ("Thirty families fled, per LCRD.", ["LCRD"]),
        ("The ministry pointed the finger at the League.", ["ministry"]),
        ("The ferry minister, who was last seen in Lomani, has not said when he will return.", ["ferry minister"]),
    ],
)
def test_who_speaks_is_found_behind_other_words(text: str, speakers: list[str]) -> None:
    assert [names(each)[0] for each in attribute_text(text) if each.chain] == speakers


def test_what_others_saw_is_narrated_unless_they_were_there() -> None:
    (found,) = attribute_text("The year saw two coups.")
    assert names(found) == []
    (photographer,) = attribute_text("A Reuters photographer saw ten bodies outside the mill.")
    assert names(photographer) == ["Reuters photographer"]


def test_who_is_told_by_the_name_of_a_medium_passes_it_on() -> None:
    (found,) = attribute_text("A nurse told the newspaper El Faro that six pupils were hurt.")
    assert names(found) == ["nurse", "El Faro"]


@pytest.mark.parametrize(
    ("text", "speaker", "stance"),
    [
        ("The attack was claimed by the Northern League.", "Northern League", Stance.ASSERTS),
        ("The raid was confirmed by the army.", "army", Stance.ASSERTS),
        ("The report was denied by the ministry.", "ministry", Stance.DENIES),
        ("The army was accused by rights groups of shelling the mill.", "rights groups", Stance.ASSERTS),
    ],
)
def test_the_subject_of_a_passive_is_told_by_its_agent(text: str, speaker: str, stance: Stance) -> None:
    (found,) = attribute_text(text)
    assert (names(found), found.stance) == ([speaker], stance)


@pytest.mark.parametrize(
    "text",
    [
        'The ministry described the claim as "an absolute lie".',
        'The ministry called the figure "a fantasy".',
        "The army labelled the report false.",
        "The army described the video as staged.",
    ],
)
def test_who_gives_a_claim_a_name_for_untruth_denies_it(text: str) -> None:
    (found,) = attribute_text(text)
    assert found.stance is Stance.DENIES


def test_who_calls_a_deed_by_another_name_does_not_deny_it() -> None:
    (found,) = attribute_text("The army called the raid a success.")
    assert found.stance is Stance.ASSERTS


@pytest.mark.parametrize(
    ("text", "silent"),
    [
        ("Neither the army nor the League responded to requests for comment.", ["army", "League"]),
        ("The army did not immediately respond to a request for comment.", ["army"]),
        ("There was no immediate comment from the ministry.", ["ministry"]),
        ("The ministry had no immediate comment.", ["ministry"]),
        ("The governor could not be reached.", ["governor"]),
        ("A spokesman was not available for comment.", ["spokesman"]),
        ("The ministry has said nothing publicly about a pullout.", ["ministry"]),
    ],
)
def test_who_says_nothing_confirms_nothing(text: str, silent: list[str]) -> None:
    found = attribute_text(text)
    assert [(names(each)[0], each.stance) for each in found] == [(who, Stance.DOES_NOT_CONFIRM) for who in silent]


def test_what_cannot_be_reached_or_had_is_no_silence() -> None:
    for text in ("The village could not be reached by trucks.", "Clean water was not available."):
        assert names(attribute_text(text)[0]) == []


def test_a_semicolon_parts_what_two_say() -> None:
    police, army = attribute_text("Two farmers died near the mill, police said; the army denied that it fired.")
    assert (names(police), told(police)) == (["police"], "Two farmers died near the mill")
    assert (names(army), army.stance) == (["army"], Stance.DENIES)
    before, after = attribute_text("Two convoys were hit; the army said one had burned.")
    assert (names(before), names(after)) == ([], ["army"])


def test_a_passive_that_tells_of_its_subject_is_no_telling() -> None:
    (found,) = attribute_text("Two farmers were seized near the mill; they were released the next day.")
    assert names(found) == []


def test_a_denial_ends_where_its_speaker_goes_on_to_accuse() -> None:
    denied, accused = attribute_text("The League denies having fired at the mill and accuses the army of using tanks.")
    assert (denied.stance, accused.stance) == (Stance.DENIES, Stance.ASSERTS)
    assert "tanks" not in told(denied)


def test_not_knowing_stands_apart_from_the_denial_beside_it() -> None:
    found = attribute_text("The army says it is not aware of any raid and denies that it ordered an evacuation.")
    assert [each.stance for each in found] == [Stance.ASSERTS, Stance.DENIES]


def test_the_last_to_be_named_relays_all_that_stands_before() -> None:
    found = attribute_text("The ministry said two died and denied that a school was hit, the agency reported.")
    assert [names(each) for each in found] == [["ministry", "agency"]] * 2


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Governor Ana Ruiz: two people died in the blast at the port.", "Ana Ruiz"),
        ("Health ministry: 12 killed in raids on the port.", "Health ministry"),
        ("Ghana's General Staff: over the past day, 14 clashes took place along the front.", "Ghana's General Staff"),
        ("The rebels: 22 killed", None),
        ("Casualties: 12 killed.", None),
    ],
)
def test_a_line_opens_with_who_says_it(text: str, speaker: str | None) -> None:
    assert names(attribute_text(text)[0]) == ([speaker] if speaker else [])


def test_a_quotation_behind_a_label_is_spoken_to_its_end() -> None:
    found = attribute_text('Mayor Ivo Brandt: "Two bombs fell on the port. One hit a house."')
    assert [names(each) for each in found] == [["Ivo Brandt"]] * 2


def test_a_label_holds_until_somebody_else_tells() -> None:
    chief, dead, women, goats = attribute_text(
        "Chief: attackers came on Friday, about 60 of them. Nine men died. Women say two huts burnt. Six goats died."
    )
    assert [names(each) for each in (chief, dead, women, goats)] == [["Chief"], ["Chief"], ["Women"], []]


def test_what_cannot_be_verified_is_not_the_word_of_a_label() -> None:
    found = attribute_text("General Staff: the enemy left the ridge. It lost 14 tanks. The figures cannot be verified.")
    assert [names(each) for each in found] == [["General Staff"], ["General Staff"], []]


def test_a_note_leaves_out_who_could_not_say() -> None:
    found = attribute_text("Spoke with a guard.", "Could not say how many died.")
    assert (names(found[-1]), found[-1].stance) == (["guard"], Stance.DOES_NOT_CONFIRM)


def test_what_is_told_reaches_its_speaker_over_a_part_without_a_verb() -> None:
    (found,) = attribute_text("Eleven people were hurt, four of them seriously, the local hospital said.")
    assert told(found) == "Eleven people were hurt, four of them seriously"


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        (
            "A bomb in Lomani killed four soldiers and wounded three others, one of the council's officers told AFP on "
            "condition of anonymity.",
            ["council's officers", "AFP"],
        ),
        (
            'The armed forces had killed five "terrorists" and arrested 329, the head of the command, Admiral Ivo '
            "Brandt, had announced hours earlier.",
            ["Ivo Brandt"],
        ),
        ("Guards remain in the hands of inmates, Ecuador's prison service SNAI reported on Thursday.", ["SNAI"]),
        ("The port was quiet after the army responded with artillery, Channel 12 said.", ["Channel 12"]),
    ],
)
def test_who_is_set_off_before_the_last_cue_tells_what_stands_before(text: str, chain: list[str]) -> None:
    assert [names(each) for each in attribute_text(text)] == [chain]


def test_a_day_is_no_speaker_of_a_passive() -> None:
    (found,) = attribute_text("Ninety wounded people had been admitted there by Saturday evening, a nurse said.")
    assert names(found) == ["nurse"]


def test_what_goes_on_behind_a_semicolon_is_the_same_speakers() -> None:
    (found,) = attribute_text("Medics said they had admitted 64 wounded since Saturday; 11 of them have since died.")
    assert (names(found), told(found).endswith("died")) == (["Medics"], True)


def test_it_is_who_spoke_and_not_who_passed_it_on() -> None:
    found = attribute_text("The Harbour Front told AFP that two had died.", "It blamed the army.")
    assert names(found[-1]) == ["Harbour Front"]


def test_he_is_the_one_of_several_who_spoke() -> None:
    found = attribute_text("The mine killed four, one of the council's officers told AFP.", "He blamed the rebels.")
    assert names(found[-1])[0] == "council's officers"


def test_people_who_demand_something_are_only_described() -> None:
    (found,) = attribute_text("In Lomani, police detained 16 protesters demanding his resignation.")
    assert names(found) == []


@pytest.mark.parametrize(
    ("text", "speaker", "stance"),
    [
        ("The General Staff denies rumours of a capture.", "General Staff", Stance.DENIES),
        ("The General Staff informs national opinion that rebels attacked our posts.", "General Staff", Stance.ASSERTS),
        ('The government rejected what it called "baseless accusations".', "government", Stance.DENIES),
        ("The navy made no mention of losses.", "navy", Stance.DOES_NOT_CONFIRM),
        ("The front has not reacted.", "front", Stance.DOES_NOT_CONFIRM),
        ("A collective of families, Voices of Lomani, counts 40 dead.", "Voices of Lomani", Stance.ASSERTS),
        ("UN envoy Ivo Brandt, speaking at the port, called for trucks to be let in.", "Ivo Brandt", Stance.ASSERTS),
        ("The police put the number of people killed by shelling in Lomani at 12.", "police", Stance.ASSERTS),
    ],
)
def test_a_cue_is_read_with_what_it_takes(text: str, speaker: str, stance: Stance) -> None:
    assert [(names(each), each.stance) for each in attribute_text(text)] == [([speaker], stance)]


def test_a_country_before_the_colon_of_a_headline_is_its_topic() -> None:
    found = attribute_text("Burkina Faso: two mills burnt near Lomani", title=True)
    assert [names(each) for each in found] == [[]]


def test_what_is_claimed_to_have_been_done_goes_on() -> None:
    (found,) = attribute_text("The front claimed to have destroyed 17 vehicles and captured 23 fighters.")
    assert told(found).endswith("captured 23 fighters")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("At Lomani, an air strike on a house killed nine, a medic and a neighbour said.", "medic"),
        ("A guard was killed and another was hurt by shelling, the interior ministry announced.", "interior ministry"),
    ],
)
def test_the_last_cue_tells_the_whole_sentence(text: str, speaker: str) -> None:
    found = attribute_text(text)
    assert names(found[0]) == [speaker]
    assert told(found[0]).startswith(text.split()[0])


def test_a_semicolon_parts_what_happened_from_what_did_not() -> None:
    found = attribute_text("Fighting resumed around Lomani; no aid convoy has reached the town since.")
    assert [told(each).rstrip(".") for each in found] == [
        "Fighting resumed around Lomani",
        "no aid convoy has reached the town since",
    ]


@pytest.mark.parametrize("text", ["The two sides agreed to a pause in fighting.", "The army denied access to medics."])
def test_what_one_agrees_to_or_denies_somebody_is_no_word(text: str) -> None:
    assert [names(each) for each in attribute_text(text)] == [[]]


@pytest.mark.parametrize("text", ["The clinic admitted 20 wounded men.", "Four men were released on Monday."])
def test_people_who_are_admitted_or_released_are_no_words(text: str) -> None:
    assert [(names(each), each.cue) for each in attribute_text(text)] == [([], None)]


def test_who_refrains_from_comment_confirms_nothing() -> None:
    (found,) = attribute_text("The army refrained from confirming that it had shelled the mill.")
    assert (names(found), found.stance) == (["army"], Stance.DOES_NOT_CONFIRM)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Village chief (Lomani): 4 dead, 2 houses burnt.", "Village chief"),
        ("Camp committee (Lomani): 4 dead, 2 houses burnt.", "Camp committee"),
        ('Police union on X: "We asked for help that never came."', "Police union"),
        ("Source at Lomani: gunmen took five men from the market.", "Source"),
    ],
)
def test_a_label_has_its_place_in_brackets_or_behind_it(text: str, speaker: str) -> None:
    assert names(attribute_text(text)[0]) == [speaker]


def test_a_headline_ends_with_its_source_behind_a_dash() -> None:
    found = attribute_text("In Lomani direction one serviceman wounded - agency", title=True)
    assert names(found[0]) == ["agency"]


def test_who_gives_no_toll_confirms_none() -> None:
    found = attribute_text("The agency gave no toll but said that the raids had hit trucks.")
    assert [each.stance for each in found] == [Stance.DOES_NOT_CONFIRM, Stance.ASSERTS]


def test_a_question_behind_a_label_is_nobodys_word() -> None:
    assert names(attribute_text("Harbour News Agency: what happened at the mill on Sunday?")[0]) == []


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Ivo Brandt said on state television that two had died.", ["Ivo Brandt", "state television"]),
        ("Ivo Brandt said on Facebook that two had died.", ["Ivo Brandt"]),
        ("The camp's emergency room announced that two had died.", ["camp's emergency room"]),
        ("UN data show that two have died.", ["UN"]),
    ],
)
def test_rooms_data_and_broadcasts_tell(text: str, chain: list[str]) -> None:
    assert names(attribute_text(text)[0]) == chain


def test_they_are_the_two_just_named() -> None:
    found = attribute_text(
        "Rescuers counted two dead.",
        "The Syrian army and its ally Russia say they target the hideouts of rebels and deny attacking civilians.",
    )
    denied = next(each for each in found if each.stance is Stance.DENIES)
    assert names(denied)[0] == "Syrian army"
