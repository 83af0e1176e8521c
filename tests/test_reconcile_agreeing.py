"""Where sources cannot all be right about the cause, and where they differ in words alone."""

from dataclasses import replace

import pytest

from marsad.model.claims import Count, CountRelation, Kind, PlacePart, PlaceRole, Precision, When
from marsad.model.incidents import Agreement, AgreementWhy, ContradictionKind
from story_by_hand import Hand, count, on_day

HIT = "An explosion tore through the covered market of Orlen"


def told(kind: Kind, weapon: str | None, quote: str, second: tuple[Kind, str | None, str]) -> list[tuple[str, ...]]:
    """The values of the cause contradictions between two sources on one blast."""
    hand = Hand()
    for at, (source, what, by, words) in enumerate((("Harbour Watch", kind, weapon, quote), ("River Front", *second))):
        hand.say(
            f"r{at}",
            (source, f"Paper {at}"),
            words,
            what,
            at=["Orlen market"],
            when=on_day(2),
            counts=[count(9)],
            weapon=by,
        )
    found = [c for c in hand.reconcile().contradictions if c.kind is ContradictionKind.CAUSE]
    return [tuple(position.value for position in row.positions) for row in found]


def test_a_jet_and_a_car_bomb_are_two_causes() -> None:
    second = (Kind.BOMBING, "car bomb", f"{HIT} when a car bomb went off")
    assert told(Kind.AIRSTRIKE, "jet", f"{HIT} when jets struck", second) == [
        ("an attack from the air (jet)", "a planted or carried explosive (car bomb)")
    ]


def test_an_accident_contradicts_an_attack_where_the_words_make_it_the_cause() -> None:
    second = (Kind.BOMBING, None, f"{HIT} and was caused by a gas leak")
    assert told(Kind.SHELLING, "mortar", f"{HIT} when mortar shells fell", second) == [
        ("fire from the ground (mortar)", "an accident")
    ]
    beside = (Kind.BOMBING, None, f"{HIT} not far from where a gas leak was found")
    assert told(Kind.SHELLING, "mortar", f"{HIT} when mortar shells fell", beside) == []


@pytest.mark.parametrize(
    "second",
    [
        (Kind.ATTACK, "rocket", f"{HIT} when a rocket hit"),
        (Kind.ATTACK, "rifle", f"{HIT} and gunmen with rifles came after it"),
        (Kind.BOMBING, None, HIT),
        (Kind.SHELLING, None, f"{HIT} under bombardment"),
    ],
)
def test_what_may_be_one_cause_is_no_contradiction(second: tuple[Kind, str | None, str]) -> None:
    assert told(Kind.AIRSTRIKE, "jet", f"{HIT} when jets struck", second) == []


def agreements(one: Count, other: Count, *, days: tuple[int, int] = (3, 3)) -> list[Agreement]:
    hand = Hand()
    rows = (("Harbour Watch", one, days[0]), ("River Front", other, days[1]))
    for at, (source, figure, day) in enumerate(rows):
        hand.say(
            f"r{at}",
            (source, f"Paper {at}"),
            f"{HIT} on Friday",
            at=["Orlen market"],
            when=on_day(2),
            counts=[figure],
            day=day,
        )
    done = hand.reconcile()
    assert not done.contradictions
    return list(done.agreements)


def test_a_floor_and_the_figure_above_it_agree_and_it_is_written_down() -> None:
    [found] = agreements(count(5, floor=True), count(7))
    assert (found.kind, found.why) == (ContradictionKind.COUNT, AgreementWhy.FLOOR)
    assert [position.value for position in found.positions] == ["at least 5 killed", "7 killed"]


def test_a_round_figure_and_one_that_it_reaches_agree() -> None:
    about = replace(count(20), low=None, high=None, relation=CountRelation.ABOUT)
    assert [a.why for a in agreements(about, count(21))] == [AgreementWhy.ROUND]


def test_a_part_and_the_whole_agree() -> None:
    assert [a.why for a in agreements(count(3, of="children"), count(9))] == [AgreementWhy.PART]


def test_equal_figures_are_not_listed() -> None:
    assert agreements(count(9), count(9)) == []


def test_a_source_that_gives_what_the_other_said_before_is_only_behind() -> None:
    hand = Hand()
    for report, source, figure, day in (
        ("r1", "River Front", 6, 3),
        ("r2", "River Front", 9, 4),
        ("r3", "State Radio", 6, 4),
    ):
        hand.say(
            report,
            (source, "Paper 1"),
            f"{HIT} and the death toll has risen to {figure}",
            at=["Orlen market"],
            when=on_day(2),
            counts=[count(figure, total=True)],
            day=day,
        )
    done = hand.reconcile()
    assert not [c for c in done.contradictions if c.kind is ContradictionKind.COUNT]
    assert [a.why for a in done.agreements] == [AgreementWhy.EARLIER]


def test_one_hour_by_two_clocks_is_no_dispute_on_time() -> None:
    hand = Hand()
    for at, (source, text) in enumerate((("Harbour Watch", "noon"), ("River Front", "0900 GMT"))):
        day = on_day(2, hours=1, start=9)
        when = When(text=text, span=None, start=day.start, end=day.end, precision=Precision.HOUR, basis="report")
        hand.say(f"r{at}", (source, f"Paper {at}"), f"{HIT} at {text}", at=["Orlen market"], when=when)
    done = hand.reconcile()
    assert not done.contradictions
    [found] = done.agreements
    assert (found.kind, found.why) == (ContradictionKind.TIME, AgreementWhy.CLOCK)
    assert [position.value for position in found.positions] == ["noon", "0900 GMT"]


def test_one_place_under_two_names_is_no_dispute_on_place() -> None:
    hand = Hand()
    for at, (source, name) in enumerate((("Harbour Watch", "Orlen market"), ("River Front", "Suq Ortha"))):
        quote = f"An explosion tore through the stalls of {name} on Friday"
        claim = hand.say(f"r{at}", (source, f"Paper {at}"), quote, when=on_day(2), counts=[count(9)])
        span = (quote.find(name), quote.find(name) + len(name))
        spot = PlacePart(role=PlaceRole.AT, place="place-Orlen market", span=span)
        hand.claims[-1] = replace(claim, places=(spot,))
    [found] = hand.reconcile().agreements
    assert (found.kind, found.why) == (ContradictionKind.PLACE, AgreementWhy.SPELLING)
    assert [position.value for position in found.positions] == ["Orlen market", "Suq Ortha"]
