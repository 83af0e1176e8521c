"""The border: whoever is named in whatever writing, nothing inside is connected to unless the user said so."""

import socket
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import FetchError
from marsad.fetching import Border, fetch
from marsad.fetching.address import read_address
from marsad.fetching.inside import is_own, why_inside
from marsad.fetching.lookup import look_up
from server_by_hand import serve


class Inside:
    """Sockets that listen on every address of this machine: who connects to any of them has come inside."""

    def __init__(self, listeners: list[socket.socket]) -> None:
        self._listeners = listeners
        self.port: int = listeners[0].getsockname()[1]

    def count(self) -> int:
        """How many connected since the last count."""
        connected = 0
        for listener in self._listeners:
            with suppress(BlockingIOError):
                while True:
                    listener.accept()[0].close()
                    connected += 1
        return connected


@pytest.fixture
def inside() -> Iterator[Inside]:
    with ExitStack() as stack:
        listeners = [stack.enter_context(socket.create_server(("0.0.0.0", 0)))]
        if socket.has_ipv6:
            with suppress(OSError):
                port = listeners[0].getsockname()[1]
                listeners.append(stack.enter_context(socket.create_server(("::", port), family=socket.AF_INET6)))
        for listener in listeners:
            listener.setblocking(False)
        yield Inside(listeners)


FORMS = (
    "http://127.0.0.1:P/", "http://127.1:P/", "http://127.0.1:P/", "http://2130706433:P/", "http://0x7f000001:P/",
    "http://0x7f.0.0.1:P/", "http://0x7f.1:P/", "http://0177.0.0.1:P/", "http://017700000001:P/", "http://0177.0x0.1:P/",
    "http://00000177.0.0.01:P/", "http://127.0.0.1.:P/", "http://127.0.0.1..:P/", "http://127.255.255.254:P/",
    "http://127.0.0.1:0P/", "HTTP://127.0.0.1:P/", "http:127.0.0.1:P/", "http:/127.0.0.1:P/", "http:///127.0.0.1:P/",
    "http:\\\\127.0.0.1:P/", "http://127.0.0.1:P\\@outlet.example/", "http://outlet.example@127.0.0.1:P/",
    "http://outlet.example:80@127.0.0.1:P/", "http://a@b@127.0.0.1:P/", "http://@127.0.0.1:P/",
    "http://127.0.0.1:P#@outlet.example/", "http://127.0.0.1:P?@outlet.example/", "http://127.0.0.1:P;@outlet.example/",
    "http://outlet.example#@127.0.0.1:P/", "http://outlet.example\\@127.0.0.1:P/", "http://127.0.0.1%20:P/",
    "http://127.0.0.1%00.outlet.example:P/", "http://%31%32%37.0.0.1:P/", "http://127%2e0%2e0%2e1:P/",
    "http://127.0.0.1\t:P/", "http://127.0\n.0.1:P/", " http://127.0.0.1:P/ ", "http://127.0.0.1 :P/",
    "http://①②⑦.⓪.⓪.①:P/", "http://１２７.０.０.１:P/", "http://127。0。0。1:P/", "http://127．0．0．1:P/", "http://127｡0｡0｡1:P/",
    "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:P/", "http://localhost:P/", "http://LOCALHOST.:P/", "http://localhost%2e:P/", "http://ſocalhost:P/",
    "http://0:P/", "http://0.0.0.0:P/", "http://0x0:P/", "http://00.0:P/", "http://[::]:P/", "http://[::1]:P/",
    "http://[0:0:0:0:0:0:0:1]:P/", "http://[0000::0001]:P/", "http://[::1%25lo]:P/", "http://[::1%lo]:P/",
    "http://[::ffff:127.0.0.1]:P/", "http://[::ffff:7f00:1]:P/", "http://[0:0:0:0:0:ffff:127.0.0.1]:P/",
    "http://[::127.0.0.1]:P/", "http://[::ffff:0:127.0.0.1]:P/", "http://[64:ff9b::127.0.0.1]:P/",
    "http://[64:ff9b::7f00:1]:P/", "http://[64:ff9b:1::127.0.0.1]:P/", "http://[2002:7f00:1::]:P/",
    "http://[2001:0:0:0:0:0:80ff:fffe]:P/", "http://[2001:db8::5efe:127.0.0.1]:P/", "http://[fe80::5efe:7f00:1]:P/",
    "http://[fe80::1]:P/", "http://[fc00::1]:P/", "http://[fec0::1]:P/", "http://[ff02::1]:P/", "http://[v1.x]:P/",
    "http://10.0.0.1:P/", "http://10.1:P/", "http://172.16.0.1:P/", "http://172.31.255.255:P/", "http://192.168.0.1:P/",
    "http://192.168.257:P/", "http://169.254.169.254:P/", "http://0xa9fea9fe:P/", "http://100.64.0.1:P/",
    "http://100.127.255.255:P/", "http://100.100.100.200:P/", "http://168.63.129.16:P/", "http://192.0.0.192:P/",
    "http://198.18.0.1:P/", "http://224.0.0.1:P/", "http://239.255.255.250:P/", "http://240.0.0.1:P/",
    "http://255.255.255.255:P/", "http://4294967295:P/", "http://4294967296:P/", "http://256.256.256.256:P/",
    "ftp://127.0.0.1:P/", "file:///etc/passwd", "gopher://127.0.0.1:P/", "//127.0.0.1:P/", "127.0.0.1:P", "",
)  # fmt: skip


