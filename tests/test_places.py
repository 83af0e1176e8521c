"""Places: names found with roles and holders, spellings joined, pins only where they are safe."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.claims.places.finding import find_places
from marsad.claims.places.toponyms import spot_toponyms
from marsad.claims.sentences import Sentence, load_parser
from marsad.claims.times.zones import zone_for
from marsad.lexicon.gazetteer import GazetteerEntry, find_entries, load_regions
from marsad.lexicon.place_names import bones_of, fold_lines, fold_place, sound_lines, sound_place
from marsad.lexicon.place_words import load_place_words
from marsad.model.claims import Kind, Place, PlaceBasis, PlacePrecision, Stance, Status
from marsad.model.drafts import Draft, PlaceMention
from marsad.model.reports import BlockKind, Report
from marsad.resolve.place_own import index_places
from marsad.resolve.place_pins import distance_km
from marsad.resolve.places import PlaceBook, resolve_places
from report_of_text import make_report


@cache
def sentences_of(text: str) -> tuple[Sentence, ...]:
    doc = load_parser()(text)
    return tuple(Sentence(0, span, order, 0, BlockKind.BODY) for order, span in enumerate(doc.sents))


def places_in(text: str) -> list[tuple[str, str, str | None, str | None]]:
    return [(m.role.value, m.name, m.kind, m.within) for s in sentences_of(text) for m in find_places(s)]


def names_in(text: str) -> list[str]:
    return [name for _, name, _, _ in places_in(text)]


def make_drafts(report: Report) -> list[Draft]:
    return [
        Draft(
            report=report.id,
            order=sentence.order,
            block=BlockKind.BODY,
            span=sentence.span,
            quote=sentence.text,
            chain=(),
            cue=None,
            stance=Stance.ASSERTS,
            status=Status.HAPPENED,
            past_perfect=False,
            kind=Kind.OTHER,
            kinds=(),
            weapon=None,
            actors=(),
            places=find_places(sentence),
            when=None,
            counts=(),
            withheld=(),
            reasons=(),
            review=False,
        )
        for sentence in sentences_of(report.text)
    ]


def read_story(*texts: str, extra: tuple[GazetteerEntry, ...] = ()) -> PlaceBook:
    reports = [make_report(text, str(number)) for number, text in enumerate(texts)]
    return resolve_places(reports, [draft for report in reports for draft in make_drafts(report)], index_places(extra))


def row(book: PlaceBook, name: str) -> Place:
    key = fold_place(name)
    found = [p for p in book.places if key in {fold_place(form) for form in (p.name, *p.aliases)}]
    assert len(found) == 1, (name, [p.name for p in book.places])
    return found[0]


def test_roles_follow_prepositions_and_verbs_of_motion() -> None:
    found = places_in("The buses left Tartus and travelled from Homs to Raqqa via Palmyra.")
    assert [(role, name) for role, name, _, _ in found] == [
        ("from", "Tartus"),
        ("from", "Homs"),
        ("to", "Raqqa"),
        ("via", "Palmyra"),
    ]


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
    mine = GazetteerEntry(
        key="user:1",
        name="Borrane",
        kind="neighbourhood",
        lat=13.6,
        lon=44.0,
        country="YE",
        region=None,
        population=0,
        zone=None,
        aliases=(),
        basis=PlaceBasis.USER,
    )
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


@given(st.lists(st.text(max_size=30).map(lambda text: text.replace("\n", " ")), max_size=8))
def test_folding_keeps_lines(names: list[str]) -> None:
    text = "\n".join(names)
    assert fold_lines(text).count("\n") == text.count("\n")
    assert sound_lines(fold_lines(text)).count("\n") == text.count("\n")


@given(st.text(max_size=40))
def test_folding_twice_folds_once(name: str) -> None:
    once = fold_place(name)
    assert bones_of(name) == bones_of(name)
    assert find_entries(name) == find_entries(name)
    assert once == once.lower() or not once.isascii()


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


@pytest.mark.parametrize(("name", "known"), [("Oued Halfa", "Wadi Halfa"), ("Til Afar", "Tall ‘Afar")])
def test_first_words_of_arabic_names_have_several_romanisations(name: str, known: str) -> None:
    assert known in [entry.name for entry in find_entries(name)]


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
