"""What people decide: it wins over the rules, the latest wins, and nothing of anybody else's is lost."""

from dataclasses import replace

import pytest

from judged_by_hand import Court
from marsad.errors import InputError
from marsad.ledger.correcting import Names, correct_claim
from marsad.model.claims import Claim, Kind, Stance
from marsad.model.incidents import IncidentStatus
from marsad.model.judgements import Standing, Verb
from story_by_hand import Hand, count, on_day


def two_raids() -> Court:
    """Two sentences on one raid that the rules join, one on a raid elsewhere, one on a raid of another day."""
    hand = Hand()
    hand.say("r1", ["Harbour Watch", "Paper 1"], "Shells hit the market of Orlen and killed nine people",
             when=on_day(2), counts=[count(9)])  # fmt: skip
    hand.say("r2", ["Valley Army", "Paper 2"], "Nine people were killed when shells struck Orlen market",
             when=on_day(2), counts=[count(9)])  # fmt: skip
    hand.say("r3", ["River Front", "Paper 3"], "Mortars fell on the barracks of Dovar before dawn", at=["Dovar"],
             when=on_day(3))  # fmt: skip
    hand.say(
        "r4", ["residents", "Paper 4"], "A rocket killed two herders near Orlen", when=on_day(4), counts=[count(2)]
    )
    return Court(hand)


def test_claims_that_a_person_finds_the_same_are_one_incident_with_the_reason() -> None:
    court = two_raids()
    one, _, other, _ = court.hand.claims
    assert not court.hear().together(one, other)
    court.judge(Verb.SAME, one, other)
    after = court.hear()
    assert after.together(one, other)
    assert "put together by Ada Moss: seen in the pictures" in after.incident_of(one).reasons


def test_incidents_that_a_person_finds_the_same_take_all_their_claims_along() -> None:
    court = two_raids()
    before = court.hear()
    one, twin, other, _ = court.hand.claims
    court.judge(Verb.SAME, before.incident_of(other), before.incident_of(one))
    after = court.hear()
    assert after.together(one, other) and after.together(twin, other)


def test_claims_that_a_person_keeps_apart_are_two_incidents() -> None:
    court = two_raids()
    one, twin, *_ = court.hand.claims
    assert court.hear().together(one, twin)
    court.judge(Verb.NOT_SAME, one, twin)
    after = court.hear()
    assert not after.together(one, twin)
    assert after.incident_of(one).independent_sources == 1


def test_what_is_split_off_stays_together_and_leaves_the_rest() -> None:
    court = two_raids()
    third = court.hand.say("r5", ["State Radio", "Paper 5"], "Shelling of the market in Orlen left nine people dead",
                           when=on_day(2), counts=[count(9)])  # fmt: skip
    whole = court.hear().incident_of(third)
    finder = court.finder()
    subject = finder.about_incident(whole)
    out = [a for a in subject.anchors if a.id == third.id]
    rest = [a for a in subject.anchors if a.id != third.id]
    court.judge(Verb.SPLIT, replace(subject, anchors=tuple(out)), replace(subject, anchors=tuple(rest)))
    after = court.hear()
    assert not after.together(third, court.hand.claims[0])
    assert after.together(court.hand.claims[0], court.hand.claims[1])


def test_the_latest_wins_and_the_earlier_says_so() -> None:
    court = two_raids()
    one, twin, *_ = court.hand.claims
    court.judge(Verb.NOT_SAME, one, twin)
    court.judge(Verb.SAME, one, twin, by="Ben Holt")
    after = court.hear()
    assert after.together(one, twin)
    assert [row.standing for row in after.judged.rows] == [Standing.OVERRULED, Standing.APPLIED]


def test_a_negative_outlives_a_merge_that_is_undone() -> None:
    court = two_raids()
    one, twin, other, _ = court.hand.claims
    merged = court.judge(Verb.SAME, one, other)
    court.judge(Verb.NOT_SAME, one, twin, by="Ben Holt")
    court.undo(merged)
    after = court.hear()
    assert not after.together(one, twin)
    assert not after.together(one, other)


def test_nobody_undoes_what_another_decided() -> None:
    court = two_raids()
    one, _, other, _ = court.hand.claims
    merged = court.judge(Verb.SAME, one, other, by="Ben Holt")
    court.undo(merged, by="Ada Moss")
    assert court.hear().together(one, other)
    court.undo(merged, by="ben  holt")
    assert not court.hear().together(one, other)


def test_an_undo_can_be_undone() -> None:
    court = two_raids()
    one, _, other, _ = court.hand.claims
    gone = court.undo(court.judge(Verb.SAME, one, other))
    court.undo(gone)
    assert court.hear().together(one, other)


