"""A retraction takes back all that was derived from what is taken back, and nothing that others say."""

from marsad.model.incidents import Incident, IncidentStatus
from story_by_hand import Hand, count, on_day

RAID = "Shells hit the market of Orlen and killed nine people"
BACK = "It retracted its report that shells had killed nine people at the market of Orlen"


def told(*retractors: str, day: int = 5) -> Hand:
    hand = Hand()
    hand.say("r1", ["Harbour Watch", "Paper 1"], RAID, when=on_day(2), counts=[count(9)])
    hand.say("r2", ["Valley Army", "Paper 2"], RAID, when=on_day(2), counts=[count(9)])
    for number, source in enumerate(retractors):
        hand.say(f"b{number}", [source, "Paper 3"], BACK, when=on_day(2), counts=[count(9)], day=day)
    return hand


def only(hand: Hand) -> Incident:
    incidents = hand.reconcile().incidents
    assert len(incidents) == 1
    return incidents[0]


def test_who_takes_it_back_is_no_voice_any_more() -> None:
    assert (only(told()).independent_sources, only(told("Harbour Watch")).independent_sources) == (2, 1)
    assert only(told("Harbour Watch")).status == IncidentStatus.REPORTED


def test_what_everybody_takes_back_has_no_figure_and_is_withdrawn() -> None:
    done = told("Harbour Watch", "Valley Army").reconcile()
    assert [i.status for i in done.incidents] == [IncidentStatus.WITHDRAWN]
    assert not done.incidents[0].counts
    assert not done.series
    assert any(change.to.startswith("withdrew it") for change in done.changes)


def test_a_dispute_with_what_was_taken_back_is_none() -> None:
    hand = told()
    more = "Shells hit the market of Orlen and killed thirty people"
    hand.say("r3", ["River Front", "Paper 4"], more, when=on_day(2), counts=[count(30)])
    assert hand.reconcile().contradictions
    for number, source in enumerate(("Harbour Watch", "Valley Army")):
        hand.say(f"b{number}", [source, "Paper 3"], BACK, when=on_day(2), counts=[count(9)], day=5)
    assert not hand.reconcile().contradictions


def test_what_is_said_again_afterwards_stands() -> None:
    hand = told("Harbour Watch")
    hand.say("r9", ["Harbour Watch", "Paper 5"], RAID, when=on_day(2), counts=[count(9)], day=8)
    assert only(hand).independent_sources == 2


def test_an_outlet_that_takes_its_report_back_takes_what_came_through_it() -> None:
    hand = Hand()
    hand.say("r1", ["residents", "Paper 1"], RAID, when=on_day(2), counts=[count(9)])
    hand.say("r2", ["Valley Army", "Paper 2"], RAID, when=on_day(2), counts=[count(9)])
    hand.say("r3", ["Paper 1"], BACK, when=on_day(2), counts=[count(9)], day=5)
    assert [voice.source for voice in only(hand).voices] == ["source-Valley Army"]
