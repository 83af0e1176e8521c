"""Fetching from servers that answer well, badly and with ill will; all of them on this machine."""

import ssl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import FetchError
from marsad.fetching import Border, Fetched, fetch
from marsad.model.visits import Visit
from server_by_hand import Answer, Caller, Server, chunk, pack, serve, zeros

HOST = "courier.test"
PAGE = b"<html><body><p>Shells hit a bridge.</p></body></html>"


BORDER = Border(
    inside=frozenset((HOST,)),
    resolve=lambda host, port: ("127.0.0.1",),
    most_sent=1 << 20,
    pause=0.4,
    whole_time=1.0,
    connect_time=1.0,
)
"""A border that lets one name of this machine in, and waits for nobody for long."""
PATIENT = replace(BORDER, pause=30, whole_time=60)


def ask(answer: Answer, path: str = "/", visit: Visit | None = None, border: Border = BORDER) -> Fetched:
    with serve(answer) as server:
        return fetch(f"http://{HOST}:{server.port}{path}", visit=visit, border=border)


def fail(answer: Answer, border: Border = BORDER) -> FetchError:
    with pytest.raises(FetchError) as caught:
        ask(answer, border=border)
    error = caught.value
    assert str(error).startswith(error.address) and error.remedy
    return error


def test_a_page_comes_with_what_the_server_says_of_it() -> None:
    asked = []

    def answer(caller: Caller) -> None:
        asked.append(caller.asked)
        caller.say("200 OK", PAGE, Content_Type='Text/HTML; charset="Windows-1251"', ETag='"a7"',
                   Last_Modified="Sun, 04 May 2031 07:40:00 GMT", Cache_Control="public, max-age=600")  # fmt: skip

    got = ask(answer, "/a b?q=é#part")
    assert got.data == PAGE
    assert (got.kind, got.charset, got.status) == ("text/html", "windows-1251", 200)
    assert (got.etag, got.modified, got.max_age) == ('"a7"', "Sun, 04 May 2031 07:40:00 GMT", 600)
    assert got.address.endswith("/a%20b?q=%C3%A9")
    (said,) = asked
    assert said.startswith("GET /a%20b?q=%C3%A9 HTTP/1.1\r\n")
    assert f"Host: {HOST}:" in said and "User-Agent: Marsad/" in said
    assert not any(word in said.lower() for word in ("cookie", "authorization", "referer"))


def test_no_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert ask(lambda caller: caller.say("200 OK", PAGE)).data == PAGE


def test_packed_and_chunked_bodies_are_unpacked() -> None:
    packed = pack(PAGE)

    def answer(caller: Caller) -> None:
        caller.say("200 OK", Content_Encoding="gzip", Content_Length="", Transfer_Encoding="chunked")
        caller.send(b"".join(chunk(packed[at : at + 7]) for at in range(0, len(packed), 7)) + b"0\r\n\r\n")

    assert ask(answer).data == PAGE
    twice = pack(packed[:20]) + pack(packed[20:])
    assert ask(lambda caller: caller.say("200 OK", twice, Content_Encoding="gzip")).data == PAGE
    assert ask(lambda caller: caller.say("200 OK", packed, Content_Type="application/gzip")).data == PAGE


@pytest.mark.parametrize("kind", ["text/html", "application/gzip"])
def test_ten_gigabytes_of_packed_zeros_are_left_after_a_little(kind: str) -> None:
    sent = []

    def answer(caller: Caller) -> None:
        coding = "gzip" if kind == "text/html" else ""
        caller.say("200 OK", Content_Encoding=coding, Content_Length="", Content_Type=kind)
        try:
            for part in zeros(packed=True):
                caller.send(part)
        finally:
            sent.append(caller.sent)

    error = fail(answer, PATIENT)
    assert "unpack" in error.why or "larger than 1 MiB" in error.why
    assert sent[0] < 8 << 20


def test_zeros_without_end_are_left_after_a_little() -> None:
    sent = []

    def answer(caller: Caller) -> None:
        caller.say("200 OK", Content_Length="")
        try:
            for part in zeros(packed=False):
                caller.send(part)
        finally:
            sent.append(caller.sent)

    assert "larger than 1 MiB" in fail(answer, PATIENT).why
    assert sent[0] < 32 << 20


def test_a_page_that_packs_well_is_no_bomb() -> None:
    page = PAGE * 10_000
    assert ask(lambda caller: caller.say("200 OK", pack(page), Content_Encoding="gzip")).data == page


