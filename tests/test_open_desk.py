"""A desk opened in Python: its ledger as records and as frames, always as its facts are now."""

import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

import marsad
from marsad.errors import InputError
from marsad.living import init_desk
from marsad.results import OpenDesk, Reading, Table

FIRST = (
    "Riverland Herald, May 4, 2031: Rebels shelled the market of Orsk on Sunday and killed 3 people, the army said.\n"
)
SECOND = "Coast Radio, May 5, 2031: An air strike on the port of Velm killed 11 dockers, the port's manager said.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.txt").write_text(FIRST)
    (tmp_path / "two.txt").write_text(SECOND)
    with init_desk(tmp_path / "desk") as desk:
        desk.add([str(tmp_path / "one.txt")])
    return tmp_path / "desk"


@pytest.fixture
def desk(folder: Path) -> Iterator[OpenDesk]:
    with marsad.open(folder) as desk:
        yield desk


def test_every_table_of_a_reading_is_a_table_of_the_desk(desk: OpenDesk) -> None:
    reading = desk.reading()
    names = {name for name, kind in inspect.get_annotations(Reading, eval_str=True).items() if kind is Table}
    assert {name: getattr(desk, name)() for name in names} == {name: getattr(reading, name) for name in names}
    assert desk.ledger() == reading.ledger
    assert [claim.counts[0].best for claim in desk.ledger().claims] == [3]


def test_the_tables_are_pandas_and_polars_frames(desk: OpenDesk) -> None:
    claims, polar = desk.claims().to_pandas(), desk.claims().to_polars()
    assert list(claims["id"]) == polar["id"].to_list() == [claim.id for claim in desk.ledger().claims]
    assert list(claims.columns) == polar.columns == list(desk.claims().columns)
    assert [report.key for report in desk.ledger().reports] == list(desk.reports().to_pandas()["key"])


def test_what_is_added_meanwhile_is_in_the_next_table_and_what_was_read_stays(desk: OpenDesk, folder: Path) -> None:
    before = desk.reports()
    with marsad.open(folder) as other:
        other.living.add([str(folder.parent / "two.txt")])
    assert [len(before), len(desk.reports())] == [1, 2]
    last = desk.reading()
    desk.close()
    assert len(last.reports) == 2
    with pytest.raises(InputError, match="closed"):
        desk.reports()


def test_in_a_notebook_a_table_a_reading_and_a_desk_are_one_line_each(desk: OpenDesk) -> None:
    claims, reading = desk.claims(), desk.reading()
    assert repr(claims).startswith(f"<table claims: {len(claims)} rows of id, report, ")
    assert f"{len(claims)} claims, " in repr(reading)
    assert max(len(repr(one)) for one in (claims, reading, desk)) < 500


def test_a_list_in_place_of_paths_is_refused(folder: Path) -> None:
    with pytest.raises(TypeError):
        marsad.read([str(folder)])  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["nowhere", "."])
def test_where_there_is_no_desk_it_says_how_to_make_one(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="marsad init"):
        marsad.open(str(tmp_path / name))
