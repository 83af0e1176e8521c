"""Logs: one JSON object a line, of requests and of faults, without secrets and without names that are withheld.

A request is told by its route, not by its address, since addresses hold what people look for. A fault is told by its
kind and where it came from, not by its message, which may hold what it broke on.
"""

import json
import logging
import sys
import traceback
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import TextIO

from marsad.errors import InputError

_FRAMES = 6
Field = str | int | float | None


class Log:
    """Lines to a stream. May be shared by threads."""

    def __init__(self, stream: TextIO) -> None:
        """Write to an open stream."""
        self._stream = stream
        self._lock = Lock()

    def write(self, event: str, fields: Mapping[str, Field]) -> None:
        """A line: when, what, and its fields."""
        line = write_line(event, fields)
        with self._lock:
            self._stream.write(line)
            self._stream.flush()


def write_line(event: str, fields: Mapping[str, Field]) -> str:
    """A line as it is written."""
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    return json.dumps({"at": at, "event": event, **fields}, ensure_ascii=False) + "\n"


class Faults(logging.Formatter):
    """What a library logs, as a line: of an exception only its kind and where it came from."""

    def format(self, record: logging.LogRecord) -> str:
        """A line without its end."""
        fields: dict[str, Field] = {"level": record.levelname.lower(), "from": record.name}
        error = record.exc_info[1] if record.exc_info else None
        if error is None:
            fields["what"] = record.getMessage().partition("\n")[0]
        else:
            fields |= name_fault(error)
        return write_line("fault", fields).rstrip("\n")


def name_fault(error: BaseException) -> dict[str, Field]:
    """The kind of an exception and the last places that it came through, without its message."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    where = " < ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    return {"error": type(error).__name__, "where": where}


def tell_faults() -> None:
    """Have what uvicorn and others log of warnings and faults written as lines to the standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Faults())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


@contextmanager
def open_log(said: str | None) -> Iterator[Log | None]:
    """The log that was asked for: a file that is appended to, "-" for the standard error, None for none.

    Raises InputError where the file can't be written.
    """
    if said is None:
        yield None
    elif said == "-":
        yield Log(sys.stderr)
    else:
        with ExitStack() as held:
            try:
                stream = held.enter_context(Path(said).open("a", encoding="utf-8"))
            except OSError as error:
                raise InputError(f"{said}: the log can't be written: {error.strerror}", "Name another file") from error
            yield Log(stream)
