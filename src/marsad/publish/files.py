"""A ledger's files in a folder: never half a file under a file's name."""

import os
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from marsad.errors import InputError
from marsad.model.codec import write_ledger
from marsad.model.ledger import Ledger
from marsad.publish.briefing import render_briefing
from marsad.publish.geo import control_map, incidents_map
from marsad.publish.tables import claims_table, incidents_table

Contents = tuple[tuple[str, Iterable[str]], ...]
"""Files' names, each with its content in parts."""

BYTE_ORDER_MARK = "\ufeff"
"""Spreadsheets read a CSV as UTF-8 only where it opens with this."""


def render_all(ledger: Ledger) -> Contents:
    """The files' names and contents, rendered as they are asked for: the same ledger gives the same bytes."""
    return (
        ("ledger.json", write_ledger(ledger)),
        ("claims.csv", chain([BYTE_ORDER_MARK], claims_table(ledger))),
        ("incidents.csv", chain([BYTE_ORDER_MARK], incidents_table(ledger))),
        ("incidents.geojson", map(incidents_map, [ledger])),
        ("control.geojson", map(control_map, [ledger])),
        ("briefing.html", render_briefing(ledger)),
    )


def write_all(ledger: Ledger, folder: Path) -> tuple[Path, ...]:
    """Write a ledger's files and name them. All are written under other names before the first replaces its forerunner
    in one step, so a run that is stopped leaves no half file under a file's name.

    Raises InputError where the folder can't be made or written to.
    """
    contents = render_all(ledger)
    try:
        return _write_contents(contents, folder)
    except OSError as error:
        raise InputError(
            f"{error.filename or folder} can't be written: {error.strerror}", "Name a folder that can be, with --out"
        ) from error


def write_file(text: str, path: Path) -> None:
    """Write one file in one step. Raises InputError where it can't be written."""
    try:
        _write_contents(((path.name, text),), path.parent)
    except OSError as error:
        raise InputError(f"{path} can't be written: {error.strerror}", "Name a file that can be, with --out") from error


def _write_contents(contents: Contents, folder: Path) -> tuple[Path, ...]:
    folder.mkdir(parents=True, exist_ok=True)
    parts = {folder / name: folder / f".{name}.{os.getpid()}.part" for name, _ in contents}
    try:
        for part, (_, text) in zip(parts.values(), contents, strict=True):
            _write_part(part, text)
        for path, part in parts.items():
            part.replace(path)
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)
    return tuple(parts)


def _write_part(part: Path, text: Iterable[str]) -> None:
    """Write and flush to the disk. A lone surrogate, which UTF-8 can't hold, becomes one "?", so offsets still hold."""
    with part.open("w", encoding="utf-8", errors="replace", newline="") as file:
        file.writelines(text)
        file.flush()
        os.fsync(file.fileno())
