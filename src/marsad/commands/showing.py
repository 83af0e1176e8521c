"""Showing: what every command does with others' text in a terminal, with reports, and with what can't be read."""

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from marsad.engine.local import Progress, say_nothing
from marsad.errors import InputError
from marsad.intake import read_paths
from marsad.model.codec import Json
from marsad.model.reports import DateBasis, Problem, Report

_errors = Console(stderr=True, highlight=False, soft_wrap=True)
NOTHING_READ, WITH_PROBLEMS = 1, 3
_LENT = (DateBasis.INHERITED, DateBasis.RECEIVED)
_UNSAFE = ("Cc", "Cf", "Cs", "Co")
_WIDE = 160
_KEYS = 5
_JOINERS = frozenset("\u200c\u200d")


def open_console() -> Console:
    """A terminal for results; colours only where there are some, and wide lines where it is no terminal."""
    console = Console(highlight=False, emoji=False, markup=False)
    return console if console.is_terminal else Console(highlight=False, emoji=False, markup=False, width=_WIDE)


def plain(text: str) -> str:
    """Others' text on one line, without characters that steer a terminal or turn the direction of what follows."""
    safe = (letter if letter in _JOINERS or unicodedata.category(letter) not in _UNSAFE else " " for letter in text)
    return " ".join("".join(safe).split())


def read_reports(paths: Sequence[str], received: date | None = None) -> tuple[Sequence[Report], Sequence[Problem]]:
    """Read reports and tell what could not be read; stops where nothing could."""
    taken = read_paths(paths, received)
    errors = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    for problem in taken.problems:
        where = f"{problem.path}, {problem.at}" if problem.at else problem.path
        errors.print(plain(f"{where}: {problem.what}. {problem.remedy}"))
    if not taken.reports:
        raise typer.Exit(NOTHING_READ)
    return taken.reports, taken.problems


def read_one(path: str) -> Report:
    """Read the one report of a file, or the one that `FILE#KEY` names among several."""
    file, mark, key = path.rpartition("#")
    if not mark or Path(path).exists():
        file, mark, key = path, "", ""
    reports, _ = read_reports([file])
    chosen = [report for report in reports if not mark or report.key == key]
    if len(chosen) == 1:
        return chosen[0]
    first = f"{file}#{reports[0].key}"
    if chosen:
        raise InputError(
            f"{path}: {len(reports)} reports there ({_list_keys(reports)})", f"Name one of them, as {first}"
        )
    raise InputError(f"{file}: no report with the key {key}; there are {_list_keys(reports)}", f"Name one, as {first}")


def _list_keys(reports: Sequence[Report]) -> str:
    keys = [plain(report.key) for report in reports]
    return ", ".join((*keys[:_KEYS], "...") if len(keys) > _KEYS else keys)


def describe(report: Report) -> dict[str, Json]:
    """What says which report it is, for JSON."""
    day = report.published
    return {
        "id": report.id,
        "key": report.key,
        "outlet": report.outlet,
        "agency": report.agency,
        "title": report.title,
        "published": day.isoformat() if day is not None else None,
        "published_basis": str(report.published_basis),
    }


def name_report(report: Report) -> str:
    """What says which report it is, for a person: key, outlet, day (and whose, if not its own), title."""
    day = report.published.date() if isinstance(report.published, datetime) else report.published
    lent = f" ({report.published_basis})" if report.published_basis in _LENT else ""
    parts = (report.outlet, f"{day.isoformat()}{lent}" if day else "undated", report.title)
    return plain(f"{report.key}: " + ", ".join(part for part in parts if part))


def count_things(number: int, one: str, more: str) -> str:
    """A number with what it counts."""
    return f"{number} {one if number == 1 else more}"


def print_json(value: Json) -> None:
    """Print one JSON value."""
    typer.echo(json.dumps(value, ensure_ascii=False))


def print_object(fields: Mapping[str, Json | Iterator[Json]]) -> None:
    """Print one JSON object as `print_json` does; of a field that is an iterator a value after the other."""
    for at, (name, held) in enumerate(fields.items()):
        typer.echo(f"{', ' if at else '{'}{json.dumps(name)}: ", nl=False)
        if isinstance(held, Iterator):
            _print_values(held)
        else:
            typer.echo(json.dumps(held, ensure_ascii=False), nl=False)
    typer.echo("}")


def print_array(values: Iterator[Json]) -> None:
    """Print one JSON array as `print_json` does, a value after the other."""
    _print_values(values)
    typer.echo()


def _print_values(values: Iterator[Json]) -> None:
    typer.echo("[", nl=False)
    for at, value in enumerate(values):
        typer.echo(f"{', ' if at else ''}{json.dumps(value, ensure_ascii=False)}", nl=False)
    typer.echo("]", nl=False)


def tell_problems(problems: Sequence[Problem]) -> None:
    """What could not be read, a line each, on standard error."""
    for problem in problems:
        where = f"{problem.path}, {problem.at}" if problem.at else problem.path
        _errors.print(f"{where}: {problem.what}. {problem.remedy}", markup=False)


@contextmanager
def watched() -> Iterator[Progress]:
    """A progress bar on standard error, for a person; nothing where standard error is no terminal."""
    if not _errors.is_terminal:
        yield say_nothing
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, console=_errors, transient=True) as bars:
        tasks = {}

        def progress(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield progress
