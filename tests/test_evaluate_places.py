"""Scoring places: offsets of both forms, figures, nested names, and a folder without XML."""

from pathlib import Path

import pytest

from marsad.claims.places.toponyms import spot_toponyms
from marsad.claims.sentences import load_parser
from marsad.errors import InputError
from marsad.evaluate.nested import spot_nested
from marsad.evaluate.places import read_articles, score_places

TEXT = "Fighting reached Kisumu on Friday. Aid groups left Mombasa for Kenya's border."


def _mark(name: str, lat: str, lon: str, shift: int, form: str) -> str:
    start = TEXT.index(name) + shift
    place = f"<lat>{lat}</lat><lon>{lon}</lon>"
    inner = f"<gaztag>{place}</gaztag>" if form == "toponym" else place
    word = "phrase" if form == "toponym" else "name"
    span = f"<start>{start}</start><end>{start + len(name)}</end>"
    return f"<{form}>{span}<{word}>{name}</{word}>{inner}</{form}>"


def _write(path: Path, shift: int, form: str) -> Path:
    marks = _mark("Kisumu", "-0.1", "34.75", shift, form) + _mark("Mombasa", "-4.05", "39.67", shift, form)
    path.write_text(f"<articles><article><text>{TEXT}</text>{marks}</article></articles>", encoding="utf-8")
    return path


@pytest.mark.parametrize(("shift", "form"), [(0, "toponym"), (1, "location")])
def test_offsets_from_zero_and_from_one_give_the_names_marked(tmp_path: Path, shift: int, form: str) -> None:
    (article,) = read_articles(_write(tmp_path / "marked.xml", shift, form))
    assert [TEXT[a:b] for a, b in article.toponyms] == ["Kisumu", "Mombasa"]


def test_figures_go_by_lower_case_file_names_with_the_baseline_beside(tmp_path: Path) -> None:
    _write(tmp_path / "Marked.xml", 0, "toponym")
    scores = score_places(tmp_path)
    assert scores.figures["marked_accuracy_161km"] == 1.0
    assert scores.figures["marked_coverage"] == 1.0
    assert set(scores.figures) == {"marked_span_f1", "marked_accuracy_161km", "marked_coverage"}
    assert [set(figures) for figures in scores.baselines.values()] == [set(scores.figures)]


def test_a_folder_without_xml_and_broken_xml_say_so(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        score_places(tmp_path)
    (tmp_path / "broken.xml").write_text("<articles>", encoding="utf-8")
    with pytest.raises(InputError):
        score_places(tmp_path)


def test_streets_and_places_in_names_of_bodies_are_nested_names() -> None:
    doc = load_parser()("Officers of the Nakuru Police closed Harbour Lane.")
    (sentence,) = doc.sents
    names = {
        one.name for one in (*spot_toponyms(sentence), *spot_nested(sentence, spot_toponyms(sentence), frozenset()))
    }
    assert {"Nakuru", "Harbour Lane"} <= names
