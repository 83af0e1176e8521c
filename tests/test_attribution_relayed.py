"""Who quotes whom, nouns that tell, and quotations that lost a mark."""

import pytest

from attribution_by_hand import attribute_text, names, told
from marsad.claims.attribution.quotes import find_quotes
from marsad.model.claims import Stance


@pytest.mark.parametrize(
    ("text", "chain", "content"),
    [
        (
            "Radio Lomani quoted a military source as saying that the ferry was hit.",
            ["military source", "Radio Lomani"],
            "the ferry was hit",
        ),
        (
            "Nine ferries were sunk, Radio Lomani quoted the harbour master as saying.",
            ["harbour master", "Radio Lomani"],
            "Nine ferries were sunk",
        ),
        (
            "State media quoted a military source as saying the ferry was hit, Reuters reported.",
            ["military source", "State media", "Reuters"],
            "the ferry was hit",
        ),
        ("Two sailors died, the mayor was quoted as saying by Reuters.", ["mayor", "Reuters"], "Two sailors died"),
        (
            "The pier burned, according to a port official who spoke to Reuters on condition of anonymity.",
            ["port official", "Reuters"],
            "The pier burned",
        ),
        (
            "A video circulated by the Lomani Press Office showed three guards being led out.",
            ["Lomani Press Office"],
            "three guards being led out",
        ),
        ("Footage on state TV showed hulls lying on the beach.", ["state TV"], "hulls lying on the beach"),
        ("Residents described searching in vain for fuel.", ["Residents"], "searching in vain for fuel"),
        ('"We will stay," the mayor continued.', ["mayor"], "We will stay"),
        ("The fire killed four, as reported by Reuters.", ["Reuters"], "The fire killed four"),
        ("Nine sailors drowned, per the health ministry.", ["health ministry"], "Nine sailors drowned"),
        ("Residents spoke of heavy shelling through the night.", ["Residents"], "heavy shelling"),
        ("In the words of the mayor, the harbour is a graveyard.", ["mayor"], "the harbour is a graveyard"),
        ("In the governor's view, the harbour is lost.", ["governor"], "the harbour is lost"),
    ],
)
def test_chain_runs_through_whoever_quotes(text: str, chain: list[str], content: str) -> None:
    (found,) = [each for each in attribute_text(text) if each.chain]
    assert names(found) == chain
    assert content in told(found)


def test_a_noun_tells_what_its_owner_says() -> None:
    found = attribute_text("The army's denial that it shelled the mill was met with anger.")
    assert (names(found[0]), found[0].stance, told(found[0])) == (["army"], Stance.DENIES, "that it shelled the mill")


@pytest.mark.parametrize(
    "text",
    [
        "There were reports that ten sailors had drowned.",
        "Footage showed hulls lying on the beach.",
        "The mayor showed nerves of steel.",
        "The ferry cost ten dollars per sailor.",
        'The fighting continued "for hours" on Friday.',
        'Miners in the ward of the "Lost Boys" continue their protest.',
    ],
)
def test_what_has_no_author_is_narrated(text: str) -> None:
    assert not any(each.chain for each in attribute_text(text))


def test_what_a_clause_tells_does_not_own_its_noun() -> None:
    found = attribute_text("There are reports that a school near the mill has been seized by the Northern League.")
    assert not any(each.chain for each in found)


def test_a_name_before_a_role_without_commas_speaks() -> None:
    (found,) = attribute_text("Mahmud Taha a spokesman for the Lomani rebel group described fierce fighting.")
    assert names(found) == ["Mahmud Taha"]


def test_a_headline_ends_with_its_source() -> None:
    (found,) = attribute_text("Ten drowned off Kole: monitor", title=True)
    assert names(found) == ["monitor"]


def test_a_quotation_that_lost_its_first_mark_is_told() -> None:
    found = attribute_text(
        'The harbour is almost under siege" Abu Taha said. Rain fell. The army said "the road is open."'
    )
    assert [names(each) for each in found] == [["Abu Taha"], [], ["army"]]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('She said "we are well and left. Then he said "go" to all.', ['"we are well and left.', '"go"']),
        ('He said "We stay. "This is the first" he added.', ['"We stay. ', '"This is the first"']),
        ("“All is lost. It rained on all.", ["“All is lost."]),
        ('A 5" gun and a 6" one.', []),
        ('"It is over," she said. "All of it."', ['"It is over,"', '"All of it."']),
    ],
)
def test_marks_are_paired_by_what_stands_around_them(text: str, quoted: list[str]) -> None:
    assert [text[each.start : each.end] for each in find_quotes([(0, text)])] == quoted


def test_a_speech_goes_on_where_it_opens_anew() -> None:
    first, second = find_quotes([(0, 'He said "We stay. "This is the first" he added.')])
    assert first.group == second.group


def test_who_speaks_is_not_found_in_what_is_quoted() -> None:
    found = attribute_text('"The people, the farmers want peace" said Abu Taha noting that fuel was running low.')
    assert {names(each)[0] for each in found if each.chain} == {"Abu Taha"}


def test_a_speaker_without_a_comma_before_is_read() -> None:
    (found,) = attribute_text(
        '"Three raids on the port of Kole killed eight sailors" the Lomani Observatory for Human Rights said.'
    )
    assert names(found)[0].endswith("Observatory for Human Rights")
    assert "Three raids" in told(found)