def test_the_forms_are_many() -> None:
    assert len(set(FORMS)) == len(FORMS) >= 100


def look_here(host: str, port: int) -> Sequence[str]:
    """A look-up that asks the system for this machine's names, and leads all others here, as a hostile one would."""
    return look_up(host, port) if "localhost" in host else ("127.0.0.1",)


@pytest.mark.parametrize("form", FORMS)
def test_no_form_of_an_address_leads_inside(form: str, inside: Inside) -> None:
    with pytest.raises(FetchError):
        fetch(form.replace("P", str(inside.port)), border=Border(resolve=look_here))
    assert inside.count() == 0


@pytest.mark.parametrize("form", ["http://127.0.0.1:P/", "http://0x7f.1:P/", "http://0:P/", "http://①②⑦.1:P/"])
def test_those_who_listen_would_be_reached_where_the_user_allows_it(form: str, inside: Inside) -> None:
    border = Border(inside=frozenset(("127.0.0.1", "0.0.0.0")), pause=0.1)
    with pytest.raises(FetchError, match="stopped sending"):
        fetch(form.replace("P", str(inside.port)), border=border)
    assert inside.count() == 1


@pytest.mark.parametrize(
    "numbers",
    [
        ("127.0.0.1",), ("::1",), ("10.1.2.3",), ("169.254.169.254",), ("fd00:ec2::254",), ("100.64.0.9",),
        ("::ffff:192.168.0.1",), ("64:ff9b::10.0.0.1",), ("2002:a00:1::1",), ("fe80::1%lo",), ("0.0.0.0",),
        ("198.51.100.7", "127.0.0.1"), ("8.8.8.8", "127.0.0.1"), ("2606:4700::1111", "::1"),
    ],
)  # fmt: skip
def test_a_name_that_leads_inside_is_refused_whole(numbers: tuple[str, ...], inside: Inside) -> None:
    border = Border(resolve=lambda host, port: numbers)
    with pytest.raises(FetchError, match=r"feed\.test leads to .* --inside feed\.test"):
        fetch(f"http://feed.test:{inside.port}/", border=border)
    assert inside.count() == 0


