"""The line to a server: connected to checked addresses alone, with a count of bytes and an end in time.

It is httpcore's network: httpcore asks it for the host's name, and gets a line to what was checked for that name. TLS
is then done for the name, so the certificate must be the host's.
"""

import socket
import ssl
import time
from collections.abc import Iterable

from httpcore import SOCKET_OPTION, NetworkBackend, NetworkStream, WriteError

from marsad.errors import FetchError
from marsad.fetching.border import Border
from marsad.fetching.ways import Way

_MOST_TRIED = 4
"""Addresses of a host that are tried."""
_HEAD = 128 * 1024
"""Bytes that may come beside the body: heads, and what chunks cost in lines of their own."""
_SLOW = "Try again later; the server may be busy"


class Line(NetworkStream):
    """A socket that reads until `ends` on the monotonic clock, pauses no longer than the border lets it, and counts."""

    def __init__(self, sock: socket.socket, way: Way, border: Border, ends: float) -> None:
        """Nothing is read yet."""
        self._sock = sock
        self._way = way
        self._border = border
        self._ends = ends
        self._left = border.most_sent + _HEAD

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Some bytes, or none at the end. Raises FetchError beyond the border's size and times."""
        self._set_time()
        try:
            data = self._sock.recv(max_bytes)
        except TimeoutError as error:
            self._set_time()
            raise self._fail("it stopped sending", _SLOW) from error
        except OSError as error:
            raise self._fail(f"the connection broke: {error.strerror or error}", _SLOW) from error
        self._left -= len(data)
        if self._left < 0:
            raise too_large(str(self._way.address), self._border.most_sent)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all. Raises WriteError where it is not taken; the server may still have answered (httpcore looks)."""
        self._set_time()
        try:
            self._sock.sendall(buffer)
        except OSError as error:
            raise WriteError(str(error)) from error

    def close(self) -> None:
        """Hang up."""
        self._sock.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> NetworkStream:
        """The same line in TLS. Raises FetchError where the certificate is not the host's or the handshake fails."""
        self._sock.settimeout(max(0.001, min(self._border.connect_time, self._ends - time.monotonic())))
        try:
            safe = ssl_context.wrap_socket(self._sock, server_hostname=server_hostname)
        except ssl.SSLCertVerificationError as error:
            self.close()
            remedy = "Check the address in a browser; do not go on unless you know why"
            raise self._fail(f"its certificate can't be trusted: {error.verify_message}", remedy) from error
        except OSError as error:
            self.close()
            raise self._fail("no safe connection could be made (TLS)", "Check the address in a browser") from error
        return Line(safe, self._way, self._border, self._ends)

    def get_extra_info(self, info: str) -> None:
        """Nothing: what httpcore would ask for it does not need on a line that is used once."""

    def _set_time(self) -> None:
        left = self._ends - time.monotonic()
        if left <= 0:
            what = f"it took longer than {self._border.whole_time:g} seconds in all"
            raise self._fail(what, _SLOW)
        self._sock.settimeout(min(self._border.pause, left))

    def _fail(self, why: str, remedy: str) -> FetchError:
        return FetchError(str(self._way.address), why, remedy)


def too_large(address: str, most: int) -> FetchError:
    """What to say of more bytes than the border lets in."""
    why = f"it is larger than {most / (1024 * 1024):g} MiB"
    return FetchError(address, why, "Save it with your browser, and read the file")


class Exchange(NetworkBackend):
    """Connects to the checked addresses of one way and to no other, whatever name it is asked for."""

    def __init__(self, way: Way, border: Border, ends: float) -> None:
        """Nothing is connected yet."""
        self._way = way
        self._border = border
        self._ends = ends

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> NetworkStream:
        """A line to the first address that answers. Raises FetchError where none does."""
        why = "nobody answers"
        for number in self._way.numbers[:_MOST_TRIED]:
            left = min(self._border.connect_time, self._ends - time.monotonic())
            if left <= 0:
                break
            try:
                sock = socket.create_connection((str(number), self._way.address.port), left)
            except OSError as error:
                why = f"nobody answers: {(error.strerror or 'it took too long').lower()}"
                continue
            return Line(sock, self._way, self._border, self._ends)
        raise FetchError(str(self._way.address), why, "Check the address, or try again later")
