"""Logs: a line is whole or reported, and a killed writer costs nothing but its own line."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import InputError
from marsad.ledger.log import append_line, read_lines


def test_lines_come_back_in_order_with_their_places(tmp_path: Path) -> None:
    path = tmp_path / "desk" / "notes.jsonl"
    for number in range(3):
        append_line(path, {"number": number, "by": "Ödön"})
    records, problems = read_lines(path)
    assert [(at, row["number"]) for at, row in records] == [("line 1", 0), ("line 2", 1), ("line 3", 2)]
    assert not problems


@given(cut=st.integers(0, 60))
def test_a_writer_killed_anywhere_in_a_line_loses_only_that_line(
    cut: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("log") / "notes.jsonl"
    append_line(path, {"n": 1})
    whole = path.stat().st_size
    append_line(path, {"n": 2, "why": "a line that is cut somewhere in the middle of it"})
    os.truncate(path, min(path.stat().st_size, whole + cut))
    torn = path.read_bytes()
    append_line(path, {"n": 3})
    records, problems = read_lines(path)
    numbers = [row["n"] for _, row in records]
    assert numbers in ([1, 3], [1, 2, 3])
    assert path.read_bytes().startswith(torn)
    assert bool(problems) == (numbers == [1, 3] and cut > 0)


def test_a_line_changed_by_hand_is_named_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "notes.jsonl"
    path.write_bytes(b'{"n": 1}\nnot json\n[2]\n\xff\xfe\n{"n": 5}\n')
    records, problems = read_lines(path)
    assert [at for at, _ in records] == ["line 1", "line 5"]
    assert [problem.at for problem in problems] == ["line 2", "line 3", "line 4"]


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="--into"):
        append_line(tmp_path / "file" / "notes.jsonl", {"n": 1})