def test_a_name_that_changes_after_it_was_checked_changes_nothing(
    inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    connected: list[str] = []

    def rebind(host: str, port: int) -> tuple[str, ...]:
        asked.append(host)
        return ("8.8.8.8",) if len(asked) == 1 else ("127.0.0.1",)

    def note(place: tuple[str, int], timeout: float) -> socket.socket:
        connected.append(place[0])
        raise ConnectionRefusedError("no network in tests")

    monkeypatch.setattr(socket, "create_connection", note)
    with pytest.raises(FetchError, match="nobody answers"):
        fetch(f"http://rebind.test:{inside.port}/", border=Border(resolve=rebind))
    assert (asked, connected) == (["rebind.test"], ["8.8.8.8"])
    with pytest.raises(FetchError, match=r"rebind\.test leads to 127\.0\.0\.1"):
        fetch(f"http://rebind.test:{inside.port}/", border=Border(resolve=rebind))
    assert connected == ["8.8.8.8"]
    assert inside.count() == 0


@pytest.mark.parametrize("form", [form for form in FORMS if form.strip().startswith("http://")])
def test_no_redirect_leads_inside(form: str, inside: Inside) -> None:
    there = form.strip().replace("P", str(inside.port)).replace("\n", "").replace("\t", "")
    said = b"HTTP/1.1 302 Found\r\nLocation: " + there.encode() + b"\r\n\r\n"
    border = Border(inside=frozenset(("outlet.test",)), resolve=look_here)
    with serve(lambda caller: caller.send(said)) as outside, pytest.raises(FetchError):
        fetch(f"http://outlet.test:{outside.port}/", border=border)
    assert outside.calls
    assert inside.count() == 0


def test_only_ports_of_the_web_are_asked_outside() -> None:
    border = Border(resolve=lambda host, port: ("8.8.8.8",))
    for port in (22, 25, 110, 587):
        with pytest.raises(FetchError, match="not one of the web"):
            fetch(f"http://outlet.example:{port}/", border=border)


def test_what_is_allowed_is_the_host_that_was_named(inside: Inside) -> None:
    border = Border(inside=frozenset(("intranet.test",)), resolve=lambda host, port: ("127.0.0.1",), pause=0.1)
    for other in ("127.0.0.1", "other.test", "a.intranet.test", "intranet.test.example"):
        with pytest.raises(FetchError, match="so it is not fetched"):
            fetch(f"http://{other}:{inside.port}/", border=border)
    assert inside.count() == 0
    with pytest.raises(FetchError, match="stopped sending"):
        fetch(f"http://Intranet.TEST.:{inside.port}/", border=border)
    assert inside.count() == 1


def test_this_machine_is_known_by_its_addresses() -> None:
    assert is_own(ip_address("127.0.0.1"))
    assert not is_own(ip_address("192.0.2.1"))


@pytest.mark.parametrize("public", ["8.8.8.8", "1.1.1.1", "193.0.6.139", "2606:4700::1111", "64:ff9b::8.8.8.8",
                                    "::ffff:8.8.8.8", "2a00:1450:4001::1"])  # fmt: skip
def test_public_addresses_pass(public: str) -> None:
    assert why_inside(ip_address(public)) is None


@given(st.integers(0, 2**32 - 1))
def test_an_address_in_disguise_is_judged_as_what_it_is(number: int) -> None:
    plain = IPv4Address(number)
    for prefix in (0xFFFF << 32, 0x64FF9B << 96):
        disguised = IPv6Address(prefix | number)
        assert (why_inside(disguised) is None) == (why_inside(plain) is None)
    if plain.is_private or plain.is_multicast or plain.is_reserved or plain.is_loopback or plain.is_link_local:
        assert why_inside(plain) is not None


@given(st.integers(0, 2**128 - 1).map(IPv6Address))
def test_what_python_calls_private_is_inside(address: IPv6Address) -> None:
    if address.is_private or address.is_multicast or address.is_reserved or not address.is_global:
        assert why_inside(address) is not None


@given(st.integers(0, 2**32 - 1), st.lists(st.sampled_from("doh"), min_size=4, max_size=4), st.integers(1, 4))
def test_every_writing_of_a_number_is_that_number(number: int, bases: list[str], parts: int) -> None:
    plain = IPv4Address(number)
    numbers = [*plain.packed[: parts - 1], int.from_bytes(plain.packed[parts - 1 :], "big")]
    forms = {"d": "{}", "o": "0{:o}", "h": "0x{:x}"}
    host = ".".join(forms[base].format(part) for base, part in zip(bases, numbers, strict=False))
    assert read_address(f"http://{host}/").numeric == plain


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_an_error_that_names_it(text: str) -> None:
    for said in (text, f"http://{text}", f"https://outlet.example/{text}"):
        try:
            address = read_address(said)
        except FetchError as error:
            assert error.remedy
            continue
        assert read_address(str(address)) == address
        assert str(address).isascii() and not set(str(address)) & set(" \r\n\t\\")
        assert replace(address, target="/").origin == address.origin
