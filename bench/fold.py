"""One more report on desks of growing size: python bench/fold.py [--reports 1000 5000 20000] [--on postgresql]

Fills a desk with the streams of stories.py, every third report a near copy of the first one of its happening, with
made-up sources and places in the place of the parser's, so that all that a fold looks things up in is as it would be.
Then takes in one report after another, anywhere in time; to parse it and to reconcile its one story is not
counted. Prints the machine; for each size the seconds of processor that making all at once took, and of one step the
median and the dearest tenth in milliseconds of processor, and the queries. Exits with 1 where the median at the last
size is over twice that at the first.
"""

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median, quantiles

os.environ.setdefault("OMP_NUM_THREADS", "1")

from rows import make_place, make_source, spin
from sqlalchemy import event
from stories import STREAMS, make_stream

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from marsad.folding import Made, make_views, take_step
from marsad.intake import Taken, sum_up
from marsad.ledger.ruling import Judged
from marsad.living import LivingDesk, init_desk
from marsad.model.reports import Block, BlockKind, Report, report_id
from marsad.reconcile import Reconciled
from marsad.resolve import Resolved
from marsad.store.shelf import Shelf, name_rules
from marsad.working import Pack, Worked, Works
from postgres_by_hand import make_database, start_server

SIZES = (1_000, 5_000, 20_000)
GROWTH, STEPS, WARM = 2.0, 40, 3
SPEAKERS, TOWNS, NAMED, PARAGRAPHS = 2_000, 3_000, 2, 5
NOTHING = Reconciled(incidents=(), series=(), states=(), control=(), contradictions=(), changes=())


class Inventing(Works):
    """Works that make up who says something where in a report, instead of reading it."""

    def read(self, reports: Sequence[Report]) -> None:
        """Nothing is read."""

    def resolve(self, packs: Sequence[Pack]) -> tuple[Resolved, ...]:
        """Two sources and two places of each report, drawn by 1/rank, as in the news."""
        return tuple(map(invent, packs))

    def finish(self, packs: Sequence[Pack], resolved: Sequence[Resolved], judged: Judged) -> tuple[Worked, ...]:
        """No claims, so nothing follows from them."""
        return tuple(
            Worked(story=pack.story, told=told, judged=told, reconciled=NOTHING)
            for pack, told in zip(packs, resolved, strict=True)
        )


def invent(pack: Pack) -> Resolved:
    """What a story names."""
    sources, places = set(), set()
    for report in pack.reports:
        chance = Random(f"named in {report.id}")
        sources |= {spin(SPEAKERS).draw(chance) for _ in range(NAMED)}
        places |= {spin(TOWNS).draw(chance) for _ in range(NAMED)}
    return Resolved(
        reports=pack.reports, claims=(), sources=tuple(make_source(f"Speaker {n}") for n in sorted(sources)),
        actors=(), places=tuple(map(make_place, sorted(places))), cites=(),
    )  # fmt: skip


def make_arrivals(count: int, stream: str) -> list[Taken]:
    """Reports of a stream, in no order."""
    reports, truth = make_stream(count, stream)
    first: dict[str, Report] = {}
    told = []
    for at, report in enumerate(reports):
        origin = first.setdefault(truth[report.id], report)
        text = origin.text.replace("said", "added") if at % 3 == 2 else report.text
        told.append(_take(report, text))
    Random("order").shuffle(told)
    return told


def _take(report: Report, text: str) -> Taken:
    """A report with a text as it would be taken in."""
    blocks, start = [], 0
    for paragraph in (text := "\n\n".join(text.split("\n\n")[:PARAGRAPHS])).split("\n\n"):
        blocks.append(Block(start=start, end=start + len(paragraph), kind=BlockKind.BODY))
        start += len(paragraph) + 2
    key = f"{report.key}.txt"
    one = replace(report, key=key, text=text, blocks=tuple(blocks), id=report_id(key, report.outlet, None, text))
    return Taken(file=one.id, names=(key,), key=key, path=key, at=None, report=one, said=(), undated=None)


def make_all(desk: LivingDesk, taken: Sequence[Taken], shelf: Shelf) -> None:
    """Note reports, and make all views at once."""
    desk.facts.keep_intake(sum_up(taken, ()), datetime.now(UTC))
    intake, facts = desk.facts.read_sorted()
    works = Inventing()
    make_views(desk.database, Made(intake, facts, (), ()), works, shelf, (desk.facts.head().seq, name_rules()))


def measure(folder: Path, address: str | None, size: int, stream: str) -> float:
    """Print what one more report costs at a size; the median."""
    taken = make_arrivals(size + STEPS + WARM, stream)
    spent, asked, queries = [], [], [0]
    with init_desk(folder, address) as desk, closing(Shelf(folder / "shelf.sqlite")) as shelf:
        began = time.process_time()
        make_all(desk, taken[:size], shelf)
        filled = time.process_time() - began

        def count(*_told: object) -> None:
            queries[0] += 1

        event.listen(desk.database.engine, "before_cursor_execute", count)
        for one in taken[size:]:
            desk.facts.keep_intake(sum_up([one], ()), datetime.now(UTC))
            queries[0], began = 0, time.process_time()
            step = take_step(desk.database, name_rules(), Inventing, shelf)
            spent.append(1000 * (time.process_time() - began))
            asked.append(queries[0])
            assert step is not None and step.is_done and step.reports == 1
    spent, asked = spent[WARM:], asked[WARM:]
    print(
        f"  {size:7,} reports, made in {filled:5.0f} s: one more {median(spent):6.0f} ms,"
        f" dearest tenth from {quantiles(spent, n=10)[8]:6.0f} ms, {median(asked):.0f} queries",
        flush=True,
    )
    return median(spent)


def main() -> int:
    """Measure each stream at each size."""
    options = argparse.ArgumentParser()
    options.add_argument("--reports", type=int, nargs="*", default=list(SIZES))
    options.add_argument("--on", choices=("sqlite", "postgresql"), default="sqlite")
    options.add_argument("--streams", nargs="*", default=list(STREAMS))
    asked = options.parse_args()
    print(f"machine: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; {asked.on}")
    holds = True
    with tempfile.TemporaryDirectory() as home, start_server() as socket:
        for stream in asked.streams:
            print(stream)
            costs = []
            for size in asked.reports:
                address = make_database(socket) if asked.on == "postgresql" else None
                costs.append(measure(Path(home) / f"{stream}-{size}", address, size, stream))
            growth = costs[-1] / costs[0]
            holds &= growth <= GROWTH
            print(f"  growth {growth:.2f} (limit {GROWTH})")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