LIES: dict[str, tuple[Answer, str]] = {
    "too long a length": (lambda caller: caller.say("200 OK", PAGE, Content_Length="999"), "no whole HTTP"),
    "a length of gigabytes": (lambda caller: caller.say("200 OK", PAGE, Content_Length="9" * 12), "larger than"),
    "a length that is no number": (lambda caller: caller.say("200 OK", PAGE, Content_Length="-5"), "no whole HTTP"),
    "two lengths": (
        lambda caller: caller.send(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n123456"),
        "no whole HTTP",
    ),
    "packed and cut short": (
        lambda caller: caller.say("200 OK", pack(PAGE)[:-9], Content_Encoding="gzip"),
        "cut short",
    ),
    "said to be packed": (lambda caller: caller.say("200 OK", PAGE, Content_Encoding="gzip"), "bytes are broken"),
    "packed unasked": (lambda caller: caller.say("200 OK", PAGE, Content_Encoding="br"), "packed as br"),
    "chunks cut off": (
        lambda caller: caller.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc"),
        "no whole HTTP",
    ),
    "chunks of no size": (
        lambda caller: caller.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc"),
        "no whole HTTP",
    ),
    "nothing": (lambda caller: None, "no whole HTTP"),
    "no HTTP": (lambda caller: caller.send(b"220 mail.test ESMTP\r\n"), "no whole HTTP"),
    "a head without end": (lambda caller: caller.send(b"HTTP/1.1 200 OK\r\nX: " + b"a" * (1 << 20)), "no whole HTTP"),
    "headers without end": (lambda caller: caller.send(b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 40_000), "no whole HTTP"),
    "beginnings without end": (
        lambda caller: caller.send((b"HTTP/1.1 100 Go\r\nX: " + b"a" * 4000 + b"\r\n\r\n") * 500),
        "larger than",
    ),
    "another protocol": (lambda caller: caller.say("101 Switch", Upgrade="x", Connection="Upgrade"), "no whole HTTP"),
    "a picture": (lambda caller: caller.say("200 OK", b"\x89PNG", Content_Type="image/png"), "image/png"),
    "not modified, unasked": (lambda caller: caller.say("304 Not Modified"), "304"),
    "a part": (lambda caller: caller.say("206 Partial Content", PAGE), "206"),
    "no content": (lambda caller: caller.say("204 No Content"), "204"),
    "a redirect to nowhere": (lambda caller: caller.say("302 Found"), "302"),
    "a redirect to a file": (lambda caller: caller.say("302 Found", Location="file:///etc/passwd"), "only http"),
    "a redirect to a script": (lambda caller: caller.say("302 Found", Location="javascript:x()"), "only http"),
    "a redirect with a password": (lambda caller: caller.say("302 Found", Location="http://a:b@c.test/"), "password"),
    "a redirect to itself": (lambda caller: caller.say("302 Found", Location="/"), "in a circle"),
    "redirects on and on": (lambda caller: caller.say("302 Found", Location=caller.path + "x"), "more than 5 times"),
    "a refusal": (lambda caller: caller.say("403 Forbidden"), "refuses"),
    "a failure": (lambda caller: caller.say("500 Oops"), "500"),
}  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_an_answer_that_is_none_is_said(lie: str) -> None:
    answer, what = LIES[lie]
    assert what in fail(answer, PATIENT).why


def test_of_a_body_longer_than_said_no_more_is_taken() -> None:
    assert ask(lambda caller: caller.say("200 OK", PAGE + b"more", Content_Length=str(len(PAGE)))).data == PAGE


def stop_in_head(caller: Caller) -> None:
    caller.send(b"HTTP/1.1 200 OK\r\n")
    caller.stall()


def stop_in_body(caller: Caller) -> None:
    caller.say("200 OK", PAGE, Content_Length="999")
    caller.stall()


def drip_body(caller: Caller) -> None:
    caller.say("200 OK", Content_Length="900")
    caller.drip(b"a" * 900, 0.05)


SLOW: dict[str, tuple[Answer, str]] = {
    "says nothing": (lambda caller: caller.stall(), "stopped sending"),
    "stops in the head": (stop_in_head, "stopped sending"),
    "stops in the body": (stop_in_body, "stopped sending"),
    "drips its head": (lambda caller: caller.drip(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 900, 0.05), "in all"),
    "drips its body": (drip_body, "in all"),
}


@pytest.mark.parametrize("way", SLOW)
def test_a_slow_server_is_left(way: str) -> None:
    answer, what = SLOW[way]
    assert what in fail(answer).why


def test_where_nobody_listens_is_said() -> None:
    with serve(lambda caller: None) as server:
        port = server.port
    with pytest.raises(FetchError, match="nobody answers"):
        fetch(f"http://{HOST}:{port}/", border=BORDER)


def test_redirects_are_followed_and_the_last_address_is_told() -> None:
    def answer(caller: Caller) -> None:
        if caller.path == "/end":
            caller.say("200 OK", PAGE)
        else:
            caller.say("301 Moved", Location="end#part")

    got = ask(answer)
    assert got.data == PAGE and got.address.endswith("/end")


def seen(**said: str | None) -> Visit:
    return Visit(url="http://courier.test/", next_due=None, etag=said.get("etag"), modified=said.get("modified"))


def test_only_what_is_new_is_asked_for() -> None:
    def answer(caller: Caller) -> None:
        same = caller.header("if-none-match") == '"a7"' or caller.header("if-modified-since") == "then"
        caller.say("304 Not Modified" if same else "200 OK", b"" if same else PAGE, Content_Length="" if same else "53")

    for visit in (seen(etag='"a7"'), seen(modified="then")):
        got = ask(answer, visit=visit)
        assert (got.not_modified, got.data) == (True, b"")
        assert (got.etag, got.modified) == (visit.etag, visit.modified)
    assert ask(answer, visit=seen(etag='"a8"')).data == PAGE


def test_what_cannot_be_sent_back_is_not_kept() -> None:
    got = ask(lambda caller: caller.say("200 OK", PAGE, ETag='"é"', Last_Modified="x" * 600))
    assert (got.etag, got.modified) == (None, None)


@pytest.mark.parametrize("status", ["429 Slow down", "503 Busy"])
def test_when_to_ask_again_is_told(status: str) -> None:
    error = fail(lambda caller: caller.say(status, Retry_After="120"))
    assert (error.status, error.retry_after) == (int(status[:3]), "120")


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def safe(authority: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


def test_tls_is_for_the_name_and_not_for_the_number(
    authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = []
    context = safe(authority, HOST)
    context.sni_callback = lambda _sock, name, _context: names.append(name)
    with serve(lambda caller: caller.say("200 OK", PAGE), context) as server:
        with pytest.raises(FetchError, match="certificate can't be trusted"):
            fetch(f"https://{HOST}:{server.port}/", border=BORDER)
        authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        assert fetch(f"https://{HOST}:{server.port}/", border=BORDER).data == PAGE
    assert names[-1] == HOST
    with serve(lambda caller: caller.say("200 OK", PAGE), safe(authority, "other.test")) as server:
        with pytest.raises(FetchError, match="certificate can't be trusted: Hostname mismatch"):
            fetch(f"https://{HOST}:{server.port}/", border=BORDER)
        assert not server.calls
    sent_away = "http://courier.test/less-safe"
    with (
        serve(lambda caller: caller.say("302 Found", Location=sent_away), safe(authority, HOST)) as server,
        pytest.raises(FetchError, match="can be tampered with"),
    ):
        fetch(f"https://{HOST}:{server.port}/", border=BORDER)


@pytest.fixture(scope="module")
def parrot() -> Iterator[tuple[Server, list[bytes]]]:
    """A server that says the last of what it was given, and closes."""
    says: list[bytes] = []
    with serve(lambda caller: caller.send(says[-1])) as server:
        yield server, says


SAID = st.lists(
    st.one_of(
        st.binary(max_size=40),
        st.sampled_from(
            [
                b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 302 Found\r\n", b"HTTP/1.1 304 No\r\n", b"\r\n",
                b"5\r\n", b"0\r\n\r\n", b"Content-Length: 5\r\n", b"Transfer-Encoding: chunked\r\n",
                b"Content-Type: text/html\r\n", b"Location: http://[\r\n", b"Retry-After: 1\r\n", b"ETag: \x80\r\n",
                b"Content-Encoding: gzip\r\n", pack(PAGE), PAGE,
            ]
        ),
    ),
    max_size=8,
)  # fmt: skip


@given(SAID)
def test_whatever_is_said_is_an_answer_or_an_error(parrot: tuple[Server, list[bytes]], said: list[bytes]) -> None:
    server, says = parrot
    for head in (b"", b"HTTP/1.1 200 OK\r\n"):
        says.append(head + b"".join(said))
        try:
            got = fetch(f"http://{HOST}:{server.port}/", border=PATIENT, visit=seen(etag='"a"'))
        except FetchError as error:
            assert error.why and error.remedy
            continue
        assert got.not_modified or got.status == 200


def test_what_speaks_no_tls_is_said() -> None:
    with serve(lambda caller: caller.say("200 OK", PAGE)) as server, pytest.raises(FetchError, match="TLS"):
        fetch(f"https://{HOST}:{server.port}/", border=BORDER)
