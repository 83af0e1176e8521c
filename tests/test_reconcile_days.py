"""A happening told over several days: burials, later tolls, other officials, another happening beside it."""

from pathlib import Path

import pytest

from marsad.model.claims import Kind, Measure
from marsad.model.incidents import ContradictionKind, Incident, LinkRelation
from marsad.model.ledger import Ledger
from story_by_hand import Hand, count, on_day
from told_by_hand import killed, places_of, read_told

STRIKE = (
    "Daily One",
    "2025-06-03",
    "A missile hit a block of flats in Zaporizhzhia on Tuesday, killing five people, Governor Ana Ruiz said.",
)
MARKET = (
    "Daily One",
    "2025-06-04",
    "Drones struck a market in Zaporizhzhia on Wednesday, killing four people, Governor Ana Ruiz said.",
)


def of_quote(ledger: Ledger, words: str) -> Incident:
    """The one incident that holds the claim with these words."""
    claim = next(one.id for one in ledger.claims if words in one.quote)
    [found] = [one for one in ledger.incidents if claim in one.claims]
    return found


def test_a_sentence_on_two_happenings_gives_each_its_own_toll(tmp_path: Path) -> None:
    both = "Five people died in Tuesday's strike and four in the drone attack on the Zaporizhzhia market a day later"
    ledger = read_told(tmp_path, STRIKE, MARKET, ("Daily Two", "2025-06-07", f"{both}, the Red Cross said."))
    assert {frozenset(killed(one)) for one in ledger.incidents} == {frozenset({4}), frozenset({5})}
    assert ledger.contradictions == ()


@pytest.mark.parametrize(
    "buried",
    [
        "Villagers buried five people on Wednesday after a missile hit Zaporizhzhia, a priest said.",
        "On Wednesday villagers buried five people after a missile hit Zaporizhzhia, a priest said.",
        "Rescuers pulled a body from the flats in Zaporizhzhia on Wednesday, bringing the dead to six, police said.",
    ],
)
def test_the_day_of_burial_or_search_is_not_that_of_the_deaths(buried: str, tmp_path: Path) -> None:
    ledger = read_told(tmp_path, STRIKE, ("Daily Two", "2025-06-04", buried))
    assert len(of_quote(ledger, buried[:30]).claims) == 2


@pytest.mark.parametrize(
    "told",
    [
        "Another official put the toll in Zaporizhzhia at seven.",
        "In a separate statement, police put the toll in Zaporizhzhia at seven.",
        "The mayor's office corrected the toll of the strike in Zaporizhzhia to seven on Wednesday.",
    ],
)
def test_another_speaker_or_a_toll_corrected_later_is_no_other_happening(told: str, tmp_path: Path) -> None:
    ledger = read_told(tmp_path, ("Daily One", "2025-06-04", f"{STRIKE[2]}\n\n{told}"))
    assert len([one for one in ledger.incidents if killed(one)]) == 1


def test_the_dead_of_a_week_that_holds_two_happenings_are_the_toll_of_neither(tmp_path: Path) -> None:
    week = "The Red Cross said that at least 13 people were killed in Zaporizhzhia in the first week of June."
    ledger = read_told(tmp_path, STRIKE, MARKET, ("Daily Two", "2025-06-09", week))
    assert all(13 not in killed(one) for one in ledger.incidents)


def test_tolls_of_two_happenings_are_not_set_against_each_other(tmp_path: Path) -> None:
    ledger = read_told(
        tmp_path,
        STRIKE,
        MARKET,
        ("Daily Two", "2025-06-04", "The toll of Tuesday's strike on flats in Zaporizhzhia rose to nine, police said."),
        (
            "Daily Three",
            "2025-06-04",
            "The toll of Wednesday's attack on the Zaporizhzhia market is four, rescuers said.",
        ),
    )
    values = [sorted(position.value for position in row.positions) for row in ledger.contradictions]
    assert all(not (any("9" in v for v in some) and any("4" in v for v in some)) for some in values)


def test_a_total_is_of_everybody_whoever_died_last(tmp_path: Path) -> None:
    later = "Governor Ana Ruiz said that the toll of Tuesday's strike on Zaporizhzhia stood at six after a man died."
    ledger = read_told(tmp_path, STRIKE, ("Daily Two", "2025-06-04", later))
    [points] = [[p.best for p in row.points] for row in ledger.series if row.measure == Measure.KILLED]
    assert points == [5, 6]


