"""Files: what arrives in which form, under which key, and what is said of what does not."""

import json
from datetime import date
from pathlib import Path

import pytest

from marsad.intake import Intake, read_paths
from marsad.model.reports import BlockKind, DateBasis, Report

BODY = "Rebels shelled a village near Orsk on Monday, killing five people, the army said."
OTHER = "Four boats carrying families from the island reached the port on Tuesday, the coastguard said."


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", ".").replace("_in_", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def only(intake: Intake) -> Report:
    (report,) = intake.reports
    return report


def test_front_matter_gives_the_fields(tmp_path: Path) -> None:
    fields = "title: 'Village shelled: five dead'\noutlet: Hill Courier\npublished: 2031-05-04\nagency: null"
    head = f"---\n{fields}\nauthor: A. Sorel\n---\n"
    report = only(read_paths([str(write(tmp_path, a__md=head + BODY) / "a.md")]))
    assert (report.title, report.outlet, report.author, report.agency) == (
        "Village shelled: five dead",
        "Hill Courier",
        "A. Sorel",
        None,
    )
    assert (report.published, report.published_basis) == (date(2031, 5, 4), DateBasis.STATED)
    assert report.text == f"Village shelled: five dead\n\n{BODY}"
    assert [block.kind for block in report.blocks] == [BlockKind.TITLE, BlockKind.BODY]


def test_broken_front_matter_is_a_problem_and_the_text_is_read(tmp_path: Path) -> None:
    intake = read_paths([str(write(tmp_path, a__txt=f"---\ntitle: 'a\noutlet: [b\n---\n{BODY}") / "a.txt")])
    assert only(intake).text == BODY
    assert any("front matter" in problem.what and problem.at for problem in intake.problems)


def test_a_body_that_opens_with_its_title_is_the_text(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "title": "Village SHELLED, five dead", "text": f"Village shelled; five dead\n\n{BODY}"},
        {"id": "b", "title": "Rebels shelled a village", "text": BODY},
    ]
    write(tmp_path, r__json=json.dumps(rows))
    texts = {report.key: report.text for report in read_paths([str(tmp_path)]).reports}
    assert texts == {"a": f"Village shelled; five dead\n\n{BODY}", "b": f"Rebels shelled a village\n\n{BODY}"}


@pytest.mark.parametrize(
    ("field", "outlet", "title"),
    [
        ("Five dead in village shelling - Hill Courier", "Hill Courier", "Five dead in village shelling"),
        (
            "Five dead in village shelling | HC Five dead in village shelling",
            "Hill Courier",
            "Five dead in village shelling",
        ),
        ("Five dead in village – army - Hill Courier Five dead in village – army", None, "Five dead in village – army"),
        ("Five dead in village shelling Search Icon Login icon Facebook icon", None, "Five dead in village shelling"),
        ("Five dead in village shelling • The Orsk Press Agency", "OPA", "Five dead in village shelling"),
        ("Five dead in Orsk - Darvel road", "Hill Courier", "Five dead in Orsk - Darvel road"),
        (
            'A. Sorel on Twitter: "Five people died here today" A. Sorel on Twitter',
            None,
            'A. Sorel on Twitter: "Five people died here today"',
        ),
    ],
)
def test_title_fields_are_cleaned(tmp_path: Path, field: str, outlet: str | None, title: str) -> None:
    write(tmp_path, r__json=json.dumps({"title": field, "outlet": outlet, "text": OTHER}))
    assert only(read_paths([str(tmp_path)])).title == title


def test_a_post_whose_words_are_in_the_body_keeps_them_there(tmp_path: Path) -> None:
    write(tmp_path, r__json=json.dumps({"title": f'A. Sorel on X: "{BODY}"', "text": f"{BODY}\n\n4 Likes"}))
    report = only(read_paths([str(tmp_path)]))
    assert report.title == "A. Sorel on X"
    assert [block.kind for block in report.blocks] == [BlockKind.TITLE, BlockKind.BODY, BlockKind.BOILERPLATE]


def test_columns_go_by_many_names(tmp_path: Path) -> None:
    row = {
        "source_id": 7,
        "headline": "Five die",
        "content": BODY,
        "publisher": {"name": "Hill Courier"},
        "pubDate": "2031-05-04",
        "link": "https://c.example/1",
        "authors": ["A", "B"],
    }
    report = only(read_paths([str(write(tmp_path, r__jsonl=json.dumps(row)) / "r.jsonl")]))
    assert (report.key, report.title, report.outlet, report.url, report.author) == (
        "7",
        "Five die",
        "Hill Courier",
        "https://c.example/1",
        "A; B",
    )


def test_csv_cells_keep_their_paragraphs(tmp_path: Path) -> None:
    write(tmp_path, r__csv=f'id;date;text\n1;2031-05-04;"{BODY}\n\n{OTHER}"\n')
    assert only(read_paths([str(tmp_path)])).text == f"{BODY}\n\n{OTHER}"


def test_a_broken_line_does_not_stop_the_others(tmp_path: Path) -> None:
    rows = [
        json.dumps({"id": "a", "text": BODY, "date": "2031-05-04"}),
        json.dumps({"id": "b", "text": OTHER, "date": "2031-05-04"}),
        '{"id": ',
        "[1]",
        '{"x": 1}',
        json.dumps({"id": "c", "text": f"{BODY} Later.", "date": "2031-05-04"}),
    ]
    intake = read_paths([str(write(tmp_path, r__jsonl="\n".join(rows)) / "r.jsonl")])
    assert [report.key for report in intake.reports] == ["a", "b", "c"]
    assert [(problem.path, problem.at) for problem in intake.problems] == [
        ("r.jsonl", "line 3"),
        ("r.jsonl", "line 4"),
        ("r.jsonl", "line 5"),
    ]


