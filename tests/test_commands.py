"""The commands on the reports of a folder: the tree of copies, and two reports side by side."""

import json
from pathlib import Path

import pytest
from rich.text import Text
from typer.testing import CliRunner

from lineage_by_hand import OTHER, WIRE
from marsad.cli import app
from marsad.errors import InputError


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
    assert "3 reports, 2 families, 1 copy; 1 without any reuse" in shown.output
    found = json.loads(CliRunner().invoke(app, ["copies", str(folder), "--json"]).output)
    keys = {report["id"]: report["key"] for report in found["reports"]}
    assert [(keys[row["report"]], keys[row["origin"]]) for row in found["copies"]] == [("again.txt", "first.txt")]
    assert len(found["families"]) == 2


def test_copies_tells_who_calls_the_same_people_what(tmp_path: Path) -> None:
    said = ("Rebels took the mill at Orlen after a night of fighting, two residents said by telephone.", *WIRE[1:])
    wordings = {
        "first.txt": said,
        "second.txt": (said[0].replace("Rebels", "Terrorists"), *said[1:]),
        "third.txt": (*said, "Nobody at the mill answered the telephone."),
    }
    for day, (name, paragraphs) in enumerate(wordings.items(), start=7):
        (tmp_path / name).write_text(f"March {day}, 2024\n\n" + "\n\n".join(paragraphs), "utf-8")
    found = json.loads(CliRunner().invoke(app, ["copies", str(tmp_path), "--json"]).output)
    keys = {report["id"]: report["key"] for report in found["reports"]}
    (row,) = found["namings"]
    assert row["family"] == found["families"][0]["id"]
    (names,) = row["called"]
    assert [(one["words"], [keys[report] for report in one["reports"]]) for one in names] == [
        ("Rebels", ["first.txt", "third.txt"]),
        ("Terrorists", ["second.txt"]),
    ]
    shown = CliRunner().invoke(app, ["copies", str(tmp_path)]).output
    assert "the same people are called" in shown
    assert shown.index("Rebels") < shown.index("Terrorists")


def test_diff_shows_both_sides_and_steers_no_terminal(folder: Path) -> None:
    names = [str(folder / "first.txt"), str(folder / "again.txt")]
    shown = CliRunner().invoke(app, ["diff", *names])
    assert shown.exit_code == 0
    assert "1 words: “Rebels” → “Militants”" in shown.output
    assert "[Rebels]" in shown.output
    assert "[Militants]" in shown.output
    assert "B repeats word for word A: " in shown.output
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


def test_two_of_the_same_and_two_that_share_nothing_are_told_so(folder: Path) -> None:
    first = str(folder / "first.txt")
    assert "A and B are the same report." in CliRunner().invoke(app, ["diff", first, first]).output
    apart = CliRunner().invoke(app, ["diff", first, str(folder / "apart.txt")])
    assert "No reuse that counts" in apart.output
    assert f"{len(WIRE)} dropped, {len(OTHER)} added" in apart.output


def test_what_is_not_there_is_told_with_its_remedy(folder: Path) -> None:
    first = str(folder / "first.txt")
    missing = CliRunner().invoke(app, ["diff", str(folder / "none.txt"), first])
    assert missing.exit_code == 1
    assert "none.txt: there is no such file or folder" in missing.stderr
    unknown = CliRunner().invoke(app, ["diff", f"{first}#none", first])
    assert isinstance(unknown.exception, InputError)
    assert "no report with the key none" in str(unknown.exception)
    assert "first.txt#first.txt" in str(unknown.exception)
    several = CliRunner().invoke(app, ["diff", str(folder), first])
    assert "3 reports there" in str(several.exception)


def test_a_file_whose_name_holds_the_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "desk #4.txt"
    path.write_text("\n\n".join(WIRE), "utf-8")
    assert CliRunner().invoke(app, ["diff", str(path), str(path)]).exit_code == 0


def test_a_report_alone_has_nobody_to_repeat(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("\n\n".join(WIRE), "utf-8")
    shown = CliRunner().invoke(app, ["copies", str(tmp_path)])
    assert shown.output.strip() == "1 report, 1 family, 0 copies; 1 without any reuse"


def test_a_date_that_a_copy_lends_is_marked(tmp_path: Path) -> None:
    (tmp_path / "first.txt").write_text("March 7, 2024\n\n" + "\n\n".join(WIRE), "utf-8")
    (tmp_path / "again.txt").write_text("\n\n".join(WIRE), "utf-8")
    shown = CliRunner().invoke(app, ["copies", str(tmp_path)])
    assert "again.txt: 2024-03-07 (inherited)" in " ".join(shown.output.split())


@pytest.mark.parametrize("columns", [80, 160])
def test_a_terminal_of_any_width_holds_right_to_left_text_and_endless_sentences(tmp_path: Path, columns: int) -> None:
    endless = " ".join(f"word{number}" for number in range(900))
    for name, added in (("a.txt", "وصلت القافلة إلى البلدة عند الفجر."), ("b.txt", f"{endless}.")):
        (tmp_path / name).write_text("\n\n".join((*WIRE, added)), "utf-8")
    arguments = ["diff", str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
    shown = CliRunner().invoke(
        app, arguments, env={"FORCE_COLOR": "1", "COLUMNS": str(columns), "TERM": "xterm-256color"}
    )
    assert shown.exit_code == 0
    rows = [Text.from_ansi(row) for row in shown.output.splitlines() if "│" in row]
    assert rows
    assert max(row.cell_len for row in rows) == columns
    assert "القافلة" in shown.output
    assert "word899" in shown.output
