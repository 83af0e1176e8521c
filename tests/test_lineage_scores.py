"""Scores of copies and stories: the figures mean what they say."""

import json
from pathlib import Path

import pytest

from marsad.errors import InputError
from marsad.evaluate.copies import score_copies, score_labels, score_reuse
from marsad.evaluate.folds import assign_folds, hold_out
from marsad.evaluate.stories import score_b_cubed, score_stories

LINES = (
    "Fishing crews found the ferry drifting without lights two miles off the northern cape on Sunday.",
    "Its engine room had burned out, and nine passengers who had jumped were pulled from the water alive.",
    "The port captain said that the ferry had left late because a tyre of its loading ramp had burst.",
)
APART = (
    "Grape growers in the upland valleys expect the smallest harvest in thirty years after hail in May broke the vines."
)


def test_reuse_and_labels_are_perfect_only_where_they_agree() -> None:
    gold = ["none", "excerpt", "rewrite", "verbatim"]
    assert score_reuse(gold, gold) == score_labels(gold, gold) == 1.0
    assert score_reuse(gold, ["none", "verbatim", "verbatim", "verbatim"]) == 1.0
    assert score_labels(gold, ["none", "verbatim", "verbatim", "verbatim"]) == pytest.approx((1 + 0 + 0 + 0.5) / 4)


def test_b_cubed_of_everything_in_one_group() -> None:
    gold = {"a": "x", "b": "x", "c": "y"}
    assert score_b_cubed([["a", "b"], ["c"]], gold) == pytest.approx(1.0)
    precision, recall = (4 / 3 + 1 / 3) / 3, 1.0
    assert score_b_cubed([["a", "b", "c"]], gold) == pytest.approx(2 * precision * recall / (precision + recall))


def test_copies_are_scored_from_a_folder(tmp_path: Path) -> None:
    texts = {"a": " ".join(LINES), "b": " ".join(LINES), "c": APART}
    rows = [{"pool": "own", "id": key, "outlet": None, "title": None, "text": text} for key, text in texts.items()]
    whole = [[[0, len(texts["a"])], [0, len(texts["b"])]]]
    named = {key: {"pool": "own", "id": key} for key in texts}
    pairs = [
        {"id": "1", "a": named["a"], "b": named["b"], "label": "verbatim", "passages": whole},
        {"id": "2", "a": named["a"], "b": named["c"], "label": "none", "passages": None},
    ]
    (tmp_path / "texts.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    (tmp_path / "pairs.jsonl").write_text("\n".join(map(json.dumps, pairs)), "utf-8")
    scores = score_copies(tmp_path)
    assert scores.figures["reuse_f1"] == 1.0
    assert scores.figures["passage_f1"] > 0.98
    assert set(scores.baselines) == {"5-gram containment", "difflib"}
    assert len(scores.data) == 64


def test_a_folder_without_the_data_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        score_copies(tmp_path)
    with pytest.raises(InputError):
        score_stories(tmp_path)


def test_folds_never_part_a_text_and_are_held_out() -> None:
    links = [("a", "b"), ("b", "c"), ("d", "e"), ("f", "g"), ("h", "i"), ("j", "k"), ("k", "a"), ("l", "m")]
    folds = assign_folds(links)
    assert folds[0] == folds[1] == folds[6]
    assert len(set(folds)) == 5
    gold = ["verbatim", "none", "none", "none"]
    given = [["none"] * 4, ["verbatim"] * 4]
    assert hold_out([0, 1, 1, 1], gold, given, score_reuse)[0] == "none"
