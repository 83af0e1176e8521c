"""Logs of what people said: JSON Lines that are only ever appended to.

A line is written in one step and flushed to the disk. A writer that was killed in mid-line leaves a torn line: it stays
in the file and is reported, the next line begins on its own, and all other lines are read.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path

from marsad.errors import InputError
from marsad.model.codec import Json
from marsad.model.reports import Problem

_NEWLINE = b"\n"


def append_line(path: Path, record: Mapping[str, Json]) -> None:
    """Append one record; the folder is made if need be. Raises InputError where the file can't be written."""
    line = json.dumps(record, ensure_ascii=False, sort_keys=False).encode("utf-8", "replace") + _NEWLINE
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            _write(handle, (_NEWLINE if _is_torn(handle) else b"") + line)
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        what = f"{path}: nothing was noted: {error.strerror}"
        raise InputError(what, "Name a folder that can be written with --into") from error


def _write(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]


def _is_torn(handle: int) -> bool:
    """Whether the file ends in a line that was not finished."""
    size = os.fstat(handle).st_size
    return size > 0 and os.pread(handle, 1, size - 1) != _NEWLINE


def read_lines(path: Path) -> tuple[tuple[tuple[str, dict[str, Json]], ...], tuple[Problem, ...]]:
    """The records with where they stand ("line 3"), and what could not be read; nothing where there is no file.

    Raises InputError where the file is there and can't be opened.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return (), ()
    except OSError as error:
        raise InputError(
            f"{path} can't be opened: {error.strerror}", "Check its permissions, or name another --out or --into"
        ) from error
    records: list[tuple[str, dict[str, Json]]] = []
    problems: list[Problem] = []
    for number, line in enumerate(data.split(_NEWLINE), start=1):
        if not line.strip():
            continue
        at = f"line {number}"
        record = _load(line)
        if record is None:
            problems.append(tell_torn(path, at))
        else:
            records.append((at, record))
    return tuple(records), tuple(problems)


def _load(line: bytes) -> dict[str, Json] | None:
    try:
        loaded = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return loaded if isinstance(loaded, dict) else None


def tell_torn(path: Path, at: str) -> Problem:
    """What to say of a line that can't be read: it stays where it is."""
    what = "the line can't be read: it was torn or changed by hand"
    return Problem(
        path=path.name, at=at, what=what, remedy="It is kept and counts for nothing: note it again, or mend it"
    )
