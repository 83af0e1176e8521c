"""From addresses to reports: pages, feeds, sitemaps and lists of feeds, from a server on this machine."""

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.commands.reading import part_paths
from marsad.errors import FetchError, InputError
from marsad.fetching import Border, Courier, Gathered, gather, plan_next
from marsad.fetching.address import read_host
from marsad.fetching.sorting import Kind, tell_kind
from marsad.fetching.steps import MOST, Lead, take_step
from marsad.intake import WebPage, read_web
from marsad.intake.feeds import Entry
from marsad.intake.opml import Subscription, read_opml, write_opml
from marsad.intake.sitemaps import read_sitemap
from marsad.intake.unpacking import unpack
from marsad.model.reports import Report
from marsad.model.visits import Visit
from server_by_hand import Answer, Caller, pack, serve

TOLD = "<p>Rebels shelled a village near Orsk on Sunday and killed {} people, the army said in a statement.</p>"


def page(number: int, head: str = "") -> bytes:
    text = TOLD.format(number)
    return (
        f"<html><head><title>Report {number}</title>{head}</head><body><article>{text}</article></body></html>".encode()
    )


def item(url: str, title: str = "", text: str = "", date: str = "") -> str:
    link = f"<link>{url}</link>" if url else ""
    return f"<item><title>{title}</title>{link}<pubDate>{date}</pubDate><description>{text}</description></item>"


def rss(*items: str) -> bytes:
    return f"<rss><channel><title>Hill Courier</title>{''.join(items)}</channel></rss>".encode()


def site(pages: Mapping[str, bytes]) -> Answer:
    """A site with some pages and no robots.txt."""

    def answer(caller: Caller) -> None:
        body = pages.get(caller.path)
        if body is None:
            caller.say("404 Not Found")
        else:
            caller.say("200 OK", body.replace(b"PORT", (caller.header("host") or "").rpartition(":")[2].encode()))

    return answer


def bring(pages: Mapping[str, bytes], *paths: str) -> tuple[Gathered, list[str]]:
    """What is gathered for some paths of a site, and what the site was asked but for its robots.txt."""
    border = Border(inside=frozenset(("a.test", "b.test")), resolve=lambda host, port: ("127.0.0.1",), pause=1)
    with serve(site(pages)) as server:
        found = gather([f"http://a.test:{server.port}{path}" for path in paths], Courier(border))
        return found, [path for path in server.paths if path != "/robots.txt"]


def ends(found: Gathered) -> list[str]:
    return [one.address.partition("/")[2].partition("/")[2].partition("/")[2] for one in found.pages]


def test_a_feed_leads_to_its_pages_and_stands_in_for_those_that_are_lost() -> None:
    entries = (
        item("/1", "One", "Short.", "Sun, 04 May 2031 09:40:00 GMT"), item("/lost", "Two", TOLD.format(2)),
        item("", "Three", TOLD.format(3)), item("/1#again"), item("/gone"), item(""),
    )  # fmt: skip
    found, asked = bring({"/feed": rss(*entries), "/1": page(1)}, "/feed")
    assert asked == ["/feed", "/1", "/lost", "/gone"]
    intake = read_web(found.pages, found.problems)
    said = {report.key.rpartition("/")[2]: report for report in intake.reports}
    assert list(said) == ["1", "feed#3", "lost"]
    assert (said["1"].outlet, str(said["1"].published)) == ("Hill Courier", "2031-05-04 09:40:00+00:00")
    assert "killed 2 people" in said["lost"].text and "killed 3 people" in said["feed#3"].text
    told = [problem.what for problem in found.problems]
    assert any("what its feed says of it was taken" in what for what in told)
    assert any("neither an address nor text" in what for what in told)
    assert sum("no such page" in what for what in told) == 2


