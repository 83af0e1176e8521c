"""Where and when a happening is, and not where or of what else somebody tells."""

from dataclasses import replace

from marsad.model.claims import Cue, Kind, PlaceRole, Precision
from marsad.model.incidents import ControlStatus
from marsad.reconcile.focus import find_traits
from marsad.reconcile.marks import names_several, points_to_several
from marsad.reconcile.scene import set_scene
from story_by_hand import ACTORS, PLACES, SOURCES, STORY, Hand, count, on_day


def _point(hand: Hand) -> None:
    """Let the places and actors of the last claim stand where its words name them."""
    claim = hand.claims[-1]
    begin = claim.span[0]
    found = {name: begin + claim.quote.find(name) for name in ("Orlen", "Dovar", "River Front")}
    places = tuple(
        replace(p, span=(found[p.place.removeprefix("place-")], found[p.place.removeprefix("place-")] + 5))
        for p in claim.places
    )
    actors = tuple(
        replace(a, span=(found[a.actor.removeprefix("actor-")], found[a.actor.removeprefix("actor-")] + 11))
        for a in claim.actors
    )
    hand.claims[-1] = replace(claim, places=places, actors=actors)


def test_where_a_speaker_sits_is_not_where_it_happened() -> None:
    hand = Hand()
    hand.say("r1", ["Harbour Watch", "Paper 1"], "Shells killed four in Orlen", when=on_day(2), counts=[count(4)])
    hand.say(
        "r2",
        ["Valley Army", "Paper 2"],
        "The shelling that killed four was a mistake, its general said in Dovar",
        at=["Dovar"],
        when=on_day(2),
        counts=[count(4)],
    )
    _point(hand)
    [incident] = hand.reconcile().incidents
    assert "place-Dovar" not in incident.places


def test_several_happenings_are_told_and_pointed_back_to() -> None:
    assert names_several("The watch counted four attacks on the depots in Dovar")
    assert not names_several("The attack hit the depots in Dovar")
    assert points_to_several("Those attacks killed nine")
    assert not points_to_several("The attack killed nine")


def test_those_attacks_are_the_ones_told_before_and_not_the_one_of_the_report() -> None:
    hand = Hand()
    watch = ["Harbour Watch", "Paper 1"]
    hand.say("r1", watch, "A rocket attack killed two in Orlen", Kind.ATTACK, when=on_day(3), counts=[count(2)])
    hand.say("r1", watch, "It counted four attacks on Dovar", Kind.ATTACK, at=["Dovar"], when=on_day(1))
    hand.say("r1", watch, "Those attacks killed nine people", Kind.ATTACK, at=[], counts=[count(9)])
    told = {frozenset(i.places): {row.best for row in i.counts} for i in hand.reconcile().incidents}
    assert [tolls for places, tolls in told.items() if "place-Orlen" in places] == [{2}]
    assert [tolls for places, tolls in told.items() if "place-Dovar" in places] == [{9}]


def test_old_deaths_with_a_date_of_their_own_stay_out_of_the_news() -> None:
    hand = Hand()
    paper = ["Harbour Watch", "Paper 1"]
    hand.say("r1", paper, "A bomb killed six in Orlen", Kind.BOMBING, when=on_day(8), counts=[count(6)])
    hand.say("r1", paper, "Last week thirty were killed", Kind.KILLING, at=[], when=on_day(1), counts=[count(30)])
    assert all({6, 30} - {row.best for row in i.counts} for i in hand.reconcile().incidents)


def test_one_of_two_dead_is_no_earlier_toll() -> None:
    hand = Hand()
    counts = [count(2, of="fighters"), count(1, of="fighters")]
    hand.say("r1", ["Harbour Watch", "Paper 1"], "Two fighters died, one from Dovar", when=on_day(2), counts=counts)
    assert hand.reconcile().changes == ()


def test_what_is_freed_from_a_holder_is_lost_to_it() -> None:
    hand = Hand()
    quote = "The army hailed the liberation of Orlen from River Front control"
    hand.say("r1", ["Harbour Watch", "Paper 1"], quote, Kind.CONTROL, agents=["River Front"])
    _point(hand)
    assert {row.status for row in hand.reconcile().control} == {ControlStatus.LOST}


