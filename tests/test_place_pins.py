"""Places of a story: one row each, with a pin only where that is safe."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.claims.times.zones import zone_for
from marsad.lexicon.gazetteer import find_entries, load_regions
from marsad.lexicon.place_names import bones_of, fold_place
from marsad.lexicon.place_words import load_place_words
from marsad.model.claims import PlaceBasis, PlacePrecision
from marsad.resolve.place_pins import distance_km
from marsad.resolve.places import resolve_places
from places_by_hand import make_drafts, make_entry, read_story, row
from report_of_text import make_report


def test_gazetteer_puts_exact_names_first() -> None:
    assert find_entries("Kyiv")[0].country == "UA"
    assert find_entries("Donbas")[0].kind == "region"
    assert find_entries("") == ()


def test_tables_hold_places_of_the_earth() -> None:
    for entry in load_regions():
        assert -90 <= entry.lat <= 90 and -180 <= entry.lon <= 180, entry.name
        assert entry.country is None or len(entry.country) == 2, entry.name
    assert {"settlement", "region", "quarter", "facility"} <= {k.family for k in load_place_words().kinds.values()}


def test_spellings_are_one_row_with_its_place() -> None:
    book = read_story("Shells hit Marib in Yemen.", "Residents of Ma'rib fled. Yemen buried the dead near Maarib city.")
    place = row(book, "Marib")
    assert place.country == "YE"
    assert place.lat is not None and abs(place.lat - 15.46) < 0.1
    assert place.precision is PlacePrecision.LOCALITY
    assert {"Ma'rib", "Maarib city"} <= set(place.aliases) | {place.name}


def test_province_stays_apart_from_its_capital() -> None:
    book = read_story("Clashes shook Aleppo province in Syria. In Aleppo, three clinics closed.")
    kinds = {p.kind: p.precision for p in book.places if "Aleppo" in p.name}
    assert kinds == {"province": PlacePrecision.REGION, "city": PlacePrecision.LOCALITY}


def test_quarter_is_never_pinned_on_a_namesake() -> None:
    book = read_story("Rockets hit the Valencia neighbourhood in Taiz, Yemen.")
    place = row(book, "Valencia neighbourhood")
    assert (place.lat, place.lon, place.precision, place.basis) == (None, None, PlacePrecision.UNKNOWN, PlaceBasis.NONE)
    assert place.within == row(book, "Taiz").id


def test_town_is_not_pinned_in_a_country_that_the_story_does_not_speak_of() -> None:
    book = read_story("Raiders burned Lucca village in Sudan.")
    assert row(book, "Lucca").country != "IT"


def test_story_chooses_between_namesakes() -> None:
    lebanon = row(read_story("Gunfire was heard in Tripoli. Lebanon sent troops north to Tripoli."), "Tripoli")
    libya = row(read_story("Gunfire was heard in Tripoli. Libya sent troops west to Tripoli."), "Tripoli")
    assert (lebanon.country, libya.country) == ("LB", "LY")


def test_facility_and_quarter_of_one_name_stay_apart() -> None:
    book = read_story("Guards fled Borrane prison in Taiz, Yemen. Snipers fired in the Borrane neighbourhood.")
    assert row(book, "Borrane prison").id != row(book, "Borrane neighbourhood").id


def test_names_that_the_text_joins_are_one_place() -> None:
    book = read_story(
        "Inmates held Borrane prison in Taiz, Yemen. Guards retook the Tessaluk or Borrane prison.",
        "Smoke rose over Tessaluk prison.",
    )
    assert row(book, "Tessaluk prison").id == row(book, "Borrane prison").id


def test_users_entry_wins() -> None:
    mine = make_entry("user:1", "Borrane", "neighbourhood", (13.6, 44.0), "YE")
    place = row(read_story("Rockets hit the Borrane neighbourhood in Taiz, Yemen.", extra=(mine,)), "Borrane")
    assert (place.lat, place.basis) == (13.6, PlaceBasis.USER)


def test_every_mention_has_a_place_and_holders_are_rows() -> None:
    texts = ("Shells hit Bunia in Ituri, and the Borrane market in Goma burned.", "The Ituri town of Bunia was shut.")
    reports = [make_report(text, str(number)) for number, text in enumerate(texts)]
    drafts = [draft for report in reports for draft in make_drafts(report)]
    book = resolve_places(reports, drafts)
    ids = {place.id for place in book.places}
    assert all(book.place_of(d.report, m) in ids for d in drafts for m in d.places)
    assert all(place.within in ids for place in book.places if place.within)


def test_order_of_reports_changes_nothing() -> None:
    texts = ("Shells hit Marib in Yemen.", "Ma'rib was quiet.", "The Borrane camp near Taiz burned.")
    reports = [make_report(text, str(number)) for number, text in enumerate(texts)]
    drafts = [draft for report in reports for draft in make_drafts(report)]
    assert resolve_places(reports, drafts) == resolve_places(reports[::-1], drafts[::-1])


def test_local_time_is_that_of_most_places() -> None:
    assert zone_for(["Taiz", "Yemen", "Moscow"]) == "Asia/Aden"
    assert zone_for(["Nowhereland"]) is None


def test_distance_of_known_cities() -> None:
    paris, london = find_entries("Paris")[0], find_entries("London")[0]
    assert 335 < distance_km(paris, london) < 352
    assert distance_km(paris, replace(paris)) == 0


@given(st.text(max_size=40))
def test_folding_twice_folds_once(name: str) -> None:
    once = fold_place(name)
    assert bones_of(name) == bones_of(name)
    assert find_entries(name) == find_entries(name)
    assert once == once.lower() or not once.isascii()


def test_provinces_and_counties_are_pinned_at_their_middle() -> None:
    place = row(read_story("Rain flooded roads in Oxfordshire, in the United Kingdom."), "Oxfordshire")
    assert place.lat is not None and abs(place.lat - 51.8) < 0.5
    county = read_story("A bridge fell in Kanawha County, West Virginia.")
    assert any(place.country == "US" and "Kanawha" in place.name and place.lat for place in county.places)


def test_continents_have_no_point() -> None:
    place = row(read_story("Prices rose across Africa, and in Nigeria most of all."), "Africa")
    assert (place.lat, place.lon) == (None, None)


def test_towns_with_many_namesakes_need_their_state() -> None:
    assert row(read_story("A bank in Greenville closed, the United States said."), "Greenville").lat is None
    told = row(read_story("A bank in Greenville, South Carolina, closed."), "Greenville")
    assert told.lat is not None and abs(told.lat - 34.85) < 0.2


def test_the_capital_is_not_the_state_that_shares_its_name() -> None:
    place = row(read_story("Marchers gathered in Washington, in the United States."), "Washington")
    assert place.lon is not None and place.lon > -80


@pytest.mark.parametrize(("name", "known"), [("Oued Halfa", "Wadi Halfa"), ("Til Afar", "Tall ‘Afar")])
def test_first_words_of_arabic_names_have_several_romanisations(name: str, known: str) -> None:
    assert known in [entry.name for entry in find_entries(name)]


def test_a_department_is_not_the_metropolis_that_shares_its_name() -> None:
    book = read_story("Rebels in El Salvador raided a farm in San Miguel department.")
    assert row(book, "San Miguel department").country == "SV"


def test_a_small_namesake_does_not_speak_for_itself() -> None:
    book = read_story("The judge died in Bogota. Colombia asked the United States for help. The United States agreed.")
    assert row(book, "Bogota").country == "CO"


def test_a_village_is_no_city_of_millions() -> None:
    assert row(read_story("Colombian rebels raided the village of Santa Marta."), "Santa Marta").precision != "exact"
    assert row(read_story("Rebels in Honduras raided the town of Victoria."), "Victoria").country == "HN"


def test_an_article_that_a_country_never_has_makes_a_name_a_towns() -> None:
    assert row(read_story("Rebels in El Salvador raided a post in El Congo."), "El Congo").kind != "country"


def test_a_hospital_keeps_the_name_that_it_is_called_by() -> None:
    book = read_story("Shells hit the Nyala Teaching Hospital in Sudan. The Tolago hospital in Sudan was spared.")
    assert "Nyala Teaching Hospital" in {place.name for place in book.places}
    assert "Tolago hospital" in {place.name for place in book.places}
