"""The store with very much in it: python bench/store.py [sqlite|postgresql|both] [REPORTS...]

Fills a desk with made-up reports of ten claims each, 10,000 and then 100,000 unless told; at each size reads as the
pages and the search do, while two processes go on taking in reports, two a second each. Prints the machine, the bytes a
report (without what a fold looks things up in), and for each kind of read the median and the 95th percentile in
milliseconds. Exits with 1 where a 95th percentile is over 150 ms, or grows more than twofold from the first size to the
last.
"""

import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path
from random import Random
from statistics import quantiles

from phrases import WORD
from rows import CLAIMS, STORY, make_ground, make_story
from sqlalchemy import Connection, text

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from marsad.intake import Taken, sum_up
from marsad.living import LivingDesk, init_desk, open_desk
from marsad.model.claims import Claim
from marsad.model.incidents import Incident
from marsad.model.ledger import Ledger
from marsad.model.reports import Report
from marsad.store.database.filing import file_ledger
from marsad.store.database.reading import Reader, read_desk
from marsad.store.database.searching import Query
from postgres_by_hand import make_database, start_server

SIZES = (10_000, 100_000)
LIMIT_MS, GROWTH = 150.0, 2.0
WRITERS, PAUSE_S, READS = 2, 0.5, 200
_AT_ONCE, _EACH, _RULES = 25, 300, "bench"
_AHEAD = 10_000_000
"""The reports of the writers are numbered from here on."""
Read = Callable[[], object]


def fill(desk: LivingDesk, stories: range) -> None:
    """Put stories into a desk: their reports as facts, their rows as views."""
    for start in range(stories.start, stories.stop, _AT_ONCE):
        put(desk, [make_story(number) for number in range(start, min(start + _AT_ONCE, stories.stop))])


def put(desk: LivingDesk, told: Sequence[Ledger]) -> None:
    """Note reports as facts and write the rows told of them, again where somebody else was faster."""
    taken = [_take(report) for one in told for report in one.reports]
    desk.facts.keep_intake(sum_up(taken, ()), datetime.now(UTC))
    rows = [row for one in told for row in file_ledger(one)]
    while not desk.views.change(rows, (), (desk.views.rest_on()[0], desk.facts.head().seq, _RULES), _index_nothing):
        pass


def _take(report: Report) -> Taken:
    return Taken(
        file=report.id, names=(report.key,), key=report.key, path=report.key, at=None, report=report, said=(),
        undated=None,
    )  # fmt: skip


def _index_nothing(_connection: Connection) -> None:
    """Made-up rows are never folded."""


def take_in(folder: Path, told: Sequence[Ledger], stop: Event) -> None:
    """What a writer does: take in a report, wait, take in the next."""
    with open_desk(folder) as desk:
        for one in told:
            put(desk, [one])
            if stop.wait(PAUSE_S):
                return


@contextmanager
def keep_writing(folder: Path, first: int) -> Iterator[None]:
    """Have the writers at work meanwhile, on reports numbered from `first`."""
    context = get_context("spawn")
    stop = context.Event()
    told = [[make_story(first + at * _EACH + one, size=1) for one in range(_EACH)] for at in range(WRITERS)]
    writers = [context.Process(target=take_in, args=(folder, each, stop)) for each in told]
    for writer in writers:
        writer.start()
    try:
        yield
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    assert all(writer.exitcode == 0 for writer in writers), "a writer failed"


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
        desk.views.save(make_ground(), desk.facts.head().seq, _RULES)
        filled = 0
        for size in sizes:
            stories, began = size // STORY, time.monotonic()
            fill(desk, range(filled, stories))
            filled, bytes_ = stories, weigh(desk)
            print(f"  {size:,} reports, {size * CLAIMS:,} claims: {bytes_ / size:,.0f} bytes a report; "
                  f"filled in {time.monotonic() - began:.0f} s", flush=True)  # fmt: skip
            before = desk.facts.head().seq
            began = time.monotonic()
            with keep_writing(folder, _AHEAD + size):
                shown.append(time_reads(desk, stories))
            came = (desk.facts.head().seq - before) / (time.monotonic() - began)
            print(f"    meanwhile {came:.1f} reports a second were taken in")
            for name, (middle, high) in shown[-1].items():
                print(f"    {name:26} {middle:7.1f} ms, 95th percentile {high:7.1f} ms", flush=True)
    growth = {name: shown[-1][name][1] / shown[0][name][1] for name in shown[0]}
    print("  growth: " + ", ".join(f"{name} {times:.2f}" for name, times in growth.items()))
    slowest = max(high for each in shown for _, high in each.values())
    return slowest <= LIMIT_MS and max(growth.values()) <= GROWTH


def main() -> int:
    """Measure both databases, or one."""
    named = sys.argv[1] if len(sys.argv) > 1 else "both"
    sizes = tuple(map(int, sys.argv[2:])) or SIZES
    print(f"machine: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    holds = True
    with tempfile.TemporaryDirectory() as home:
        if named in ("sqlite", "both"):
            print("SQLite")
            holds &= measure(Path(home) / "embedded", None, sizes)
        if named in ("postgresql", "both"):
            print("PostgreSQL")
            with start_server() as socket:
                holds &= measure(Path(home) / "served", make_database(socket), sizes)
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
