"""Law 6 over judgements that nobody chose: appended, undone to the byte, and none moves what it is not about."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from judged_by_hand import Court, Outcome
from marsad.ledger.figures import read_figure
from marsad.model.claims import CountRelation
from marsad.model.judgements import Judgement, Verb
from marsad.reconcile.values import Figure, in_digits
from test_reconcile_laws import STORIES, Said, written

PAIRS = (Verb.SAME, Verb.NOT_SAME)
VALUES = ("killed=7", "kind=airstrike", "stance=denies", "place=Dovar", "source=Harbour Watch", "when=2031-05-02")
Decision = tuple[int, int, int, int, int]
DECISIONS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 8), st.integers(0, 8), st.integers(0, 5), st.integers(0, 1)), max_size=6
)


def decide(court: Court, decision: Decision) -> Judgement | None:
    """One judgement of any kind about whatever is there."""
    verb, one, other, value, person = decision
    claims = court.hand.claims
    a, b = claims[one % len(claims)], claims[other % len(claims)]
    by = ("Ada Moss", "Ben Holt")[person]
    if verb < len(PAIRS):
        return court.judge(PAIRS[verb], a, b, by=by) if a.id != b.id else None
    if verb == 2:
        return court.judge(Verb.ACCEPT if value % 2 else Verb.REJECT, a, by=by)
    if verb == 3:
        return court.merge("Harbour Watch", ("Valley Army", "River Front")[value % 2])
    incidents = court.hear().reconciled.incidents
    if verb == 4 and incidents:
        return court.judge(Verb.REJECT if value % 2 else Verb.ACCEPT, incidents[one % len(incidents)], by=by)
    if verb == 5 and len(incidents) > 1:
        return court.judge(PAIRS[value % 2], incidents[0], incidents[1 + one % (len(incidents) - 1)], by=by)
    needed = VALUES[1 + value % 5] if not a.counts else VALUES[value]
    return court.judge(Verb.CORRECT, a, by=by, value=needed)


def shown(outcome: Outcome) -> tuple[object, ...]:
    """All of a ledger that a judgement can reach, save the list of judgements."""
    return outcome.told.claims, outcome.told.sources, outcome.told.places, outcome.reconciled


@settings(max_examples=60)
@given(STORIES, DECISIONS, DECISIONS)
def test_undo_restores_the_ledger(story: list[Said], before: list[Decision], after: list[Decision]) -> None:
    court = Court(written(story))
    for decision in before:
        decide(court, decision)
    first = court.hear()
    made = [judgement for decision in after if (judgement := decide(court, decision))]
    for judgement in made:
        court.undo(judgement, by=judgement.by)
    assert court.hear() == first


@settings(max_examples=60)
@given(STORIES, DECISIONS, st.randoms(use_true_random=False))
def test_where_a_judgement_stands_in_the_log_changes_nothing(
    story: list[Said], decisions: list[Decision], chance: Random
) -> None:
    court = Court(written(story))
    for decision in decisions:
        decide(court, decision)
    shuffled = list(court.log)
    chance.shuffle(shuffled)
    assert court.hear(shuffled) == court.hear()


@settings(max_examples=60)
@given(STORIES, st.integers(0, 8), st.integers(0, 8))
def test_the_order_of_unrelated_judgements_changes_nothing(story: list[Said], one: int, other: int) -> None:
    outcomes = []
    for first, second in ((1, 2), (2, 1)):
        court = Court(written(story))
        claims = court.hand.claims
        a, b = claims[one % len(claims)], claims[other % len(claims)]
        if a.id == b.id:
            return
        court.judge(Verb.REJECT, a, at=first)
        court.judge(Verb.CORRECT, b, value="kind=airstrike", at=second)
        outcomes.append(shown(court.hear()))
    assert outcomes[0] == outcomes[1]


@settings(max_examples=60)
@given(STORIES, DECISIONS)
def test_a_judgement_raises_no_figure_and_makes_no_voice(story: list[Said], decisions: list[Decision]) -> None:
    court = Court(written(story))
    roots = {claim.chain[0] for claim in court.hand.claims}
    said = {n for claim in court.hand.claims for c in claim.counts for n in (c.low, c.best, c.high)} | {7, None}
    for decision in decisions:
        decide(court, decision)
    done = court.hear().reconciled
    assert all(n in said for i in done.incidents for row in i.counts for n in (row.low, row.best, row.high))
    assert all(i.independent_sources <= len(roots) + 1 for i in done.incidents)


@settings(max_examples=60)
@given(STORIES, st.integers(0, 8), st.integers(0, 8))
def test_what_is_kept_apart_is_apart_and_what_is_joined_is_one(story: list[Said], one: int, other: int) -> None:
    court = Court(written(story))
    claims = court.hand.claims
    a, b = claims[one % len(claims)], claims[other % len(claims)]
    if a.id == b.id:
        return
    court.judge(Verb.NOT_SAME, a, b)
    assert not court.hear().together(a, b)
    court.judge(Verb.SAME, a, b)
    after = court.hear()
    assert after.together(a, b) or not any({a.id, b.id} & set(i.claims) for i in after.reconciled.incidents)


@given(
    st.one_of(
        st.builds(lambda n: Figure(low=n, best=n, high=n, relation=CountRelation.EXACTLY), st.integers(0, 10**6)),
        st.builds(
            lambda n: Figure(low=n, best=None, high=None, relation=CountRelation.AT_LEAST), st.integers(0, 10**6)
        ),
        st.builds(
            lambda n: Figure(low=n + 1, best=None, high=None, relation=CountRelation.MORE_THAN), st.integers(0, 999)
        ),
        st.builds(lambda n: Figure(low=None, best=None, high=n, relation=CountRelation.UP_TO), st.integers(0, 999)),
        st.builds(lambda n: Figure(low=None, best=n, high=None, relation=CountRelation.ABOUT), st.integers(0, 999)),
    )
)
def test_a_figure_is_read_as_it_is_written(figure: Figure) -> None:
    read = read_figure(in_digits(figure))
    assert read is not None
    assert (read.low, read.best, read.high, read.relation) == (figure.low, figure.best, figure.high, figure.relation)
