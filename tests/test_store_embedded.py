"""The store of lineage: equal to the batch whatever happened before, and whole after a kill."""

import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from lineage_by_hand import OTHER, WIRE, write
from marsad.lineage import find_copies, find_families
from marsad.model.copies import Copy
from marsad.model.reports import Report
from marsad.store.base import LineageStore
from marsad.store.embedded import EmbeddedStore

TEXTS = st.lists(st.sampled_from([*WIRE, *OTHER]), min_size=1, max_size=6, unique=True)
DAYS = st.sampled_from((None, date(2024, 3, 7), date(2024, 3, 8)))
STEPS = st.lists(
    st.tuples(st.sampled_from(("add", "add", "add", "remove", "replace")), st.integers(0, 30), TEXTS, DAYS),
    min_size=1,
    max_size=30,
)


def check(store: LineageStore, kept: dict[str, Report]) -> None:
    reports = tuple(kept.values())
    copies = find_copies(reports)
    assert store.find_copies() == copies
    assert store.find_families() == find_families(reports, copies)
    for report in reports[:4]:
        about = tuple(copy for copy in copies if report.id in (copy.report, copy.origin))
        assert store.find_copies_about(report.id) == about
    assert [report.id for report in store.reports()] == sorted(kept)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_any_way_there_equals_the_batch(steps: list[tuple[str, int, list[str], date | None]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = EmbeddedStore(Path(folder) / "lineage.sqlite")
        kept: dict[str, Report] = {}
        for number, (step, which, said, day) in enumerate(steps):
            old = sorted(kept)[which % len(kept)] if kept else ""
            report = write(f"r{number}", *said, day=day)
            if step == "add":
                store.add(report)
                kept[report.id] = report
            elif step == "remove":
                store.remove(old)
                kept.pop(old, None)
            else:
                store.replace(old, report)
                kept.pop(old, None)
                kept[report.id] = report
        check(store, kept)
        store.close()


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(24)), st.lists(st.integers(0, 23), max_size=14, unique=True))
def test_what_very_many_share_equals_the_batch_in_any_order(order: list[int], gone: list[int]) -> None:
    reports = [
        write(f"r{number}", *WIRE[: 2 + number % 4], OTHER[number % 3], day=date(2024, 3, 1 + number % 5))
        for number in range(24)
    ]
    with tempfile.TemporaryDirectory() as folder:
        store = EmbeddedStore(Path(folder) / "lineage.sqlite")
        for number in order:
            store.add(reports[number])
        for number in gone:
            store.remove(reports[number].id)
        check(store, {report.id: report for at, report in enumerate(reports) if at not in gone})
        store.close()


def test_a_report_whose_date_changed_is_replaced_and_a_store_opens_again(tmp_path: Path) -> None:
    first, second = write("a", *WIRE, day=date(2024, 3, 7)), write("b", *WIRE, day=date(2024, 3, 8))
    store = EmbeddedStore(tmp_path / "lineage.sqlite")
    store.add(first)
    store.add(second)
    (row,) = store.find_copies()
    assert (row.report, row.origin) == (second.id, first.id)
    store.add(replace(first, published=date(2024, 3, 9)))
    store.close()
    again = EmbeddedStore(tmp_path / "lineage.sqlite")
    (row,) = again.find_copies()
    assert (row.report, row.origin) == (first.id, second.id)
    again.remove("report-that-never-was")
    again.close()


def say(number: int) -> str:
    """A sentence of words that no other report has."""
    return (
        " ".join(f"{word}{number:05d}" for word in ("boats", "left", "the", "pier", "before", "dawn", "on", "calm"))
        + "."
    )


def count_steps(store: EmbeddedStore, report: Report) -> int:
    """How many steps SQLite takes, one and more for each row, while a report is added."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    store._db.set_progress_handler(count, 1)
    store.add(report)
    store._db.set_progress_handler(None, 0)
    return steps


def test_adding_looks_at_rows_by_the_length_of_the_report_not_by_the_size_of_the_archive(tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path / "lineage.sqlite")
    shared = (*WIRE[:2], OTHER[0])
    steps: dict[str, list[int]] = {"alone": [], "copy": [], "long": []}
    held = 0
    for size in (20, 160):
        for number in range(held, size):
            store.add(write(f"stranger {number}", *(say(100 * number + at) for at in range(5)), day=date(2024, 3, 1)))
            store.add(write(f"copy {number:05d}", *shared, day=date(2024, 3, 2)))
        held = size
        for name, count in (("alone", 5), ("long", 20)):
            said = [say(90_000 + 100 * size + at) for at in range(count)]
            steps[name].append(count_steps(store, write(f"{name} {size}", *said, day=date(2024, 3, 3))))
        steps["copy"].append(count_steps(store, write(f"copy of {size}", *shared, day=date(2024, 3, 3))))
    store.close()
    for before, after in (steps["alone"], steps["copy"]):
        assert after <= 1.1 * before
    assert steps["long"][1] > 2 * steps["alone"][1]


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from lineage_by_hand import OTHER, WIRE, write
from marsad.store.embedded import EmbeddedStore
store = EmbeddedStore(Path(sys.argv[1]))
for number in range(10_000):
    report = write(f"r{number}", *WIRE[number % 3 :], OTHER[number % 3])
    store.add(report)
    print(report.id, flush=True)
    if number % 5 == 4:
        store.remove(report.id)
"""


def test_a_kill_loses_nothing_that_was_told_and_leaves_no_half(tmp_path: Path) -> None:
    path = tmp_path / "lineage.sqlite"
    here = str(Path(__file__).parent)
    told: list[str] = []
    with subprocess.Popen([sys.executable, "-c", WRITER, str(path), here], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for line in writer.stdout:
            told.append(line.strip())
            if len(told) == 23:
                os.kill(writer.pid, signal.SIGKILL)
                break
    store = EmbeddedStore(path)
    kept = {report.id: report for report in store.reports()}
    gone = {told[at] for at in range(4, len(told), 5)}
    assert set(told) - gone <= set(kept)
    copies: tuple[Copy, ...] = find_copies(tuple(kept.values()))
    assert store.find_copies() == copies
    assert len(copies) > 10
    store.close()
