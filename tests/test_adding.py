"""What people add: places and sources of their own, in every form that they come in."""

import json
from pathlib import Path

import pytest

from marsad.cli import main
from marsad.errors import InputError
from marsad.intake.gazetteers import read_gazetteer
from marsad.intake.source_files import read_sources
from marsad.model.claims import BodyKind, PlaceBasis
from marsad.store.desk import Desk

REPORT = """Shells hit Soura

SOURA, Sudan, 4 May 2031 - Shells hit the Tin Market area of Soura on Sunday, killing at least six traders, the Nile
Tally Desk said. Residents of Soura, in Sudan, fled to Khartoum.
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def write_rows(folder: Path, *rows: str) -> Path:
    return write(folder, "own.csv", "\n".join((*rows, "")))


def run(*words: str) -> int:
    """The exit code of the command line."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["marsad", *words])
        with pytest.raises(SystemExit) as ended:
            main()
    return int(ended.value.code or 0)


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_table_gives_places_and_tells_what_is_wrong_with_the_other_rows(tmp_path: Path, sign: str) -> None:
    rows = (
        ("Name", "Latitude", "Longitude", "Type", "Country", "Aliases"),
        ("Soura", "13.51", "30.22", "Refugee Camp", "Sudan", "Sourah|سورا"),
        ("Nowhere", "north", "30.2", "", "", ""),
        ("", "13.5", "30.2", "", "", ""),
        ("Far", "113.5", "30.2", "", "SD", ""),
        ("Null Island", "0", "0", "", "", ""),
    )
    path = write(tmp_path, "own.csv", "\r\n".join(sign.join(row) for row in rows))
    found = read_gazetteer(path)
    (one,) = found.places
    assert (one.name, one.kind, one.country, one.lat, one.lon) == ("Soura", "camp", "SD", 13.51, 30.22)
    assert one.aliases == ("Sourah", "سورا") and one.basis is PlaceBasis.USER
    assert [problem.at for problem in found.problems] == ["line 3", "line 4", "line 5", "line 6"]
    assert all(problem.path == "own.csv" and problem.remedy for problem in found.problems)


def test_geojson_gives_points_and_the_middles_of_shapes(tmp_path: Path) -> None:
    square = [[30.0, 10.0], [32.0, 10.0], [32.0, 12.0], [30.0, 12.0], [30.0, 10.0]]
    speck = [[0.0, 1.0], [0.1, 1.0], [0.1, 1.1], [0.0, 1.0]]
    shapes = (
        {"type": "Point", "coordinates": [30.22, 13.51, 390.0]},
        {"type": "Polygon", "coordinates": [square]},
        {"type": "MultiPolygon", "coordinates": [[speck], [square]]},
        {"type": "Polygon", "coordinates": []},
        None,
    )
    features = [
        {"type": "Feature", "properties": {"name": f"Place {at}"}, "geometry": g} for at, g in enumerate(shapes)
    ]
    path = write(tmp_path, "own.geojson", json.dumps({"type": "FeatureCollection", "features": features}))
    found = read_gazetteer(path)
    assert [(one.lat, one.lon) for one in found.places] == [(13.51, 30.22), (11.0, 31.0), (11.0, 31.0)]
    assert [problem.at for problem in found.problems] == ["feature 4", "feature 5"]


def test_a_dump_of_geonames_is_read_without_a_header(tmp_path: Path) -> None:
    named = ("9000001", "Soura Camp", "Soura Camp", "Moukhayam Soura,سورا", "13.51", "30.22", "S", "CMPRF", "SD", "")
    camp = "\t".join((*named, "29", "", "", "", "0", "", "390", "Africa/Khartoum", "2031-01-01"))
    town = camp.replace("Soura Camp", "Tin Soura").replace("S\tCMPRF", "P\tPPLA2").replace("\t0\t", "\t5200\t")
    found = read_gazetteer(write(tmp_path, "SD.txt", f"{camp}\n{town}\n"))
    assert [(one.name, one.kind, one.country, one.population) for one in found.places] == [
        ("Soura Camp", "camp", "SD", 0),
        ("Tin Soura", "city", "SD", 5200),
    ]
    assert found.places[0].aliases == ("Moukhayam Soura", "سورا") and not found.problems


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (
            "ADM1_EN,ADM1_PCODE,ADM2_EN,ADM2_AR,ADM2_PCODE,ADM0_EN,ADM0_PCODE,center_lat,center_lon",
            "East,SD7,Soura,سورا,SD701,Sudan,SD,13.5,30.2",
        ),
        (
            "admin2Name_en,admin2Pcode,admin1Name_en,admin0Name_en,admin0Pcode,lat,lon",
            "Soura,SD701,East,Sudan,SD,13.5,30.2",
        ),
        (
            "adm1_name,adm2_name,adm2_name1,adm2_pcode,iso2,center_lat,center_lon",
            "East,Soura,سورا,SD701,SD,13.5,30.2",
        ),
    ],
)
def test_administrative_files_give_their_deepest_division(tmp_path: Path, header: str, row: str) -> None:
    found = read_gazetteer(write(tmp_path, "sdn_adm2.csv", f"{header}\n{row}\n"))
    assert [(one.name, one.kind, one.country) for one in found.places] == [("Soura", "district", "SD")]
    assert not found.problems


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "{", '{"type": "Feature"}', "[" * 5, ""])
def test_what_is_no_gazetteer_is_told_with_a_remedy(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError) as told:
        read_gazetteer(write(tmp_path, "odd.json", text))
    assert "odd.json" in told.value.what and told.value.remedy


