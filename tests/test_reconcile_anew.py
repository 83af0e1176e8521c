"""A second happening within days of the first: its dead, its time, the totals of both, and which of them is denied."""

from dataclasses import replace

from marsad.model.claims import Count, Kind, Measure, Stance
from marsad.model.incidents import Incident
from marsad.reconcile import Reconciled
from marsad.reconcile.placing import PlaceTree
from story_by_hand import PLACES, Hand, count, on_day, place

WATCH = ["Harbour Watch", "Paper 1"]
FIRST = "Shells hit the bakery of Orlen on the 2nd and killed nine people"
SECOND = "Shells killed three more people in Orlen market on the 4th, bringing the dead since the 2nd to 12"


def two_shellings() -> Hand:
    hand = Hand()
    hand.say("r1", WATCH, FIRST, when=on_day(2, 2, start=8), counts=[count(9)], day=2)
    rows = [count(3), count(12, total=True)]
    when = on_day(4, 2, start=8)
    market = ["Orlen market", "Orlen"]
    hand.say("r2", WATCH, SECOND, Kind.KILLING, kinds=[Kind.SHELLING], at=market, when=when, counts=rows, day=4)
    return hand


def tally(number: int, quote: str, start: int = 0) -> Count:
    at = start + quote.find("seven")
    return replace(count(number), span=(at, at + 5))


def killed(incident: Incident) -> list[int | None]:
    return [row.best for row in incident.counts if row.measure == Measure.KILLED]


def by_toll(done: Reconciled) -> dict[int | None, Incident]:
    return {toll: incident for incident in done.incidents for toll in killed(incident)}


def test_who_dies_of_wounds_dies_of_the_first_shelling() -> None:
    hand = Hand()
    hand.say("r1", WATCH, FIRST, when=on_day(2, 2, start=8), counts=[count(9)], day=2)
    said = "In Orlen three more of the wounded died overnight, bringing to 12 those killed by the shelling"
    at, rows = said.find("three"), [count(3), count(12, total=True)]
    rows[0] = replace(rows[0], span=(at, at + 5))
    when = on_day(2, 2, start=8)
    hand.say("r2", WATCH, said, Kind.KILLING, kinds=[Kind.SHELLING], at=["Orlen"], when=when, counts=rows, day=4)
    (incident,) = hand.reconcile().incidents
    assert killed(incident) == [12]


def test_three_more_dead_of_a_later_shelling_are_no_news_of_the_first() -> None:
    done = two_shellings().reconcile()
    assert sorted(map(killed, done.incidents)) == [[3], [9]]
    assert done.contradictions == ()


def test_the_total_of_both_is_for_the_town_that_holds_them() -> None:
    areas = {(point.best, series.area) for series in two_shellings().reconcile().series for point in series.points}
    assert (12, "Orlen") in areas


def test_more_who_died_of_their_wounds_belong_to_the_shelling() -> None:
    hand = Hand()
    hand.say("r1", WATCH, FIRST, when=on_day(2, 2, start=8), counts=[count(9)], day=2)
    quote = "Two more of those hit by shells at the bakery on the 2nd died, bringing the toll to 11"
    rows = [count(2), count(11, total=True)]
    hand.say("r2", WATCH, quote, Kind.KILLING, when=on_day(2, 2, start=8), counts=rows, day=3)
    assert [killed(incident) for incident in hand.reconcile().incidents] == [[11]]


def test_what_a_hospital_received_is_part_of_the_toll_and_disputes_no_higher_one() -> None:
    hand = Hand()
    hand.say("r1", WATCH, FIRST, when=on_day(2, 2, start=8), counts=[count(9)], day=2)
    quote = "The hospital had received seven bodies after the shelling"
    received = [tally(7, quote, start=1000)]
    hand.say("r1", ["residents", "Paper 1"], quote, Kind.STATEMENT, at=[], counts=received, day=2)
    hand.say("r2", ["Valley Army", "Paper 2"], "Shells killed 11 in Orlen", when=on_day(2), counts=[count(11)], day=2)
    done = hand.reconcile()
    [incident] = done.incidents
    [row] = incident.counts
    assert (row.low, row.high) == (9, 11)
    disputed = {position.value for one in done.contradictions for position in one.positions}
    assert not any(value.startswith(("7", "at least 7")) for value in disputed)


def test_a_lone_hospital_tally_is_the_figure_as_it_was_said() -> None:
    hand = Hand()
    quote = "The clinic of Orlen received seven bodies after shells hit"
    hand.say("r1", WATCH, quote, counts=[tally(7, quote)])
    assert [killed(incident) for incident in hand.reconcile().incidents] == [[7]]


def test_more_than_the_toll_in_one_hospital_is_disputed() -> None:
    hand = Hand()
    hand.say("r1", ["Valley Army", "Paper 1"], "Shells killed two people in Orlen", when=on_day(2), counts=[count(2)])
    quote = "The hospital of Orlen received seven bodies after the shelling"
    hand.say("r2", ["residents", "Paper 2"], quote, when=on_day(2), counts=[tally(7, quote)])
    assert hand.reconcile().contradictions


def test_what_is_denied_again_is_what_was_denied_before() -> None:
    hand = two_shellings()
    hand.say(
        "r1", ["River Front", "Paper 1"], "It denied having shelled the bakery", stance=Stance.DENIES, at=[], day=2
    )
    hand.say("r2", ["River Front", "Paper 2"], "It said its guns fired on Orlen on the 4th", when=on_day(4, 2, start=8))
    again = hand.say(
        "r2", ["River Front", "Paper 2"], "It again denied having shelled the bakery of Orlen",
        stance=Stance.DENIES, at=[], day=4,
    )  # fmt: skip
    assert again.id in by_toll(hand.reconcile())[9].claims


def test_who_died_overnight_does_not_move_the_shelling_that_is_denied() -> None:
    hand = two_shellings()
    hand.report("r3", day=5)
    hand.say("r3", WATCH, FIRST, when=on_day(2, 2, start=8), counts=[count(9)])
    night = on_day(4, 6, start=20)
    hand.say("r3", WATCH, "It raised its count after a man died overnight", Kind.KILLING, at=[], when=night)
    denial = hand.say("r3", ["River Front", "Paper 3"], "It denied firing on Orlen", stance=Stance.DENIES)
    assert denial.id in by_toll(hand.reconcile())[9].claims


def test_a_spot_that_no_map_knows_is_where_its_report_says_it_happened() -> None:
    tree = PlaceTree((*PLACES, place("Sela works", None, None)))
    assert tree.is_nowhere("place-Sela works")
    assert not tree.is_nowhere("place-Orlen")
