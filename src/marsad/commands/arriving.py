"""Adding reports to a desk, from files and from the web, watching what it follows, and telling what came."""

import os
import socket
import time
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path

import typer

from marsad.commands.reading import part_paths
from marsad.commands.showing import count_things, name_report, plain, print_json, tell_problems, watched
from marsad.errors import InputError
from marsad.fetching import Border, Courier, read_host
from marsad.folders import Folders, is_folder
from marsad.living import Arrival, LivingDesk, open_desk
from marsad.model.claims import Claim
from marsad.model.codec import to_json
from marsad.model.copies import Story
from marsad.model.incidents import Incident
from marsad.model.reports import Report
from marsad.store.database.reading import Reader, read_desk
from marsad.visited import read_clock
from marsad.watching import Watch

NOTHING_READ, WITH_PROBLEMS = 1, 3
_LONGEST_NAP_S = 60.0
_COUNTED = (
    (Report, "report", "reports"),
    (Story, "story", "stories"),
    (Claim, "claim", "claims"),
    (Incident, "incident", "incidents"),
)


def take_in(
    paths: list[str], folder: Path, received: date | None, follow: bool, inside: Iterable[str], as_json: bool
) -> None:
    """Add reports and fold them in; a line for each new one. Exits as `marsad read` does.

    With `follow` the paths that are no web addresses are folders to follow. Raises InputError where they are not.
    """
    if follow and received is not None:
        raise InputError("--received is no word on what comes later", "Leave out --received or --follow")
    files, addresses = part_paths(paths)
    with open_desk(folder) as desk, watched() as progress:
        arrival = desk.add(() if follow else files, received=received, progress=progress)
        watch, folders = _open_watch(desk, inside), _open_folders(desk)
        visits = chain(map(folders.follow, map(Path, files)) if follow else (), map(watch.add, addresses))
        for visited in visits:
            typer.echo(plain(f"{'followed' if is_folder(visited.address) else 'visited'} {visited.line}"), err=as_json)
            arrival = arrival.join(visited.arrival)
        desk.update(progress)
        with read_desk(desk.database) as reader:
            homes, reports = _find_homes(reader, arrival), reader.count(Report)
            lines = _tell(reader, arrival, homes)
    tell_problems(arrival.problems)
    if as_json:
        new = [{"id": r.id, "key": r.key, "story": homes[r.id].id if r.id in homes else None} for r in arrival.reports]
        told = {"new": new, "changed": arrival.changed, "problems": arrival.problems, "reports": reports}
        print_json(to_json(told))
    else:
        typer.echo("\n".join(lines))
    if arrival.problems:
        raise typer.Exit(WITH_PROBLEMS if arrival.reports or reports else NOTHING_READ)


def keep_watch(folder: Path, once: bool, inside: Iterable[str]) -> None:
    """Visit what is due, fold in what is new, tell it, and wait for what is due next; once, or until stopped.

    Where nothing is due at first, it says until when.
    """
    with open_desk(folder) as desk:
        watch, folders = _open_watch(desk, inside), _open_folders(desk)
        silent = True
        while True:
            came = Arrival(reports=(), problems=())
            for visited in chain(folders.visit_due(), watch.visit_due()):
                silent = False
                typer.echo(plain(f"{datetime.now(UTC):%H:%M} {visited.line}"))
                tell_problems(visited.arrival.problems)
                came = came.join(visited.arrival)
            if came.reports:
                desk.update()
                with read_desk(desk.database) as reader:
                    typer.echo("\n".join(_tell(reader, came, _find_homes(reader, came))))
            due = min(filter(None, (watch.next_due(), folders.next_due())), default=None)
            if due is None:
                typer.echo("nothing is followed. marsad add FEED follows one, marsad add --follow DIR a folder")
            elif silent:
                silent = False
                typer.echo(f"nothing is due before {due.astimezone(UTC):%Y-%m-%d %H:%M} UTC")
            if once or due is None:
                return
            left = (due - datetime.now(UTC)).total_seconds()
            time.sleep(min(max(left, 1.0), _LONGEST_NAP_S))


def _open_watch(desk: LivingDesk, inside: Iterable[str]) -> Watch:
    courier = Courier(Border(inside=frozenset(map(read_host, inside))))
    return Watch(desk, courier, f"{socket.gethostname()} {os.getpid()}")


def _open_folders(desk: LivingDesk) -> Folders:
    host = socket.gethostname()
    return Folders(desk, host, f"{host} {os.getpid()}", read_clock)


def _find_homes(reader: Reader, arrival: Arrival) -> dict[str, Story]:
    """The story of each report that came."""
    found = {report.id: reader.find_story(report.id) for report in arrival.reports}
    stories = {story.id: story for story in reader.get_many(Story, filter(None, found.values()))}
    return {report: stories[story] for report, story in found.items() if story in stories}


def _tell(reader: Reader, arrival: Arrival, homes: Mapping[str, Story]) -> list[str]:
    """A line for each report that came, and what there is now."""
    lines = []
    for report in arrival.reports:
        label = homes[report.id].label if report.id in homes else ""
        what = "changed" if report.id in arrival.changed else "new"
        lines.append(f"{what} {name_report(report)}" + (f"  [{plain(label)}]" if label else ""))
    counts = [count_things(reader.count(kind), one, many) for kind, one, many in _COUNTED]
    return [*lines, ", ".join((arrival.count(), *counts))]
