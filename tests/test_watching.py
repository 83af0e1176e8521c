"""A desk that watches feeds of a server on this machine: what is new is taken in once, and nothing is lost."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from marsad.cli import app
from marsad.fetching import Border, Courier
from marsad.living import LivingDesk, init_desk, open_desk
from marsad.model.codec import dump_ledger
from marsad.store.database.follows import Follows
from marsad.store.database.gone import list_absent
from marsad.visited import Visited
from marsad.watching import Watch
from server_by_hand import Caller, Server, serve

NOW = datetime(2031, 6, 1, tzinfo=UTC)


class Press:
    """A site with a feed: its pages by number, which can be added to, changed and made to fail."""

    def __init__(self) -> None:
        self.pages: dict[int, str] = {}
        self.down: set[int] = set()
        self.closed = self.gone = False
        self.listed: set[int] = set()
        self.removed: set[int] = set()
        self.summary = ""
        self.moved, self.to = "", "/new/feed"
        self.version = 0

    def publish(self, number: int, town: str) -> None:
        self.version += 1
        self.pages[number] = town

    def answer(self, caller: Caller) -> None:
        name = caller.path.strip("/")
        if name == "feed" and self.gone:
            caller.say("410 Gone")
        elif name == "feed" and self.moved:
            caller.say(self.moved, Location=self.to)
        elif name in ("feed", "new/feed") and not self.closed:
            if caller.header("if-none-match") == f'"{self.version}"':
                caller.say("304 Not Modified")
            else:
                said = f"<description>{self.summary}</description>" if self.summary else ""
                numbers = sorted({*self.pages, *self.listed})
                items = "".join(f"<item><title>Report {n}</title><link>/{n}</link>{said}</item>" for n in numbers)
                feed = f"<rss><channel><title>Hill Courier</title>{items}</channel></rss>".encode()
                caller.say("200 OK", feed, ETag=f'"{self.version}"', Content_Type="application/rss+xml")
        elif name.isdecimal() and int(name) in self.removed:
            caller.say("410 Gone")
        elif name.isdecimal() and int(name) in self.pages and int(name) not in self.down:
            town = self.pages[int(name)]
            text = f"Rebels shelled the market of {town} on Sunday and killed {int(name) + 2} people, the army said."
            head = '<meta property="article:published_time" content="2031-05-04T10:00:00Z">'
            head = f"<head><title>Shells on {town}</title>{head}</head>"
            caller.say("200 OK", f"<html>{head}<body><article><p>{text}</p></article></body></html>".encode())
        else:
            caller.say("503 Service Unavailable" if name != "robots.txt" else "404 Not Found")


@pytest.fixture
def press() -> Press:
    press = Press()
    for number, town in enumerate(("Orsk", "Velm"), start=1):
        press.publish(number, town)
    return press


@pytest.fixture
def server(press: Press) -> Iterator[Server]:
    with serve(press.answer) as server:
        yield server


@pytest.fixture
def desk(address: Callable[[], str], tmp_path: Path) -> Iterator[LivingDesk]:
    with init_desk(tmp_path / "desk", address()) as desk:
        yield desk


def watch(desk: LivingDesk, now: datetime = NOW) -> Watch:
    courier = Courier(Border(inside=frozenset({"127.0.0.1"})))
    return Watch(desk, courier, "tests", clock=lambda: now, chance=lambda: 0.0)


def keys(desk: LivingDesk) -> list[str]:
    return sorted(report.key.rpartition("/")[2] for report in desk.facts.read_intake().reports)


def test_a_feed_is_followed_and_what_is_new_comes_once(desk: LivingDesk, press: Press, server: Server) -> None:
    feed = f"http://127.0.0.1:{server.port}/feed"
    first = watch(desk).add(feed)
    assert keys(desk) == ["1", "2"]
    assert len(first.arrival.reports) == 2
    assert first.next_due is not None
    assert list(watch(desk).visit_due()) == []
    asked = len(server.paths)
    (same,) = watch(desk, first.next_due).visit_due()
    assert "not changed" in same.line
    assert server.paths[asked:] == ["/robots.txt", "/feed"]
    press.publish(3, "Tarn")
    assert same.next_due is not None
    (more,) = watch(desk, same.next_due).visit_due()
    assert [report.title for report in more.arrival.reports] == ["Shells on Tarn"]
    assert len(list((desk.folder / "originals").rglob("*/*"))) == 3


def test_a_page_that_could_not_be_had_is_asked_for_again(desk: LivingDesk, press: Press, server: Server) -> None:
    press.down.add(2)
    first = watch(desk).add(f"http://127.0.0.1:{server.port}/feed")
    assert keys(desk) == ["1"]
    assert [problem.path.rpartition("/")[2] for problem in first.arrival.problems] == ["2"]
    press.down.clear()
    assert first.next_due is not None
    list(watch(desk, first.next_due).visit_due())
    assert keys(desk) == ["1", "2"]


def test_a_server_that_is_down_is_left_in_peace_longer_each_time(
    desk: LivingDesk, press: Press, server: Server
) -> None:
    due = watch(desk).add(f"http://127.0.0.1:{server.port}/feed").next_due
    press.closed = True
    waits = []
    for _ in range(4):
        assert due is not None
        (visited,) = watch(desk, due).visit_due()
        assert visited.next_due is not None
        waits.append(visited.next_due - due)
        due = visited.next_due
    assert waits == sorted(set(waits))
    (follow,) = Follows(desk.database).read()
    assert follow.visit is not None
    assert follow.visit.failures == 4
    assert desk.facts.read_intake().problems == ()


def test_a_page_is_taken_in_and_not_followed_and_one_that_changed_takes_the_place_of_the_one_before(
    desk: LivingDesk, press: Press, server: Server
) -> None:
    page = f"http://127.0.0.1:{server.port}/1"
    watch(desk).add(page)
    assert watch(desk).next_due() is None
    assert watch(desk).add(page).arrival.reports == ()
    press.publish(1, "Karst")
    watch(desk).add(page)
    assert [report.title for report in desk.facts.read_intake().reports] == ["Shells on Karst"]
    (history,) = desk.facts.read_histories()
    assert [edition.report.title for edition in history.editions] == ["Shells on Orsk", "Shells on Karst"]


def go_on(desk: LivingDesk, start: datetime, end: datetime) -> list[Visited]:
    """Every visit that is due between two moments, each at its time."""
    made: list[Visited] = []
    now = start
    while now <= end:
        made += watch(desk, now).visit_due()
        due = watch(desk, now).next_due()
        now = max(due, now + timedelta(minutes=1)) if due is not None else end + timedelta(days=1)
    return made


def test_a_page_is_asked_again_while_its_feed_lists_it_less_often_the_older_it_is(
    desk: LivingDesk, press: Press, server: Server
) -> None:
    watch(desk).add(f"http://127.0.0.1:{server.port}/feed")
    go_on(desk, NOW, NOW + timedelta(days=2))
    assert server.paths.count("/1") == 7  # at first, and after 1, 2, 4, 8, 16 and 32 hours
    assert len(desk.facts.read_intake().reports) == 2
    go_on(desk, NOW + timedelta(days=2), NOW + timedelta(days=45))
    asked = server.paths.count("/1")
    assert asked <= 12
    go_on(desk, NOW + timedelta(days=46), NOW + timedelta(days=48))
    assert server.paths.count("/1") == asked


def test_a_page_that_its_outlet_corrects_is_found_though_its_feed_does_not_change(
    desk: LivingDesk, press: Press, server: Server
) -> None:
    watch(desk).add(f"http://127.0.0.1:{server.port}/feed")
    press.pages[1] = "Karst"
    visits = go_on(desk, NOW, NOW + timedelta(hours=3))
    assert [visit.arrival.count() for visit in visits if visit.arrival.reports] == ["0 new, 1 changed"]
    assert sorted(report.title or "" for report in desk.fold().reports) == ["Shells on Karst", "Shells on Velm"]
    press.pages[1] = "Marn"
    go_on(desk, NOW + timedelta(hours=3), NOW + timedelta(hours=6))
    assert sorted(report.title or "" for report in desk.fold().reports) == ["Shells on Marn", "Shells on Velm"]


def test_what_a_feed_says_of_a_page_that_is_gone_is_no_version_of_it(
    desk: LivingDesk, press: Press, server: Server
) -> None:
    press.summary = "A short word on it."
    watch(desk).add(f"http://127.0.0.1:{server.port}/feed")
    before = desk.facts.head()
    del press.pages[2]
    press.listed.add(2)
    press.down.add(1)
    go_on(desk, NOW, NOW + timedelta(days=1))
    assert desk.facts.head() == before
    press.down.clear()
    press.pages[1] = "Karst"
    go_on(desk, NOW + timedelta(days=1), NOW + timedelta(days=4))
    assert sorted(report.title or "" for report in desk.fold().reports) == ["Shells on Karst", "Shells on Velm"]


def test_a_page_that_is_gone_is_told_once_and_its_last_text_stands(
    desk: LivingDesk, press: Press, server: Server
) -> None:
    watch(desk).add(f"http://127.0.0.1:{server.port}/feed")
    before = dump_ledger(desk.fold())
    press.removed.add(2)
    visits = go_on(desk, NOW, NOW + timedelta(days=2))
    assert [visit.line for visit in visits if "1 gone (their last text stands)" in visit.line] != []
    (gone,) = list_absent(desk.database)
    assert (gone.address, gone.status) == (f"http://127.0.0.1:{server.port}/2", 410)
    assert sum("gone (" in visit.line for visit in visits) == 1
    assert dump_ledger(desk.fold()) == before
    assert dump_ledger(desk.rebuild()) == before
    assert desk.verify() == ()
    told = CliRunner().invoke(app, ["versions", "--into", str(desk.folder)]).output
    assert f"gone since {gone.since:%Y-%m-%d %H:%M} UTC (410); its last text stands" in told
    press.removed.clear()
    watch(desk, NOW + timedelta(days=3)).add(f"http://127.0.0.1:{server.port}/2")
    assert list_absent(desk.database) == ()


@pytest.mark.parametrize(
    ("status", "moves"),
    [
        ("301 Moved Permanently", True),
        ("308 Permanent Redirect", True),
        ("302 Found", False),
        ("307 Temporary Redirect", False),
    ],
)
def test_a_feed_that_moved_for_good_is_followed_at_its_new_address(
    desk: LivingDesk, press: Press, server: Server, status: str, moves: bool
) -> None:
    old, new = f"http://127.0.0.1:{server.port}/feed", f"http://127.0.0.1:{server.port}/new/feed"
    due = watch(desk).add(old).next_due
    since = Follows(desk.database).read()[0].since
    press.moved = status
    assert due is not None
    (visit,) = watch(desk, due).visit_due()
    (follow,) = Follows(desk.database).read()
    assert (follow.address, follow.since) == (new if moves else old, since)
    assert ("moved for good" in visit.line) == moves
    asked = len(server.paths)
    go_on(desk, due, due + timedelta(hours=2))
    assert ("/feed" in server.paths[asked:]) != moves
    assert "/new/feed" in server.paths[asked:]
    assert "/1" in server.paths[asked:]
    assert keys(desk) == ["1", "2"]


def test_where_an_address_leads_to_a_page_for_good_the_feed_is_not_taken_for_moved(
    desk: LivingDesk, press: Press, server: Server
) -> None:
    due = watch(desk).add(f"http://127.0.0.1:{server.port}/feed").next_due
    press.moved, press.to = "301 Moved Permanently", "/1"
    assert due is not None
    list(watch(desk, due).visit_due())
    assert [follow.address.rpartition("/")[2] for follow in Follows(desk.database).read()] == ["feed"]


def test_a_feed_that_is_gone_for_good_is_said_to_be_and_visited_no_more(
    desk: LivingDesk, press: Press, server: Server
) -> None:
    due = watch(desk).add(f"http://127.0.0.1:{server.port}/feed").next_due
    press.gone = True
    assert due is not None
    (visit,) = watch(desk, due).visit_due()
    assert "gone for good" in visit.line
    assert visit.line.startswith(f"{visit.address}: ")
    assert watch(desk, due).next_due() is None
    assert go_on(desk, due, due + timedelta(days=60)) == []


def test_who_is_killed_in_a_visit_goes_on_where_it_stopped(desk: LivingDesk, press: Press, server: Server) -> None:
    for number in range(3, 40):
        press.publish(number, f"Town{number}")
    folder, feed = desk.folder, f"http://127.0.0.1:{server.port}/feed"
    watch(desk).follow([feed])
    desk.database.close()
    now = NOW
    for _ in range(6):
        child = os.fork()
        if child == 0:
            try:
                with open_desk(folder) as own:
                    list(watch(own, now).visit_due())
            finally:
                os._exit(0)
        time.sleep(0.4)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        now += timedelta(minutes=10)
    list(watch(desk, now).visit_due())
    assert keys(desk) == sorted(map(str, press.pages))
    assert desk.verify() == ()
