"""Places in sentences: names found with roles and holders, spellings joined."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.claims.places.finding import find_places
from marsad.claims.places.toponyms import spot_toponyms
from marsad.lexicon.place_names import bones_of, fold_lines, sound_lines, sound_place
from marsad.model.drafts import PlaceMention
from places_by_hand import names_in, places_in, sentences_of


def test_roles_follow_prepositions_and_verbs_of_motion() -> None:
    found = places_in("The buses left Tartus and travelled from Homs to Raqqa via Palmyra.")
    assert [(role, name) for role, name, _, _ in found] == [
        ("from", "Tartus"),
        ("from", "Homs"),
        ("to", "Raqqa"),
        ("via", "Palmyra"),
    ]


def test_drones_come_from_the_directions_of_places() -> None:
    found = places_in("Drones came from the directions of Kursk and Millerovo.")
    assert [(role, name) for role, name, _, _ in found] == [("from", "Kursk"), ("from", "Millerovo")]


@pytest.mark.parametrize("text", ["In Minova, a shell landed on a school.", "At Kantchari, guards repelled a raid."])
def test_what_a_sentence_opens_with_behind_a_preposition_is_its_place(text: str) -> None:
    assert names_in(text) == [text.split()[1].removesuffix(",")]


@pytest.mark.parametrize("text", ["Drones hit Sumy again on Tuesday.", "Rockets struck Kherson twice on Monday."])
def test_a_town_that_is_hit_is_where_it_was_whatever_its_name_reads_like(text: str) -> None:
    assert names_in(text) == [text.split()[2]]


def test_a_note_opens_with_its_hour_and_place() -> None:
    assert names_in("19/11 1630 - Lomani: house fires, families leaving on foot.") == ["Lomani"]


def test_each_row_of_figures_has_its_place() -> None:
    assert names_in("Displaced by parish:\nLomani: 610\n- Tala Umbo: 1,300") == ["Lomani", "Tala Umbo"]


def test_heading_for_a_place_leads_to_it() -> None:
    assert ("to", "Kassala", None, None) in places_in("The trucks set off, heading east for Kassala.")


def test_words_of_kind_make_unknown_names_places() -> None:
    found = places_in("Shells hit the Borrane neighbourhood and the village of Tessaluk.")
    assert [(name, kind) for _, name, kind, _ in found] == [("Borrane", "neighbourhood"), ("Tessaluk", "village")]


def test_a_quarter_may_bear_a_great_citys_name() -> None:
    found = places_in("A shell fell in the Baghdad neighbourhood in northern Goma.")
    assert [(name, kind) for _, name, kind, _ in found] == [("Baghdad", "neighbourhood"), ("Goma", None)]
    assert places_in("A shell fell on a Baghdad neighbourhood.")[0][1:3] == ("Baghdad", None)


def test_two_articles_stand_inside_a_name() -> None:
    assert [name for _, name, _, _ in places_in("Fighting went on in San Elmo de la Vega.")] == ["San Elmo de la Vega"]


def test_what_another_place_is_measured_from_is_no_scene() -> None:
    assert names_in("Judge Ruiz was shot dead in Medellin, located 500 km northwest of Bogota.") == ["Medellin"]
    assert names_in("A mill in the village of Kalvara, some 5 miles north of the city of Goma, burned.") == ["Kalvara"]
    assert names_in("Huancayo, 415 km southeast of Lima, was shaken by two bombs.") == ["Huancayo"]
    assert places_in("Rebels killed five soldiers 10 km from Goma.") == [("at", "Goma", None, None)]


def test_what_lies_near_a_country_lies_in_another() -> None:
    assert names_in("Jets bombed a hill village close to Chad.") == []
    assert names_in("Gunmen killed nine in a hamlet near Niger.") == []
    assert names_in("Gunmen killed nine in a hamlet near Goma.") == ["Goma"]


def test_a_town_that_blasts_shake_is_where_they_were() -> None:
    assert names_in("Four blasts shook Trujillo at dawn.") == ["Trujillo"]


def test_what_reads_like_a_person_is_a_place_where_something_was_done_in_it() -> None:
    assert names_in("Armed men kidnapped three engineers in Tala Umbo last night.") == ["Tala Umbo"]


def test_the_suburbs_and_streets_of_a_city_are_not_called_as_it_is() -> None:
    assert places_in("Rebels set fire to two cars in the suburbs of Damascus.") == [("at", "Damascus", None, None)]
    assert places_in("Two men were shot dead on a busy street of Goma.") == [("at", "Goma", None, None)]


def test_how_many_towns_there_are_is_no_name() -> None:
    assert names_in("Several towns in eastern Chad are without power after the sabotage.") == ["Chad"]


def test_kind_is_read_over_the_words_between() -> None:
    assert places_in("Families fled the Kalvara Palestinian refugee camp.")[0][1:3] == ("Kalvara", "camp")


def test_containment_by_wording() -> None:
    found = places_in("A mine exploded in the Borrane neighbourhood in Marib city, northern Yemen.")
    assert [(name, within) for _, name, _, within in found] == [
        ("Borrane", "Marib"),
        ("Marib", "Yemen"),
        ("Yemen", None),
    ]


def test_owner_holds_what_it_owns() -> None:
    assert ("at", "Bunia", None, "Congo") in places_in("Gunmen attacked a convoy in Congo's Bunia.")


@pytest.mark.parametrize(
    "sentence",
    [
        "Ankara said it knew nothing.",
        "The envoy accused Kenya of arming them.",
        "The raid was ordered by Moscow.",
        "A Geneva-based monitor counted the dead.",
        "The lull ends at noon Nairobi time.",
        "A Chadian officer spoke to reporters.",
    ],
)
def test_governments_zones_and_adjectives_are_no_places(sentence: str) -> None:
    assert names_in(sentence) == []


def test_bodies_are_no_places() -> None:
    assert names_in("Three Volunteers for the Defence of the Homeland died near Djibo.") == ["Djibo"]
    assert "Nairobi" not in names_in("A lecturer at the University of Nairobi Press denied it.")


def test_datelines_are_no_places() -> None:
    assert names_in("JUBA, South Sudan (Courier) - Raiders killed six herders near Bor on Friday.") == ["Bor"]


def test_countries_take_no_kind() -> None:
    assert places_in("Fighting spread over large areas of Chad.")[0][1:3] == ("Chad", None)


def test_small_words_stay_inside_known_names() -> None:
    assert names_in("A tanker burned in the Gulf of Aden.") == ["Gulf of Aden"]


def test_spans_are_the_text() -> None:
    text = "Drones struck a depot near Kramatorsk, and two fell in the village of Ozerne."
    for sentence in sentences_of(text):
        for mention in find_places(sentence):
            assert text[slice(*mention.span)] == mention.text


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("al-Hudaydah", "Hudaida"),
        ("Ouaddai", "Uaddai"),
        ("Baqubah", "Bakuba"),
        ("Ḩimş", "Hims"),
        ("Ma'rib", "Marib"),
        ("ad-Dali", "al Dali"),
    ],
)
def test_romanisations_sound_alike(one: str, two: str) -> None:
    assert sound_place(one) == sound_place(two)


def test_bones_join_spellings_that_vowels_part() -> None:
    assert bones_of("Misrata") == bones_of("Misurata") == bones_of("Mesrata")
    assert bones_of("Misrata") != bones_of("Mersin")


@given(st.lists(st.text(max_size=30).map(lambda text: text.replace("\n", " ")), max_size=8))
def test_folding_keeps_lines(names: list[str]) -> None:
    text = "\n".join(names)
    assert fold_lines(text).count("\n") == text.count("\n")
    assert sound_lines(fold_lines(text)).count("\n") == text.count("\n")


@settings(max_examples=30)
@given(
    st.lists(
        st.sampled_from(("Marib", "in", "Yemen", ",", "the", "camp", "of", "al-", "and", "/", "👩", "é", "-", "(")),
        max_size=12,
    )
)
def test_any_sentence_is_read(words: list[str]) -> None:
    text = " ".join(words)
    for sentence in sentences_of(text):
        for one in spot_toponyms(sentence.tokens):
            assert one.first <= one.start < one.stop <= one.last
        for mention in find_places(sentence):
            assert isinstance(mention, PlaceMention)
            assert text[slice(*mention.span)] == mention.text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Nine miners were killed in Stoke-on-Trent on Monday.", ["Stoke-on-Trent"]),
        ("Six guards died in Taliban raids across the north.", []),
        ("Crowds fired in celebration of Okwonda's victory in Kisumu.", ["Kisumu"]),
        ("Shots were heard in the Kenyan Consulate on Sunday.", []),
        ("Two people died in Homs vicinity on Friday.", ["Homs"]),
    ],
)
def test_names_go_on_over_links_and_leave_out_what_is_no_place(text: str, names: list[str]) -> None:
    assert names_in(text) == names


def test_from_the_direction_of_a_place_is_where_something_came_from() -> None:
    found = places_in("Rockets came from the direction of northern Haifa, hitting sites in Homs.")
    assert [(role, name) for role, name, _, _ in found] == [("from", "Haifa"), ("at", "Homs")]


def test_an_adjective_before_the_kind_says_which_country_holds_it() -> None:
    found = [
        (m.name, m.within) for s in sentences_of("Shells hit the Colombian city of Cartagena.") for m in find_places(s)
    ]
    assert found == [("Cartagena", "Colombia")]


def test_the_kind_before_of_belongs_to_the_name_before_it() -> None:
    places = [place[1:] for place in places_in("A mine blew up in the San Ramon quarter of Cusco.")]
    assert places == [("San Ramon", "neighbourhood", "Cusco"), ("Cusco", None, None)]


def test_a_direction_before_a_city_says_that_it_holds_what_stands_before() -> None:
    assert places_in("A mine blew up in Rosal, southern Cusco.")[0][3] == "Cusco"


@pytest.mark.parametrize(
    "text",
    [
        "Guards arrested a woman, alias Marina, in Cusco.",
        "Students threw Molotov cocktails at guards in Cusco.",
    ],
)
def test_other_names_and_weapons_are_no_towns(text: str) -> None:
    assert names_in(text) == ["Cusco"]


def test_a_port_that_is_a_city_is_the_city() -> None:
    assert places_in("A mine blew up in the port of Cartagena.")[0][1:3] == ("Cartagena", None)


def test_the_streets_of_a_town_are_in_it() -> None:
    assert places_in("A judge was shot in the streets of Medellin.")[0][1:3] == ("Medellin", None)


@pytest.mark.parametrize(
    "text",
    [
        "Fighters raided a Valley Army checkpoint.",
        "The ministry held Russia responsible for the raid.",
        "Russia was held responsible for the raid.",
    ],
)
def test_who_holds_a_post_and_who_is_blamed_are_no_places(text: str) -> None:
    assert names_in(text) == []
