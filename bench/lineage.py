"""Copies at scale, beside MinHash LSH: python bench/lineage.py [--reports 100000] [--grow 10000 1000000]

Prints the machine, both sides on the same texts, and how time and memory grow. Every side starts from the text of a
report. `pairs` is what MinHash LSH also gives: which reports share text; `copies` is the whole stage, with passages,
relations, origins and reasons. Growth is measured on reports that are read from a file whenever they are asked for, so
that the memory told is all of the process.
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
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

from corpus import KINDS, Archive, find_source, make_reports, name_kind

from marsad.lineage import find_copies
from marsad.lineage.keys import read_keys
from marsad.lineage.origins import order_report
from marsad.lineage.pairs import find_pairs
from marsad.model.reports import Report

SETTINGS = ((128, 32), (128, 64), (256, 64), (256, 128), (512, 256))
"""Permutations and bands of MinHash LSH; those that are best on the first reports are run on all."""
TRIED = 5_000
_WORD = re.compile(r"\w+")
_AT_ONCE = 1024

Pairs = set[tuple[int, int]]
Minhash = Callable[[Sequence[Report], int, int], Pairs]


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
    found = find_pairs(read_keys(ordered))
    return {_name(ordered[one].key, ordered[other].key) for one, other in found.tolist()}


def find_marsad_copies(reports: Sequence[Report]) -> Pairs:
    """The rows of the whole lineage stage."""
    keys = {report.id: report.key for report in reports}
    return {_name(keys[copy.report], keys[copy.origin or ""]) for copy in find_copies(reports)}


def _shingle(text: str) -> set[str]:
    words = _WORD.findall(text.lower())
    return {" ".join(words[at : at + 5]) for at in range(len(words) - 4)}


def find_by_rensa(reports: Sequence[Report], permutations: int, bands: int) -> Pairs:
    """Pairs by rensa's MinHash LSH over word 5-grams, many texts in each call."""
    from rensa import RMinHash, RMinHashLSH

    lsh = RMinHashLSH(threshold=(1 / bands) ** (bands / permutations), num_perm=permutations, num_bands=bands)
    found: Pairs = set()
    for first in range(0, len(reports), _AT_ONCE):
        batch = reports[first : first + _AT_ONCE]
        sketches = RMinHash.from_token_sets([list(_shingle(report.text)) for report in batch], permutations, 1)
        lsh.insert_many(sketches, first)
        for at, others in enumerate(lsh.query_all(sketches), first):
            found.update(_name(reports[other].key, reports[at].key) for other in others if other != at)
    return found


def find_by_datasketch(reports: Sequence[Report], permutations: int, bands: int) -> Pairs:
    """Pairs by datasketch's MinHash LSH over word 5-grams."""
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(num_perm=permutations, params=(bands, permutations // bands))
    found: Pairs = set()
    for report in reports:
        sketch = MinHash(num_perm=permutations)
        sketch.update_batch([shingle.encode("utf-8") for shingle in _shingle(report.text)])
        found.update(_name(other, report.key) for other in lsh.query(sketch))
        lsh.insert(report.key, sketch)
    return found


def _name(one: str, other: str) -> tuple[int, int]:
    first, second = sorted((int(one), int(other)))
    return first, second


@dataclass(frozen=True, slots=True)
class Quality:
    """Which share of the copies of each kind is recalled, and of the pairs is right.

    A copy is recalled if it is paired with its original or another copy of it; a pair is right if both go back to one.
    """

    recall: tuple[float, ...]
    precision: float

    @property
    def worth(self) -> float:
        """F1 of the mean recall and the precision."""
        recall = sum(self.recall) / len(self.recall)
        return 2 * recall * self.precision / max(1e-9, recall + self.precision)


def rate(run: Run) -> Quality:
    """Compare what was paired with what was made."""
    roots = [number if (source := find_source(number)) is None else source for number in range(run.reports)]
    right = [pair for pair in run.pairs if roots[pair[0]] == roots[pair[1]]]
    reached = {number for pair in right for number in pair}
    held = Counter(name_kind(number) for number in range(run.reports))
    hits = Counter(name_kind(number) for number in reached)
    return Quality(tuple(hits[kind] / max(1, held[kind]) for kind in KINDS), len(right) / max(1, len(run.pairs)))


def tell(run: Run) -> Quality:
    """Print one side: speed, recall by kind, precision."""
    quality = rate(run)
    recall = "  ".join(f"{kind} {share:.3f}" for kind, share in zip(KINDS, quality.recall, strict=True))
    print(
        f"{run.name:32} {run.reports:9,} reports {run.reports / run.seconds:7,.0f}/s of processor"
        f" ({run.reports / run.clock:6,.0f}/s by the clock)  recall: {recall}  precision {quality.precision:.4f}",
        flush=True,
    )
    return quality


def run_minhash(name: str, side: Minhash, reports: Sequence[Report], best: int) -> None:
    """Try each setting on the first reports, and run so many of the best on all."""
    worth = {
        setting: tell(measure(_label(name, setting), reports[:TRIED], _set(side, setting))).worth
        for setting in SETTINGS
    }
    for setting in sorted(SETTINGS, key=worth.__getitem__, reverse=True)[:best]:
        tell(measure(_label(name, setting), reports, _set(side, setting)))


def _set(side: Minhash, setting: tuple[int, int]) -> Callable[[Sequence[Report]], Pairs]:
    return lambda part: side(part, *setting)


def _label(name: str, setting: tuple[int, int]) -> str:
    return f"{name}, {setting[0]} in {setting[1]} bands"


def grow(count: int) -> None:
    """The whole stage in a process of its own: time for each report, and the most memory.

    That of the stage, and that beside what the process held before it: the program and where each report stands in its
    file.
    """
    reports = Archive(count)
    find_copies(reports[:2000])
    before = _read_peak()
    started = time.process_time()
    found = find_copies(reports)
    spent = time.process_time() - started
    most = _read_peak()
    print(
        f"growth {count:9,} reports: {1e6 * spent / count:6.0f} µs a report, at most {most:6.0f} MB,"
        f" {most - before:6.0f} MB of it for these ({1e6 * (most - before) / count:,.0f} MB a million),"
        f" {len(found):,} rows",
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
    options.add_argument("--grow", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    options.add_argument("--one", type=int, help="measure growth at one size, in this process")
    asked = options.parse_args()
    if asked.one:
        grow(asked.one)
        return
    print(f"machine: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}", flush=True)
    reports = list(make_reports(asked.reports))
    tell(measure("marsad, copies", reports, find_marsad_copies))
    tell(measure("marsad, pairs", reports, find_marsad_pairs))
    run_minhash("rensa", find_by_rensa, reports, 2)
    run_minhash("datasketch", find_by_datasketch, reports, 1)
    for size in asked.grow:
        subprocess.run([sys.executable, str(Path(__file__)), "--one", str(size)], check=True)


if __name__ == "__main__":
    main()
