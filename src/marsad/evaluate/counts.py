"""Counts: how many were killed, read from recorders' narratives, against the range that the recorders give."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from marsad.claims.reading import read_claims
from marsad.engine.local import Progress, say_nothing
from marsad.errors import InputError
from marsad.evaluate.scores import Scores, hash_files
from marsad.intake import read_paths
from marsad.model.claims import Measure, Scope
from marsad.model.drafts import Draft, DraftCount

Range = tuple[int, int]
"""The fewest and the most that were killed."""

_GENERAL = frozenset({None, "person", "civilian", "relative", "family", "member", "resident"})
"""Parties that may be everybody; any other is one sort among the dead."""
_BATCH = 20
_FARTHEST = 3
"""A later figure this many times the first one is of another happening, or of the war."""
_DEATH = re.compile(r"\b(?:kill|dead|death|die[ds]?\b|martyr|fatal|lives\b|toll)", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.,-])(?!(?:19|20)\d\d\b)(\d{1,3}(?:,\d{3})+|\d{1,6})(?![\w-]|[.,]\d)")
_NEAR = 60
_WORDS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen"),
)


@dataclass(frozen=True, slots=True)
class Narrative:
    """A narrative's text and the recorders' range of killed; None where they give no figure."""

    text: str
    killed: Range | None


def score_counts(folder: Path, progress: Progress = say_nothing) -> Scores:
    """Score killed ranges: both ends exact, and ranges that overlap, over the narratives with a recorded figure.

    A narrative that yields no figure is wrong. The baseline gives the largest number near a death word for both ends.
    """
    files = sorted(path for path in folder.glob("*.jsonl") if _has_figures(path))
    if not files:
        raise InputError(f"{folder}: no JSONL with `gold.civilians_killed` there", "Name the folder of the narratives.")
    gold = {key: one for path in files for key, one in _read_narratives(path)}
    drafts = _read_drafts(files, progress)
    told = {key: one.killed for key, one in gold.items() if one.killed is not None}
    ours = {key: measure_toll(drafts.get(key, ())) for key in told}
    plain = {key: _find_largest(gold[key].text) for key in told}
    return Scores(
        stage="counts",
        data=hash_files(files),
        figures=_compare(told, ours),
        baselines={"largest number near a death word": _compare(told, plain)},
        notes=(f"{len(told)} of {len(gold)} narratives have a recorded figure",),
    )


def measure_toll(drafts: Sequence[Draft]) -> Range | None:
    """The fewest and most killed that a narrative's claims tell: from its first total, up to the highest told later.

    Parts are in their whole. In the first sentence with a figure, different sorts of people are added up, and figures
    of one sort are the ends of a range. A later figure counts where it may be everybody's and is not the war's toll.
    """
    wholes = [(draft.order, count) for draft in drafts for count in draft.counts if _is_whole(count)]
    if not wholes:
        return None
    first = [count for order, count in wholes if order == wholes[0][0]]
    low, high = _add_up(first, _find_floor(drafts, wholes[0][0]))
    later = [_most(count) for order, count in wholes if order > wholes[0][0] and _may_be_all(count)]
    near = [figure for figure in later if high < figure <= _FARTHEST * high]
    return low, max((high, *near))


def _is_whole(count: DraftCount) -> bool:
    return count.measure is Measure.KILLED and count.subset_of is None


def _may_be_all(count: DraftCount) -> bool:
    return count.scope is Scope.NEW and (count.party in _GENERAL or (count.party or "").istitle())


def _least(count: DraftCount) -> int:
    return next((figure for figure in (count.low, count.best, count.high) if figure is not None), 0)


def _most(count: DraftCount) -> int:
    return next((figure for figure in (count.high, count.best, count.low) if figure is not None), 0)


def _add_up(counts: Sequence[DraftCount], floor: int | None) -> Range:
    """Sorts of people added up; or, where a figure may be everybody's, the least and most of those.

    Where only a ceiling is told, the largest part told in the same sentence is the floor.
    """
    general = [count for count in counts if count.party in _GENERAL]
    if not general or (len(counts) > len(general) == 1 and general[0].party == "relative"):
        sorts = {(count.party, count.of): count for count in counts}.values()
        return sum(map(_least, sorts)), sum(map(_most, sorts))
    low = min(map(_least, general))
    if floor is not None and all(count.low is None and count.best is None for count in general):
        low = min(low, floor)
    return low, max(map(_most, general))


def _find_floor(drafts: Sequence[Draft], order: int) -> int | None:
    """The largest part of the killed that a sentence tells."""
    parts = [
        _least(count)
        for draft in drafts
        if draft.order == order
        for count in draft.counts
        if count.measure is Measure.KILLED and count.subset_of is not None
    ]
    return max(parts, default=None)


def _has_figures(path: Path) -> bool:
    first = next((line for line in path.read_text("utf-8").splitlines() if line.strip()), "{}")
    row = json.loads(first)
    return isinstance(row.get("gold"), dict) and "civilians_killed" in row["gold"]


def _read_narratives(path: Path) -> Iterator[tuple[str, Narrative]]:
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        killed = row["gold"]["civilians_killed"]
        yield str(row["id"]), Narrative(row["text"], (killed[0], killed[1]) if killed else None)


def _read_drafts(files: Sequence[Path], progress: Progress) -> Mapping[str, Sequence[Draft]]:
    reports = read_paths([path.as_posix() for path in files]).reports
    keys = {report.id: report.key for report in reports}
    found: dict[str, list[Draft]] = {}
    for at in range(0, len(reports), _BATCH):
        for draft in read_claims(reports[at : at + _BATCH]):
            found.setdefault(keys[draft.report], []).append(draft)
        progress("reading", min(at + _BATCH, len(reports)), len(reports))
    return found


def _find_largest(text: str) -> Range | None:
    """The plain method: of the numbers within sixty characters of a word of death, the largest."""
    deaths = [match.start() for match in _DEATH.finditer(text)]
    words = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)
    found = [(int(match[1].replace(",", "")), match.start()) for match in _NUMBER.finditer(text)]
    found += [(_WORDS.index(match[0].lower()) + 1, match.start()) for match in words.finditer(text)]
    near = [value for value, at in found if any(abs(at - death) <= _NEAR for death in deaths)]
    return (max(near), max(near)) if near else None


def _compare(gold: Mapping[str, Range], found: Mapping[str, Range | None]) -> dict[str, float]:
    exact = sum(found[key] == one for key, one in gold.items())
    overlap = sum(_overlaps(one, found[key]) for key, one in gold.items())
    return {"killed_exact": exact / len(gold), "killed_overlap": overlap / len(gold)}


def _overlaps(one: Range, other: Range | None) -> bool:
    return other is not None and one[0] <= other[1] and other[0] <= one[1]
