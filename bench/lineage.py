"""Copies at scale, beside MinHash LSH: python bench/lineage.py [--reports 100000] [--beside 20000] [--grow 300000]

Prints the machine, both sides on the same texts, and how time and memory grow. Every side starts from the text of a
report. `pairs` is what MinHash LSH also gives: which reports share text; `copies` is the whole stage, with passages,
relations, origins and reasons.
"""

import argparse
import os
import platform
import re
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

from corpus import KINDS, Made, make, make_report

from marsad.lineage import find_copies
from marsad.lineage.keys import read_keys
from marsad.lineage.origins import order_report
from marsad.lineage.pairs import find_pairs
from marsad.model.reports import Report

PRINTS = 5
"""Shared prints asked for where only pairs are wanted; the whole stage asks for two and reads the passages."""
PERMUTATIONS = 128
THRESHOLDS = (0.1, 0.2, 0.4)
_WORD = re.compile(r"\w+")

Pairs = set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Run:
    """One side on one corpus: pairs found and seconds of processor and clock."""

    name: str
    reports: int
    pairs: Pairs
    seconds: float
    clock: float


def measure(name: str, reports: Sequence[Report], side: Callable[[Sequence[Report]], Pairs]) -> Run:
    """Time one side; processor time, as other work on the machine does not count in it."""
    clock, started = time.perf_counter(), time.process_time()
    pairs = side(reports)
    return Run(name, len(reports), pairs, time.process_time() - started, time.perf_counter() - clock)


def find_marsad_pairs(reports: Sequence[Report]) -> Pairs:
    """Pairs of reports that share a passage, by marsad's join of prints."""
    ordered = sorted(reports, key=order_report)
    found = find_pairs((read_keys(report) for report in ordered), PRINTS)
    return {_name(ordered[one].key, ordered[other].key) for one, other in found}


def find_marsad_copies(reports: Sequence[Report]) -> Pairs:
    """The rows of the whole lineage stage."""
    keys = {report.id: report.key for report in reports}
    return {_name(keys[copy.report], keys[copy.origin or ""]) for copy in find_copies(reports)}


def _shingle(text: str) -> set[str]:
    words = _WORD.findall(text.lower())
    return {" ".join(words[at : at + 5]) for at in range(len(words) - 4)}


def find_by_rensa(reports: Sequence[Report], threshold: float) -> Pairs:
    """Pairs by rensa's MinHash LSH over word 5-grams."""
    from rensa import RMinHash, RMinHashLSH

    lsh = RMinHashLSH(threshold=threshold, num_perm=PERMUTATIONS, num_bands=_choose_bands(threshold))
    found: Pairs = set()
    for report in reports:
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=1)
        sketch.update(list(_shingle(report.text)))
        found.update(_name(str(other), report.key) for other in lsh.query(sketch))
        lsh.insert(int(report.key), sketch)
    return found


def find_by_datasketch(reports: Sequence[Report], threshold: float) -> Pairs:
    """Pairs by datasketch's MinHash LSH over word 5-grams."""
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
    found: Pairs = set()
    for report in reports:
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([shingle.encode("utf-8") for shingle in _shingle(report.text)])
        found.update(_name(other, report.key) for other in lsh.query(sketch))
        lsh.insert(report.key, sketch)
    return found


def _choose_bands(threshold: float) -> int:
    """The number of bands whose curve is steepest nearest to the threshold: (1 / b) ** (1 / r)."""
    return min((8, 16, 32, 64), key=lambda bands: abs((1 / bands) ** (bands / PERMUTATIONS) - threshold))


def _name(one: str, other: str) -> tuple[int, int]:
    first, second = sorted((int(one), int(other)))
    return first, second


def tell(run: Run, made: Sequence[Made]) -> None:
    """Print one side: speed, recall by kind, precision.

    A copy is recalled if it is paired with its original or another copy of it; a pair is right if both go back to one.
    """
    roots = [one.number if one.source is None else one.source for one in made]
    right = [pair for pair in run.pairs if roots[pair[0]] == roots[pair[1]]]
    reached = {number for pair in right for number in pair}
    held = Counter(one.kind for one in made if one.kind)
    hits = Counter(one.kind for one in made if one.kind and one.number in reached)
    recall = "  ".join(f"{kind} {hits[kind] / max(1, held[kind]):.3f}" for kind in KINDS)
    precision = len(right) / max(1, len(run.pairs))
    print(
        f"{run.name:24} {run.reports:8,} reports {run.reports / run.seconds:7,.0f}/s of processor"
        f" ({run.reports / run.clock:6,.0f}/s by the clock)  recall: {recall}  precision {precision:.4f}",
        flush=True,
    )


def grow(count: int) -> None:
    """Pairs over a stream of reports in a process of its own: time for each report, and memory beside the texts."""
    seconds = 0.0

    def stream() -> Iterable[Report]:
        nonlocal seconds
        for number in range(count):
            started = time.process_time()
            report = make_report(make(number))
            seconds += time.process_time() - started
            yield report

    make(0)
    before = _read_peak()
    started = time.process_time()
    found = find_pairs((read_keys(report) for report in stream()), PRINTS)
    spent = time.process_time() - started - seconds
    after = _read_peak()
    print(
        f"growth {count:9,} reports: {1e6 * spent / count:6.0f} µs a report, {after - before:6.0f} MB"
        f" ({1e6 * (after - before) / count:,.0f} MB a million), {len(found):,} pairs",
        flush=True,
    )


def _read_peak() -> float:
    """The most memory that this process has held, in MB: on Linux its own, elsewhere as the system counts it."""
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Run both sides and the growth."""
    options = argparse.ArgumentParser()
    options.add_argument("--reports", type=int, default=100_000)
    options.add_argument("--beside", type=int, default=20_000, help="reports on which the others are run")
    options.add_argument("--grow", type=int, nargs="*", default=[10_000, 30_000, 100_000, 300_000])
    options.add_argument("--one", type=int, help="measure growth at one size, in this process")
    asked = options.parse_args()
    if asked.one:
        grow(asked.one)
        return
    print(f"machine: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}", flush=True)
    made = [make(number) for number in range(max(asked.reports, asked.beside))]
    reports = [make_report(one) for one in made]
    small = reports[: asked.beside]
    for threshold in THRESHOLDS:
        for name, side in (("rensa", find_by_rensa), ("datasketch", find_by_datasketch)):
            run = measure(f"{name}, J >= {threshold}", small, lambda part, side=side, t=threshold: side(part, t))  # type: ignore[misc]
            tell(run, made[: asked.beside])
    for part in (small, reports[: asked.reports]):
        tell(measure("marsad, pairs", part, find_marsad_pairs), made[: len(part)])
        tell(measure("marsad, copies", part, find_marsad_copies), made[: len(part)])
    for size in asked.grow:
        subprocess.run([sys.executable, str(Path(__file__)), "--one", str(size)], check=True)


if __name__ == "__main__":
    main()
