"""The sentence that a reader is shown for a figure says that figure, and what is disputed is said once and as it is."""

from dataclasses import replace

import pytest

from ledger_by_hand import BOTH, LEDGER, sum_up
from marsad.model.claims import Count, Stance
from marsad.model.copies import Family
from marsad.model.incidents import Contradiction, ContradictionKind, Incident, IncidentStatus, Position
from marsad.model.ledger import Ledger
from marsad.publish.chronicle import tell_incident
from marsad.publish.index import index_ledger
from marsad.publish.masking import find_withheld
from marsad.publish.sentences import gather_sentences, say_stance
from marsad.publish.standing import tell_dispute
from marsad.publish.status import say_status

TOLL: Count = next(claim for claim in LEDGER.claims if claim.id == "claim-toll").counts[0]
BEHIND = (*BOTH, "claim-toll")


def quay_of(**changed: object) -> tuple[Incident, Ledger]:
    """The shelling of the quay, changed, in its ledger."""
    quay = replace(next(one for one in LEDGER.incidents if one.id == "incident-quay"), **changed)  # type: ignore[arg-type]
    return quay, replace(LEDGER, incidents=(*(one for one in LEDGER.incidents if one.id != quay.id), quay))


def test_the_first_sentence_behind_a_figure_is_one_that_says_it() -> None:
    quay, ledger = quay_of(counts=(sum_up(TOLL, BEHIND),))
    index, mask = index_ledger(ledger), find_withheld(ledger)
    (figure,) = tell_incident(index, mask, quay).figures
    assert figure.amount == "57"
    assert figure.claims == ("claim-toll", *BOTH)
    lead = gather_sentences(index, mask, figure.claims, figure.stating).lead
    assert lead is not None and lead.quotes[0].claim == "claim-toll"


@pytest.mark.parametrize(
    ("value", "first"),
    [
        ("57 killed (earlier at least 12)", "claim-toll"),
        ("at least 12 killed", "claim-quay-gull"),
        ("57 injured", "claim-quay-gull"),
        ("says so", "claim-quay-gull"),
    ],
)
def test_a_source_in_a_dispute_is_quoted_with_the_figure_that_it_holds_now(value: str, first: str) -> None:
    held = Position(source="source-monitor", stance=Stance.ASSERTS, value=value, claims=BEHIND)
    disputed = Contradiction(id="c", about="incident-quay", kind=ContradictionKind.COUNT, positions=(held,))
    index = index_ledger(LEDGER)
    (side,) = tell_dispute(index, find_withheld(LEDGER), disputed, {}).sides
    assert side.claims[0] == first
    assert set(side.claims) == set(BEHIND)
    words = "".join(piece.text for piece in side.stands[0].words)
    assert words == index.claims[first].quote


def test_what_is_disputed_in_several_ways_is_flagged_once_each() -> None:
    quay, ledger = quay_of()
    twice = tuple(replace(row, id=f"{row.id}-{number}") for row in LEDGER.contradictions for number in (1, 2))
    index = index_ledger(replace(ledger, contradictions=twice))
    told = tell_incident(index, find_withheld(ledger), quay)
    assert told.disputes == (("contradiction-quay-1", "whether it happened"),)


def test_who_denied_it_and_now_says_so_is_named_as_that() -> None:
    quay, ledger = quay_of()
    quay, ledger = quay_of(voices=quay.voices[:1], status=IncidentStatus.CONTESTED)
    said = "Contested: Harbour Monitor says so; "
    assert say_status(index_ledger(ledger), quay) == said + "Port Authority denied it before"
    assert say_status(index_ledger(replace(ledger, contradictions=())), quay) == said + "it was denied before"


def test_who_says_so_and_denies_it_stands_once_as_that() -> None:
    quay, _ = quay_of()
    asserts, denies = quay.voices
    index = index_ledger(LEDGER)
    both = replace(quay, voices=(*quay.voices, replace(denies, stance=Stance.ASSERTS)))
    alone = "Contested: Harbour Monitor says so; Port Authority both says so and denies it"
    assert say_status(index, both) == alone
    assert say_status(index, replace(both, voices=(*both.voices, replace(asserts, stance=Stance.DENIES)))) == (
        "Contested: Harbour Monitor and Port Authority say so and deny it"
    )
    assert say_status(index, replace(quay, voices=(denies,))) == "Contested: Port Authority denies it; a report says so"


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("residents",), "say so"),
        (("aid groups",), "say so"),
        (("village administrator",), "says so"),
        (("Rapid Support Forces",), "says so"),
        (("Reuters",), "says so"),
        (("nurse", "Reuters"), "say so"),
    ],
)
def test_the_verb_goes_by_who_speaks(names: tuple[str, ...], words: str) -> None:
    assert say_stance(names, Stance.ASSERTS) == words


def test_an_outlet_that_a_voice_is_heard_through_twice_is_named_once() -> None:
    quay, ledger = quay_of()
    [first, *_] = quay.voices
    outlets = {one.id: replace(one, outlet="Daily One") for one in ledger.reports}
    alone = tuple(Family(id=f"family-{at}", reports=(report,), origin_name=None) for at, report in enumerate(outlets))
    ledger = replace(ledger, reports=tuple(outlets.values()), families=alone)
    voice = replace(first, families=tuple(one.id for one in alone[:2]))
    [line] = tell_incident(index_ledger(ledger), find_withheld(ledger), replace(quay, voices=(voice,))).voices
    assert line.through == "Daily One (2 reports)"
