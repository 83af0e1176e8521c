"""Stance: what content says of its own happening."""

import pytest

from marsad.claims.kinds.stance import judge_stance
from marsad.claims.sentences import Sentence, load_parser
from marsad.model.claims import Stance
from marsad.model.reports import BlockKind


def stance_of(text: str, cue: Stance = Stance.ASSERTS) -> Stance:
    doc = load_parser()(text)
    sentence = Sentence(0, next(doc.sents), 0, 0, BlockKind.BODY)
    return judge_stance(cue, sentence, (sentence.tokens.start, sentence.tokens.end))


@pytest.mark.parametrize(
    "text",
    [
        "The group has nothing to do with the kidnapping.",
        "There is no ceasefire.",
        "The army did not shell the hospital.",
        "No fighters escaped from the camp.",
        "The claim that the bridge was blown up is false.",
        "The spokesman called the report of an ambush baseless.",
        "Reports of an ambush on the bridge were fabricated.",
        "Reports of a withdrawal from the ridge proved false.",
        "It dismissed as baseless foreign reports of a siege.",
        "It rejected as fabricated the reports of a siege.",
        "No exchange had taken place.",
        "The rumour of a ceasefire turned out to be untrue.",
        "The group was not behind the attack.",
        "No warplane operated in the area.",
        "The ministry rejected the monitor's account.",
        "The pilots had carried out no raids on the coast.",
        "The account of a raid does not correspond to reality.",
        "No civilians were able to leave.",
    ],
)
def test_content_that_negates_its_happening_denies(text: str) -> None:
    assert stance_of(text) is Stance.DENIES


@pytest.mark.parametrize(
    "text",
    [
        "The monitor could not specify how many were hurt.",
        "The monitor did not say who fired the shells.",
        "It was not confirmed whether the blast was caused by a drone.",
        "It is unclear who planted the mine.",
        "The army declined to confirm the raid.",
        "The claim could not be verified.",
        "The channel did not mention the buses.",
        "The government has yet to confirm the deal.",
        "Did the army shell the market?",
    ],
)
def test_content_that_cannot_tell_leaves_open(text: str) -> None:
    assert stance_of(text) is Stance.DOES_NOT_CONFIRM


@pytest.mark.parametrize(
    "text",
    [
        "The militia refused to surrender.",
        "The army denied permission for an aid convoy.",
        "No one was hurt in the strike.",
        "No casualties were reported after the raid.",
        "The bombing caused no deaths.",
        "The army shelled the hospital.",
        "The rebels will not attack the convoy.",
        "The army has not inspected the site yet.",
        "The militia has not yet attacked the town.",
        "The rebels did not impose full control over the town.",
        "They are not stopping the shelling.",
        "The ceasefire has not started.",
        "The allies set up a no fly zone over the coast.",
        "Nobody has claimed the attack.",
    ],
)
def test_refusals_zero_harm_and_plans_are_no_denials(text: str) -> None:
    assert stance_of(text) is Stance.ASSERTS


@pytest.mark.parametrize("cue", [Stance.DENIES, Stance.DOES_NOT_CONFIRM])
@pytest.mark.parametrize("text", ["Any fighter escaped.", "No fighter escaped.", "It is unclear who fired."])
def test_a_cue_that_denies_or_leaves_open_stands(cue: Stance, text: str) -> None:
    assert stance_of(text, cue) is cue


@pytest.mark.parametrize(
    "text",
    [
        "It is not aware of any raid on the hospital.",
        "It was unaware of the strike.",
        "The army had no information about a strike.",
        "It was not possible to verify the claim.",
        "It was impossible to establish the number of casualties.",
        "The office has not been able to confirm this figure.",
        "The figures are yet to be verified.",
    ],
)
def test_not_knowing_leaves_open(text: str) -> None:
    assert stance_of(text) is Stance.DOES_NOT_CONFIRM


def test_nothing_of_the_sort_denies() -> None:
    assert stance_of("No such decision had been taken.") is Stance.DENIES
    assert stance_of("There was no such order.") is Stance.DENIES


def test_what_somebody_lacks_leaves_nothing_open() -> None:
    assert stance_of("The driver had no police record.") is Stance.ASSERTS
