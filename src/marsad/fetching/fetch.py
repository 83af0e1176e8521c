"""Fetch one address: every redirect is a new way that is checked, and nothing comes in beyond the border's limits.

No cookies, passwords or proxies are used, whatever the environment says; httpcore knows of none.
"""

import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import chain

from httpcore import URL, HTTPConnection, ProtocolError, Request, Response

from marsad.errors import FetchError, InputError
from marsad.fetching.address import Address, read_address
from marsad.fetching.border import USER_AGENT, Border
from marsad.fetching.fetched import Fetched, Sent
from marsad.fetching.head import Head
from marsad.fetching.line import Exchange, too_large
from marsad.fetching.ways import find_way
from marsad.intake.unpacking import GZIP, unpack
from marsad.model.visits import Visit

_ACCEPT = (
    b"application/rss+xml, application/atom+xml, application/feed+json, text/html, application/xhtml+xml, "
    b"application/xml;q=0.9, text/*;q=0.8, application/json;q=0.8, */*;q=0.1"
)
_ELSEWHERE = "Open it in a browser, and name the address where it ends"
Ask = Callable[[Address], Fetched | Sent]
"""Asks one address; the answer may be another address to ask."""


def fetch(address: str, *, visit: Visit | None = None, border: Border | None = None) -> Fetched:
    """What an address holds. Raises FetchError where it can't be had or must not be asked.

    With the `visit` before, the server is asked only for what is new since.
    """
    held = border or Border()
    return follow(address, held, lambda one: ask(one, visit, held))


def follow(address: str, border: Border, ask_one: Ask) -> Fetched:
    """The answer at the end of the redirects. Raises FetchError where they go round, on and on, or to less safety."""
    now = read_address(address)
    seen: list[Address] = []
    lasting = True
    while True:
        seen.append(now)
        answer = ask_one(now)
        if isinstance(answer, Fetched):
            return replace(answer, moved=str(now)) if lasting and len(seen) > 1 else answer
        if answer.to in seen:
            raise FetchError(str(seen[0]), f"it redirects in a circle, to {answer.to} again", _ELSEWHERE)
        if len(seen) > border.most_redirects:
            raise FetchError(str(seen[0]), f"it redirects more than {border.most_redirects} times", _ELSEWHERE)
        if now.scheme == "https" and answer.to.scheme == "http":
            remedy = "If you accept that, name that address itself"
            why = f"it redirects from https to {answer.to}, which can be tampered with"
            raise FetchError(str(seen[0]), why, remedy)
        now, lasting = answer.to, lasting and answer.lasting


def ask(address: Address, visit: Visit | None, border: Border) -> Fetched | Sent:
    """One question and its answer: what was fetched, or where the server sends us. Raises FetchError."""
    exchange = Exchange(find_way(address, border), border, time.monotonic() + border.whole_time)
    origin = URL(scheme=address.scheme, host=address.host, port=address.port, target=address.target)
    request = Request(b"GET", origin, headers=_say_headers(address, visit))
    trust = ssl.create_default_context() if address.scheme == "https" else None
    with HTTPConnection(origin.origin, ssl_context=trust, network_backend=exchange) as connection:
        try:
            response = connection.handle_request(request)
            try:
                return _take(address, visit, border, response)
            finally:
                response.close()
        except ProtocolError as error:
            why = f"its answer is no whole HTTP: {str(error)[:120]}"
            raise FetchError(str(address), why, "Try again later; the answer may have been cut off") from error


def _say_headers(address: Address, visit: Visit | None) -> list[tuple[bytes, bytes]]:
    headers = [
        (b"Host", address.authority.encode()),
        (b"User-Agent", USER_AGENT.encode()),
        (b"Accept", _ACCEPT),
        (b"Accept-Encoding", b"gzip"),
        (b"Connection", b"close"),
    ]
    if visit is not None and visit.etag:
        headers.append((b"If-None-Match", visit.etag.encode()))
    if visit is not None and visit.modified:
        headers.append((b"If-Modified-Since", visit.modified.encode()))
    return headers


def _take(address: Address, visit: Visit | None, border: Border, response: Response) -> Fetched | Sent:
    head = Head.of(str(address), response.status, response.headers)
    if head.redirect is not None:
        return Sent(to=_read_redirect(address, head), lasting=head.lasting)
    conditional = visit is not None and bool(visit.etag or visit.modified)
    head.hold_to(conditional)
    again = head.status == 304
    return Fetched(
        address=str(address),
        status=head.status,
        data=b"" if again else _read_body(head, border, response),
        kind=head.kind,
        charset=head.charset,
        etag=_keep_validator(head.headers.get("etag")) or (visit.etag if visit and again else None),
        modified=_keep_validator(head.headers.get("last-modified")) or (visit.modified if visit and again else None),
        not_modified=again,
        max_age=head.max_age,
    )


def _read_redirect(address: Address, head: Head) -> Address:
    try:
        return read_address(head.redirect or "", address)
    except FetchError as error:
        raise head.fail(f"it redirects to {error.address}: {error.why}", _ELSEWHERE) from error


def _keep_validator(said: str | None) -> str | None:
    """A word that is sent back at the next visit, where it is one that can be."""
    return said if said and len(said) <= 500 and said.isascii() and said.isprintable() else None


def _read_body(head: Head, border: Border, response: Response) -> bytes:
    """The body, unpacked; a gzip file that was packed once more, twice. Raises FetchError beyond the limits."""
    if (head.length or 0) > border.most_sent:
        raise too_large(head.address, border.most_sent)
    parts = response.iter_stream()
    first = next(parts, b"")
    parts = chain((first,), parts)
    try:
        if not (head.packed or first.startswith(GZIP)):
            return _join(head, border, parts)
        data = unpack(parts, border.most_held, border.most_ratio)
        return unpack((data,), border.most_held, border.most_ratio) if data.startswith(GZIP) else data
    except InputError as error:
        raise FetchError(head.address, error.what, error.remedy, status=head.status) from error


def _join(head: Head, border: Border, parts: Iterable[bytes]) -> bytes:
    data = bytearray()
    for part in parts:
        data += part
        if len(data) > border.most_sent:
            raise too_large(head.address, border.most_sent)
    return bytes(data)
