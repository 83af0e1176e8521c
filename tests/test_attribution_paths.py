"""How words came to a report: recordings passed on, owners of outlets, figures that belong to a source."""

import pytest

from attribution_by_hand import attribute_text, names, told
from marsad.model.claims import BodyKind, Stance


def test_words_of_a_recording_come_through_whoever_passed_it_on() -> None:
    found = attribute_text(
        "The Volta Incident Register gave Radio Lomani a series of voice messages sent by a 15-year-old Togolese.",
        '"They set the mill on fire," the boy said.',
    )
    assert names(found[-1]) == ["15-year-old Togolese", "Volta Incident Register", "Radio Lomani"]
    assert not found[-1].chain[0].named


def test_what_is_said_in_messages_given_to_a_monitor_comes_through_it() -> None:
    found = attribute_text(
        "A miner provided the Volta Incident Register with videos in which he said that the shaft was flooded."
    )
    (claim,) = [each for each in found if each.chain]
    assert names(claim)[1:] == ["Volta Incident Register"]


@pytest.mark.parametrize(
    ("text", "name", "kind", "owner"),
    [
        ("The League-run Al-Noor television said that the dam held.", "Al-Noor television", BodyKind.OUTLET, "League"),
        (
            "Al-Noor, a channel run by the Northern League, said that the dam held.",
            "Al-Noor",
            BodyKind.OUTLET,
            "Northern League",
        ),
        ("The pro-government newspaper Al-Noor said that the dam held.", "Al-Noor", BodyKind.STATE_MEDIA, None),
        ("The state-run radio Voz Clara said that the dam held.", "Voz Clara", BodyKind.STATE_MEDIA, None),
    ],
)
def test_an_outlet_belongs_to_whom_the_text_says(text: str, name: str, kind: BodyKind, owner: str | None) -> None:
    (found,) = attribute_text(text)
    (source,) = found.chain
    assert (source.name, source.kind, source.body) == (name, kind, owner)


def test_a_spokesman_in_a_clause_with_whose_speaks_for_its_noun() -> None:
    found = attribute_text("The Northern League, whose spokesman, Ivo Brandt, said the dam held, has two seats.")
    spoken = next(each for each in found if each.chain)
    assert names(spoken) == ["Ivo Brandt"]
    assert spoken.chain[0].body == "Northern League"
    assert told(spoken) == "the dam held"


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("The ministry's figure is 149.", ["ministry"]),
        (
            "The figure of the Volta Incident Register has not moved from 31 people missing.",
            ["Volta Incident Register"],
        ),
        ("The Register's count of the missing stood at 31, Reuters reported.", ["Register", "Reuters"]),
    ],
)
def test_a_figure_is_told_by_its_owner(text: str, chain: list[str]) -> None:
    (found,) = attribute_text(text)
    assert names(found) == chain


def test_a_number_that_belongs_to_nobody_who_speaks_is_narrated() -> None:
    (found,) = attribute_text("The number of bridges rose to 31.")
    assert found.chain == ()


def test_who_speaks_stands_after_the_dateline() -> None:
    (found,) = attribute_text("Quito, May 3 (EFE) - Fishermen opposed to the port said that they would block it.")
    assert names(found) == ["Fishermen"]
    assert not found.chain[0].named


def test_one_of_several_speaks_as_one_of_them() -> None:
    (found,) = attribute_text("One of the miners, who asked not to be named, told Reuters that the shaft was flooded.")
    assert names(found) == ["miners", "Reuters"]


def test_a_speaker_between_commas_is_read_where_the_parse_is_wrong() -> None:
    found = attribute_text(
        "Two trucks had crossed by noon, taking the total to nine, the depot's director, Ana Ruiz, said."
    )
    assert names(found[0]) == ["Ana Ruiz"]
    assert "taking the total to nine" in told(found[0])


def test_a_person_before_the_colon_of_a_headline_says_the_rest() -> None:
    (found,) = attribute_text("Ana Ruiz: the ferry that sank was never inspected", title=True)
    assert names(found) == ["Ana Ruiz"]


@pytest.mark.parametrize("title", ["Ferry sinks off pro-union port", "Minister accused of hiding ferry report"])
def test_a_headline_that_names_no_source_is_the_outlets(title: str) -> None:
    assert all(found.chain == () and found.stance is Stance.ASSERTS for found in attribute_text(title, title=True))