def test_an_added_place_is_pinned_and_the_ledger_stays_the_same_by_any_order(tmp_path: Path) -> None:
    report = write(tmp_path, "soura-2031-05-04.txt", REPORT)
    own = write_rows(
        tmp_path, "name,lat,lon,kind,country", "Soura,13.51,30.22,town,SD", "Tin Market,13.52,30.23,area,SD"
    )
    before = tmp_path / "before"
    assert run("read", report.as_posix(), "--out", before.as_posix()) == 0
    assert pin_of(before, "Soura")["basis"] != "user"
    desks = [tmp_path / "one", tmp_path / "two"]
    for desk in desks:
        assert run("places", "add", own.as_posix(), "--into", desk.as_posix()) == 0
        assert run("read", report.as_posix(), "--out", desk.as_posix()) == 0
    assert run("places", "add", own.as_posix(), "--into", desks[1].as_posix()) == 0
    assert run("read", "--into", desks[1].as_posix()) == 0
    soura = pin_of(desks[0], "Soura")
    assert (soura["basis"], soura["lat"], soura["lon"]) == ("user", 13.51, 30.22)
    assert (desks[0] / "ledger.json").read_bytes() == (desks[1] / "ledger.json").read_bytes()


def pin_of(folder: Path, name: str) -> dict[str, object]:
    places = json.loads((folder / "ledger.json").read_text("utf-8"))["places"]
    return next(place for place in places if place["name"] == name)


def test_an_added_place_elsewhere_is_never_a_wrong_pin(tmp_path: Path) -> None:
    report = write(tmp_path, "soura-2031-05-04.txt", REPORT)
    own = write_rows(tmp_path, "name,lat,lon,kind,country", "Soura,-12.0,-77.0,town,Peru", "Khartoum,4.6,-74.1,town,CO")
    desk = tmp_path / "desk"
    assert run("places", "add", own.as_posix(), "--into", desk.as_posix()) == 0
    assert run("read", report.as_posix(), "--out", desk.as_posix()) == 0
    assert {pin_of(desk, name)["basis"] for name in ("Soura", "Khartoum")} <= {"none", "gazetteer"}


def test_added_sources_join_their_names_and_what_they_are_part_of(tmp_path: Path) -> None:
    report = write(
        tmp_path,
        "soura-2031-05-04.txt",
        f"{REPORT}\nThe NTD counted two more wounded on Monday. Nile Tally said the toll may rise.\n",
    )
    own = write_rows(
        tmp_path,
        "name,kind,part_of,aliases",
        "Nile Tally Desk,organisation,Delta Watch,NTD|Nile Tally",
        "Delta Watch,organisation,,",
    )
    desk = tmp_path / "desk"
    assert run("sources", "add", own.as_posix(), "--into", desk.as_posix()) == 0
    assert run("read", report.as_posix(), "--out", desk.as_posix()) == 0
    sources = {row["name"]: row for row in json.loads((desk / "ledger.json").read_text("utf-8"))["sources"]}
    assert {"NTD", "Nile Tally"} <= set(sources["Nile Tally Desk"]["aliases"])
    assert sources["Nile Tally Desk"]["affiliation"] == sources["Delta Watch"]["id"]
    assert not {"NTD", "Nile Tally"} & set(sources)


def test_rows_of_sources_that_are_none_are_told(tmp_path: Path) -> None:
    path = write_rows(
        tmp_path, "name,kind,aliases", "Nile Tally Desk,agency,NTD", "NTD,outlet,", ",agency,", "Delta,planet,"
    )
    found = read_sources(path)
    assert [(body.name, body.kind) for body in found.bodies] == [("Nile Tally Desk", BodyKind.AGENCY)]
    assert [problem.at for problem in found.problems] == ["line 3", "line 4", "line 5"]
    with pytest.raises(InputError):
        read_sources(write(tmp_path, "odd.csv", "who\nNile\n"))


def test_a_torn_line_of_what_was_added_is_told_and_costs_nothing(tmp_path: Path) -> None:
    own = write_rows(tmp_path, "name,lat,lon", "Soura,13.51,30.22")
    assert run("places", "add", own.as_posix(), "--into", tmp_path.as_posix()) == 0
    with (tmp_path / "desk" / "places.jsonl").open("a") as file:
        file.write('{"id": "torn')
    added, problems = Desk(tmp_path).read_added()
    assert [place.name for place in added.places] == ["Soura"] and [one.at for one in problems] == ["line 2"]


def test_the_commands_tell_what_was_not_added(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = write_rows(tmp_path, "name,lat,lon", "Soura,13.51,30.22", "Nowhere,,")
    assert run("places", "add", own.as_posix(), "--into", tmp_path.as_posix()) == 3
    assert "own.csv, line 3: “Nowhere” has no point" in capsys.readouterr().err
    assert run("places", "list", "--into", tmp_path.as_posix()) == 0
    assert "Soura, place, no country, 13.51, 30.22" in capsys.readouterr().out
    none = write(tmp_path, "none.csv", "name,lat,lon\n")
    assert run("places", "add", none.as_posix(), "--into", tmp_path.as_posix()) == 1
    assert run("places", "add", (tmp_path / "missing.csv").as_posix(), "--into", tmp_path.as_posix()) == 2
