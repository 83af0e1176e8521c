"""The laws that reconciling keeps, over claims that nobody chose: 2 (voices), 3 (tallies), 4 (scopes), 5 (order)."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.model.claims import Kind, Stance
from marsad.reconcile import reconcile
from story_by_hand import ACTORS, PLACES, SOURCES, STORY, Hand, count, on_day

SPEAKERS = (
    ("Harbour Watch",),
    ("Ines Darro",),
    ("Valley Army",),
    ("River Front",),
    ("State Radio",),
    ("a military source", "State Radio"),
    ("residents",),
    (),
)
SENTENCES = (
    ("Shells hit the covered market of Orlen and killed people", Kind.SHELLING, "Orlen market"),
    ("A rocket attack on Orlen left people dead on the market", Kind.ATTACK, "Orlen"),
    ("Fighters left Orlen by bus with their families", Kind.EVACUATION, "Orlen"),
    ("Gunmen stormed the barracks of Dovar before dawn", Kind.ATTACK, "Dovar"),
    ("A deal was reached for the gunmen of Orlen", Kind.AGREEMENT, "Orlen"),
    ("The total death toll in Orlen since the siege began has reached a new height", Kind.SIEGE, "Orlen"),
)
NUMBERS = st.one_of(st.none(), st.integers(2, 90))
STANCES = st.sampled_from((Stance.ASSERTS, Stance.ASSERTS, Stance.ASSERTS, Stance.DENIES, Stance.DOES_NOT_CONFIRM))
Said = tuple[int, int, int, int | None, int | None, Stance]
SAID = st.tuples(
    st.integers(0, len(SPEAKERS) - 1),
    st.integers(0, len(SENTENCES) - 1),
    st.integers(0, 4),
    st.one_of(st.none(), st.integers(1, 4)),
    NUMBERS,
    STANCES,
)
STORIES = st.lists(SAID, min_size=1, max_size=9)


def write(hand: Hand, said: Said, report: str, outlet: str, through: tuple[str, ...] = ()) -> None:
    speaker, sentence, _, day, number, stance = said
    quote, kind, where = SENTENCES[sentence]
    running = kind == Kind.SIEGE
    hand.say(
        report,
        [*SPEAKERS[speaker], *through, outlet],
        quote,
        kind,
        at=[where],
        when=on_day(day) if day else None,
        counts=[count(number, total=running)] if number else [],
        stance=stance,
        day=5,
    )


def written(story: list[Said]) -> Hand:
    hand = Hand()
    for said in story:
        write(hand, said, f"r{said[2]}", f"Paper {said[2]}")
    return hand


def most_voices(hand: Hand) -> int:
    return max((i.independent_sources for i in hand.reconcile().incidents), default=0)


@settings(max_examples=80, deadline=None)
@given(STORIES)
def test_a_copy_never_raises_the_number_of_voices(story: list[Said]) -> None:
    hand = written(story)
    before = most_voices(hand)
    for said in story:
        if said[2] == story[0][2]:
            write(hand, said, "copy", "Paper 7")
    hand.copies.append((f"r{story[0][2]}", "copy"))
    assert most_voices(hand) <= before


@settings(max_examples=80, deadline=None)
@given(STORIES)
def test_a_relay_never_raises_the_number_of_voices(story: list[Said]) -> None:
    hand = written(story)
    before = most_voices(hand)
    for said in story:
        write(hand, said, f"relay {said[2]}", "Paper 6", ("Wire One",))
    assert most_voices(hand) <= before


@settings(max_examples=12, deadline=None)
@given(STORIES, st.integers(0, 8))
def test_five_hundred_outlets_that_cite_one_source_add_no_voice(story: list[Said], which: int) -> None:
    hand = written(story)
    before = most_voices(hand)
    said = story[which % len(story)]
    for number in range(500):
        write(hand, (*said[:2], number, *said[3:]), f"cites {number}", f"Outlet {number}")
    assert most_voices(hand) <= before


@settings(max_examples=80, deadline=None)
@given(STORIES)
def test_an_outlet_that_has_the_same_unnamed_speaker_adds_no_voice(story: list[Said]) -> None:
    hand = written(story)
    before = most_voices(hand)
    for said in story:
        speaker = SPEAKERS[said[0]]
        if speaker and speaker[0] in ("residents", "a military source"):
            at = SPEAKERS.index(("residents",)) if speaker[0] == "residents" else said[0]
            write(hand, (at, *said[1:]), f"other {said[2]}", "Paper 6")
    assert most_voices(hand) <= before


@settings(max_examples=60, deadline=None)
@given(STORIES)
def test_narration_adds_no_voice(story: list[Said]) -> None:
    hand = written(story)
    before = most_voices(hand)
    for said in story:
        write(hand, (len(SPEAKERS) - 1, *said[1:]), "narration", "Paper 5")
    assert most_voices(hand) <= before
    assert all("Paper" not in v.source for i in hand.reconcile().incidents for v in i.voices)


@settings(max_examples=80, deadline=None)
@given(STORIES)
def test_no_figure_is_higher_than_what_a_claim_says(story: list[Said]) -> None:
    hand = written(story)
    said = [c.best for claim in hand.claims for c in claim.counts if c.best is not None]
    done = hand.reconcile()
    shown = [n for i in done.incidents for row in i.counts for n in (row.low, row.best, row.high) if n is not None]
    points = [p.best for s in done.series for p in s.points if p.best is not None]
    assert set(shown) <= set(said)
    assert set(points) <= set(said)


@settings(max_examples=60, deadline=None)
@given(STORIES)
def test_a_total_told_again_adds_no_point_and_no_dead(story: list[Said]) -> None:
    hand = written(story)
    totals = [s for s in story if SENTENCES[s[1]][1] == Kind.SIEGE and s[4]]
    before = [tuple((p.low, p.best, p.high) for p in s.points) for s in hand.reconcile().series]
    for said in totals:
        write(hand, said, f"again {said[2]}", f"Paper {said[2]}")
    after = [tuple((p.low, p.best, p.high) for p in s.points) for s in hand.reconcile().series]
    assert sorted(map(sorted, before)) == sorted(map(sorted, after))


@settings(max_examples=60, deadline=None)
@given(STORIES, st.randoms(use_true_random=False))
def test_order_changes_nothing(story: list[Said], chance: Random) -> None:
    hand = written(story)
    reports, claims = list(hand.reports.values()), list(hand.claims)
    sources, places, families = list(SOURCES), list(PLACES), list(hand.families())
    for items in (reports, claims, sources, places, families):
        chance.shuffle(items)
    assert reconcile(STORY, reports, families, claims, sources, ACTORS, places) == hand.reconcile()


@settings(max_examples=60, deadline=None)
@given(STORIES)
def test_low_and_high_come_from_one_scope_or_not_at_all(story: list[Said]) -> None:
    hand = written(story)
    by_id = {claim.id: claim for claim in hand.claims}
    for incident in hand.reconcile().incidents:
        for row in incident.counts:
            scopes = {c.scope for claim in row.claims for c in by_id[claim].counts}
            if row.rule == "range of sources":
                assert row.best is None
            assert (row.refusal is None) != (row.rule is None)
            if row.refusal:
                assert row.low is None and row.high is None and len(scopes) > 1
