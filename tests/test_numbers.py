"""Numbers in words and digits, and what is no number of anything."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.claims.counts.cardinals import read_cardinal
from marsad.claims.counts.numbers import Number, find_numbers
from marsad.claims.counts.wording import word_clause
from marsad.claims.sentences import load_parser
from marsad.model.claims import CountRelation


def numbers(text: str) -> tuple[Number, ...]:
    doc = load_parser()(text)
    return tuple(number for number in find_numbers(word_clause(doc, 0, len(doc))) if not number.article)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,200 people", 1200),
        ("1.5 million people", 1_500_000),
        ("45k people", 45_000),
        ("one hundred and twenty people", 120),
        ("two thousand three hundred people", 2300),
        ("thirty-one people", 31),
        ("sixteen people", 16),
        ("three hundred thousand people", 300_000),
    ],
)
def test_reads_cardinals(text: str, value: int) -> None:
    (number,) = numbers(f"They counted {text} there.")
    assert (number.low, number.best, number.high) == (value, value, value)


@pytest.mark.parametrize(
    ("text", "low", "best", "high", "relation"),
    [
        ("dozens of people", 24, None, 99, CountRelation.VAGUE),
        ("several people", 3, None, 9, CountRelation.VAGUE),
        ("a few hundred people", 200, None, 900, CountRelation.VAGUE),
        ("tens of thousands of people", 20_000, None, 99_999, CountRelation.VAGUE),
        ("two dozen people", None, 24, None, CountRelation.ABOUT),
        ("more than two dozen people", 25, None, None, CountRelation.MORE_THAN),
        ("a dozen people", None, 12, None, CountRelation.ABOUT),
        ("a hundred people", None, 100, None, CountRelation.ABOUT),
        ("between 20 and 30 people", 20, None, 30, CountRelation.ABOUT),
        ("20-30 people", 20, None, 30, CountRelation.ABOUT),
        ("two to three thousand people", 2000, None, 3000, CountRelation.ABOUT),
        ("no fewer than 15 people", 15, None, None, CountRelation.AT_LEAST),
        ("200 or more people", 200, None, None, CountRelation.AT_LEAST),
        ("an estimated 4,000 people", None, 4000, None, CountRelation.ABOUT),
        ("as many as 70 people", None, None, 70, CountRelation.UP_TO),
        ("under 70 people", None, None, 69, CountRelation.FEWER_THAN),
        ("at least another 12 people", 12, None, None, CountRelation.AT_LEAST),
    ],
)
def test_reads_how_a_number_is_said(
    text: str, low: int | None, best: int | None, high: int | None, relation: CountRelation
) -> None:
    (number,) = numbers(f"They counted {text} there.")
    assert (number.low, number.best, number.high, number.relation) == (low, best, high, relation)


@pytest.mark.parametrize(
    "text",
    [
        "It lasted two weeks and five more days.",
        "The six-day siege and the 40-year insurgency ended.",
        "Prices rose 12 percent to $30.",
        "They met on 4 May and again on June 5, 2019.",
        "It began at 10:30 in 2011.",
        "The town is 25 km from Highway 4.",
        "The 93rd Brigade cited Resolution 2254.",
        "Rosa Lima, 52, spoke to us.",
        "Two-thirds of the town is gone.",
        "The F-16 flew off.",
    ],
)
def test_measures_dates_and_names_are_no_numbers(text: str) -> None:
    assert numbers(text) == ()


@settings(max_examples=80, deadline=None)
@given(value=st.integers(min_value=0, max_value=999_999_999))
def test_digits_keep_their_value_with_and_without_commas(value: int) -> None:
    for said in (str(value), f"{value:,}"):
        doc = load_parser().make_doc(said)
        found = read_cardinal(word_clause(doc, 0, len(doc)), 0)
        assert found is not None
        assert found.value == value
