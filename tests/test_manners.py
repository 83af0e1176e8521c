"""Manners: when to ask again, whom to ask now, and what a site's robots.txt asks of us."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import FetchError
from marsad.fetching import Border, Courier, Fetched, choose_due, plan_next
from marsad.fetching.courier import LONGEST_PAUSE, PAUSE
from marsad.fetching.manners import EVERY, LONGEST, LONGEST_ASKED, read_wait
from marsad.model.visits import Visit
from server_by_hand import Answer, Caller, serve

NOW = datetime(2031, 5, 4, 12, tzinfo=UTC)
FIRST = Visit(url="https://courier.test/feed", next_due=NOW)
GOT = Fetched(
    address=FIRST.url, status=200, data=b"x", kind=None, charset=None, etag='"a"', modified="then", not_modified=False,
    max_age=None,
)  # fmt: skip


def failed(status: int | None = 503, retry_after: str | None = None) -> FetchError:
    return FetchError(FIRST.url, "it is out of service", "Wait", status=status, retry_after=retry_after)


def test_an_answer_is_asked_again_after_a_while_and_what_it_said_is_kept() -> None:
    after = plan_next(replace(FIRST, failures=4, last_error="it was out of service"), GOT, NOW, 0.5)
    assert (after.etag, after.modified) == ('"a"', "then")
    assert (after.failures, after.last_status, after.last_error) == (0, 200, None)
    assert after.next_due == NOW + EVERY * 1.05
    assert plan_next(FIRST, replace(GOT, max_age=7200), NOW, 0).next_due == NOW + timedelta(hours=2)
    assert plan_next(FIRST, replace(GOT, max_age=10**9), NOW, 0).next_due == NOW + LONGEST


def test_waits_double_with_each_failure_and_end_at_a_day() -> None:
    visit, waits = FIRST, []
    for _ in range(9):
        visit = plan_next(visit, failed(), NOW, 1)
        assert visit.next_due is not None
        waits.append(visit.next_due - NOW)
    assert waits[:5] == [timedelta(hours=hours) for hours in (1, 2, 4, 8, 16)]
    assert set(waits[5:]) == {timedelta(days=1)}
    assert (visit.failures, visit.last_status, visit.last_error) == (9, 503, "it is out of service")


def test_what_is_gone_is_not_asked_again() -> None:
    assert plan_next(FIRST, failed(410), NOW, 0).next_due is None
    assert plan_next(FIRST, failed(404), NOW, 0).next_due is not None


@pytest.mark.parametrize(
    ("said", "wait"),
    [
        ("120", timedelta(minutes=2)), (" 0 ", timedelta()), ("Sun, 04 May 2031 13:00:00 GMT", timedelta(hours=1)),
        ("Sun, 04 May 2031 11:00:00 GMT", timedelta()), ("Sun, 04 May 31 13:00:00 GMT", timedelta(hours=1)),
        ("Sun May  4 13:00:00 2031", timedelta(hours=1)), ("9" * 400, LONGEST_ASKED),
        ("Sun, 04 May 2099 11:00:00 GMT", LONGEST_ASKED), ("soon", None), ("-5", None), ("", None), (None, None),
        ("١٢٠", None), ("1e9", None),
    ],
)  # fmt: skip
def test_retry_after_is_read_in_seconds_and_dates(said: str | None, wait: timedelta | None) -> None:
    assert read_wait(said, NOW) == wait


@given(
    st.integers(0, 60),
    st.one_of(st.none(), st.integers(0, 10**9).map(str), st.datetimes().map(format_datetime), st.text(max_size=20)),
    st.floats(0, 1, exclude_max=True),
)
def test_no_plan_is_sooner_than_asked_or_than_half_the_usual(failures: int, said: str | None, jitter: float) -> None:
    after = plan_next(replace(FIRST, failures=failures), failed(retry_after=said), NOW, jitter)
    assert after.next_due is not None
    assert after.next_due >= NOW + max(EVERY, read_wait(said, NOW) or EVERY)
    assert after.next_due <= NOW + max(LONGEST, read_wait(said, NOW) or LONGEST)


def test_of_each_host_the_one_due_longest_is_asked() -> None:
    visits = [
        Visit(url=url, next_due=None if due is None else NOW - timedelta(minutes=due))
        for url, due in (("https://a.test/1", 5), ("https://a.test/2", 9), ("http://A.test:8080/3", 1),
                         ("https://b.test/", -1), ("https://c.test/", None), ("https://d.test/", 2))
    ]  # fmt: skip
    assert [visit.url for visit in choose_due(visits, NOW)] == ["https://a.test/2", "https://d.test/"]
    assert [visit.url for visit in choose_due(visits, NOW, busy=["d.test"])] == ["https://a.test/2"]


class Clock:
    """A clock that goes on only while somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


BORDER = Border(
    inside=frozenset(("a.test", "b.test")), resolve=lambda host, port: ("127.0.0.1",), pause=0.4, whole_time=5
)


def robots(text: str, status: str = "200 OK", then: Answer | None = None) -> Answer:
    """A site with a robots.txt."""

    def answer(caller: Caller) -> None:
        if caller.path == "/robots.txt":
            caller.say(status, text.encode(), Content_Type="text/plain")
        else:
            (then or (lambda other: other.say("200 OK", b"page")))(caller)

    return answer


def send(answer: Answer, *paths: str, clock: Clock | None = None) -> tuple[list[str], list[str]]:
    """What a courier brings from a site for some paths ("ok" or why not), and what the site was asked."""
    clock = clock or Clock()
    courier = Courier(BORDER, clock=clock, sleep=clock.sleep)
    brought = []
    with serve(answer) as server:
        for path in paths:
            try:
                courier.fetch(f"http://a.test:{server.port}{path}")
                brought.append("ok")
            except FetchError as error:
                brought.append(error.why)
        return brought, server.paths


