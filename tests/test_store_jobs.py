"""Jobs and follows: one worker at a time, nothing lost with a worker, and an upgrade that keeps what is there."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from facts_by_hand import NOW, take
from marsad.errors import InputError
from marsad.model.visits import Visit
from marsad.store.database import Database, open_database
from marsad.store.database.facts import Facts
from marsad.store.database.follows import Follows
from marsad.store.database.jobs import LEASE, Jobs
from marsad.store.database.migrating import check_form, migrate, newest_form

HOUR = timedelta(hours=1)


@pytest.fixture
def database(address: Callable[[], str], tmp_path: Path) -> Iterator[Database]:
    database = open_database(address(), tmp_path)
    migrate(database)
    yield database
    database.close()


def test_many_workers_never_hold_one_job_and_do_all(database: Database) -> None:
    jobs = Jobs(database)
    jobs.plan("visit", [f"feed {number}" for number in range(40)], NOW)

    def work(name: int) -> list[str]:
        done = []
        while job := jobs.take(f"worker {name}", NOW, "visit"):
            done.append(job.subject)
            assert jobs.finish(job, NOW + HOUR)
        return done

    with ThreadPoolExecutor(4) as pool:
        done = [subject for some in pool.map(work, range(4)) for subject in some]
    assert sorted(done) == sorted(f"feed {number}" for number in range(40))
    assert jobs.next_due("visit") == NOW + HOUR


def test_a_worker_that_is_gone_loses_its_job_when_the_lease_ends(database: Database) -> None:
    jobs = Jobs(database)
    jobs.plan("visit", ["feed"], NOW)
    first = jobs.take("gone", NOW, "visit")
    assert first is not None
    assert jobs.take("next", NOW + LEASE - timedelta(seconds=1), "visit") is None
    second = jobs.take("next", NOW + LEASE, "visit")
    assert second is not None
    assert second.tries == 2
    assert not jobs.finish(first, NOW + HOUR)
    assert jobs.finish(second, None)
    assert jobs.next_due("visit") is None


def test_a_job_is_planned_once_and_not_before_it_is_due(database: Database) -> None:
    jobs = Jobs(database)
    jobs.plan("visit", ["feed"], NOW + HOUR)
    jobs.plan("visit", ["feed", "feed"], NOW)
    assert jobs.take("one", NOW, "visit") is None
    assert jobs.take("one", NOW + HOUR, "page") is None
    assert jobs.take("one", NOW + HOUR, "visit", barred=["feed"]) is None
    assert jobs.take("one", NOW + HOUR, "visit") is not None
    jobs.drop("visit", "feed")
    assert jobs.next_due("visit") is None


def test_what_is_followed_is_kept_with_how_its_last_visit_went(database: Database) -> None:
    follows = Follows(database)
    assert follows.add([("http://a.test/feed", "A"), ("http://b.test/", None)], NOW) == (
        "http://a.test/feed",
        "http://b.test/",
    )
    assert follows.add([("http://a.test/feed", "Other")], NOW + HOUR) == ()
    visit = Visit(url="http://a.test/feed", etag='"1"', next_due=NOW + HOUR, failures=2, last_error="no answer")
    follows.keep_visit(visit)
    follows.keep_visit(visit)
    assert [(one.address, one.title, one.since, one.visit) for one in follows.read()] == [
        ("http://a.test/feed", "A", NOW, visit),
        ("http://b.test/", None, NOW, None),
    ]
    assert follows.read_visit("http://a.test/feed") == visit
    assert follows.drop("http://a.test/feed")
    assert not follows.drop("http://a.test/feed")
    assert follows.read_visit("http://a.test/feed") is None


def test_a_desk_of_the_previous_form_is_named_and_upgraded_with_its_data(
    address: Callable[[], str], tmp_path: Path
) -> None:
    database = open_database(address(), tmp_path)
    migrate(database, "0001")
    facts = Facts(database)
    facts.keep_intake(take(1), NOW)
    before = (facts.head(), facts.read_intake())
    with pytest.raises(InputError) as told:
        check_form(database)
    assert "marsad backup" in str(told.value)
    assert migrate(database) == ("0001", newest_form())
    check_form(database)
    assert (facts.head(), facts.read_intake()) == before
    Jobs(database).plan("visit", ["feed"], NOW)
    assert Jobs(database).take("one", NOW, "visit") is not None
    database.close()