def test_a_list_of_feeds_leads_to_pages_each_once() -> None:
    feeds = [Subscription(url=f"http://a.test:PORT/{name}", title=name, home=None) for name in ("f", "g", "list")]
    pages = {"/list": write_opml(feeds, "All"), "/f": rss(item("/1"), item("/2")), "/g": rss(item("/2"), item("/3"))}
    found, asked = bring(pages | {f"/{number}": page(number) for number in (1, 2, 3)}, "/list")
    assert asked == ["/list", "/f", "/g", "/1", "/2", "/3"]
    assert ends(found) == ["1", "2", "3"]
    assert not found.problems


def test_a_sitemap_index_leads_to_the_latest_pages_of_its_own_host() -> None:
    listed = "".join(f"<url><loc>/{day}</loc><lastmod>2031-05-0{day}</lastmod></url>" for day in (1, 3, 2))
    sitemap = f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{listed}<url><loc>http://b.test/</loc></url></urlset>"
    index = "<sitemapindex><sitemap><loc>/s.xml.gz</loc></sitemap><sitemap><loc>/index</loc></sitemap></sitemapindex>"
    pages = {"/index": index.encode(), "/s.xml.gz": pack(sitemap.encode())}
    found, asked = bring(pages | {f"/{day}": page(day) for day in (1, 2, 3)}, "/index")
    assert asked == ["/index", "/s.xml.gz", "/3", "/2", "/1"]
    assert ends(found) == ["3", "2", "1"]


def test_lists_do_not_lead_on_without_end() -> None:
    index = "<sitemapindex><sitemap><loc>/{}</loc></sitemap></sitemapindex>"
    pages = {"/feed": rss(item("/other")), "/other": rss(item("/feed"))}
    pages |= {"/index": index.format("deeper").encode(), "/deeper": index.format("index").encode()}
    for path in ("/feed", "/index"):
        found, asked = bring(pages, path)
        assert len(asked) == 2
        assert [problem.what for problem in found.problems] == ["it is a list, where a page was to be expected"]


def test_a_long_list_is_followed_in_part_and_that_is_said() -> None:
    found, asked = bring({"/feed": rss(*(item(f"/{number}") for number in range(MOST + 5)))}, "/feed")
    assert len(asked) == 1 + MOST
    assert any(f"leads to {MOST + 5} addresses" in problem.what for problem in found.problems)


def test_a_step_asks_only_for_what_is_new() -> None:
    def answer(caller: Caller) -> None:
        if caller.header("if-none-match") == '"a"':
            caller.say("304 Not Modified", Content_Length="")
        else:
            caller.say("200 OK", rss(item("/1")), ETag='"a"')

    courier = Courier(Border(inside=frozenset(("a.test",)), resolve=lambda host, port: ("127.0.0.1",), pause=1))
    now = datetime(2031, 5, 4, tzinfo=UTC)
    with serve(answer) as server:
        lead = Lead(address=f"http://a.test:{server.port}/feed")
        first = take_step(lead, courier)
        visit = plan_next(Visit(url=lead.address, next_due=now), first.outcome, now, 0)
        again = take_step(lead, courier, visit)
    assert [one.address for one in first.leads] == [f"http://a.test:{server.port}/1"]
    assert (again.leads, again.pages, again.problems) == ((), (), ())
    after = plan_next(visit, again.outcome, now, 0)
    assert (after.etag, after.failures, after.last_status) == ('"a"', 0, 304)


def test_nothing_that_a_feed_names_is_fetched_from_inside() -> None:
    links = ("http://127.0.0.1:PORT/1", "http://localhost:PORT/1", "http://[::1]:PORT/1", "http://c.test:PORT/1")
    found, asked = bring({"/feed": rss(*map(item, links)), "/1": page(1)}, "/feed")
    assert asked == ["/feed"]
    assert [problem.what.endswith("so it is not fetched") for problem in found.problems] == [True] * 4


