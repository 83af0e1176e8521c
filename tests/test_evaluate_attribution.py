"""The score of attribution on marked articles: roles by token, pairs by overlap, several annotators."""

from pathlib import Path

import pytest

from marsad.errors import InputError
from marsad.evaluate.attributed import find_parts, read_articles
from marsad.evaluate.attribution import RULES, cut_out, score_attribution

TEXT = "Dam holds\n\nAna Ruiz said the dam held. It rained in Kole.\n"
MARKS = (
    "T1\tSource 11 19\tAna Ruiz\nT2\tCue 20 24\tsaid\nT3\tContent 25 37\tthe dam held\n"
    "T4\tAttribution 20 24\tsaid\nE1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n"
)


def write_part(folder: Path, name: str, marks: dict[str, str]) -> None:
    (folder / name / "text").mkdir(parents=True)
    (folder / name / "attributions").mkdir()
    (folder / name / "text" / "kole.txt").write_text(TEXT, "utf-8")
    for annotator, lines in marks.items():
        (folder / name / "attributions" / f"kole_{annotator}.ann").write_text(lines, "utf-8")


def test_what_is_found_as_marked_scores_one(tmp_path: Path) -> None:
    write_part(tmp_path, "dev", {"1a": MARKS})
    scores = score_attribution(tmp_path)
    assert set(scores.figures) == {"content_f1", "source_f1", "cue_f1", "pair_f1"}
    assert set(scores.baselines[RULES].values()) == {1.0}
    assert all(set(figures) == set(scores.figures) for figures in scores.baselines.values())


def test_annotators_of_one_article_are_averaged(tmp_path: Path) -> None:
    write_part(tmp_path, "dev", {"1a": MARKS, "2b": ""})
    assert score_attribution(tmp_path).figures["pair_f1"] == pytest.approx(2 / 3)


def test_the_part_trained_on_is_not_scored(tmp_path: Path) -> None:
    write_part(tmp_path, "train", {"1a": MARKS})
    with pytest.raises(InputError):
        find_parts(tmp_path)
    write_part(tmp_path, "held", {"1a": MARKS})
    assert [part.name for part in find_parts(tmp_path)] == ["held"]


def test_stretches_and_numbered_roles_are_read(tmp_path: Path) -> None:
    lines = "T1\tContent 11 14;20 24\tAna said\nT2\tContent 25 28\tthe\nE1\tAttribution:T9 Content:T1 Content2:T2\n"
    write_part(tmp_path, "dev", {"1a": lines})
    (article,) = read_articles(tmp_path / "dev")
    ((mark,),) = article.annotators
    assert mark.content == ((11, 14), (20, 24), (25, 28))
    assert mark.source == mark.cue == ()


def test_holes_are_cut_out_of_a_stretch() -> None:
    assert cut_out((0, 10), [(3, 5), (8, 12)]) == ((0, 3), (5, 8))
    assert cut_out((0, 10), [(20, 30)]) == ((0, 10),)
