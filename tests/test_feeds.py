"""Feeds: every form gives the same entries, and no feed does more than be read."""

import json
import string
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import InputError
from marsad.intake.feeds import MOST_ENTRIES, Entry, read_feed
from marsad.intake.links import clean_line, clean_link

AT = "https://courier.example/news/feed"
ATOM = "http://www.w3.org/2005/Atom"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC = "http://purl.org/dc/elements/1.1/"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
XHTML = "http://www.w3.org/1999/xhtml"


def rss(items: str, head: str = "") -> bytes:
    named = f'xmlns:dc="{DC}" xmlns:content="{CONTENT}"'
    return f'<?xml version="1.0"?><rss version="2.0" {named}><channel>{head}{items}</channel></rss>'.encode()


def only(data: bytes, address: str | None = AT, charset: str | None = None) -> Entry:
    (entry,) = read_feed(data, address, charset).entries
    return entry


def test_rss_gives_its_entries() -> None:
    item = """<item><title>Bridge &amp; mill hit</title><link> /2031/05/bridge </link>
      <guid isPermaLink="false">b-7</guid>
      <dc:creator>Ada Moss</dc:creator><pubDate>Sun, 04 May 2031 09:40:00 +0200</pubDate>
      <source url="https://hill.example/f">Hill Wire</source>
      <description>Shells hit &lt;b&gt;a bridge&lt;/b&gt;.</description>
      <content:encoded><![CDATA[<p>Shells hit a bridge.</p><p>Nobody was hurt.</p>
      <script>x()</script>]]></content:encoded></item>"""
    feed = read_feed(
        rss(item, "<title>Courier</title><link>https://courier.example/</link><language>en</language>"), AT
    )
    assert (feed.title, feed.home, feed.language, feed.left) == ("Courier", "https://courier.example/", "en", 0)
    assert feed.entries == (
        Entry(
            id="b-7",
            url="https://courier.example/2031/05/bridge",
            title="Bridge & mill hit",
            published="Sun, 04 May 2031 09:40:00 +0200",
            author="Ada Moss",
            outlet="Hill Wire",
            summary="Shells hit a bridge.",
            content="Shells hit a bridge.\n\nNobody was hurt.",
        ),
    )


def test_atom_gives_its_entries() -> None:
    data = f"""<feed xmlns="{ATOM}" xml:base="/news/"><title type="text">Courier &lt;north&gt;</title>
      <link rel="self" href="feed"/><link href="./"/>
      <entry><id>tag:courier.example,2031:7</id><link rel="enclosure" href="a.mp3"/><link href="bridge"/>
      <title type="html">Bridge &amp;amp; mill hit</title><updated>2031-05-05T00:00:00Z</updated>
      <published>2031-05-04T07:40:00Z</published><author><name>Ada Moss</name><email>a@courier.example</email></author>
      <author><name>Ben Hale</name></author><summary>Shells hit a bridge.</summary>
      <content type="xhtml"><div xmlns="{XHTML}"><p>Shells hit a bridge.</p><p>None &lt; one hurt.</p></div></content>
      </entry></feed>"""
    feed = read_feed(data.encode(), AT)
    assert (feed.title, feed.home) == ("Courier <north>", "https://courier.example/news/")
    (entry,) = feed.entries
    assert (entry.id, entry.url) == ("tag:courier.example,2031:7", "https://courier.example/news/bridge")
    assert (entry.title, entry.published) == ("Bridge & mill hit", "2031-05-04T07:40:00Z")
    assert (entry.author, entry.content) == ("Ada Moss; Ben Hale", "Shells hit a bridge.\n\nNone < one hurt.")


def test_rdf_gives_its_entries() -> None:
    data = f"""<rdf:RDF xmlns:rdf="{RDF}" xmlns="http://purl.org/rss/1.0/" xmlns:dc="{DC}"><channel rdf:about="{AT}">
      <title>Courier</title></channel><item rdf:about="https://courier.example/7"><title>Bridge hit</title>
      <dc:date>2031-05-04</dc:date></item></rdf:RDF>"""
    feed = read_feed(data.encode(), AT)
    assert feed.title == "Courier"
    assert [(one.url, one.title, one.published) for one in feed.entries] == [
        ("https://courier.example/7", "Bridge hit", "2031-05-04")
    ]


def test_json_feed_gives_its_entries() -> None:
    item = {"id": 7, "url": "bridge", "title": "Bridge hit", "content_html": "<p>One.</p><p>Two.</p>",
            "date_published": "2031-05-04T07:40:00Z", "authors": [{"name": "Ada Moss"}]}  # fmt: skip
    feed = read_feed(
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "C", "items": [item]}).encode(), AT
    )
    (entry,) = feed.entries
    assert (entry.id, entry.url) == ("7", "https://courier.example/news/bridge")
    assert (entry.content, entry.author) == ("One.\n\nTwo.", "Ada Moss")


