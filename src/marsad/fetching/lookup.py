"""Names to numeric addresses, within a time."""

import socket
from collections.abc import Sequence
from queue import Empty, SimpleQueue
from threading import Thread

_TIME = 10.0
"""Seconds that a look-up may take; the system's resolver has no limit of its own that we could set."""


def look_up(host: str, port: int) -> Sequence[str]:
    """The numeric addresses of a host, in the system's order. Raises OSError where it has none or they do not come."""
    answers: SimpleQueue[tuple[str, ...] | OSError] = SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(tuple(dict.fromkeys(str(place[0]) for *_, place in found)))
        except UnicodeError as error:
            answers.put(OSError(str(error)))
        except OSError as error:
            answers.put(error)

    Thread(target=ask, daemon=True, name=f"look up {host}").start()
    try:
        answer = answers.get(timeout=_TIME)
    except Empty:
        raise OSError("the look-up took too long") from None
    if isinstance(answer, OSError):
        raise answer
    return answer
