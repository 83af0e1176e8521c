"""Filling a desk with made-up reports, at once and by two processes that go on taking in one after the other."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path

from rows import make_ground, make_story
from sqlalchemy import Connection

from marsad.intake import Taken, sum_up
from marsad.living import LivingDesk, open_desk
from marsad.model.ledger import Ledger
from marsad.model.reports import Report
from marsad.store.database.filing import file_ledger

WRITERS, PAUSE_S = 2, 0.5
LARGE, LARGE_NUMBER = 500, 60_000
"""The reports of the one large story, and its number, beyond those of all others."""
_AT_ONCE, _EACH, _RULES = 25, 300, "bench"
_AHEAD = 50_000_000
"""The reports of the writers are numbered from here on."""


def begin(desk: LivingDesk) -> None:
    """Put into a new desk what all stories share, and the large story."""
    desk.views.save(make_ground(), desk.facts.head().seq, _RULES)
    put(desk, [make_story(LARGE_NUMBER, LARGE)])


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
    """Have the writers at work meanwhile, on reports that no two calls with other numbers share."""
    context = get_context("spawn")
    stop = context.Event()
    told = [
        [make_story(_AHEAD + (first * WRITERS + at) * _EACH + one, size=1) for one in range(_EACH)]
        for at in range(WRITERS)
    ]
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