def test_a_year_of_two_digits_is_told_in_full() -> None:
    assert (
        only(rss("<item><pubDate>Sun, 04 May 31 09:40:00 GMT</pubDate></item>")).published
        == "2031-05-04T09:40:00+00:00"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251", "koi8-r"])
def test_the_declared_encoding_is_kept(encoding: str) -> None:
    data = f'<?xml version="1.0" encoding="{encoding}"?><rss><item><title>Мост обстрелян</title></item></rss>'
    assert only(data.encode(encoding)).title == "Мост обстрелян"


def test_what_the_server_says_goes_before_the_declaration_and_a_wrong_word_of_it_loses_nothing() -> None:
    said = '<?xml version="1.0" encoding="utf-8"?><rss><item><title>Мост обстрелян ночью</title></item></rss>'
    assert only(said.encode("cp1251"), charset="windows-1251").title == "Мост обстрелян ночью"
    assert only(said.encode("utf-8"), charset="no-such-encoding").title == "Мост обстрелян ночью"
    assert only(said.encode("cp1251")).title == "Мост обстрелян ночью"


def test_broken_markup_is_mended_and_said() -> None:
    loose = rss("<item><title>Mill & bridge &eacute;t&eacute; AT&amp;amp;T</title><link>/a?b=1&c=2</link></item>")
    entry = only(loose)
    assert (entry.title, entry.url) == ("Mill & bridge été AT&T", "https://courier.example/a?b=1&c=2")
    assert not read_feed(loose).mended
    cut = read_feed(rss("<item><title>One</title></item><item><title>Two")[:-20])
    assert cut.mended
    assert cut.entries[0].title == "One"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "not XML"),
        (b"plain words", "not XML"),
        (b"<html><body>A page.</body></html>", "first element is <html>"),
        (b'{"items": 5}', "no list of items"),
        (b'{"items": ', "can't be read as JSON"),
        (b"[" * 100_000, "not XML"),
        (b'{"items": ' + b"[" * 100_000, "can't be read as JSON"),
        (b"<rss><channel>" + b"<a>" * 100_000, "no entry of it"),
        (b"<rss>" + b"<a/>" * 2_100_000 + b"</rss>", "more than 2,000,000 tags"),
        (b"<rss " + b"a=" * 2_100_000 + b"/>", "more than 2,000,000 tags"),
        (b'{"items": [' + b"[]," * 2_100_000 + b"[]]}", "more than 2,000,000 parts"),
    ],
)
def test_what_is_no_feed_is_said(data: bytes, what: str) -> None:
    with pytest.raises(InputError, match=what):
        read_feed(data, AT)


def test_entities_neither_multiply_nor_open_files() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    item = "<item><title>&e11; &file;</title><link>https://courier.example/1</link></item>"
    data = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "lol"><!ENTITY file SYSTEM "file:///etc/passwd">{levels}]>'
    entry = only(data.encode() + rss(item).partition(b"?>")[2])
    assert entry.title is not None
    assert len(entry.title) < 100
    assert "root:" not in entry.title


@pytest.mark.parametrize("part", ["<!--", "<div>", "&lt;a ", "&", "<b", "]]>", "<![CDATA["])
def test_repeats_of_anything_are_read_to_the_end(part: str) -> None:
    for text in (part * 100_000, f"<![CDATA[{part * 100_000}]]>"):
        try:
            read_feed(rss(f"<item><title>One</title></item><item><description>{text}</description></item>"), AT)
        except InputError as error:
            assert "broken" in error.what


def test_a_feed_has_an_end() -> None:
    feed = read_feed(rss("<item/>" * (MOST_ENTRIES + 3)), AT)
    assert (len(feed.entries), feed.left) == (MOST_ENTRIES, 3)


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "ftp://a.example/x",
        "https://",
        "http://[::1",
        "x\\y",
        "https://user:word@a.example/",
        "//",
        "https://a.example/" + "x" * 3000,
    ],
)
def test_only_web_links_are_kept(link: str) -> None:
    assert only(rss(f"<item><link>{link}</link></item>"), None).url is None
    assert only(json.dumps({"items": [{"url": link}]}).encode(), None).url is None


def test_what_cannot_be_seen_is_dropped() -> None:
    assert clean_line("Dead\u202e 31 \u2066x\u2069 \x07\x1b[31m\n of\tit") == "Dead 31 x [31m of it"
    assert clean_line("\u202e \x00 ") == "\ufffd"
    assert clean_link(" ht\ntps://a.exa\tmple/b c ") == "https://a.example/bc"


WORDS = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc", "Cf"), exclude_characters="&<>"), max_size=40)


@given(WORDS, WORDS, st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1)))
def test_rss_and_json_say_the_same(title: str, text: str, when: datetime) -> None:
    date = format_datetime(when.replace(tzinfo=UTC))
    item = f"<item><title>{title}</title><pubDate>{date}</pubDate><description>{text}</description></item>"
    as_json = {"items": [{"title": title, "date_published": date, "summary": text}]}
    assert read_feed(rss(item)).entries == read_feed(json.dumps(as_json).encode()).entries


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "latin-1", "utf-16", "nonsense"]))
def test_any_bytes_are_a_feed_or_an_input_error(data: bytes, charset: str | None) -> None:
    for given_bytes in (data, b"<rss><item>" + data + b"</item></rss>", b'{"items": [{"url": "' + data + b'"}]}'):
        try:
            feed = read_feed(given_bytes, AT, charset)
        except InputError:
            continue
        for entry in feed.entries:
            assert entry.url is None or entry.url.startswith(("http://", "https://"))
            said = "".join(filter(None, (entry.title, entry.author, entry.id)))
            assert not set(said) & set("\x00\x07\x1b\u202e\n")


@given(st.text(alphabet=string.printable + "\u202e\u2066é/\\:@.", max_size=60))
def test_a_kept_link_leads_to_the_web(link: str) -> None:
    kept = clean_link(link, AT)
    assert kept is None or (kept.startswith(("http://", "https://")) and not set(kept) & set(" \t\r\n\\\x00"))
