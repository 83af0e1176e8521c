"""Killed ranges of narratives: what the first total, its parts and later figures amount to."""

import json
from pathlib import Path

import pytest

from marsad.errors import InputError
from marsad.evaluate.counts import score_counts

NARRATIVES = (
    ("Shelling killed at least 12 people in Izium. Medics later counted 14 people killed.", [12, 14]),
    ("A shell killed a woman and her three sons near Taiz.", [4, 4]),
    ("The raid killed up to nine civilians, including at least five children.", [5, 9]),
    ("Nobody knows how many people were hurt in Bor.", None),
)


def write(folder: Path) -> None:
    rows = [
        {"id": f"n{at}", "text": text, "gold": {"civilians_killed": killed}}
        for at, (text, killed) in enumerate(NARRATIVES)
    ]
    (folder / "narratives.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")


def test_reads_the_range_of_each_narrative(tmp_path: Path) -> None:
    write(tmp_path)
    scores = score_counts(tmp_path)
    assert scores.figures == {"killed_exact": 1.0, "killed_overlap": 1.0}
    assert scores.baselines["largest number near a death word"]["killed_exact"] < 1
    assert scores.notes == ("3 of 4 narratives have a recorded figure",)


def test_names_a_folder_without_figures(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        score_counts(tmp_path)
