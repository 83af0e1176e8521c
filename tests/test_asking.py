"""What somebody only asks for is planned, and a claim apart from what the same sentence tells."""

import pytest

from marsad.claims.reading import read_claims
from marsad.model.claims import Kind, Status
from report_of_text import make_report


def kinds_of(text: str) -> list[tuple[Kind, Status]]:
    return [(draft.kind, draft.status) for draft in read_claims([make_report(text)])]


def test_what_is_asked_for_stands_apart_from_what_is_condemned() -> None:
    found = kinds_of("The envoy condemned the raid and called for the release of those held.")
    assert sorted(found) == [(Kind.ATTACK, Status.HAPPENED), (Kind.RELEASE, Status.PLANNED)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The union demanded the release of the two teachers.", (Kind.RELEASE, Status.PLANNED)),
        ("The council called for a ceasefire.", (Kind.CEASEFIRE, Status.PLANNED)),
        ("The ministry demanded an inquiry into the killing of nine miners.", (Kind.KILLING, Status.HAPPENED)),
        ("The council called for an end to the siege of Norda.", (Kind.SIEGE, Status.HAPPENED)),
    ],
)
def test_what_is_asked_for_is_planned_and_what_it_is_about_is_not(text: str, expected: tuple[Kind, Status]) -> None:
    assert kinds_of(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        'The governor warned, "we will go to the end".',
        'The governor threatened "civil war" if the mayor does not resign.',
        "The governor threatened an attack on the port.",
        "The governor said the aim was to calm the police.",
    ],
)
def test_what_is_threatened_promised_or_aimed_at_is_planned(text: str) -> None:
    (draft,) = read_claims([make_report(text)])
    assert draft.status is Status.PLANNED


def test_what_is_merely_said_has_happened() -> None:
    (draft,) = read_claims([make_report("The governor said that the talks were hard.")])
    assert draft.status is Status.HAPPENED
