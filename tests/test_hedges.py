"""Wording that leaves open whether it is so is kept with the claim, as a reason to doubt it."""

import pytest

from marsad.claims.reading import read_claims
from marsad.model.claims import Kind, Stance
from report_of_text import make_report

LEFT_OPEN = "its wording leaves open whether it is so"


def reasons_of(text: str) -> list[str]:
    return [reason for draft in read_claims([make_report(text)]) for reason in draft.reasons]


@pytest.mark.parametrize(
    "text",
    [
        "Shells reportedly killed four miners in Norda.",
        "The Northern League claimed that its fighters killed four soldiers near Norda.",
        "Gunmen allegedly burned the mill at Norda.",
    ],
)
def test_a_hedge_is_a_reason_to_doubt(text: str) -> None:
    assert LEFT_OPEN in reasons_of(text)


def test_plain_telling_is_not_doubted() -> None:
    assert LEFT_OPEN not in reasons_of("The Norda Monitor said that shells killed four miners.")


@pytest.mark.parametrize(
    "text",
    [
        "The claims could not be independently verified.",
        "The authenticity of the video could not be established.",
        "The report remains unverified.",
    ],
)
def test_what_an_outlet_could_not_verify_it_does_not_confirm(text: str) -> None:
    (draft,) = read_claims([make_report(text)])
    assert (draft.stance, draft.kind, draft.chain) == (Stance.DOES_NOT_CONFIRM, Kind.STATEMENT, ())


def test_what_was_verified_is_no_claim_of_its_own() -> None:
    assert read_claims([make_report("Its authenticity has been established.")]) == ()
