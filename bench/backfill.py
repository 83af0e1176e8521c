"""An archive on Daft beside the local engine: python bench/backfill.py [--reports 100000] [--conflict 0.01]

Writes an archive of news-length texts (WARC conversion records, a thousand to a file), of which a share is of conflict
and made by corpus.py, the rest chained from everyday words; then runs `marsad backfill` on each engine, each in a
process of its own. Prints the machine; for each engine the start-up (the same on an archive of ten reports), the time
of the clock and of all cores, reports a second, and the memory of its largest process; whether the tables are equal;
and the gate's reports a second on one core. Exit status 1 where Daft takes more than 1.3 times as long as the local
engine, the tables differ or the gate reads fewer than 3,000 a second.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from random import Random

import pyarrow.parquet as pq
from corpus import make_texts
from warcio.warcwriter import WARCWriter

from marsad.intake.relevance import weigh

LIMIT, LEAST_GATED = 1.3, 3000
A_FILE = 1000
EVERYDAY = (
    "the a of to in and for on with at by from after before garden harvest school bread river market mayor "
    "choir concert teacher library window summer winter apple price ticket train station museum painter letter "
    "village bridge road doctor recipe kitchen coffee orchard student lesson festival singer piano football "
    "season coach league goal match holiday island weather cloud rain morning evening council budget tax bank "
    "company engine factory worker beach computer screen film actor author novel story page photograph wedding "
    "family daughter neighbour cousin birthday opened said sold bought wrote sang planted painted visited "
    "measured repaired counted invited thanked planned new old green quiet long early local public small "
    "bright yearly wooden northern famous careful patient"
)
WORDS = tuple(EVERYDAY.split(" "))
ENGINES = ("local", "daft")


@dataclass(frozen=True, slots=True)
class Used:
    """Seconds of the clock, seconds of all cores, and megabytes of the largest process."""

    clock: float
    cores: float
    megabytes: float


def make_archive(folder: Path, reports: int, share: float) -> None:
    """Write the archive; the same every time."""
    folder.mkdir()
    texts = _mix(reports, share)
    for start in range(0, reports, A_FILE):
        with (folder / f"crawl-{start // A_FILE:04}.warc.gz").open("wb") as file:
            writer = WARCWriter(file, gzip=True)
            for number in range(start, min(start + A_FILE, reports)):
                record = writer.create_warc_record(
                    f"https://paper-{number % 499}.example/{number}",
                    "conversion",
                    payload=BytesIO(next(texts).encode()),
                    warc_content_type="text/plain",
                    warc_headers_dict={"WARC-Date": "2024-05-06T00:00:00Z"},
                )
                writer.write_record(record)


def _mix(reports: int, share: float) -> Iterator[str]:
    chance = Random("mixture")
    of_conflict = [chance.random() < share for _ in range(reports)]
    told = make_texts(range(sum(of_conflict)))
    for number, chosen in enumerate(of_conflict):
        yield next(told) if chosen else _chain(Random(f"quiet {number}"))


def _chain(chance: Random) -> str:
    sentences = (" ".join(chance.choices(WORDS, k=chance.randrange(12, 26))).capitalize() for _ in range(20))
    return "\n\n".join(f"{sentence}." for sentence in sentences)


def run(archive: Path, engine: str, out: Path) -> Used:
    """Backfill an archive on an engine."""
    command = [Path(sys.executable).with_name("marsad").as_posix(), "backfill", str(archive), "--engine", engine]
    started = time.perf_counter()
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    process = subprocess.Popen([*command, "--out", str(out)], env=environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 3):
        raise RuntimeError(f"marsad backfill on {engine} ended with {os.waitstatus_to_exitcode(status)}")
    return Used(time.perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def measure_gate(reports: int, share: float) -> float:
    """Reports a second that the gate weighs on one core."""
    texts = list(_mix(min(reports, 3000), share))
    started = time.process_time()
    for text in texts:
        weigh(text)
    return len(texts) / (time.process_time() - started)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--conflict", type=float, default=0.01)
    options = parser.parse_args()
    cores = len(os.sched_getaffinity(0))
    print(f"machine: {platform.machine()}, {cores} cores, Python {platform.python_version()}")
    gated = measure_gate(options.reports, options.conflict)
    print(f"gate: {gated:,.0f} reports a second on one core (least {LEAST_GATED:,})")
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        make_archive(folder / "few", 10, 0.5)
        make_archive(folder / "all", options.reports, options.conflict)
        print(f"{options.reports:,} reports, {options.conflict:.1%} of conflict")
        print("engine  start-up s  clock s  cores s  reports/s  MB")
        used: dict[str, Used] = {}
        for engine in ENGINES:
            begun = run(folder / "few", engine, folder / f"few-{engine}")
            used[engine] = one = run(folder / "all", engine, folder / f"all-{engine}")
            print(
                f"{engine:6} {begun.clock:11.1f} {one.clock:8.1f} {one.cores:8.1f} {options.reports / one.clock:10,.0f}"
                f" {one.megabytes:3.0f}",
                flush=True,
            )
        tables = [sorted((folder / f"all-{engine}").glob("*.parquet")) for engine in ENGINES]
        same = all(pq.read_table(a).equals(pq.read_table(b)) for a, b in zip(*tables, strict=True))
        kept = pq.read_metadata(folder / "all-local/reports.parquet").num_rows
    ratio = used["daft"].clock / used["local"].clock
    print(
        f"{kept:,} kept; tables {'equal' if same else 'DIFFER'}; Daft takes {ratio:.2f} times as long (limit {LIMIT})"
    )
    return 0 if ratio <= LIMIT and same and gated >= LEAST_GATED else 1


if __name__ == "__main__":
    sys.exit(main())