RULES = "User-agent: *\nDisallow: /\n\nUser-agent: Marsad\nDisallow: /desk/\nDisallow: /*.pdf$\nAllow: /desk/open\n"


def test_robots_txt_is_asked_once_and_kept_to() -> None:
    brought, asked = send(robots(RULES), "/", "/desk/1", "/desk/open/2", "/a.pdf", "/a.pdf?x")
    assert [word == "ok" for word in brought] == [True, False, True, False, True]
    assert "robots.txt asks programs not to" in brought[1]
    assert asked == ["/robots.txt", "/", "/desk/open/2", "/a.pdf?x"]


@pytest.mark.parametrize(
    ("status", "allowed"),
    [("404 Not Found", True), ("403 Forbidden", True), ("410 Gone", True), ("500 Oops", False), ("503 Busy", False),
     ("429 Slow down", False)],
)  # fmt: skip
def test_a_site_without_rules_is_open_and_one_that_fails_is_closed(status: str, allowed: bool) -> None:
    brought, asked = send(robots(RULES, status), "/desk/1", "/2")
    assert [word == "ok" for word in brought] == [allowed, allowed]
    assert asked == (["/robots.txt", "/desk/1", "/2"] if allowed else ["/robots.txt"])


def test_of_long_rules_the_beginning_counts() -> None:
    brought, asked = send(robots(RULES + "# " + "a" * (600 * 1024) + "\nAllow: /desk/1\n"), "/desk/1", "/2")
    assert [word == "ok" for word in brought] == [False, True]
    assert asked == ["/robots.txt", "/2"]


def test_rules_are_asked_for_again_after_a_day_and_failures_sooner() -> None:
    clock = Clock()
    courier = Courier(BORDER, clock=clock, sleep=clock.sleep)
    with serve(robots("", "200 OK")) as server:
        for later in (0, 23 * 3600, 25 * 3600):
            clock.now = later
            courier.fetch(f"http://a.test:{server.port}/")
    assert server.paths == ["/robots.txt", "/", "/", "/robots.txt", "/"]


def test_why_a_host_cannot_be_asked_is_not_hidden_behind_its_rules() -> None:
    courier = Courier(Border(resolve=lambda host, port: ("10.0.0.9",)))
    with pytest.raises(FetchError, match=r"leads to 10\.0\.0\.9, a private address.*--inside c\.test"):
        courier.fetch("http://c.test/")


def test_the_pause_that_a_site_asks_for_is_kept() -> None:
    clock = Clock()
    brought, _ = send(robots("User-agent: *\nCrawl-delay: 7\n"), "/1", "/2", "/3", clock=clock)
    assert brought == ["ok"] * 3
    assert clock.waits == [7, 7]
    brought, asked = send(robots(f"User-agent: *\nCrawl-delay: {LONGEST_PAUSE + 1}\n"), "/1", "/2")
    assert (brought[0], asked) == ("ok", ["/robots.txt", "/1"])
    assert "61 seconds between two questions" in brought[1]


def test_a_public_site_is_left_a_pause_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    real = socket.create_connection
    clock = Clock()
    courier = Courier(Border(resolve=lambda host, port: ("8.8.8.8",)), clock=clock, sleep=clock.sleep)
    with serve(robots("")) as server:
        monkeypatch.setattr(
            socket, "create_connection", lambda place, timeout: real(("127.0.0.1", server.port), timeout)
        )
        for path in ("/1", "/2"):
            courier.fetch(f"http://outlet.example{path}")
    assert clock.waits == [PAUSE]


def test_one_connection_to_a_host_at_a_time() -> None:
    open_now, most = [0], [0]

    def slow(caller: Caller) -> None:
        open_now[0] += 1
        most[0] = max(most[0], open_now[0])
        caller.say("200 OK", Content_Length="4")
        caller.drip(b"pag", 0.02)
        open_now[0] -= 1
        caller.send(b"e")

    courier = Courier(BORDER)
    with serve(robots("", then=slow)) as server:
        threads = [Thread(target=courier.fetch, args=(f"http://a.test:{server.port}/{number}",)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(server.paths) == 5
    assert most == [1]


def test_two_hosts_that_redirect_to_each_other_lock_nobody_out() -> None:
    courier = Courier(BORDER)

    def answer(caller: Caller) -> None:
        host = (caller.header("host") or "").partition(":")[0]
        if caller.path.endswith("end"):
            caller.say("200 OK", b"page")
        else:
            other = "b.test" if host == "a.test" else "a.test"
            caller.say("302 Found", Location=f"http://{other}:{server.port}/end")

    with serve(robots("", then=answer)) as server:
        threads = [
            Thread(target=courier.fetch, args=(f"http://{host}:{server.port}/{number}",), daemon=True)
            for number in range(3) for host in ("a.test", "b.test")
        ]  # fmt: skip
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert not any(thread.is_alive() for thread in threads)


@pytest.mark.parametrize(
    "text",
    [
        "*" * 5000, "Disallow: /" + "*a" * 2000, "\x00\xff", "Crawl-delay: nan", "Crawl-delay: -3", "Crawl-delay: inf",
        "<html>no rules</html>",
    ],
)  # fmt: skip
def test_a_hostile_robots_txt_ends(text: str) -> None:
    clock = Clock()
    brought, _ = send(robots(f"User-agent: *\n{text}\n"), "/" + "a" * 1000, "/b", clock=clock)
    assert brought[0] == "ok"
    assert all(0 <= wait <= LONGEST_PAUSE for wait in clock.waits)