def test_an_empty_or_broken_list_is_said() -> None:
    pages = {"/empty": rss(), "/cut": rss(item("/1"))[:-20], "/1": page(1), "/json": b'{"a": 1}'}
    found, _ = bring(pages, "/empty", "/cut", "/json")
    told = " ".join(problem.what for problem in found.problems)
    assert "leads to no page" in told and "markup is broken" in told and "no list of items" in told
    assert ends(found) == ["1"]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<rss version='2.0'>", Kind.FEED),
        (b"\xef\xbb\xbf <?xml version='1.0'?>\n<!-- a --><feed xmlns='x'>", Kind.FEED),
        (b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss>", Kind.FEED),
        ('<?xml version="1.0" encoding="utf-16"?><rss>'.encode("utf-16"), Kind.FEED),
        (b"<rdf:RDF>", Kind.FEED), (b' {"items": []}', Kind.FEED), (b"<urlset>", Kind.SITEMAP),
        (b"<s:sitemapindex>", Kind.SITEMAP_INDEX), (b"<opml>", Kind.OPML), (b"<!doctype html><html>", Kind.PAGE),
        (b"", Kind.PAGE), (b"plain words", Kind.PAGE), (b"<html><rss>", Kind.PAGE), (b"<!--" * 9000, Kind.PAGE),
        (b"<!DOCTYPE a [" + b"] " * 9000, Kind.PAGE),
    ],
)  # fmt: skip
def test_kinds_are_told_by_the_first_element(data: bytes, kind: Kind) -> None:
    assert tell_kind(data) is kind


def only(**fields: object) -> Report:
    given = {"address": "https://a.test/1", "data": page(5)} | fields
    (report,) = read_web([WebPage(**given)], ()).reports  # type: ignore[arg-type] # fields of WebPage by name
    return report


def test_a_pages_own_word_goes_before_its_feeds() -> None:
    entry = Entry(
        id="1", url=None, title="Feed's", published="2031-05-01", author="Feed's hand", outlet=None, summary=None,
        content=None,
    )  # fmt: skip
    own = '<meta property="og:site_name" content="Own"><meta property="article:published_time" content="2031-05-04">'
    report = only(data=page(5, own), entry=entry, feed="Feed")
    assert (report.outlet, str(report.published), report.title) == ("Own", "2031-05-04", "Report 5")
    assert (report.author, report.url, report.key) == ("Feed's hand", "https://a.test/1", "https://a.test/1")
    assert only(entry=entry, feed="Feed").outlet == "Feed"


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "utf-8", "no-such", "punycode", "idna", "base64", None])
def test_the_servers_encoding_is_kept_where_the_bytes_keep_to_it(charset: str | None) -> None:
    said = "Боевики обстреляли деревню под Орском в воскресенье, погибли пять человек, сообщили власти области."
    data = f'<html><head><meta charset="latin-1"></head><body><article><p>{said}</p></article></body></html>'
    written = charset if charset in ("windows-1251", "koi8-r") else "utf-8"
    if charset in ("windows-1251", "koi8-r", "utf-8"):
        assert said in only(data=data.encode(written), charset=charset).text
    plain = only(data=said.encode(written), charset=charset, kind="text/plain")
    assert said in plain.text


def test_an_empty_page_is_said() -> None:
    intake = read_web([WebPage(address="https://a.test/1", data=b" ")], ())
    assert [problem.what for problem in intake.problems] == ["it is empty"]


LINK = st.from_regex(r"https?://[a-z]{1,8}\.test/[a-z0-9?&=<\"']{0,12}", fullmatch=True)
LINE = st.one_of(st.none(), st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=20))


@given(
    st.lists(
        st.builds(Subscription, url=LINK, title=LINE, home=st.one_of(st.none(), LINK)), unique_by=lambda one: one.url
    )
)
def test_a_list_of_feeds_survives_being_written_and_read(feeds: list[Subscription]) -> None:
    again = read_opml(write_opml(feeds, "All of them"))
    assert [(one.url, one.title or one.url, one.home) for one in again] == [
        (one.url, one.title or one.url, one.home) for one in feeds
    ]


