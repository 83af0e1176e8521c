"""A server on 127.0.0.1 that answers as it is told to, byte by byte, well or badly."""

import gzip
import socket
import ssl
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

Answer = Callable[["Caller"], None]


class Caller:
    """One who called: what was asked, and the line to answer on. `sent` counts the bytes that went out."""

    def __init__(self, sock: socket.socket, asked: str, over: Event) -> None:
        self._sock = sock
        self.asked = asked
        self.path = asked.split(" ")[1]
        self._over = over
        self.sent = 0

    def header(self, name: str) -> str | None:
        lines = (line.partition(":") for line in self.asked.split("\r\n")[1:])
        return next((value.strip() for key, _, value in lines if key.lower() == name), None)

    def receive(self) -> bytes:
        """More of what is asked."""
        return self._sock.recv(65536)

    def send(self, data: bytes) -> None:
        self._sock.sendall(data)
        self.sent += len(data)

    def say(self, status: str, body: bytes = b"", **headers: str) -> None:
        """A whole answer; `Content_Type` stands for `Content-Type`."""
        given = {"Content-Type": "text/html", "Content-Length": str(len(body))}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        lines = "".join(f"{name}: {value}\r\n" for name, value in given.items() if value)
        self.send(f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body)

    def drip(self, data: bytes, every: float) -> None:
        """One byte at a time, until all is said or the test is over."""
        for number in data:
            self.send(bytes([number]))
            if self._over.wait(every):
                return

    def stall(self) -> None:
        """Say nothing until the test is over."""
        self._over.wait(30)


class Server:
    """What the tests see of a server: its port, who called, and how many bytes went out."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        self.port: int = listener.getsockname()[1]
        self.calls: list[Caller] = []

    @property
    def paths(self) -> list[str]:
        return [call.path for call in self.calls]

    @property
    def sent(self) -> int:
        return sum(call.sent for call in self.calls)


@contextmanager
def serve(answer: Answer, tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server that gives an answer to each who calls, each on a thread of its own."""
    over = Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Server(listener)
        threads: list[Thread] = []

        def talk(sock: socket.socket) -> None:
            with suppress(OSError), sock:
                line = tls.wrap_socket(sock, server_side=True) if tls else sock
                asked = b""
                while b"\r\n\r\n" not in asked:
                    if not (more := line.recv(4096)):
                        return
                    asked += more
                call = Caller(line, asked.decode("latin-1"), over)
                server.calls.append(call)
                answer(call)
                line.close()

        def listen() -> None:
            with suppress(OSError):
                while True:
                    sock, _ = listener.accept()
                    threads.append(Thread(target=talk, args=(sock,), daemon=True))
                    threads[-1].start()

        listening = Thread(target=listen, daemon=True)
        listening.start()
        try:
            yield server
        finally:
            over.set()
            listener.shutdown(socket.SHUT_RDWR)
            listening.join(10)
            for thread in threads:
                thread.join(10)


def zeros(packed: bool) -> Iterator[bytes]:
    """Zeros without end, or ten gigabytes of them packed."""
    block = bytes(1 << 20)
    if not packed:
        while True:
            yield block
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    for _ in range(10_000):
        if part := packer.compress(block):
            yield part
    yield packer.flush()


def pack(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def chunk(data: bytes) -> bytes:
    """Some bytes as a chunk of a body that comes in chunks."""
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"
