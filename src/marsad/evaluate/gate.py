"""The gate: every pinned figure against its floor, on the data whose hash is pinned with it.

    python -m marsad.evaluate.gate SHARED

Exit status 1 where a figure is below its floor or the data is not the data that the floor was measured on.
"""

import sys
import tomllib
from pathlib import Path

from marsad.evaluate import score_stage
from marsad.evaluate.scores import Scores

FLOORS = Path(__file__).parents[3] / "floors.toml"


def judge(scores: Scores, pinned: dict[str, str | float]) -> list[str]:
    """What is wrong with a stage's scores: other data than pinned, a figure missing or below its floor."""
    wrong = []
    if scores.data != pinned["data"]:
        wrong.append(f"{scores.stage}: the data is {scores.data}, its floors were measured on {pinned['data']}")
    for name, floor in pinned.items():
        if isinstance(floor, float) and scores.figures.get(name, 0.0) < floor:
            wrong.append(f"{scores.stage}: {name} is {scores.figures.get(name)}, its floor {floor}")
    return wrong


def main(shared: Path) -> int:
    """Score each stage that has floors."""
    wrong = []
    for stage, pinned in tomllib.loads(FLOORS.read_text(encoding="utf-8")).items():
        scores = score_stage(stage, shared / "bench" / str(pinned.get("folder", stage)), shared / "gold")
        print(stage, ", ".join(f"{name} {value:.3f}" for name, value in scores.figures.items()))
        wrong.extend(judge(scores, pinned))
    print("\n".join(wrong) or "every floor holds")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
