"""The way of an archive: partitions are taken in and gated on an engine, what passes becomes a ledger, then tables.

The tables are those of `marsad read` of the reports that pass. What a stopped run finished is not done again: the
partitions stand in their files, what was read in the reports stands on the shelf.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import partial
from pathlib import Path

from marsad.backfill.partitions import Gate, LeftOut, cut_partitions, drop_others, read_rows, take_partitions
from marsad.engine.base import Engine, Progress, say_nothing
from marsad.errors import InputError
from marsad.intake import Taken, sum_up
from marsad.intake.files import Source, list_sources
from marsad.model.ledger import Ledger
from marsad.model.reports import Problem
from marsad.pipeline import build_ledger, read_at
from marsad.publish.frames import need, write_parquet, write_parquet_parts
from marsad.publish.pieces import take_whole
from marsad.publish.relations import Holds, Value, relate
from marsad.store.desk import Desk

_LEFT_OUT = tuple((field.name, Holds.DEGREES if field.name == "score" else Holds.TEXT) for field in fields(LeftOut))


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What came of an archive: the ledger of the reports that passed, how many did not, and the files written."""

    ledger: Ledger
    partitions: int
    left_out: int
    written: tuple[Path, ...]


def fill(
    paths: Sequence[str],
    out: Path,
    *,
    engine: Engine,
    received: date | None = None,
    keep_all: bool = False,
    progress: Progress = say_nothing,
) -> Filled:
    """Read an archive into Parquet tables in a folder, which is also a desk that `marsad read --into` goes on with.

    Reports that tell of no conflict are left out, and listed in `left_out.parquet`; with `keep_all` none is. Where no
    path names a file, nothing is written. Raises
    InputError where pyarrow is not installed or the folder can't be written.
    """
    need("pyarrow")
    sources, missing = list_sources(paths)
    if not sources:
        return Filled(ledger=build_ledger((), missing), partitions=0, left_out=0, written=())
    files = _take_in(sources, out / "partitions", engine, received, keep_all, progress)
    taken: list[Taken] = []
    problems = list(missing)
    for path in files:
        for row in read_rows(path):
            if isinstance(row, Taken):
                taken.append(row)
            elif isinstance(row, Problem):
                problems.append(row)
    ledger = read_at(Desk(out), sum_up(taken, problems), engine=engine, progress=progress)
    left_out, listed = write_parquet_parts("left_out", _LEFT_OUT, map(_list_left_out, files), out)
    drop_others(out / "partitions", files)
    written = (*write_parquet(relate(take_whole(ledger)), out), listed)
    return Filled(ledger=ledger, partitions=len(files), left_out=left_out, written=written)


def _take_in(
    sources: Sequence[Source],
    folder: Path,
    engine: Engine,
    received: date | None,
    keep_all: bool,
    progress: Progress,
) -> tuple[Path, ...]:
    """The files of all partitions, in their order."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what = f"{folder} can't be written: {error.strerror}"
        raise InputError(what, "Name a folder that can be, with --out") from error
    partitions = cut_partitions(sources)
    numbers = {partition: number for number, partition in enumerate(partitions)}
    done: dict[int, Path] = {}

    def keep(batch: Sequence[Sequence[Source]], files: tuple[Path, ...]) -> None:
        done.update({numbers[tuple(one)]: file for one, file in zip(batch, files, strict=True)})

    stage = partial(take_partitions, gate=Gate(folder=folder, received=received, keep_all=keep_all))
    engine.run_map("intake", stage, partitions, batch=1, keep=keep, progress=progress)
    return tuple(done[number] for number in range(len(partitions)))


def _list_left_out(file: Path) -> Iterator[tuple[Value, ...]]:
    """The reports of a partition that were left out, as rows of the table."""
    for row in read_rows(file):
        if isinstance(row, LeftOut):
            yield tuple(getattr(row, name) for name, _ in _LEFT_OUT)