def test_tables_without_text_say_which_columns_they_have(tmp_path: Path) -> None:
    intake = read_paths([str(write(tmp_path, c__csv="place,toll\nOrsk,5\n", g__json='{"facts": [{"id": 1}]}'))])
    assert intake.reports == ()
    assert ["place, toll" in problem.what for problem in intake.problems] == [True, False]
    assert all(problem.remedy for problem in intake.problems)


def test_keys_are_names_and_paths_only_where_names_collide(tmp_path: Path) -> None:
    write(tmp_path, a__txt=BODY, b_in_c__txt=OTHER, d_in_c__txt=f"{OTHER} It rained.")
    keys = [report.key for report in read_paths([str(tmp_path)]).reports]
    assert keys == ["a.txt", "b/c.txt", "d/c.txt"]


def test_hidden_files_are_passed_over_and_lost_text_is_listed(tmp_path: Path) -> None:
    write(tmp_path, a__txt=BODY, __h__txt=OTHER, scan__pdf="%PDF", photo__jpg="x")
    intake = read_paths([str(tmp_path)])
    assert [report.key for report in intake.reports] == ["a.txt"]
    assert [problem.path for problem in intake.problems] == [f"{tmp_path.name}/scan.pdf"]
    assert [one.problem.path for one in intake.undated] == [f"{tmp_path.name}/a.txt"]


def test_globs_folders_and_files_in_any_order_give_the_same(tmp_path: Path) -> None:
    write(tmp_path, a__txt=BODY, b__txt=OTHER, c__json=json.dumps({"text": f"{BODY} Later."}))
    paths = [str(tmp_path / "a.txt"), str(tmp_path / "*.json"), str(tmp_path / "b.txt")]
    assert read_paths(paths) == read_paths(paths[::-1])
    assert read_paths(paths).reports == read_paths([str(tmp_path)]).reports


def test_the_same_report_twice_is_kept_once_and_said(tmp_path: Path) -> None:
    row = json.dumps({"id": "a", "text": BODY, "date": "2031-05-04"})
    intake = read_paths([str(write(tmp_path, r__jsonl=f"{row}\n{row}") / "r.jsonl")])
    assert len(intake.reports) == 1
    assert ["kept once" in problem.what for problem in intake.problems] == [True]


def test_no_path_of_this_machine_gets_out(tmp_path: Path) -> None:
    write(tmp_path, a__txt=BODY, e__txt="")
    intake = read_paths([str(tmp_path), str(tmp_path / "none.txt"), str(tmp_path / "*.zip")])
    assert str(tmp_path.parent) not in repr(intake)
    assert {"none.txt", "*.zip"} <= {problem.path for problem in intake.problems}


def test_agencies_are_told_from_outlets(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "outlet": "Hill Courier", "text": f"ORSK (AFP) — {BODY}"},
        {"id": "b", "outlet": "Associated Press", "text": f"ORSK (AP) — {BODY}"},
        {"id": "c", "outlet": "Hill Courier", "author": "Reuters", "text": BODY},
        {"id": "d", "outlet": "Hill Courier", "text": f"{BODY}\n\n{OTHER}\n\n© 2031 AFP"},
        {"id": "e", "outlet": "Hill Courier", "text": f"{BODY} He told AFP that the road was shut."},
    ]
    write(tmp_path, r__json=json.dumps(rows))
    agencies = {report.key: report.agency for report in read_paths([str(tmp_path)]).reports}
    assert agencies == {"a": "AFP", "b": None, "c": "Reuters", "d": "AFP", "e": None}


def test_files_without_a_suffix_are_read_as_text_and_binary_ones_are_problems(tmp_path: Path) -> None:
    (tmp_path / "report-1").write_text(BODY, encoding="utf-8")
    (tmp_path / "wire.0042").write_text(OTHER, encoding="utf-8")
    (tmp_path / "core").write_bytes(b"\x7fELF\x00\x01\x02\x00")
    intake = read_paths([str(tmp_path)])
    assert [report.key for report in intake.reports] == ["report-1", "wire.0042"]
    assert [problem.path for problem in intake.problems] == [f"{tmp_path.name}/core"]


def test_bare_lines_above_the_text_are_its_head(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text(
        "Title: Orlen: a second night of shells\r\nDate: 2031-05-03\r\nSource: Coast Wire\r\n\r\nShells hit Orlen.\r\n"
    )
    [report] = read_paths([str(tmp_path / "r.txt")], None).reports
    assert (report.title, str(report.published), report.outlet) == (
        "Orlen: a second night of shells", "2031-05-03", "Coast Wire",
    )  # fmt: skip
    assert "Date:" not in report.text


@pytest.mark.parametrize(
    "text",
    [
        "Title: one line alone is no head\n\nShells hit Orlen on Monday.",
        "Warning: shells ahead\nTitle: Orlen\n\nShells hit Orlen on Monday.",
        "Title: Orlen\nSource: Coast Wire\nShells hit Orlen on Monday.",
    ],
)
def test_lines_that_are_no_head_stay_text(tmp_path: Path, text: str) -> None:
    (tmp_path / "r.txt").write_text(text)
    [report] = read_paths([str(tmp_path / "r.txt")], None).reports
    assert "Title:" in report.text or "Title:" in (report.title or "")
