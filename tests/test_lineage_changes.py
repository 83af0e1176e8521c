"""What one report made of another, and the commands that show it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from lineage_by_hand import OTHER, WIRE, write
from marsad.lineage.changes import Change, Fate, compare_reports
from marsad.lineage.swaps import SwapKind
from marsad.model.reports import Report


def fates(changes: tuple[Change, ...]) -> list[str]:
    return [f"{change.fate}{' moved' if change.moved else ''}" for change in changes]


def said(report: Report, span: tuple[int, int] | None) -> str:
    return report.text[slice(*span)] if span else ""


def test_the_same_text_is_the_same_sentence_by_sentence() -> None:
    changes = compare_reports(write("a", *WIRE), write("b", *WIRE))
    assert fates(changes) == ["same"] * len(WIRE)


def test_a_sentence_is_dropped_where_it_stood_and_one_is_added() -> None:
    left, right = write("a", *WIRE[:3]), write("b", WIRE[0], OTHER[0], WIRE[2])
    changes = compare_reports(left, right)
    assert fates(changes) == ["same", "dropped", "added", "same"]
    assert said(left, changes[1].left) == WIRE[1]
    assert said(right, changes[2].right) == OTHER[0]


def test_a_moved_sentence_is_moved_and_not_lost() -> None:
    changes = compare_reports(write("a", *WIRE), write("b", *WIRE[1:], WIRE[0]))
    assert fates(changes) == [*["same"] * 4, "same moved"]


def test_swaps_say_what_they_touch() -> None:
    left = write("a", *WIRE[:2])
    right = write(
        "b",
        WIRE[0].replace("Rebels", "Militants").replace("Karuma", "Qarouma"),
        WIRE[1].replace("nine", "14").replace(" for hours", ""),
    )
    changes = compare_reports(left, right)
    found = {(swap.kind, said(left, swap.left), said(right, swap.right)) for row in changes for swap in row.swaps}
    assert found == {
        (SwapKind.WORDS, "Rebels", "Militants"),
        (SwapKind.SPELLING, "Karuma", "Qarouma"),
        (SwapKind.FIGURES, "nine", "14"),
        (SwapKind.WORDS, "for hours", ""),
    }


def test_a_spelling_beside_other_words_is_told_apart_and_a_number_in_words_is_no_other_figure() -> None:
    left = write("a", WIRE[0].replace("Karuma", "Karuma, nine officials of the organization said"))
    right = write("b", WIRE[0].replace("Karuma", "Karuma, 9 of the organisation"))
    (row,) = compare_reports(left, right)
    assert {(swap.kind, said(left, swap.left), said(right, swap.right)) for swap in row.swaps} == {
        (SwapKind.SPELLING, "nine", "9"),
        (SwapKind.WORDS, "officials", ""),
        (SwapKind.SPELLING, "organization", "organisation"),
        (SwapKind.WORDS, "said", ""),
    }


SENTENCES = st.lists(st.sampled_from([*WIRE, *OTHER]), max_size=7)


@settings(max_examples=80, deadline=None)
@given(SENTENCES, SENTENCES)
def test_every_sentence_stands_once_and_nothing_breaks(ours: list[str], theirs: list[str]) -> None:
    left, right = write("a", *ours), write("b", *theirs)
    changes = compare_reports(left, right)
    told = [change.right for change in changes if change.right]
    assert told == sorted(told)
    assert len({change.left for change in changes if change.left}) == sum(bool(change.left) for change in changes)
    for change in changes:
        assert (change.left is None) == (change.fate is Fate.ADDED)
        assert (change.right is None) == (change.fate is Fate.DROPPED)
        if change.fate is Fate.SAME:
            assert said(left, change.left) == said(right, change.right)
