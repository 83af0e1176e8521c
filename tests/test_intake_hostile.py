"""What no file may do: stop the others, lose text without a word, or take more than linear time."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.errors import InputError
from marsad.intake import read_paths
from marsad.intake.composing import compose_report
from marsad.intake.decoding import decode
from marsad.intake.found import Found
from marsad.intake.language import LONGEST as MOST_READ
from marsad.intake.language import tell_language
from marsad.intake.paragraphs import LONGEST

BODY = "Rebels shelled a village near Orsk on Monday, killing five people, the army said."


def problems_of(folder: Path, name: str, data: bytes) -> list[str]:
    (folder / name).write_bytes(data)
    (folder / "good.txt").write_text(BODY, encoding="utf-8")
    intake = read_paths([str(folder)])
    assert "good.txt" in [report.key for report in intake.reports]
    listed = (*intake.problems, *(one.problem for one in intake.undated))
    return [problem.what for problem in listed if problem.path.endswith(name)]


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n ", "empty"),
        ("program.txt", bytes(range(256)) * 8, "binary"),
        ("noise.txt", b"\x01\x02\x03\xff\xfe\xfa" * 200, "not text"),
        ("empty.html", b"<html></html>", "no text"),
        ("tags.html", b"<html>" + b"<p>" * 1_100_000, "more than 1,000,000 tags"),
        ("bad.json", b"{'a': 1}", "not JSON"),
        ("deep.json", b"[" * 200_000, "can't be read as JSON"),
        ("c.csv", b"place,toll\nOrsk,5\n", "none holds text"),
        ("notes.rtf", b"{\\rtf1}", "not read yet"),
        ("undated.txt", (BODY + " It rained.").encode(), "no date"),
        ("doubt.json", b'{"text": "A town was shelled.", "date": "03/04/2031"}', "two ways"),
        ("when.json", b'{"text": "A town was shelled.", "date": "last spring"}', "not understood"),
    ],
)
def test_each_fault_is_a_problem_and_the_others_go_on(tmp_path: Path, name: str, data: bytes, what: str) -> None:
    assert any(what in said for said in problems_of(tmp_path, name, data))


def test_five_megabytes_of_one_word_are_listed_and_yield_no_body(tmp_path: Path) -> None:
    said = problems_of(tmp_path, "killed.txt", b"killed " * 750_000)
    assert any("again and again" in what for what in said)
    report = next(report for report in read_paths([str(tmp_path)]).reports if report.key == "killed.txt")
    assert not report.read
    assert {block.kind for block in report.blocks} == {"boilerplate"}


def test_a_million_characters_are_kept_in_pieces(tmp_path: Path) -> None:
    text = " ".join(
        f"Rebels shelled village {number} on Monday and killed {number} people." for number in range(16_000)
    )
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    (report,) = read_paths([str(tmp_path)]).reports
    assert report.text == text
    assert max(block.end - block.start for block in report.blocks) <= LONGEST
    assert all(report.text[block.end - 1] == "." for block in report.blocks)


@pytest.mark.parametrize("unit", ["(", "a b ", "- ", "/AFP", "1:", "«\n", "By A ", "<", "May 4, "])
def test_repeats_of_anything_are_read_to_the_end(tmp_path: Path, unit: str) -> None:
    (tmp_path / "x.txt").write_text(unit * 100_000, encoding="utf-8")
    (report,) = read_paths([str(tmp_path)]).reports
    assert report.text == (unit * 100_000).strip()


def test_encodings_and_line_ends(tmp_path: Path) -> None:
    said = "Le préfet a dit hier soir à la télévision que la ville avait été bombardée."
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "latin-1"):
        assert decode(f"{said}\r\nFin.\rOui".encode(encoding)) == f"{said}\nFin.\nOui"
    with pytest.raises(InputError):
        decode(b"a\x00b")


def test_lone_surrogates_never_survive(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text('{"text": "One \\ud800 died \\u0000 there.", "id": "\\udfff"}', encoding="utf-8")
    (report,) = read_paths([str(tmp_path)]).reports
    assert report.text.encode() and report.key.encode()


def test_a_language_that_is_not_read_yet_is_kept_and_listed(tmp_path: Path) -> None:
    text = "قصفت قوات الجيش قرية قرب المدينة يوم الاثنين ما أدى إلى مقتل خمسة أشخاص.\n\nCopy link to Tweet\n\n4 Likes"
    assert any("'ar'" in what for what in problems_of(tmp_path, "ar.txt", text.encode()))
    report = next(report for report in read_paths([str(tmp_path)]).reports if report.key == "ar.txt")
    assert (report.language, report.read) == ("ar", False)
    assert report.unread_why is not None and "English only" in report.unread_why


def test_a_text_too_long_to_be_read_is_kept_whole_and_listed_with_its_size_and_remedy(tmp_path: Path) -> None:
    places = ("Orsk", "Umbel", "Port Vellar", "the old mill", "a school in Dravik", "the river crossing")
    told = (f"{BODY} By {n} o'clock shells fell on {places[n % 6]}, {n} witnesses said.\n\n" for n in range(9000))
    fits = "".join(told)[: MOST_READ - 1] + "."
    for name, text in (("fits.txt", fits), ("long.txt", f"{fits} It went on.")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    intake = read_paths([str(tmp_path)])
    assert {report.key: report.read for report in intake.reports} == {"fits.txt": True, "long.txt": False}
    (problem,) = intake.problems
    (report,) = (report for report in intake.reports if report.key == "long.txt")
    assert len(report.text) > MOST_READ
    assert problem.path.endswith("long.txt") and f"{len(report.text):,} characters" in problem.what
    assert "Split it" in problem.remedy


def test_too_little_text_has_no_language() -> None:
    assert tell_language(("Five dead",)) is None
    assert tell_language((BODY,)) == "en"


@given(st.binary(max_size=400))
@settings(deadline=None, max_examples=150)
def test_any_bytes_are_text_or_an_input_error(data: bytes) -> None:
    try:
        text = decode(data)
    except InputError:
        return
    assert "\r" not in text and text.encode("utf-8") is not None


@given(st.text(max_size=300), st.one_of(st.none(), st.text(max_size=80)), st.one_of(st.none(), st.text(max_size=20)))
@settings(deadline=None, max_examples=200)
def test_any_text_makes_a_report_of_all_its_words(body: str, title: str | None, outlet: str | None) -> None:
    found = Found(path="p", at=None, key="k", body=body, title=title, outlet=outlet, published=title, url=outlet)
    report, problems = compose_report(found, None)
    if report is None:
        assert problems
        return
    assert body.strip() in report.text
    kept = "".join(report.text[block.start : block.end] for block in report.blocks)
    assert "".join(kept.split()) == "".join(report.text.split())
    assert compose_report(found, None) == (report, problems)
