"""A store that is killed, filled up, shared or altered: nothing acknowledged is lost, nothing is doubled."""

import os
import resource
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select, update

from facts_by_hand import NOW, judge, take
from marsad.errors import ConflictError, InputError
from marsad.store.database import Database, open_database
from marsad.store.database.facts import Facts
from marsad.store.database.journal import Fact, FactKind, append, find_faults
from marsad.store.database.migrating import migrate
from marsad.store.database.tables import head, journal, payloads

KILLS = 100
"""Of each kind of database: 200 in all."""


@pytest.fixture
def opened(address: Callable[[], str], tmp_path: Path) -> Iterator[tuple[str, Path, Database]]:
    """A new database with all tables: its address, its folder, and itself."""
    url = address()
    database = open_database(url, tmp_path)
    migrate(database)
    yield url, tmp_path, database
    database.close()


def work_until_killed(url: str, folder: Path, pipe: int, first: int) -> None:
    """Note reports and judgements, one after the other, and say each number once it is acknowledged."""
    facts = Facts(open_database(url, folder))
    for number in range(first, first + 10_000):
        if number % 2:
            facts.note_judgement(judge(number, f"claim-{number}"), {})
        else:
            facts.keep_intake(take(number), NOW)
        os.write(pipe, f" {number}".encode())


def test_whoever_is_killed_at_any_point_loses_and_doubles_nothing_acknowledged(
    opened: tuple[str, Path, Database],
) -> None:
    url, folder, database = opened
    chance, acknowledged, first = Random(7), set[int](), 0
    for _ in range(KILLS):
        database.close()
        ends = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(ends[0])
            try:
                work_until_killed(url, folder, ends[1], first)
            finally:
                os._exit(0)
        os.close(ends[1])
        begun = os.read(ends[0], 1)  # the space before the first number
        assert begun == b" "
        time.sleep(chance.random() * 0.08)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(ends[0], "rb") as said:
            acknowledged.update(map(int, said.read().split()))
        first += 10_000
    facts = Facts(database)
    reports = Counter(int(r.id.rpartition("-")[2]) for r in facts.read_intake().reports)
    judged = Counter(int(one.why.rpartition(" ")[2]) for one in facts.read_judgements())
    assert acknowledged <= set(reports) | set(judged)
    assert max((reports + judged).values()) == 1
    with database.read() as connection:
        assert list(find_faults(connection, frozenset())) == []
        noted = connection.execute(select(journal.c.subject).where(journal.c.kind != "problem")).scalars().all()
    assert len(noted) == len(set(noted))
    assert len(acknowledged) >= KILLS


def test_two_who_judge_the_same_thing_at_once_never_both_get_through(opened: tuple[str, Path, Database]) -> None:
    facts = Facts(opened[2])

    def try_it(number: int) -> bool:
        try:
            facts.note_judgement(judge(number, "claim-one", by=f"person {number}"), {"claim-one": number // 4})
        except ConflictError:
            return False
        return True

    for turn in range(8):
        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(try_it, range(turn * 4, turn * 4 + 4))) == 1
    assert len(facts.read_judgements()) == 8


def test_two_workers_that_add_at_once_keep_each_report_once(opened: tuple[str, Path, Database]) -> None:
    facts = Facts(opened[2])
    numbers = [number for number in range(40) for _ in range(2)]
    with ThreadPoolExecutor(4) as pool:
        new = sum(len(intake.reports) for intake in pool.map(lambda n: facts.keep_intake(take(n), NOW), numbers))
    assert new == 40
    assert len(facts.read_intake().reports) == 40
    with opened[2].read() as connection:
        assert list(find_faults(connection, frozenset())) == []


def test_a_disk_that_fills_up_is_told_and_costs_nothing_that_was_there(tmp_path: Path) -> None:
    database = open_database("sqlite:///marsad.db", tmp_path)
    migrate(database)
    Facts(database).keep_intake(take(1), NOW)
    database.close()
    ends = os.pipe()
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        size = (tmp_path / "marsad.db").stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 30_000, size + 30_000))
        facts, number = Facts(open_database("sqlite:///marsad.db", tmp_path)), 2
        try:
            while number < 1000:
                facts.keep_intake(take(number), NOW)
                number += 1
        except InputError as error:
            os.write(ends[1], f"{number} {error}".encode())
        finally:
            os._exit(0)
    os.close(ends[1])
    with os.fdopen(ends[0], "rb") as said:
        full_at, _, told = said.read().decode().partition(" ")
    os.waitpid(child, 0)
    assert "Nothing was changed" in told
    kept = {int(report.id.rpartition("-")[2]) for report in Facts(database).read_intake().reports}
    assert kept == set(range(1, int(full_at)))
    Facts(database).keep_intake(take(int(full_at)), NOW)
    with database.read() as connection:
        assert list(find_faults(connection, frozenset())) == []
    database.close()


def test_every_altered_row_is_found(opened: tuple[str, Path, Database]) -> None:
    database = opened[2]
    with database.change() as connection:
        facts = [Fact(kind=FactKind.PROBLEM, subject=f"s{n}", body=f"body {n}".encode(), at=NOW) for n in range(20)]
        append(connection, facts)
    chance = Random(11)
    for _ in range(500):
        table, column, key = chance.choice(PLACES)
        with database.engine.connect() as connection, connection.begin() as change:
            rows = connection.execute(select(table)).mappings().all()
            row = chance.choice(rows)
            altered = alter(row[column], chance)
            connection.execute(update(table).where(table.c[key] == row[key]).values({column: altered}))
            assert list(find_faults(connection, frozenset())), (table.name, column, row[column], altered)
            change.rollback()
    with database.read() as connection:
        assert list(find_faults(connection, frozenset())) == []


PLACES = (
    *((journal, name, "seq") for name in ("batch", "at", "by", "kind", "subject", "payload", "previous", "hash")),
    (payloads, "body", "digest"),
    (head, "seq", "one"),
    (head, "hash", "one"),
)


def alter(value: str | int | bytes | None, chance: Random) -> str | int | bytes:
    """Another value of the same kind."""
    if value is None:
        return "Eve"
    if isinstance(value, int):
        return value + chance.randint(1, 9)
    if isinstance(value, bytes | memoryview):
        return bytes(value) + b"!"
    at = chance.randrange(len(value))
    return value[:at] + ("x" if value[at] != "x" else "y") + value[at + 1 :]


@pytest.mark.parametrize("row", (1, 10, 20))
def test_a_row_that_was_taken_out_is_found(opened: tuple[str, Path, Database], row: int) -> None:
    database = opened[2]
    with database.change() as connection:
        append(connection, [Fact(kind=FactKind.PROBLEM, subject=f"s{n}", body=b"x", at=NOW) for n in range(20)])
    with database.change() as connection:
        connection.execute(journal.delete().where(journal.c.seq == row))
        assert list(find_faults(connection, frozenset()))
