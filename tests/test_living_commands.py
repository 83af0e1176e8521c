"""A desk from the command line, as a person uses it: made, filled, searched, reviewed, checked, moved and purged."""

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Protocol

import pytest
from typer.testing import CliRunner, Result

from marsad.cli import app, main
from marsad.living import init_desk

REPORTS = Path(__file__).parent.parent / "examples" / "colombia-displacement" / "reports"


class Call(Protocol):
    """The command line; `keys` are what a person types."""

    def __call__(self, *words: str, keys: str = "") -> Result: ...


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with the reports of one example, read once for all tests."""
    folder = tmp_path_factory.mktemp("filled")
    with init_desk(folder) as desk:
        desk.add([REPORTS.as_posix()])
        desk.fold()
    return folder


@pytest.fixture
def call(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """The command line, called in the folder of a desk of this test's own."""
    shutil.copytree(filled, tmp_path / "desk")
    monkeypatch.chdir(tmp_path / "desk")

    def run(*words: str, keys: str = "") -> Result:
        return CliRunner().invoke(app, words, input=keys)

    return run


def told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[int, str]:
    """The command line as the shell calls it: its exit code and what it says on standard error."""
    monkeypatch.setattr("sys.argv", ["marsad", *words])
    with pytest.raises(SystemExit) as stop:
        main()
    assert isinstance(stop.value.code, int)
    return stop.value.code, capsys.readouterr().err


def test_a_desk_is_made_filled_and_searched(call: Call, tmp_path: Path) -> None:
    assert "cd 'new desk' && marsad add" in call("init", "new desk").stdout
    assert call("init", "new").exit_code == 0
    assert (tmp_path / "desk" / "new" / "marsad.toml").is_file()
    added = call("add", REPORTS.as_posix(), "nowhere.txt")
    assert added.exit_code == 3
    assert added.stdout.startswith("0 new, ")
    assert "nowhere.txt: there is no such file or folder" in added.stderr
    found = json.loads(call("search", "families", "--in", "claims", "--json").stdout)
    assert found["total"] == len(found["hits"]) > 0
    assert all("famil" in hit["quote"].casefold() for hit in found["hits"])
    several = json.loads(call("search", "families", "left", "--json").stdout)
    assert several == json.loads(call("search", "families left", "--json").stdout)
    lines = call("search", "families", "--limit", "1").stdout.splitlines()
    assert lines[-1].endswith("things found, the first 1 shown")
    assert call("search", "--since", "7d").stdout.strip() == "0 things found"
    astray = call("search", "families", "--kind", "killing", "--place", "Atlantis")
    assert (astray.stdout, astray.stderr) == ("0 things found\n", "nothing on this desk has the place Atlantis\n")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("search", "--in", "people"), "people: nothing is searched there. Use one of incidents, claims, reports"),
        (("search", "--status", "finished"), "finished: there is no such status. Use one of reported, "),
        (("search", "--since", "soon"), "or how long ago: 12h, 7d, 2w"),
        (("explain", "a"), "things have these words. Name one by its id:\n  "),
        (("init", "."), "there is a desk already"),
        (("init", "marsad.toml"), "marsad.toml can't be made: File exists"),
        (("verify", "--into", "mydesc"), "mydesc: there is no desk"),
        (("verify", "--into", "/"), "there is no desk"),
        (("restore", "none.zip", "new"), "none.zip can't be read"),
        (("init", "new", "--database", "oracle://x"), "no address of SQLite or PostgreSQL"),
        (("purge", "no such report", "--by", "A", "--why", "b", "--yes"), "no report has this id"),
        (("purge", "report-", "--by", " ", "--why", "b"), "a name and a reason"),
    ],
)
def test_what_a_person_gets_wrong_is_told_in_a_sentence(
    call: Call,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    says: str,
) -> None:
    code, said = told(capsys, monkeypatch, *words)
    assert code == 2
    assert says.casefold() in said.casefold()
    assert "Traceback" not in said


