"""Agencies: each row says who says so, each name means one agency, and no short name is something commoner."""

from collections import Counter

import pytest

from marsad.lexicon.agencies import find_agency, load_agencies
from marsad.lexicon.countries import load_countries
from marsad.lexicon.tables import read_rows


def test_every_row_is_whole() -> None:
    countries = {country.iso for country in load_countries()} | {"XK", "EH"}
    for agency in load_agencies():
        assert agency.country in countries, agency
        assert agency.kind in {"agency", "photo"}, agency
        assert agency.run_by in {"state", "public", "private", "cooperative"}, agency
        assert agency.basis, agency


def test_no_form_stands_for_two_agencies() -> None:
    forms = Counter(form for agency in load_agencies() for form in (agency.name, *agency.aliases))
    assert [form for form, count in forms.items() if count > 1] == []


def test_no_form_is_the_short_form_of_a_state_or_a_country() -> None:
    states = {row[0] for row in read_rows("us_states.csv")}
    assert len(states) > 50
    assert [code for code in sorted(states) if find_agency(code)] == []
    assert [short for short in ("UAE", "UK", "US", "USA", "EU", "UN", "DRC") if find_agency(short)] == []


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Agence France-Presse", "AFP"),
        ("the Associated Press", "AP"),
        ("dpa", "DPA"),
        ("Tass", "TASS"),
        ("Agence Togolaise de Presse", "ATOP"),
        ("Botswana Press Agency", "BOPA"),
        ("Seychelles News Agency", "Seychelles News Agency"),
        ("Askanews", "Askanews"),
        ("KAZINFORM", "Kazinform"),
    ],
)
def test_an_agency_is_found_under_each_of_its_names(written: str, name: str) -> None:
    agency = find_agency(written)
    assert agency is not None
    assert agency.name == name


@pytest.mark.parametrize("written", ["ap", "trend", "map", "Lena", "Focus", "Report", "Online", "MA"])
def test_words_that_an_agency_shares_with_others_are_not_its_name(written: str) -> None:
    assert find_agency(written) is None
