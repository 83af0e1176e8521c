"""Reconcile: source texts grouped into the incidents that people recorded, and their ranges of the killed.

A report goes with the incident that holds most of its claims; reports with one incident are one group. What recorders
enter as one incident may be a battle of days: an incident counts with what it is `part_of`, or of one operation with.
A recorded incident's range of killed is met where a figure of its group's incidents overlaps it.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from random import Random

from marsad.engine.local import Progress, say_nothing
from marsad.errors import InputError
from marsad.evaluate.scores import Scores, hash_files, score_f1
from marsad.evaluate.stories import score_b_cubed
from marsad.intake import read_paths
from marsad.model.claims import Measure, PlacePrecision, PlaceRole
from marsad.model.incidents import Incident, LinkRelation
from marsad.model.ledger import Ledger
from marsad.pipeline import build_ledger

TEXTS, RECORDS = "syria_sources_en.jsonl", "syria_incidents.jsonl"
_DRAWS = 1000
Groups = Sequence[frozenset[str]]


def score_reconcile(folder: Path, progress: Progress = say_nothing) -> Scores:
    """Score the incidents of all source texts read together. Raises InputError where the texts are not there."""
    files = [folder / name for name in (TEXTS, RECORDS)]
    if not all(file.is_file() for file in files):
        raise InputError(f"{folder}: no {TEXTS} and {RECORDS} there", "Name a folder that holds both.")
    rows = [json.loads(line) for line in files[0].read_text("utf-8").splitlines()]
    ids = {row["source_id"]: frozenset(row["incident_ids"]) for row in rows}
    taken = read_paths([str(files[0])])
    ledger = build_ledger(taken.reports, progress=progress)
    groups = group_reports(ledger, name_operations(ledger))
    apart = [frozenset({key}) for key in ids]
    low, high = _interval(groups, ids)
    records = [json.loads(line) for line in files[1].read_text("utf-8").splitlines()]
    figures = {**_score(groups, ids), "pair_f1_low": low, "pair_f1_high": high}
    figures["killed_range_overlap"] = score_killed(ledger, ids, records)
    return Scores(
        stage="reconcile",
        data=hash_files(files),
        figures=figures,
        baselines={
            "all apart": _score(apart, ids),
            "date and place": _score(group_by_date_and_place(ledger), ids),
            "incidents without their links": _score(group_reports(ledger, {}), ids),
        },
    )


def group_by_date_and_place(ledger: Ledger) -> Groups:
    """The baseline: reports of one day whose claims name one place most; a report without either stands alone."""
    wide = {place.id for place in ledger.places if place.precision in (PlacePrecision.REGION, PlacePrecision.COUNTRY)}
    named: dict[str, Counter[str]] = {}
    for claim in ledger.claims:
        at = [part.place for part in claim.places if part.role == PlaceRole.AT and part.place not in wide]
        named.setdefault(claim.report, Counter()).update(at)
    groups: dict[tuple[str, ...], set[str]] = {}
    for report in ledger.reports:
        tally = named.get(report.id, Counter())
        place = min(tally, key=lambda p: (-tally[p], p), default=None)
        day = report.published.isoformat()[:10] if report.published else None
        groups.setdefault((day, place) if day and place else (report.id,), set()).add(report.key)
    return [frozenset(group) for _, group in sorted(groups.items())]


def name_operations(ledger: Ledger) -> Mapping[str, str]:
    """The smallest id among the incidents that are parts of one whole or of one operation, for each of them."""
    names = {incident.id: incident.id for incident in ledger.incidents}
    ties = [
        (incident.id, link.incident)
        for incident in ledger.incidents
        for link in incident.links
        if link.relation in (LinkRelation.PART_OF, LinkRelation.SAME_OPERATION)
    ]
    for one, other in ties:
        first, second = sorted((names[one], names[other]))
        names = {at: first if name == second else name for at, name in names.items()}
    return names


def group_reports(ledger: Ledger, operations: Mapping[str, str]) -> Groups:
    """Reports by the operation, or the lone incident, that holds most of their claims; ties go to the smaller id."""
    held: dict[str, Counter[str]] = {report.key: Counter() for report in ledger.reports}
    where = _name_claims(ledger)
    for incident in ledger.incidents:
        for claim in incident.claims:
            held[where[claim]][operations.get(incident.id, incident.id)] += 1
    groups: dict[str, set[str]] = {}
    for report, tally in held.items():
        main = min(tally, key=lambda i: (-tally[i], i), default=report)
        groups.setdefault(main, set()).add(report)
    return [frozenset(group) for _, group in sorted(groups.items())]


def _name_claims(ledger: Ledger) -> Mapping[str, str]:
    """The key of each claim's report."""
    keys = {report.id: report.key for report in ledger.reports}
    return {claim.id: keys[claim.report] for claim in ledger.claims}


def _score(groups: Groups, ids: Mapping[str, frozenset[str]]) -> dict[str, float]:
    gold = {key: min(held) for key, held in ids.items() if held}
    known = [[key for key in group if key in gold] for group in groups]
    return {"pair_f1": _pair_f1(groups, ids), "b3_f1": score_b_cubed([g for g in known if g], gold)}


def _pair_f1(groups: Groups, ids: Mapping[str, frozenset[str]]) -> float:
    found = {frozenset(pair) for group in groups for pair in combinations(sorted(group), 2)}
    same = {frozenset((a, b)) for a, b in combinations(sorted(ids), 2) if ids[a] & ids[b]}
    return score_f1(len(found & same), len(found), len(same))


def _interval(groups: Groups, ids: Mapping[str, frozenset[str]]) -> tuple[float, float]:
    """The middle 95 % of pair F1 over draws of the recorded incidents that have several reports; the draws are always
    the same.
    """
    of = {i: {key for key, held in ids.items() if i in held} for i in {i for held in ids.values() for i in held}}
    every = sorted(incident for incident, reports in of.items() if len(reports) > 1)
    chance = Random(0)
    scores: list[float] = []
    for _ in range(_DRAWS):
        drawn = set().union(*(of[i] for i in chance.choices(every, k=len(every))))
        kept = {key: held for key, held in ids.items() if key in drawn}
        scores.append(_pair_f1([group & drawn for group in groups], kept))
    scores.sort()
    return scores[_DRAWS // 40], scores[-_DRAWS // 40]


def score_killed(
    ledger: Ledger, ids: Mapping[str, frozenset[str]], records: Sequence[Mapping[str, str | int | float | None]]
) -> float:
    """Share of recorded incidents with a range of civilians killed that a figure told of them overlaps."""
    where = _name_claims(ledger)
    told: dict[str, list[Incident]] = {}
    for incident in ledger.incidents:
        for report in {where[claim] for claim in incident.claims}:
            told.setdefault(report, []).append(incident)
    met = asked = 0
    for row in records:
        low, high = row.get("civ_killed_min"), row.get("civ_killed_max")
        reports = [key for key, held in ids.items() if str(row.get("airwars_id")) in held]
        if reports and isinstance(low, int) and isinstance(high, int) and high > 0:
            asked += 1
            met += any(_overlaps(i, low, high) for report in reports for i in told.get(report, ()))
    return met / asked if asked else 0.0


def _overlaps(incident: Incident, low: int, high: int) -> bool:
    for row in incident.counts:
        if row.measure != Measure.KILLED:
            continue
        given = [n for n in (row.low, row.best, row.high) if n is not None]
        if given and min(given) <= high and max(given) >= low:
            return True
    return False
