"""What one report made of another, and the commands that show it."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from lineage_by_hand import OTHER, WIRE, write
from marsad.cli import app
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


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "first.txt").write_text("March 7, 2024\n\n" + "\n\n".join(WIRE), "utf-8")
    again = [
        WIRE[0].replace("Rebels", "Militants"),
        *WIRE[1:4],
        "\x1b[31mRed\x1b[0m paint \u202ewas thrown at the gate.",
    ]
    (tmp_path / "again.txt").write_text("March 8, 2024\n\n" + "\n\n".join(again), "utf-8")
    (tmp_path / "apart.txt").write_text("March 9, 2024\n\n" + "\n\n".join(OTHER), "utf-8")
    return tmp_path


def test_copies_prints_a_tree_and_json(folder: Path) -> None:
    shown = CliRunner().invoke(app, ["copies", str(folder)])
    assert shown.exit_code == 0
    assert shown.output.index("first.txt") < shown.output.index("verbatim")
    assert "1 repeat nobody" in shown.output
    found = json.loads(CliRunner().invoke(app, ["copies", str(folder), "--json"]).output)
    keys = {report["id"]: report["key"] for report in found["reports"]}
    assert [(keys[row["report"]], keys[row["origin"]]) for row in found["copies"]] == [("again.txt", "first.txt")]
    assert len(found["families"]) == 2


def test_diff_shows_both_sides_and_steers_no_terminal(folder: Path) -> None:
    names = [str(folder / "first.txt"), str(folder / "again.txt")]
    shown = CliRunner().invoke(app, ["diff", *names])
    assert shown.exit_code == 0
    assert "words: “Rebels” → “Militants”" in shown.output
    assert "\x1b" not in shown.output
    assert "\u202e" not in shown.output
    found = json.loads(CliRunner().invoke(app, ["diff", *names, "--json"]).output)
    assert found["counts"]["changed"] == 1
    assert found["copies"][0]["relation"] == "verbatim"
    (swap,) = found["sentences"][0]["swaps"]
    assert (swap["kind"], swap["left"]["text"], swap["right"]["text"]) == ("words", "Rebels", "Militants")


def test_one_of_several_reports_is_named_by_its_key(tmp_path: Path) -> None:
    rows = [{"id": key, "text": "\n\n".join(WIRE)} for key in ("x", "y")]
    path = tmp_path / "reports.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    named = CliRunner().invoke(app, ["diff", f"{path}#x", f"{path}#y", "--json"])
    assert json.loads(named.output)["counts"]["same"] == len(WIRE)
    assert CliRunner().invoke(app, ["diff", str(path), f"{path}#y"]).exit_code != 0
