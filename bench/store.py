"""The store with very much in it: python bench/store.py [sqlite|postgresql|both] [--reports COUNT...] [--keep FOLDER]

Fills a desk with made-up reports of ten claims each, 10,000 and then 100,000 unless told, and one story of 500
reports; at each size reads as the pages and the search do, while two processes go on taking in reports, two a second
each; at the last size has fifty readers at `marsad serve` besides (serve.py). Prints the machine, the bytes a report
(without what a fold looks things up in), for each kind of read the median and the 95th percentile in milliseconds, and
what serve.py prints. Exits with 1 where a 95th percentile is over 150 ms, or grows more than twofold from the first
size to the last, or serve.py's limits do not hold.
"""

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from random import Random
from statistics import quantiles

import filling
import serve
from phrases import WORD
from rows import CLAIMS, STORY, make_story
from sqlalchemy import text

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from marsad.living import LivingDesk, init_desk
from marsad.model.claims import Claim
from marsad.model.incidents import Incident
from marsad.model.reports import Report
from marsad.store.database.reading import Reader, read_desk
from marsad.store.database.searching import Query
from postgres_by_hand import make_database, start_server

SIZES = (10_000, 100_000)
LIMIT_MS, GROWTH, READS = 150.0, 2.0, 200
Read = Callable[[], object]


def list_reads(desk: LivingDesk, stories: int, random: Random) -> Mapping[str, Read]:
    """A read of each kind, of a story of the desk."""
    story = make_story(random.randrange(stories))
    claim, incident = random.choice(story.claims), random.choice(story.incidents)
    words = " ".join(random.sample([w for w in WORD.findall(claim.quote) if len(w) > 3 and w.isalpha()], 2))
    looked_for = Query(words=words, facets=(("kind", claim.kind.value),))

    def told(reader: Reader) -> object:
        found = reader.get(Incident, incident.id)
        assert found is not None
        return reader.get_many(Claim, found.claims)

    reads: dict[str, Callable[[Reader], object]] = {
        "report by id": lambda reader: reader.get(Report, claim.report),
        "claims of an incident": told,
        "latest claims of a kind": lambda reader: reader.page(Claim, (("kind", claim.kind.value),)),
        "latest claims of a source": lambda reader: reader.page(Claim, (("source", claim.chain[0]),)),
        "latest claims of a story": lambda reader: reader.page(Claim, (("story", story.stories[0].id),)),
    }

    def read(what: Callable[[Reader], object]) -> object:
        with read_desk(desk.database) as reader:
            return what(reader)

    return {
        **{name: partial(read, what) for name, what in reads.items()},
        "two words and a kind": lambda: desk.search(looked_for),
    }


def time_reads(desk: LivingDesk, stories: int) -> dict[str, tuple[float, float]]:
    """The median and the 95th percentile of each kind of read, in milliseconds."""
    random, taken = Random("reads"), dict[str, list[float]]()
    for _ in range(READS):
        for name, read in list_reads(desk, stories, random).items():
            began = time.perf_counter()
            found = read()
            taken.setdefault(name, []).append(1000 * (time.perf_counter() - began))
            assert found, name
    cuts = {name: quantiles(each, n=20, method="inclusive") for name, each in taken.items()}
    return {name: (cut[9], cut[18]) for name, cut in cuts.items()}


def weigh(desk: LivingDesk) -> int:
    """The bytes that the database takes."""
    with desk.database.outside() as connection:
        if not desk.database.is_embedded:
            connection.execute(text("ANALYZE"))
            return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    return Path(desk.database.shown).stat().st_size


def measure(folder: Path, address: str | None, sizes: Sequence[int]) -> bool:
    """Print what a database shows at each size; whether it holds the limits."""
    shown: list[dict[str, tuple[float, float]]] = []
    with init_desk(folder, address) as desk:
        filling.begin(desk)
        filled = 0
        for size in sizes:
            stories, began = size // STORY, time.monotonic()
            filling.fill(desk, range(filled, stories))
            filled, bytes_ = stories, weigh(desk)
            print(f"  {size:,} reports, {size * CLAIMS:,} claims: {bytes_ / size:,.0f} bytes a report; "
                  f"filled in {time.monotonic() - began:.0f} s", flush=True)  # fmt: skip
            before = desk.facts.head().seq
            began = time.monotonic()
            with filling.keep_writing(folder, before):
                shown.append(time_reads(desk, stories))
            came = (desk.facts.head().seq - before) / (time.monotonic() - began)
            print(f"    meanwhile {came:.1f} reports a second were taken in")
            for name, (middle, high) in shown[-1].items():
                print(f"    {name:26} {middle:7.1f} ms, 95th percentile {high:7.1f} ms", flush=True)
    growth = {name: shown[-1][name][1] / shown[0][name][1] for name in shown[0]}
    print("  growth: " + ", ".join(f"{name} {times:.2f}" for name, times in growth.items()), flush=True)
    slowest = max(high for each in shown for _, high in each.values())
    return serve.measure(folder, sizes[-1]) & (slowest <= LIMIT_MS) & (max(growth.values()) <= GROWTH)


def main() -> int:
    """Measure both databases, or one."""
    options = argparse.ArgumentParser()
    options.add_argument("database", choices=("sqlite", "postgresql", "both"), nargs="?", default="both")
    options.add_argument("--reports", type=int, nargs="+", default=SIZES)
    options.add_argument("--keep", type=Path, help="where the SQLite desk stays, for serve.py to be run again")
    asked = options.parse_args()
    print(f"machine: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    holds = True
    with tempfile.TemporaryDirectory() as home:
        if asked.database in ("sqlite", "both"):
            print("SQLite")
            holds &= measure(asked.keep or Path(home) / "embedded", None, asked.reports)
        if asked.database in ("postgresql", "both"):
            print("PostgreSQL")
            with start_server() as socket:
                holds &= measure(Path(home) / "served", make_database(socket), asked.reports)
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
