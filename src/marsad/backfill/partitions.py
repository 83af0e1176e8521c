"""An archive in partitions, each taken in, gated and written to a file of its own, whole or not at all.

A partition is one web archive, or a run of smaller files. Its file is named by a hash of what it holds, how its reports
are called and the rules; where that file stands, nothing is done again.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path

from pydantic import TypeAdapter

from marsad.errors import InputError
from marsad.intake.files import Source, find_reports, take_found
from marsad.intake.found import Found
from marsad.intake.kinds import CRAWLS, suffix_of
from marsad.intake.relevance import Relevance, weigh
from marsad.intake.taking import Taken
from marsad.model.reports import Problem
from marsad.store.shelf import name_rules

_MOST_FILES = 500
_MOST_BYTES = 8_000_000
_CHUNK = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A report that the gate left out: where it stands, what it is called, its date as given, its score, and why."""

    path: str
    at: str | None
    key: str
    url: str | None
    outlet: str | None
    title: str | None
    published: str | None
    score: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """How a partition is taken in: the latest day of undated reports, whether all are kept, where its file goes."""

    folder: Path
    received: date | None
    keep_all: bool


Row = Taken | LeftOut | Problem
_ROW: TypeAdapter[Row] = TypeAdapter(Row)


def cut_partitions(sources: Sequence[Source]) -> tuple[tuple[Source, ...], ...]:
    """Each web archive alone; other files together while they are few and small, in their order."""
    partitions: list[list[Source]] = []
    room = files = 0
    for source in sources:
        size = _measure(source.file)
        alone = suffix_of(source.file.name) in CRAWLS
        if alone or not partitions or files == 0 or size > room:
            partitions.append([])
            room, files = _MOST_BYTES, _MOST_FILES
        partitions[-1].append(source)
        room, files = (0, 0) if alone else (room - size, files - 1)
    return tuple(map(tuple, partitions))


def _measure(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def take_partitions(partitions: Sequence[Sequence[Source]], gate: Gate) -> tuple[Path, ...]:
    """Take in some partitions; the file of each. One that stands is left as it is."""
    return tuple(_take(partition, gate) for partition in partitions)


def _take(partition: Sequence[Source], gate: Gate) -> Path:
    path = gate.folder / f"{_name(partition, gate)}.jsonl"
    if path.exists():
        return path
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            for source in partition:
                for row in _take_source(source, gate):
                    file.write(_ROW.dump_json(row) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        what = f"{gate.folder} can't be written: {error.strerror}"
        raise InputError(what, "Make room, or name another folder with --out") from error
    return path


def _take_source(source: Source, gate: Gate) -> Iterator[Row]:
    """The rows of a file. Reports are weighed as they were found: cleaning and dating takes a hundred times as long."""
    for found in find_reports(source):
        if isinstance(found, Problem):
            yield found
        elif gate.keep_all or (weighed := weigh_found(found)).passes:
            yield from take_found(source, found, gate.received)
        else:
            yield _list(found, weighed)


def weigh_found(found: Found) -> Relevance:
    """How much a report's title and body speak of armed conflict."""
    return weigh(f"{found.title or ''}\n{found.body}")


def _list(found: Found, weighed: Relevance) -> LeftOut:
    day = found.received.isoformat() if found.received else None
    return LeftOut(
        path=found.path,
        at=found.at,
        key=found.key,
        url=found.url,
        outlet=found.outlet,
        title=found.title,
        published=found.published or day,
        score=round(weighed.score, 3),
        why=weighed.why,
    )


def _name(partition: Sequence[Source], gate: Gate) -> str:
    """A hash of the rules, of how the partition is taken in, and of each file with its names."""
    digest = blake2b(f"{name_rules()} {gate.received} {gate.keep_all}".encode(), digest_size=16)
    for source in partition:
        digest.update(f"\n{source.key}\n{source.shown}\n{'/'.join(source.names)}\n{source.file.resolve()}\n".encode())
        with suppress(OSError), source.file.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    return digest.hexdigest()


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of a partition's file, one at a time. Raises InputError where it is none."""
    try:
        with path.open("rb") as file:
            for line in file:
                yield _ROW.validate_json(line)
    except (OSError, ValueError) as error:
        raise InputError(f"{path} can't be read", "Delete it and run the same command again") from error


def drop_others(folder: Path, kept: Sequence[Path]) -> None:
    """Remove what no partition stands for any more, and what stopped runs left half done."""
    wanted = set(kept)
    for path in folder.iterdir():
        if path not in wanted and path.suffix in (".jsonl", ".part"):
            path.unlink(missing_ok=True)