def test_whom_a_raid_was_in_revenge_on_did_not_do_it() -> None:
    hand = Hand()
    ours = "Shells hit the market of Orlen in retaliation for strikes by Hill Brigade"
    hand.say("r1", ["River Front", "Paper 1"], ours, when=on_day(2), agents=["Hill Brigade"])
    theirs = "Shells of the River Front hit the market of Orlen"
    hand.say("r2", ["Harbour Watch", "Paper 2"], theirs, when=on_day(2), agents=["River Front"])
    assert hand.reconcile().contradictions == ()


def test_what_is_only_condemned_or_mourned_is_no_happening_of_its_own() -> None:
    hand = Hand()
    hand.say("r1", ["Paper 1"], "Crowds filled Dovar for the funeral of those killed", Kind.KILLING, at=["Dovar"])
    hand.say("r1", ["Valley Army", "Paper 1"], "It voiced concern at the fighting in Dovar", Kind.CLASH, at=["Dovar"])
    assert hand.reconcile().incidents == ()


def test_where_a_witness_comes_from_is_not_where_it_happened() -> None:
    hand = Hand()
    quote = "A clerk, from the village of Dovar, said shells had hit the market of Orlen"
    hand.say("r1", ["residents", "Paper 1"], quote, at=["Dovar", "Orlen"], when=on_day(2))
    _point(hand)
    claim = hand.claims[-1]
    begin, said = claim.span[0], claim.span[0] + quote.find("said")
    spans = ((begin, begin + len("A clerk")), None)
    hand.claims[-1] = replace(claim, chain_spans=spans, cue=Cue(text="said", span=(said, said + 4)))
    [incident] = hand.reconcile().incidents
    assert incident.places == ("place-Orlen",)


def test_last_weeks_raid_is_not_the_one_that_the_report_is_about() -> None:
    hand = Hand()
    watch = ["Harbour Watch", "Paper 1"]
    hand.say("r1", watch, "Planes fired on a column in Orlen", Kind.AIRSTRIKE, when=on_day(9, 6), day=9)
    told = replace(on_day(1), start=None, end=on_day(9).end)
    hand.say("r1", ["residents", "Paper 1"], "Planes hit vehicles in Orlen", Kind.AIRSTRIKE, when=told, day=9)
    week = replace(on_day(1, 24 * 5), precision=Precision.WEEK)
    killed = [count(13)]
    hand.say("r1", watch, "Earlier strikes killed 13 in Orlen", Kind.AIRSTRIKE, when=week, counts=killed, day=9)
    tolls = [{row.best for row in incident.counts} for incident in hand.reconcile().incidents]
    assert sorted(map(len, tolls)) == [0, 1]


def test_a_bare_part_of_a_day_in_an_undated_report_comes_after_what_was_told_last() -> None:
    hand = Hand()
    night = replace(on_day(2, hours=4), text="after midnight", precision=Precision.DAY_PART)
    dawn = replace(on_day(3, hours=3, start=4), text="At dawn", precision=Precision.DAY_PART)
    first = "Empty trucks rolled into Orlen after midnight to fetch the quarrymen"
    then = "At dawn six trucks with the quarrymen aboard drove out of Orlen"
    for report, day in (("undated", None), ("dated", 4)):
        hand.say(report, ["Harbour Watch", "Paper 1"], first, Kind.EVACUATION, when=night, day=day)
        hand.say(report, ["Harbour Watch", "Paper 1"], then, Kind.EVACUATION, when=dawn, day=day)
    scene = set_scene(STORY, tuple(hand.reports.values()), hand.families(), hand.claims, SOURCES, ACTORS, PLACES)
    days = {
        t.told.claim.report: t.when.start.day
        for t in find_traits(scene)
        if t.when and t.when.start and t.told.claim.quote == then
    }
    assert days == {"undated": 2, "dated": 3}


def test_where_a_road_leads_is_not_where_somebody_was_killed_on_it() -> None:
    hand = Hand()
    watch = ["Harbour Watch", "Paper 1"]
    hand.say(
        "r1", watch, "Four died on the road to Dovar", Kind.KILLING, at=["Dovar"], when=on_day(2), counts=[count(4)]
    )
    _point(hand)
    claim = hand.claims[-1]
    hand.claims[-1] = replace(claim, places=tuple(replace(p, role=PlaceRole.TO) for p in claim.places))
    [incident] = hand.reconcile().incidents
    assert "place-Dovar" not in incident.places