def test_what_is_no_list_is_said() -> None:
    with pytest.raises(InputError, match="no OPML"):
        read_opml(b"<html></html>")
    with pytest.raises(InputError, match="no sitemap"):
        read_sitemap(b"<html></html>", "https://a.test/")


@given(st.lists(st.binary(max_size=200), max_size=4), st.integers(1, 64))
def test_gzip_in_any_cut_is_unpacked_whole(members: list[bytes], step: int) -> None:
    packed = b"".join(map(pack, members)) or pack(b"")
    parts = [packed[at : at + step] for at in range(0, len(packed), step)]
    assert unpack(parts, 10**6, 100) == b"".join(members)
    with pytest.raises(InputError, match="cut short"):
        unpack([packed[:-1]], 10**6, 100)


def test_gzip_has_a_size_and_a_ratio() -> None:
    with pytest.raises(InputError, match="unpack to more than"):
        unpack([pack(b"ab" * 1000)], 1000, 100)
    with pytest.raises(InputError, match="unpack to more than"):
        unpack([pack(bytes(3 << 20))], 1 << 30, 100)
    assert len(unpack([pack(bytes(1 << 20))], 1 << 30, 100)) == 1 << 20


def test_a_list_of_feeds_on_the_disk_is_followed(tmp_path: Path) -> None:
    feeds = [Subscription(url=f"https://a.test/{name}", title=None, home=None) for name in ("f", "g")]
    file = tmp_path / "Feeds.OPML"
    file.write_bytes(write_opml(feeds, "All"))
    parted = part_paths(["notes.txt", "HTTPS://a.test/", file.as_posix(), "http-notes.html"])
    assert parted == (("notes.txt", "http-notes.html"), ("HTTPS://a.test/", "https://a.test/f", "https://a.test/g"))
    for data, what in ((write_opml([], "None"), "lists no feed"), (b"<html></html>", "no OPML"), (b"words", "not XML")):
        file.write_bytes(data)
        with pytest.raises(InputError, match=f"Feeds.OPML.*{what}"):
            part_paths([file.as_posix()])
    with pytest.raises(InputError, match="can't be opened"):
        part_paths([(tmp_path / "lost.opml").as_posix()])


def run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from marsad.cli import main; main()", "read", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_line_reads_a_feed(tmp_path: Path) -> None:
    pages = {"/feed": rss(item("/1", date="Sun, 04 May 2031 09:40:00 GMT"), item("/lost")), "/1": page(5)}
    out = str(tmp_path / "out")
    with serve(site(pages)) as server:
        address = f"http://127.0.0.1:{server.port}/feed"
        done = run(address, "--inside", "127.0.0.1", "--out", out)
        assert done.returncode == 3
        assert done.stderr.strip().startswith(f"http://127.0.0.1:{server.port}/lost: there is no such page")
        assert f"fetched {address}: a feed, 2 entries\n" in done.stdout
        refused = run(address, "--into", out, "--json")
        assert refused.returncode == 3
        assert "a loopback address, so it is not fetched" in refused.stderr
        assert json.loads(refused.stdout)["fetched"] == []
    assert server.paths == ["/robots.txt", "/feed", "/1", "/lost"]
    ledger = json.loads((tmp_path / "out" / "ledger.json").read_text(encoding="utf-8"))
    assert [report["url"] for report in ledger["reports"]] == [f"http://127.0.0.1:{server.port}/1"]
    assert ledger["claims"]


def test_a_host_is_named_as_it_stands_in_addresses() -> None:
    for said, host in (("Intranet.Test.", "intranet.test"), ("::1", "::1"), ("[::1]", "::1"), ("0x7f.1", "127.0.0.1")):
        assert read_host(said) == host
    for said in ("", "a b", "http://x", "a/b", "[::1", "a@b", "b?c", "d#e"):
        with pytest.raises(FetchError):
            read_host(said)
