"""Score whole ledgers against facts found by careful reading, with the `score.py` that stands beside the facts."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from marsad.engine.local import Progress, say_nothing
from marsad.errors import InputError
from marsad.evaluate.scores import Scores, hash_files
from marsad.model.codec import dump_ledger
from marsad.pipeline import read_ledger

_SCORE = re.compile(r"^score ([0-9.]+):", re.MULTILINE)


def score_incidents(data: Path, gold: Path | None, progress: Progress = say_nothing) -> Scores:
    """Read each `NAME.jsonl` of `data` and score its ledger against `gold/NAME.json`.

    A figure a set, and their mean; the notes hold what score.py printed. Raises InputError where there is nothing to
    score.
    """
    if gold is None or not (gold / "score.py").is_file():
        raise InputError(
            f"{gold or 'no --gold'}: the facts and their score.py are not there",
            remedy="Name the folder that holds them with --gold.",
        )
    sets = [path for path in sorted(data.glob("*.jsonl")) if (gold / f"{path.stem}.json").is_file()]
    if not sets:
        raise InputError(f"{data}: no NAME.jsonl has facts in {gold}", remedy="Name the folder of the reports.")
    figures: dict[str, float] = {}
    notes: list[str] = []
    for path in sets:
        said = score_set([path.as_posix()], gold / f"{path.stem}.json", gold / "score.py", progress)
        figures[path.stem] = read_score(said)
        notes.append(f"{path.stem}\n{said}")
    figures["mean"] = sum(figures.values()) / len(figures)
    files = [*sets, *(gold / f"{path.stem}.json" for path in sets), gold / "score.py"]
    return Scores(stage="incidents", data=hash_files(files), figures=figures, baselines={}, notes=tuple(notes))


def score_set(paths: list[str], facts: Path, scorer: Path, progress: Progress = say_nothing) -> str:
    """What a scorer prints of the ledger of some reports."""
    ledger = read_ledger(paths, progress=progress)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ledger.json"
        file.write_text(dump_ledger(ledger), encoding="utf-8")
        command = [sys.executable, str(scorer), str(file), str(facts), "--misses"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def read_score(said: str) -> float:
    """The score in what a scorer printed. Raises ValueError where there is none."""
    found = _SCORE.search(said)
    if found is None:
        raise ValueError(f"no score in: {said[-200:]!r}")
    return float(found[1])