def test_a_rejected_claim_counts_for_nothing_and_stays_in_the_ledger() -> None:
    court = two_raids()
    one, twin, *_ = court.hand.claims
    court.judge(Verb.REJECT, twin)
    after = court.hear()
    assert all(twin.id not in i.claims for i in after.reconciled.incidents)
    kept = next(claim for claim in after.told.claims if claim.id == twin.id)
    assert "rejected by Ada Moss: seen in the pictures" in kept.reasons
    assert after.incident_of(one).independent_sources == 1


def test_a_rejected_incident_stays_away_until_a_new_claim_comes() -> None:
    court = two_raids()
    herders = court.hand.claims[3]
    court.judge(Verb.REJECT, court.hear().incident_of(herders))
    assert all(herders.id not in i.claims for i in court.hear().reconciled.incidents)
    new = court.hand.say("r6", ["Harbour Watch", "Paper 6"], "A rocket killed two herders near Orlen", when=on_day(4),
                         counts=[count(2)])  # fmt: skip
    back = court.hear().incident_of(new)
    assert back.review
    assert "1 more claim came after that" in back.reasons


def test_accepting_confirms_nothing() -> None:
    court = two_raids()
    incident = court.hear().incident_of(court.hand.claims[0])
    court.judge(Verb.ACCEPT, incident)
    after = court.hear().incident_of(court.hand.claims[0])
    assert (after.status, after.review) == (IncidentStatus.CORROBORATED, False)
    assert "accepted by Ada Moss: seen in the pictures" in after.reasons


def test_sources_that_a_person_merges_are_one_voice() -> None:
    court = two_raids()
    before = court.hear().incident_of(court.hand.claims[0])
    court.merge("Harbour Watch", "Valley Army")
    after = court.hear()
    incident = after.incident_of(court.hand.claims[0])
    assert (before.independent_sources, incident.independent_sources) == (2, 1)
    row = next(source for source in after.told.sources if source.name == "Harbour Watch")
    assert "Valley Army" in row.aliases


@pytest.mark.parametrize(
    ("value", "field", "now"),
    [
        ("killed=at least 12", "counts", 12),
        ("kind=airstrike", "kind", Kind.AIRSTRIKE),
        ("stance=denies", "stance", Stance.DENIES),
        ("place=Dovar", "places", "place-Dovar"),
        ("source=Harbour Watch", "chain", "source-Harbour Watch"),
    ],
)
def test_a_corrected_field_is_what_counts_and_says_who_corrected_it(value: str, field: str, now: object) -> None:
    court = two_raids()
    claim = court.hand.claims[1]
    court.judge(Verb.CORRECT, claim, value=value)
    done = next(c for c in court.hear().told.claims if c.id == claim.id)
    seen = {"counts": done.counts[0].low, "kind": done.kind, "stance": done.stance, "places": done.places[0].place,
            "chain": done.chain[0]}  # fmt: skip
    assert seen[field] == now
    assert "by Ada Moss: seen in the pictures" in done.reasons[-1]


def test_lifted_background_is_news() -> None:
    court = two_raids()
    old = court.hand.say("r7", ["Harbour Watch", "Paper 7"], "Jets bombed the port of Dovar and killed four",
                         at=["Dovar"], when=on_day(3), counts=[count(4)], background=True)  # fmt: skip
    assert all(old.id not in i.claims for i in court.hear().reconciled.incidents)
    court.judge(Verb.LIFT_BACKGROUND, old)
    assert court.hear().incident_of(old)


@pytest.mark.parametrize(
    "value", ["killed", "killed=", "killed=many", "shoes=3", "when=soon", "stance=maybe", "injured=3"]
)
def test_a_correction_that_says_nothing_is_refused_with_a_remedy(value: str) -> None:
    court = two_raids()
    with pytest.raises(InputError):
        correct_claim(court.hand.claims[0], value, Names({}, {}), "Ada Moss")


def test_a_judgement_finds_its_claim_by_its_words_when_the_id_has_changed() -> None:
    court = two_raids()
    one, _, other, _ = court.hand.claims
    court.judge(Verb.SAME, one, other)
    court.hand.claims[0] = _moved(one)
    after = court.hear()
    assert after.together(court.hand.claims[0], other)
    assert [row.standing for row in after.judged.rows] == [Standing.REANCHORED]


def test_a_judgement_whose_claim_is_gone_is_kept_and_reported() -> None:
    court = two_raids()
    one, _, other, _ = court.hand.claims
    court.judge(Verb.SAME, one, other)
    del court.hand.claims[0]
    row = court.hear().judged.rows[0]
    assert row.standing == Standing.LOST
    assert row.note
    assert row.found == (other.id,)


def _moved(claim: Claim) -> Claim:
    return replace(claim, id="claim-moved", span=(claim.span[0] + 7, claim.span[1] + 7))
