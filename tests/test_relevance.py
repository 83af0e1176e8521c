"""The gate of relevance: what passes, what is told of the rest, and its figures on labelled sets."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import InputError
from marsad.evaluate.relevance import score_relevance
from marsad.intake import read_paths
from marsad.intake.relevance import weigh
from marsad.lexicon.conflict import list_conflict_words

EXAMPLES = sorted(str(path) for path in (Path(__file__).parents[1] / "examples").glob("*/reports*"))
FESTIVAL = (
    "The choir of Orlen sang on Sunday before a full hall. The conductor thanked the bakers for four hundred loaves, "
    "and the mayor opened the new library, which has room for ninety readers. Tickets for spring go on sale in March."
)


def test_at_least_35_of_the_36_example_reports_pass() -> None:
    reports = [report for report in read_paths(EXAMPLES).reports if report.read]
    left_out = [report.key for report in reports if not weigh(report.text).passes]
    assert len(reports) >= 36
    assert len(left_out) <= 1


def test_other_news_is_left_out_with_the_reason() -> None:
    found = weigh(FESTIVAL)
    assert not found.passes
    assert found.why.startswith(("no word of violence", "too few words of violence"))
    assert set(found.words) <= set(list_conflict_words())


def test_the_reason_names_the_words_that_speak_for_a_text() -> None:
    found = weigh(f"{FESTIVAL} {FESTIVAL} {FESTIVAL} The curtain came down like a bomb, a critic wrote.")
    assert "bomb" in found.words


@given(st.text(max_size=400), st.sampled_from(["Militants shelled the town.", "ŞHELLING", ""]))
def test_any_text_has_a_finite_score_that_case_does_not_change(text: str, more: str) -> None:
    ascii_text = (text + more).encode("ascii", "ignore").decode()
    assert weigh(text + more).score == weigh(text + more).score
    assert weigh(ascii_text).score == weigh(ascii_text.upper()).score
    assert abs(weigh(text + more).score) < 1_000


def test_words_of_conflict_are_plain_and_in_order() -> None:
    words = list_conflict_words()
    assert {"airstrike", "militants", "killed", "rifle"} <= set(words)
    assert "the" not in words
    assert list(words) == sorted(set(words))


def test_a_folder_without_the_sets_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no muc4 or timelines"):
        score_relevance(tmp_path)