def test_what_is_counted_says_what_happened_where_the_words_do_not(tmp_path: Path) -> None:
    fled = "Some 12,000 people have fled Lubero, the Red Cross said. The town council put the number at 20,000."
    [incident] = read_told(tmp_path, ("Daily One", "2025-06-04", fled)).incidents
    assert incident.kind == Kind.DISPLACEMENT
    assert incident.independent_sources == 2


def test_the_second_follows_the_first_only_of_its_kind_and_not_back_in_time() -> None:
    hand = Hand()
    watch = ["Harbour Watch", "Paper 1"]
    hand.say("r1", watch, "A second column left Orlen", Kind.WITHDRAWAL, when=on_day(2))
    hand.say("r2", watch, "The first aid convoy reached Orlen", Kind.AID, when=on_day(4), day=5)
    assert [one.links for one in hand.reconcile().incidents] == [(), ()]
    hand.say("r3", watch, "The third aid convoy reached Orlen", Kind.AID, when=on_day(7), day=8)
    hand.say("r4", watch, "The second aid convoy reached Orlen", Kind.AID, when=on_day(8), day=8)
    relations = sorted(link.relation for one in hand.reconcile().incidents for link in one.links)
    assert relations == [LinkRelation.FOLLOWS, LinkRelation.SAME_OPERATION]


def test_a_label_names_who_gives_its_figure_with_a_mark_for_thousands(tmp_path: Path) -> None:
    fled = "More than 3,000 people have fled Lubero, the Red Cross said. The town council put the number at 4,000."
    [incident] = read_told(tmp_path, ("Daily One", "2025-06-04", fled)).incidents
    assert incident.label.endswith("4,000 displaced, says town council")


def test_two_nameless_speakers_of_one_report_differ_under_their_own_names(tmp_path: Path) -> None:
    told = (
        "A shell hit Sake on Monday, killing nine people, a doctor told {0}. An official told {0} that 14 were killed."
    )
    ledger = read_told(tmp_path, ("Daily One", "2024-02-13", told.format("Reuters")))
    names = {source.id: source.name for source in ledger.sources}
    [dispute] = ledger.contradictions
    assert sorted((names[p.source], p.value[:2].strip()) for p in dispute.positions) == [
        ("doctor", "9"),
        ("official", "14"),
    ]
    assert [one.independent_sources for one in ledger.incidents] == [1]


@pytest.mark.parametrize(
    ("denial", "kind"),
    [
        ("The army denied that its soldiers had fired on Sake.", ContradictionKind.PARTY),
        ("The army denied any involvement.", ContradictionKind.PARTY),
        ("The army denied that shells had hit Sake.", ContradictionKind.OCCURRENCE),
    ],
)
def test_to_deny_having_done_it_is_not_to_deny_that_it_happened(
    denial: str, kind: ContradictionKind, tmp_path: Path
) -> None:
    told = "Soldiers shelled Sake in eastern Congo on Monday, killing nine people, the Red Cross said."
    ledger = read_told(tmp_path, ("Daily One", "2024-02-13", f"{told} {denial}"))
    assert [one.kind for one in ledger.contradictions] == [kind]


@pytest.mark.parametrize(
    ("told", "disputed"),
    [
        ("The army said it lost 17 men in the ambush near Sake.", True),
        ("The Red Cross said that 17 policemen were killed in the ambush near Sake.", False),
    ],
)
def test_only_the_dead_of_one_side_are_set_against_each_other(told: str, disputed: bool, tmp_path: Path) -> None:
    ambush = "Rebels killed 35 soldiers in an ambush near Sake in eastern Congo on Monday, the mayor said."
    ledger = read_told(tmp_path, ("Daily One", "2024-02-13", f"{ambush}\n\n{told}"))
    assert bool(ledger.contradictions) == disputed


def test_what_somebody_is_held_for_is_neither_where_nor_when_he_was_caught(tmp_path: Path) -> None:
    told = "Five men were arrested on Thursday over the bombing of a train in Sibi on Monday, police in Quetta said."
    ledger = read_told(tmp_path, ("Daily One", "2023-02-24", told))
    [caught] = [one for one in ledger.incidents if one.kind == Kind.DETENTION]
    assert not places_of(ledger, caught)


def test_an_army_s_own_dead_are_soldiers_in_every_wording() -> None:
    hand = Hand()
    army = ["Valley Army", "Paper 1"]
    hand.say("r1", army, "Two soldiers died in Orlen", Kind.KILLING, counts=[count(2, of="soldiers")], day=3)
    hand.say("r2", army, "It put its dead in Orlen at 14", Kind.KILLING, counts=[count(14, total=True)], day=4)
    assert [[point.best for point in series.points] for series in hand.reconcile().series] == [[2, 14]]
