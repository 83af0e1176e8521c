"""Dates: what is read out of heads, addresses and names, and what each rests on."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.intake.composing import compose_report
from marsad.intake.dateline import find_dateline
from marsad.intake.found import Found
from marsad.intake.published import date_in_name, date_in_url
from marsad.intake.stampline import find_leading_stamp, read_stamp
from marsad.lexicon.stamps import nearest_day, read_dates
from marsad.model.reports import DateBasis, Report

BODY = "Rebels shelled a village near Orsk on Monday, killing five people, the army said."


def read(
    body: str,
    received: date | None = None,
    published: str | None = None,
    url: str | None = None,
    named: date | None = None,
) -> Report:
    found = Found(path="r.txt", at=None, key="r.txt", body=body, published=published, url=url, named=named)
    report, _ = compose_report(found, received)
    assert report is not None
    return report


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("2031-05-04", date(2031, 5, 4)),
        ("Sunday, 4 May 2031, 13:09", date(2031, 5, 4)),
        ("May 4th, 2031", date(2031, 5, 4)),
        ("4 May، 2031", date(2031, 5, 4)),
        ("Issued on: 04/05/2031 - 15:14", date(2031, 5, 4)),
        ("05/25/2031", date(2031, 5, 25)),
        ("2031-05-04T13:09:00+03:00", datetime(2031, 5, 4, 13, 9, tzinfo=timezone(timedelta(hours=3)))),
        ("2031-05-04T13:09Z", datetime(2031, 5, 4, 13, 9, tzinfo=UTC)),
        ("Sun, 04 May 2031 13:09:00 GMT", datetime(2031, 5, 4, 13, 9, tzinfo=UTC)),
        ("May 4, 2031 1:09 p.m. UTC", datetime(2031, 5, 4, 13, 9, tzinfo=UTC)),
    ],
)
def test_printed_dates_are_read(said: str, means: date | datetime) -> None:
    assert read_dates(said)[0].value == means


@pytest.mark.parametrize("said", ["31 February 2031", "2031-13-40", "1/2", "room 12", "4 May be late"])
def test_what_is_no_full_date_has_no_value(said: str) -> None:
    assert [written.value for written in read_dates(said) if written.value] == []


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_a_day_is_read_in_every_order(day: date) -> None:
    for said in (
        day.isoformat(),
        f"{day.day} {day:%B} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%d/%m/%Y}",
    ):
        written = read_dates(said)[0]
        assert written.value == day or (written.doubtful and said.count("/") == 2)


@pytest.mark.parametrize(
    ("paragraph", "place", "credit"),
    [
        ("Orsk, May 4: Rebels shelled", "Orsk", None),
        ("ORSK — Rebels shelled", "ORSK", None),
        ("DARVEL, Orsk (North Press) – Rebels shelled", "DARVEL, Orsk", "North Press"),
        ("Orsk (AFP) – Rebels shelled", "Orsk", "AFP"),
        ("Orsk , SANA-Rebels shelled", "Orsk", "SANA"),
        ("ORSK, 3 March (Reuters) - Rebels shelled", "ORSK", "Reuters"),
        ("ORSK, May 5. /TASS/. Rebels shelled", "ORSK", "TASS"),
        ("New Orsk [Darvel], March 4 (ANI): Rebels shelled", "New Orsk, Darvel", "ANI"),
        ("(May 4, 2031 / JNS) Rebels shelled", None, "JNS"),
        ("(Orsk, May 4, 2031) – Rebels shelled", "Orsk", None),
    ],
)
def test_datelines_are_found_and_the_sentence_begins_behind_them(
    paragraph: str, place: str | None, credit: str | None
) -> None:
    found = find_dateline(paragraph)
    assert found is not None
    assert (found.place, found.credit, paragraph[found.end :]) == (place, credit, "Rebels shelled")


@pytest.mark.parametrize(
    "paragraph",
    [
        "Orsk province: Activists heard explosions",
        "Orsk Defence Forces (ODF) in the north said",
        "The Orsk Defence Forces (ODF) — backed by Darvel — said",
        "UPDATE – Our forces have taken the hill",
        "NATO: The alliance will meet",
        "Monday, May 4: a day of mourning",
        "In Orsk — the capital — shops were shut",
        "The mayor said: Leave the town",
        "Ten people died - among them two children",
    ],
)
def test_other_openings_are_no_datelines(paragraph: str) -> None:
    assert find_dateline(paragraph) is None


def test_date_lines_state_a_date_and_sentences_do_not() -> None:
    assert read_stamp("HILL COURIER | Published 13/09/2031 07:15 CAT") is not None
    assert read_stamp("On 4 May 2031 the army shelled the town and the market.") is None
    assert read_stamp("A truce was signed in the old palace in May 2031") is None
    assert find_leading_stamp("4 May 2031 was a dark day for the town.") is None
    assert find_leading_stamp("04-05-2031 Rebels took the town.") is not None
    assert find_leading_stamp("LIMA | Sun May 4, 2031 7:55pm EDT LIMA (Reuters) - Rebels took it.") is not None


def test_each_date_says_what_it_rests_on() -> None:
    by = DateBasis
    assert read(BODY).published_basis is by.UNKNOWN
    assert read(BODY, received=date(2031, 6, 1)).published_basis is by.RECEIVED
    named = read(BODY, received=date(2031, 6, 1), named=date(2031, 5, 5))
    assert (named.published, named.published_basis) == (date(2031, 5, 5), by.FILE)
    headed = read(f"ORSK, May 4, 2031 (AFP) - {BODY}", named=date(2031, 5, 5))
    assert (headed.published, headed.published_basis) == (date(2031, 5, 4), by.DATELINE)
    printed = read(f"Published 6 May 2031\n\nORSK, May 4, 2031 (AFP) - {BODY}")
    assert (printed.published, printed.published_basis) == (date(2031, 5, 6), by.STATED)
    assert read(BODY, url="https://courier.example/2031/05/07/village").published == date(2031, 5, 7)
    assert read(f"Published 6 May 2031\n\n{BODY}", published="2031-05-08").published == date(2031, 5, 8)


def test_a_dateline_takes_its_year_from_the_nearest_other_date() -> None:
    body = f"Orsk, December 30: {BODY}"
    assert read(body).dateline is not None
    assert read(body).published is None
    late = read(body, received=date(2031, 1, 9))
    assert (late.published, late.published_basis) == (date(2030, 12, 30), DateBasis.DATELINE)
    stated = read(body, published="2031-01-02").dateline
    assert stated is not None and stated.date == date(2030, 12, 30)
    assert nearest_day(2, 29, date(2031, 3, 1)) == date(2032, 2, 29)


def test_dates_in_names_and_addresses_must_exist() -> None:
    assert date_in_name("2031-05-04-orsk.txt") == date(2031, 5, 4)
    assert date_in_name("orsk_20310504.txt") == date(2031, 5, 4)
    assert date_in_name("2031-02-31.txt") is None
    assert date_in_name("000_7d061a20311504cf.txt") is None
    assert date_in_url("https://2031.example/05/04/") is None
    assert date_in_url("https://courier.example/live/20310504-village") == date(2031, 5, 4)


@pytest.mark.parametrize(
    ("field", "means"),
    [
        ("2031-05-04T21:10:00+04:30", datetime(2031, 5, 4, 21, 10, tzinfo=timezone(timedelta(hours=4, minutes=30)))),
        ("2031-05-04 21:10:00", datetime(2031, 5, 4, 21, 10, tzinfo=UTC)),
        ("2031-05-04T21:10:05.120Z", datetime(2031, 5, 4, 21, 10, 5, tzinfo=UTC)),
        ("2031-05-04T00:00:00", date(2031, 5, 4)),
        ("2031-05-04T00:00:00Z", date(2031, 5, 4)),
        ("2031-05-04T00:00:00+02:00", datetime(2031, 5, 4, tzinfo=timezone(timedelta(hours=2)))),
        ("2031-05-04T29:10:00", date(2031, 5, 4)),
        ("2031-05-04", date(2031, 5, 4)),
    ],
)
def test_a_field_keeps_its_hour_and_midnight_is_a_day(field: str, means: date | datetime) -> None:
    assert read(BODY, published=field).published == means
    assert isinstance(read(BODY, published=field).published, datetime) is isinstance(means, datetime)


def test_an_hour_printed_with_its_zone_is_firmer_than_one_without() -> None:
    text = f"Published 4 May 2031, 23:40 GMT\n\n{BODY}"
    assert read(text, published="2031-05-04T21:10:00").published == datetime(2031, 5, 4, 23, 40, tzinfo=UTC)
    assert read(text, published="2031-05-04T00:00:00").published == datetime(2031, 5, 4, 23, 40, tzinfo=UTC)
    assert read(text, published="2031-05-05T21:10:00").published == datetime(2031, 5, 5, 21, 10, tzinfo=UTC)
