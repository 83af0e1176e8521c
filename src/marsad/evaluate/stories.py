"""Stories: ECB+ and news_cluster by B-cubed F1, one setting for both, beside plain linkages, each at its best."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from marsad.errors import InputError
from marsad.evaluate.plain import link_average, link_single, measure_cosines
from marsad.evaluate.scores import Scores, hash_files
from marsad.intake import read_paths
from marsad.lineage import find_copies, inherit_dates
from marsad.stories import group_stories

SETS = ("ecbplus", "news_cluster")
_THRESHOLDS = tuple(step / 100 for step in range(2, 80))


def score_stories(folder: Path) -> Scores:
    """Score the stories that the whole way from file to story finds in each set."""
    files = [folder / f"{name}.jsonl" for name in SETS]
    if not all(file.is_file() for file in files):
        missing = " and ".join(file.name for file in files if not file.is_file())
        raise InputError(f"{folder}: no {missing} there", "Name a folder that holds both sets.")
    figures = {f"{file.stem}_b3_f1": _score_set(file) for file in files}
    plain = {f"{file.stem}_b3_f1": _score_plainly(file) for file in files}
    baselines = {
        name: {figure: scores[at] for figure, scores in plain.items()}
        for at, name in enumerate(("average linkage", "single linkage"))
    }
    return Scores(stage="stories", data=hash_files(files), figures=figures, baselines=baselines)


def score_b_cubed(found: Iterable[Sequence[str]], gold: Mapping[str, str]) -> float:
    """B-cubed F1 of groups of keys against the group that each key belongs to."""
    sizes = Counter(gold.values())
    precision = recall = 0.0
    for group in found:
        for story, number in Counter(gold[key] for key in group).items():
            precision += number * number / len(group)
            recall += number * number / sizes[story]
    total = precision + recall
    return 2 * precision * recall / total / len(gold) if total else 0.0


def _score_set(file: Path) -> float:
    reports = read_paths([str(file)]).reports
    keys = {report.id: report.key for report in reports}
    copies = find_copies(reports)
    stories = group_stories(inherit_dates(reports, copies), copies)
    return score_b_cubed([[keys[report] for report in story.reports] for story in stories], _read_gold(file))


def _score_plainly(file: Path) -> tuple[float, float]:
    """Average and single linkage of TF-IDF cosines of titles and texts, at the threshold that suits the set best."""
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    gold, cosines = _read_gold(file), measure_cosines([f"{row.get('title') or ''}\n{row['text']}" for row in rows])

    def score(tried: Sequence[Sequence[Sequence[int]]]) -> float:
        named = ([[rows[member]["id"] for member in group] for group in groups] for groups in tried)
        return max(score_b_cubed(groups, gold) for groups in named)

    return score(link_average(cosines, _THRESHOLDS)), score(link_single(cosines, _THRESHOLDS))


def _read_gold(file: Path) -> Mapping[str, str]:
    return {row["id"]: row["story"] for row in map(json.loads, file.read_text("utf-8").splitlines())}
