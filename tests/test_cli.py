"""The command line as a user meets it: messages, exit codes, quiet pipes."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema

REPORT = "date 2023-03-13\n\nShells fell on Goma on Monday and killed five people, the governor said.\n"


def run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from marsad.cli import main; main()", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_read_writes_everything_and_is_quiet_in_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    done = run("read", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out"))
    assert (done.returncode, done.stderr) == (0, "")
    written = {path.name for path in (tmp_path / "out").iterdir()}
    tables = {"claims.csv", "incidents.csv", "incidents.geojson", "control.geojson"}
    assert written == {"ledger.json", "briefing.html", "desk", *tables}
    ledger = json.loads((tmp_path / "out" / "ledger.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(json.loads(run("schema").stdout)).validate(ledger)
    assert str(tmp_path) not in (tmp_path / "out" / "ledger.json").read_text(encoding="utf-8")


def test_a_bad_line_is_named_with_its_place_and_the_rest_is_read(tmp_path: Path) -> None:
    rows = ['{"id": "a", "text": "A first report of a raid."}', "{broken", '{"id": "c", "text": "A third one."}']
    (tmp_path / "r.jsonl").write_text("\n".join(rows), encoding="utf-8")
    done = run("read", str(tmp_path / "r.jsonl"), "--out", str(tmp_path / "out"), "--received", "2023-03-20", "--json")
    assert done.returncode == 3
    assert "r.jsonl, line 2" in done.stderr
    summary = json.loads(done.stdout)
    assert (summary["reports"], summary["problems"]) == (2, 1)
    said = run("read", str(tmp_path / "r.jsonl"), "--out", str(tmp_path / "out"), "--received", "2023-03-20").stdout
    assert said.startswith("2 reports, 2 read, ") and ", 1 problem\n" in said


def test_a_path_that_is_not_there_writes_nothing(tmp_path: Path) -> None:
    done = run("read", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out"))
    assert done.returncode == 1
    assert "no such file or folder" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_an_out_folder_that_cannot_be_written_is_a_message(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    done = run("read", str(tmp_path / "a.txt"), "--out", str(tmp_path / "a.txt"))
    assert done.returncode == 2
    assert "--out" in done.stderr
    assert "Traceback" not in done.stderr


def test_data_that_is_not_there_is_a_message(tmp_path: Path) -> None:
    done = run("evaluate", "incidents", "--data", str(tmp_path), "--gold", str(tmp_path))
    assert done.returncode == 2
    assert "--gold" in done.stderr
    assert "Traceback" not in done.stderr
