"""Files of a ledger: all or none, the same bytes each time."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ledger_by_hand import LEDGER
from marsad.errors import InputError
from marsad.model.codec import dump_ledger
from marsad.publish import write_all

NAMES = ("ledger.json", "claims.csv", "incidents.csv", "incidents.geojson", "control.geojson", "briefing.html")


def test_six_files_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    written = write_all(LEDGER, folder)
    assert written == tuple(folder / name for name in NAMES)
    assert {path.name for path in folder.iterdir()} == set(NAMES)
    assert (folder / "ledger.json").read_text(encoding="utf-8") == dump_ledger(LEDGER)


def test_the_tables_open_as_utf_8_in_spreadsheets(tmp_path: Path) -> None:
    write_all(LEDGER, tmp_path)
    assert (tmp_path / "claims.csv").read_bytes().startswith(b"\xef\xbb\xbfid,report,")
    assert b"\r\n" in (tmp_path / "incidents.csv").read_bytes()


def test_a_second_run_writes_the_same_bytes(tmp_path: Path) -> None:
    first = [path.read_bytes() for path in write_all(LEDGER, tmp_path)]
    assert [path.read_bytes() for path in write_all(LEDGER, tmp_path)] == first


def test_a_run_that_cannot_be_written_leaves_no_half_files(tmp_path: Path) -> None:
    (tmp_path / "briefing.html").mkdir()
    with pytest.raises(InputError, match="can't be written"):
        write_all(LEDGER, tmp_path)
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".part")]


def test_a_ledger_that_cannot_be_rendered_leaves_the_old_files(tmp_path: Path) -> None:
    before = [path.read_bytes() for path in write_all(LEDGER, tmp_path)]
    with pytest.raises(KeyError):
        write_all(replace(LEDGER, sources=()), tmp_path)
    assert [(tmp_path / name).read_bytes() for name in NAMES] == before


def test_a_lone_surrogate_keeps_every_offset(tmp_path: Path) -> None:
    first, *others = LEDGER.reports
    broken = replace(first, text=first.text.replace("two shells", "two\ud800shells"))
    write_all(replace(LEDGER, reports=(broken, *others)), tmp_path)
    texts = {report["id"]: report["text"] for report in json.loads((tmp_path / "ledger.json").read_bytes())["reports"]}
    assert texts[first.id] == first.text.replace("two shells", "two?shells")


def test_a_folder_that_is_a_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="can't be written"):
        write_all(LEDGER, tmp_path / "out")