def test_what_waits_is_decided_with_single_keys_and_the_last_is_taken_back(call: Call) -> None:
    first = json.loads(call("search", "", "--in", "incidents", "--limit", "1", "--json").stdout)["hits"][0]
    assert call("judge", "reject", first["id"], "--by", "Ada Moss", "--why", "not so").exit_code == 0
    listed = call("judgements").stdout
    assert "applied" in listed and "not so" in listed
    assert "See what was decided with marsad judgements" in str(call("explain", first["id"]).exception)
    judgement = listed.split()[0]
    assert call("undo", judgement, "--by", "Ada Moss", "--why", "a slip").exit_code == 0
    assert "undone" in call("judgements").stdout
    again = call("undo", judgement, "--by", "Ada Moss", "--why", "a slip")
    assert f"{judgement} is undone already" in str(again.exception)
    seen = call("review", "--by", "Ada Moss", keys="x\n" + "\n" * 200)
    assert seen.exit_code == 0
    assert "left for later" in seen.stdout or "nothing waits" in seen.stdout


def test_a_thing_that_waits_is_accepted_in_review_and_waits_no_more(call: Call, tmp_path: Path) -> None:
    (tmp_path / "doubt.txt").write_text(
        "date 2031-05-02\n\nHe said that shells had killed five people in Cali on Thursday.\n",
        encoding="utf-8",
    )
    call("add", str(tmp_path / "doubt.txt"))
    before = call("review", "--by", "Ada Moss", keys="q\n").stdout
    count = int(before.split(" waiting")[0].split()[-1])
    after = call("review", "--by", "Ada Moss", keys="a\nasked the clinic\nq\n").stdout
    assert "noted judgement-" in after
    assert f"{count} waiting" in after and (f"{count - 1} waiting" in after or count == 1)
    undone = call("review", "--by", "Ada Moss", keys="u\na slip\nq\n").stdout
    assert f"{count} waiting" in undone


def test_a_database_that_is_gone_is_told_and_not_begun_anew(call: Call, tmp_path: Path) -> None:
    lost = tmp_path / "desk" / "marsad.db"
    for file in lost.parent.glob("marsad.db*"):
        file.unlink()
    for words in (("tally",), ("migrate",), ("add", REPORTS.as_posix())):
        assert "the desk's database is gone. Put it back" in str(call(*words).exception)
    assert not lost.exists()


def test_an_altered_database_is_not_sound(call: Call, tmp_path: Path) -> None:
    sound = call("verify")
    assert sound.exit_code == 0
    head = json.loads(call("config", "show", "--json").stdout)["head"]
    assert head in sound.stdout
    with sqlite3.connect(tmp_path / "desk" / "marsad.db") as database:
        database.execute("UPDATE journal SET at = '2001-01-01T00:00:00+00:00' WHERE seq = 3")
    database.close()
    broken = call("verify")
    assert broken.exit_code == 1
    assert "row 3: it was altered" in broken.stdout


def test_a_desk_is_moved_rebuilt_and_purged(call: Call, tmp_path: Path) -> None:
    assert "as they were before" in call("rebuild").stdout
    assert call("backup", "desk.zip").exit_code == 0
    shutil.copy("shelf.sqlite", tmp_path)
    assert "incidents" in call("restore", "desk.zip", str(tmp_path / "two")).stdout
    two = ("--into", str(tmp_path / "two"))
    key = min(path.name for path in REPORTS.iterdir())
    refused = call("purge", key, "--by", "Ada Moss", "--why", "danger", *two, keys="n\n")
    assert refused.exit_code == 1
    gone = call("purge", key, "--by", "Ada Moss", "--why", "danger", "--yes", *two)
    assert "purged report-" in gone.stdout
    assert call("verify", *two).exit_code == 0
    assert call("migrate", *two).stdout.endswith("as before\n")
