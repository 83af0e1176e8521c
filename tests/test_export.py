"""The ledger in other forms: the same figures in each, names masked, and a message where a form can't be had."""

import json
import shutil
import sqlite3
import struct
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
from pypdf import PdfReader

from ledger_by_hand import LEDGER
from marsad import load
from marsad.commands.export import Form
from marsad.commands.exporting import export_ledger
from marsad.errors import InputError
from marsad.publish import write_all
from marsad.publish.masking import MASK
from marsad.publish.relations import Holds, relate_ledger
from marsad.results import Reading
from reports_by_hand import NURSE, QUAY

RELATIONS = {relation.name: relation for relation in relate_ledger(LEDGER)}
HELD = "Idris Oum Kalt"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    write_all(LEDGER, out)
    return out


@pytest.fixture
def base(folder: Path) -> Iterator[sqlite3.Connection]:
    (path,) = export_ledger(Form.SQLITE, folder, None)
    with closing(sqlite3.connect(path)) as opened:
        yield opened


def test_every_row_has_a_cell_for_each_column_and_what_it_refers_to_is_there() -> None:
    keys = {name: {row[0] for row in one.rows} for name, one in RELATIONS.items() if one.key == "id"}
    for relation in RELATIONS.values():
        assert all(len(row) == len(relation.columns) for row in relation.rows)
        names = [name for name, _ in relation.columns]
        for column, table in relation.refers:
            found = {row[names.index(column)] for row in relation.rows} - {None}
            assert found <= keys[table], (relation.name, column)


def test_no_table_has_a_name_that_is_held_back() -> None:
    cells = [cell for one in RELATIONS.values() for row in one.rows for cell in row if isinstance(cell, str)]
    assert NURSE.split(",")[0] == HELD
    assert not any(HELD in cell for cell in cells)
    assert any(MASK in cell for cell in cells)


def test_sqlite_answers_with_the_ledgers_figures_and_finds_words(base: sqlite3.Connection) -> None:
    counted = base.execute("SELECT count(*) FROM claims").fetchone()
    assert counted == (len(LEDGER.claims),)
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    rows = base.execute(
        "SELECT figures.low, claims.quote FROM figures JOIN claims ON figures.claims LIKE '%' || claims.id || '%' "
        "WHERE claims.quote = ?",
        (QUAY,),
    ).fetchall()
    assert (12, QUAY) in rows
    found = base.execute("SELECT quote FROM claims_fts WHERE claims_fts MATCH 'dockers'").fetchall()
    assert (QUAY,) in found


def test_the_same_ledger_gives_the_same_databases(folder: Path, tmp_path: Path) -> None:
    for form in (Form.SQLITE, Form.GEOPACKAGE):
        one, two = (export_ledger(form, folder, tmp_path / name)[0].read_bytes() for name in ("a", "b"))
        assert one == two


def test_a_geopackage_has_a_point_where_there_are_coordinates_and_none_elsewhere(folder: Path) -> None:
    (path,) = export_ledger(Form.GEOPACKAGE, folder, None)
    with closing(sqlite3.connect(path)) as opened:
        assert opened.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
        rows = opened.execute("SELECT geom, longitude, latitude FROM incidents").fetchall()
    assert len(rows) == len(LEDGER.incidents)
    for geometry, lon, lat in rows:
        assert (geometry is None) is (lon is None)
        if geometry is not None:
            assert geometry[:2] == b"GP"
            assert struct.unpack("<dd", geometry[-16:]) == (lon, lat)
    assert any(geometry is not None for geometry, _, _ in rows)


def test_parquet_and_frames_hold_the_same_typed_columns(folder: Path) -> None:
    paths = export_ledger(Form.PARQUET, folder, None)
    assert {path.stem for path in paths} == set(RELATIONS)
    reading = load(folder)
    for name, relation in RELATIONS.items():
        table = getattr(reading, name)
        frame, polar = table.to_pandas(), table.to_polars()
        stored = pq.read_table(folder / "parquet" / f"{name}.parquet")
        assert len(frame) == len(polar) == stored.num_rows == len(relation.rows)
        assert list(frame.columns) == polar.columns == stored.column_names == list(table.columns)
        for column, holds in relation.columns:
            if holds is Holds.NUMBER:
                assert (frame[column].dtype, polar[column].dtype) == (pd.Int64Dtype(), pl.Int64)
            if holds is Holds.MOMENT:
                assert (str(frame[column].dtype), polar[column].dtype) == (
                    "datetime64[us, UTC]",
                    pl.Datetime("us", "UTC"),
                )


def test_an_unknown_is_unknown_in_a_frame_and_never_0(folder: Path) -> None:
    figures = load(folder).figures.to_pandas()
    floor = figures[figures["low"] == 12].iloc[0]
    assert floor["best"] is pd.NA
    assert floor["high"] is pd.NA


def test_a_library_that_is_missing_is_named_with_its_command(monkeypatch: pytest.MonkeyPatch) -> None:
    for library in ("pandas", "polars"):
        monkeypatch.setitem(sys.modules, library, None)
        with pytest.raises(InputError, match=f"pip install {library}"):
            getattr(Reading.of(LEDGER).claims, f"to_{library}")()


def test_markdown_says_what_the_page_says_and_nothing_of_it_is_markup(folder: Path) -> None:
    (path,) = export_ledger(Form.MARKDOWN, folder, None)
    text = path.read_text(encoding="utf-8")
    assert f"> {QUAY}" in text
    assert "- Killed: **at least 12**" in text
    assert "Lantern \\& \\<Post\\>" in text
    assert HELD not in text and "javascript:" not in text
    assert "](" not in text and "<" not in text.replace("\\<", "")


def test_the_pdf_has_pages_with_the_figures_as_text(folder: Path) -> None:
    (path,) = export_ledger(Form.PDF, folder, None)
    reader = PdfReader(path)
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert len(reader.pages) > 1
    assert "at least 12" in text and HELD not in text


def test_without_a_chromium_the_message_names_how_to_get_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match="install -y chromium"):
        export_ledger(Form.PDF, folder, None)
    assert shutil.which("chromium") is None


def test_a_place_that_cannot_be_written_is_a_message(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for form in (Form.SQLITE, Form.GEOPACKAGE, Form.MARKDOWN, Form.PARQUET):
        with pytest.raises(InputError, match="--out"):
            export_ledger(form, folder, tmp_path / "file" / "out")


def test_the_notebook_runs_from_top_to_bottom_and_holds_no_outputs(monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path(__file__).parent.parent / "examples" / "marsad-in-python.ipynb"
    cells = [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] for cell in cells)
    monkeypatch.chdir(path.parent)
    names: dict[str, object] = {}
    for cell in cells:
        exec(compile("".join(cell["source"]), str(path), "exec"), names)
    behind = names["behind"]
    assert isinstance(behind, list) and len(behind) > 0