def test_two_people_in_one_sentence_each_keep_what_they_say() -> None:
    found = attribute_text("Ana Ruiz will march on Friday, urging the mayor to resign, Ruiz's lawyer says.")
    chains = [names(each) for each in found]
    assert ["Ruiz's lawyer"] in chains
    assert "will march" in next(told(each) for each in found if names(each) == ["Ruiz's lawyer"])


def test_a_quoted_word_behind_another_cue_is_not_drawn_into_the_first() -> None:
    (found,) = attribute_text(
        'Ana Ruiz says the "lost" ferry was found but said that "no one" will be "asked about it."'
    )
    assert 'the "lost" ferry was found' in told(found)


def test_a_telling_that_lost_its_comma_tells_what_stands_before() -> None:
    (found,) = attribute_text(
        "A fire destroyed the mill in Kole, leaving ten people hurt the owner told Radio Lomani on Friday."
    )
    assert names(found) == ["owner", "Radio Lomani"]
    assert told(found).startswith("A fire destroyed")


def test_typewriter_marks_quote() -> None:
    found = attribute_text("`` The dam held , '' Ana Ruiz said .")
    assert names(found[0]) == ["Ana Ruiz"]
    assert "The dam held" in told(found[0])


@pytest.mark.parametrize(
    ("text", "chain", "content"),
    [
        (
            "Nine ferries adrift off Kole at dusk, League-run ministry says",
            ["League-run ministry"],
            "Nine ferries adrift",
        ),
        ("'We left too soon,' a tired Ana Ruiz said.", ["Ana Ruiz"], "We left too soon"),
        (
            "The port is shut, but the island's Kyodo said the ship sank.",
            ["Kyodo"],
            "the ship sank",
        ),
        (
            "Leaders blamed the League, saying miners and drivers in Kole had suffered.",
            ["Leaders"],
            "miners and drivers",
        ),
    ],
)
def test_who_speaks_is_read_past_the_words_around(text: str, chain: list[str], content: str) -> None:
    found = [each for each in attribute_text(text) if each.chain]
    assert {tuple(names(each)) for each in found} == {tuple(chain)}
    assert any(content in told(each) for each in found)


def test_what_is_called_together_is_no_telling() -> None:
    assert all(not each.chain for each in attribute_text("The mayor called a meeting with her team in the hall."))


def test_a_quotation_before_its_speaker_is_told_whole() -> None:
    (found,) = attribute_text('"Ten cooks were hurt and two others fled in the fire" Ana Ruiz said.')
    assert told(found).strip('"') == "Ten cooks were hurt and two others fled in the fire"


def test_a_name_begins_behind_the_office() -> None:
    (found,) = attribute_text("Secretary of State Ana Brandt said the port was shut.")
    assert names(found) == ["Ana Brandt"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The ministry neither confirmed nor denied the strike.", "ministry"),
        ("Officials declined to comment on reports of a massacre at the port.", "Officials"),
        ("The spokesman stopped short of confirming that the town had fallen.", "spokesman"),
    ],
)
def test_who_says_nothing_either_way_does_not_confirm(text: str, name: str) -> None:
    (claim,) = attribute_text(text)
    assert (names(claim), claim.stance) == ([name], Stance.DOES_NOT_CONFIRM)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A previously unknown outfit calling itself Harbour Brigade claimed responsibility.", "Harbour Brigade"),
        ("A group that calls itself the Harbour Brigade said it had shot down a drone.", "Harbour Brigade"),
        ("A militia known as the Sons of Orlen said it had burned the mill.", "Sons of Orlen"),
    ],
)
def test_a_body_has_the_name_that_it_gives_itself(text: str, name: str) -> None:
    assert names(attribute_text(text)[0]) == [name]


def test_he_is_whom_the_sentence_before_is_about_and_not_whom_that_one_quotes() -> None:
    found = attribute_text(
        "The governor, Ali Musa, said that the envoy, Omar Said, had told reporters that the port was calm.",
        '"Two boats burned there," he said.',
    )
    assert names(found[-1]) == ["Ali Musa"]


def test_who_brings_a_total_to_a_figure_tells_it() -> None:
    found = attribute_text(
        "Ali Musa, the mayor, said the port was calm.", "He brought the total number of dead to nine."
    )
    assert names(found[-1]) == ["Ali Musa"]
