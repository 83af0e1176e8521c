"""Telling: a body sent to an address, by the same border as fetching. Nothing inside is told unless it is named."""

import ssl
import time
from collections.abc import Mapping
from dataclasses import replace

from httpcore import URL, HTTPConnection, NetworkError, ProtocolError, Request

from marsad.errors import FetchError
from marsad.fetching.address import read_address
from marsad.fetching.border import USER_AGENT, Border
from marsad.fetching.line import Exchange
from marsad.fetching.ways import find_way

_MOST_BACK = 64 * 1024
_WHOLE_S = 20.0


def tell(address: str, body: bytes, headers: Mapping[str, str], border: Border) -> int:
    """Send a body by POST; the status that came back. A redirect is not followed. Raises FetchError where the address
    leads inside, nobody answers, or what answers is no HTTP.
    """
    there = read_address(address)
    held = replace(border, most_sent=_MOST_BACK, whole_time=min(border.whole_time, _WHOLE_S))
    exchange = Exchange(find_way(there, held), held, time.monotonic() + held.whole_time)
    origin = URL(scheme=there.scheme, host=there.host, port=there.port, target=there.target)
    given = {
        "Host": there.authority,
        "User-Agent": USER_AGENT,
        "Content-Length": f"{len(body)}",
        "Connection": "close",
        **headers,
    }
    said = [(name.encode("ascii"), value.encode("ascii")) for name, value in given.items()]
    trust = ssl.create_default_context() if there.scheme == "https" else None
    with HTTPConnection(origin.origin, ssl_context=trust, network_backend=exchange) as connection:
        try:
            response = connection.handle_request(Request(b"POST", origin, headers=said, content=body))
            response.close()
        except (ProtocolError, NetworkError) as error:
            why = f"its answer is no whole HTTP: {str(error)[:120]}"
            raise FetchError(str(there), why, "Look at the log of who listens there") from error
    return response.status
