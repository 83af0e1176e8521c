"""A folder that a desk follows: new and changed files come in, half-written ones wait, deleted ones stay."""

import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from marsad.cli import app
from marsad.errors import InputError
from marsad.folders import Folders
from marsad.living import LivingDesk, init_desk
from marsad.model.codec import dump_ledger
from marsad.pipeline import read_ledger
from marsad.store.database.follows import Follows
from marsad.visited import Visited

NOW = datetime(2031, 6, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def desk(address: Callable[[], str], tmp_path: Path) -> Iterator[LivingDesk]:
    with init_desk(tmp_path / "desk", address()) as desk:
        yield desk


@pytest.fixture
def incoming(tmp_path: Path) -> Path:
    (tmp_path / "incoming" / "wire").mkdir(parents=True)
    return tmp_path / "incoming"


def write(path: Path, killed: int, at: datetime, town: str = "Orsk") -> Path:
    path.write_text(f"Hill Courier, May 4, 2031: Rebels shelled {town} and killed {killed} people, the army said.\n")
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def look(desk: LivingDesk, minutes: int, host: str = "here") -> Folders:
    return Folders(desk, host, "tests", lambda: NOW + minutes * MINUTE)


def visit(desk: LivingDesk, minutes: int) -> list[Visited]:
    return list(look(desk, minutes).visit_due())


def keys(desk: LivingDesk) -> list[str]:
    return [report.key for report in desk.facts.read_intake().reports]


def test_what_comes_into_a_folder_is_taken_in_under_the_names_of_a_one_off_run(
    desk: LivingDesk, incoming: Path
) -> None:
    write(incoming / "a.txt", 3, NOW - MINUTE)
    first = look(desk, 0).follow(incoming)
    assert first.arrival.count() == "1 new"
    assert visit(desk, 1) == []
    write(incoming / "b.txt", 4, NOW + MINUTE, "Velm")
    write(incoming / "wire" / "a.txt", 5, NOW + MINUTE, "Tarn")
    (visited,) = visit(desk, 2)
    assert visited.arrival.count() == "2 new"
    assert keys(desk) == ["a.txt", "b.txt", "wire/a.txt"]
    assert dump_ledger(desk.fold()) == dump_ledger(read_ledger([str(incoming)]))


def test_a_file_that_is_being_written_waits_until_it_stands_still(desk: LivingDesk, incoming: Path) -> None:
    look(desk, 0).follow(incoming)
    for minutes in (1, 2, 3):  # written to shortly before each visit
        write(incoming / "a.txt", minutes, NOW + minutes * MINUTE - timedelta(seconds=2))
        assert visit(desk, minutes) == []
    assert keys(desk) == []
    (visited,) = visit(desk, 4)
    assert visited.arrival.count() == "1 new"
    write(incoming / "late.txt", 9, NOW + timedelta(days=900), "Velm")  # a clock that is wrong
    assert visit(desk, 5) == []
    assert [one.arrival.count() for one in visit(desk, 6)] == ["1 new"]


def test_a_changed_file_is_a_version_and_a_deleted_one_stays(desk: LivingDesk, incoming: Path) -> None:
    write(incoming / "a.txt", 3, NOW - MINUTE)
    look(desk, 0).follow(incoming)
    write(incoming / "a.txt", 8, NOW)
    assert [one.arrival.count() for one in visit(desk, 1)] == ["0 new, 1 changed"]
    ledger = desk.fold()
    assert [(row.from_, row.to) for row in ledger.changes] == [("3 people killed", "8 people killed")]
    os.utime(incoming / "a.txt", (NOW.timestamp() + 5, NOW.timestamp() + 5))
    assert visit(desk, 2) == []
    (incoming / "a.txt").unlink()
    assert visit(desk, 3) == []
    assert dump_ledger(desk.fold()) == dump_ledger(ledger)


def test_of_a_file_with_several_reports_new_rows_are_new_reports(desk: LivingDesk, incoming: Path) -> None:
    def fill(*towns: str) -> None:
        rows = [{"id": town, "text": f"Rebels shelled {town} and killed 3 people, the army said."} for town in towns]
        (incoming / "list.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        os.utime(incoming / "list.jsonl", (NOW.timestamp(), NOW.timestamp() + len(towns)))

    fill("Orsk", "Velm")
    look(desk, 1).follow(incoming)
    fill("Tarn", "Orsk", "Marn")
    assert [one.arrival.count() for one in visit(desk, 2)] == ["2 new"]
    assert keys(desk) == ["Marn", "Orsk", "Tarn", "Velm"]
    assert desk.fold().versions == ()


def test_a_folder_is_visited_by_its_own_machine_and_told_once_when_it_is_gone(desk: LivingDesk, incoming: Path) -> None:
    look(desk, 0).follow(incoming)
    write(incoming / "a.txt", 3, NOW)
    assert list(look(desk, 1, "elsewhere").visit_due()) == []
    assert look(desk, 1, "elsewhere").next_due() is None
    assert [one.arrival.count() for one in visit(desk, 1)] == ["1 new"]
    for path in (incoming / "a.txt", incoming / "wire", incoming):
        path.unlink() if path.is_file() else path.rmdir()
    (lost,) = visit(desk, 2)
    assert "no such folder" in lost.line
    assert visit(desk, 3) == []
    incoming.mkdir()
    write(incoming / "b.txt", 4, NOW, "Velm")
    assert [one.arrival.count() for one in visit(desk, 4)] == ["1 new"]
    assert keys(desk) == ["a.txt", "b.txt"]
    (follow,) = Follows(desk.database).read()
    assert follow.address == f"file://here{incoming.resolve()}"


@pytest.mark.parametrize("where", [".", "desk", "desk/originals", "nowhere"])
def test_what_is_no_folder_or_holds_the_desk_is_refused(desk: LivingDesk, tmp_path: Path, where: str) -> None:
    (desk.folder / "originals").mkdir(exist_ok=True)
    with pytest.raises(InputError):
        look(desk, 0).follow(tmp_path / where)
    assert Follows(desk.database).read() == ()


def test_a_person_follows_a_folder_and_lets_it_go(
    tmp_path: Path, incoming: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    init_desk(tmp_path / "desk").close()
    monkeypatch.chdir(tmp_path / "desk")

    def call(*words: str) -> str:
        done = CliRunner().invoke(app, words)
        assert done.exit_code == 0, done.output
        return done.stdout

    write(incoming / "a.txt", 3, datetime.now(UTC) - MINUTE)
    assert "1 new" in call("add", "--follow", "../incoming")
    assert "/incoming  due " in call("feeds", "list")
    assert "file:" not in call("feeds", "opml")
    assert call("watch", "--once").startswith("nothing is due before 20")
    assert "followed no more" in call("feeds", "drop", "../incoming")
    assert "nothing is followed" in call("watch", "--once")
