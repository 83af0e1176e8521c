"""What later sentences call by its kind is the place that the report named, where that is clear."""

from marsad.claims.places.references import find_report_places
from marsad.claims.sentences import Sentence, load_parser
from marsad.model.drafts import PlaceMention
from marsad.model.reports import BlockKind


def read(text: str, added: tuple[str, ...] = (), written_in: str | None = None) -> list[PlaceMention]:
    doc = load_parser()(text)
    sentences = [Sentence(0, tokens, at, 0, BlockKind.BODY) for at, tokens in enumerate(doc.sents)]
    return [mention for mentions in find_report_places(sentences, written_in, added).values() for mention in mentions]


def referred(text: str) -> list[tuple[str, str]]:
    return [(mention.text, mention.name) for mention in read(text) if mention.text.lower().startswith("the ")]


def test_the_city_is_the_last_city_named() -> None:
    assert referred("Militiamen shelled Benghazi on Monday. Families fled the city.") == [("the city", "Benghazi")]


def test_the_camp_is_the_last_camp_named_with_what_holds_it() -> None:
    mentions = read("Troops entered the Zamzam camp in Darfur. A shell hit the camp at night.")
    assert [(m.name, m.kind) for m in mentions if m.text == "the camp"] == [("Zamzam", "camp")]


def test_the_city_is_not_the_one_that_another_is_measured_from() -> None:
    text = "Huancayo, 415 km southeast of Lima, was shelled on Monday. Families fled the city."
    assert referred(text) == [("the city", "Huancayo")]


def test_the_capital_that_a_town_is_measured_from_is_no_scene() -> None:
    assert referred("Fighting spread across Sudan. Six died in San Elmo, 56 km east of the capital.") == []


def test_the_capital_city_is_the_capital() -> None:
    text = "Fighting spread across Sudan. Power failed in large parts of the capital city."
    assert referred(text) == [("the capital city", "Khartoum")]


def test_the_capital_is_where_the_report_was_written_if_it_names_no_country() -> None:
    text = "Rebels fired on a patrol car in the capital on Monday."
    assert [mention.name for mention in read(text, written_in="KHARTOUM")] == ["Khartoum"]
    assert [mention.name for mention in read(text, written_in="BENGHAZI")] == []
    assert "Khartoum" not in [
        one.name for one in read(f"Troops moved into Chad and Mali. {text}", written_in="KHARTOUM")
    ]


def test_two_cities_in_one_sentence_leave_the_city_unclear() -> None:
    assert referred("Shells fell on Benghazi and Misrata. Families fled the city.") == []


def test_the_capital_is_that_of_the_country_named_most() -> None:
    text = "Fighting spread across Sudan. Rebels in Sudan said that taking the bridge would give them the capital."
    assert ("the capital", "Khartoum") in referred(text)


def test_the_capital_of_no_clear_country_is_left_out() -> None:
    assert referred("Fighting spread across Sudan and Chad. Rebels entered the capital.") == []


def test_a_reference_stands_where_its_words_stand() -> None:
    text = "Militiamen shelled Benghazi on Monday. Families fled the city."
    assert [text[slice(*m.span)] for m in read(text)] == ["Benghazi", "the city"]


def test_villages_of_a_region_are_no_village_of_its_name() -> None:
    (mention,) = read("Gunmen burned houses in Darfur villages.")
    assert (mention.name, mention.kind) == ("Darfur", None)


def test_the_capital_of_a_people_is_its_countrys() -> None:
    text = "Two guards were hurt in the Guatemalan capital."
    assert referred(text) == [("the capital", "Guatemala City")] or [m.name for m in read(text)] == ["Guatemala City"]


def test_the_city_is_where_the_report_was_written_while_it_names_no_other() -> None:
    doc = load_parser()("A mine blew up in the south of the city. Two men fled to Arequipa. Guards closed the city.")
    sentences = [Sentence(0, tokens, at, 0, BlockKind.BODY) for at, tokens in enumerate(doc.sents)]
    found = find_report_places(sentences, "CUSCO")
    assert [[mention.name for mention in found[at]] for at in range(3)] == [["Cusco"], ["Arequipa"], ["Arequipa"]]


def test_this_capital_may_stand_before_a_comma() -> None:
    doc = load_parser()("A mine blew up in this capital, hurting two guards.")
    sentences = [Sentence(0, tokens, at, 0, BlockKind.BODY) for at, tokens in enumerate(doc.sents)]
    assert [mention.name for mention in find_report_places(sentences, "LIMA, PERU")[0]] == ["Lima"]


def test_a_name_given_as_a_place_once_is_one_again() -> None:
    text = "Raiders burned the villages of Nkoel and Nguidar. The army has retaken Nkoel. At Nkoel it found graves."
    assert [mention.name for mention in read(text)] == ["Nkoel", "Nguidar", "Nkoel", "Nkoel"]


def test_who_bears_the_name_of_a_place_is_no_place() -> None:
    text = "Raiders burned the village of Nkoel. Colonel Nkoel Said spoke. Nkoel Said saw it."
    assert [mention.name for mention in read(text)] == ["Nkoel"]


def test_names_that_people_added_are_found_where_words_lead_to_them() -> None:
    text = "Shells fell at Tarqish on Monday. Tarqish said nothing."
    assert read(text) == []
    assert [mention.name for mention in read(text, ("Tarqish",))] == ["Tarqish"]
