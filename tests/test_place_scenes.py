"""Names that no gazetteer has: where the words around leave room for a place alone."""

import pytest

from places_by_hand import names_in, places_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Two workers were abducted near Kilolirwe on 3 November.", ["Kilolirwe"]),
        ("An air strike hit a bus in the northern Yemeni town of Dahyan on Thursday.", ["Dahyan"]),
        ("Troops have withdrawn from Shire and Tolago, two sources said.", ["Shire", "Tolago"]),
        ("Hunters burned a camp near Ouenkoro in revenge.", ["Ouenkoro"]),
        ("Shells hit Kilolirwe, Masisi Territory, on Sunday.", ["Kilolirwe", "Masisi Territory"]),
        ("Soldiers shelled Kan Htoo Ma, Tabayin Township.", ["Kan Htoo Ma", "Tabayin"]),
        ("Gunmen raided Ouenkoro and Dianweli overnight.", ["Ouenkoro", "Dianweli"]),
        ("Bombs fell on Togoga.", ["Togoga"]),
        ("Fighting in Yemen's third city Taiz left 22 dead.", ["Yemen", "Taiz"]),
        ("They attacked our positions at Rangira and Nyesisi.", ["Rangira", "Nyesisi"]),
        ("The mission evacuated 11 workers from Drodro on 17 March.", ["Drodro"]),
        ("The army retook Minbya from the rebels.", ["Minbya"]),
    ],
)
def test_what_is_done_at_an_unknown_name_makes_it_a_place(text: str, names: list[str]) -> None:
    assert names_in(text) == names


@pytest.mark.parametrize("word", ("Correction", "Update", "Toll", "Summary", "Clarification"))
def test_a_word_that_heads_a_line_is_no_place(word: str) -> None:
    assert names_in(f"{word}: 4 people were killed near Drodro.") == ["Drodro"]
    assert names_in(f"{word}: an earlier version gave another number of wounded.") == []


@pytest.mark.parametrize(
    "text",
    ["An attack on Petrenko failed.", "Rebels captured Petrenko.", "The shells were handed to Oleh Petrenko."],
)
def test_a_person_is_no_scene(text: str) -> None:
    assert names_in(text) == []


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("- Ain Qana: two raids on houses, 6 killed, 11 wounded", ["Ain Qana"]),
        ("- Deir Zahrani: 9 killed (3 children), 20 wounded - airstrike", ["Deir Zahrani"]),
        ("- Kafr Tibnit – 4 killed, 2 injured", ["Kafr Tibnit"]),
        ("Baalbek: strike on a car, 2 killed", ["Baalbek"]),
        ("Hsihseng: artillery, 4 dead (2 women), 7 injured", ["Hsihseng"]),
        ("Mongmit: clashes between rebels and troops, some 2,000 displaced", ["Mongmit"]),
        ("Casualties: 14 killed", []),
        ("Hezbollah: 22 killed", []),
        ("Petrenko: the toll will rise", []),
    ],
)
def test_the_name_that_opens_a_line_of_figures_is_their_place(line: str, names: list[str]) -> None:
    assert [name for _, name, _, _ in places_in(line)] == names
