"""Folders that a desk follows: new and changed files are taken in at each visit.

A file is taken once it is written whole: when it is as it was at the visit before, or was last written a while ago. One
that is taken away stays as a fact. A folder is followed under the address of its machine (RFC 8089), so that of those
who share a desk each visits the folders of their own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from marsad.errors import InputError
from marsad.intake.files import list_files
from marsad.living import Arrival, LivingDesk
from marsad.model.visits import Visit
from marsad.store.database.follows import Follows
from marsad.store.database.jobs import Jobs
from marsad.visited import Clock, Visited

FOLDER = "folder"
"""The kind of the jobs that are visits to folders."""
EVERY = timedelta(minutes=1)
"""How often a folder is looked at."""
QUIET = timedelta(seconds=10)
"""How long a file that was not seen before must have been left alone."""
_AT_ONCE = 200
_NOTHING = Arrival(reports=(), problems=())


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """A file, its address, and its size and time of writing in one word."""

    path: Path
    address: str
    sign: str
    written: datetime


class Folders:
    """The folders of this machine, called `host`, that a desk follows."""

    def __init__(self, desk: LivingDesk, host: str, worker: str, clock: Clock) -> None:
        """Look at the folders of an open desk."""
        self._desk = desk
        self._host = host
        self._worker = worker
        self._clock = clock
        self._follows = Follows(desk.database)
        self._jobs = Jobs(desk.database)

    def follow(self, folder: Path) -> Visited:
        """Take in a folder's files now, and follow it. Raises InputError where it is none, or the desk lies in it."""
        if not folder.is_dir():
            raise InputError(f"{folder} is no folder", "Name a folder to follow; a feed is followed without --follow")
        at, desk = folder.resolve(), self._desk.folder.resolve()
        if at == desk or at in desk.parents or desk in at.parents:
            raise InputError(f"{folder}: the desk itself lies there", "Follow a folder that has nothing of the desk")
        address = name_folder(at, self._host)
        self._follows.add([(address, None)], self._clock())
        visited = self._visit(address)
        self._jobs.drop(FOLDER, address)
        self._jobs.plan(FOLDER, [address], self._clock() + EVERY)
        return visited

    def visit_due(self) -> Iterator[Visited]:
        """Visit each folder that is due; those where something came, or that are not there any more."""
        barred = [one.address for one in self._follows.read() if not self._is_ours(one.address)]
        while (job := self._jobs.take(self._worker, self._clock(), FOLDER, barred)) is not None:
            before = self._follows.read_visit(job.subject)
            visited = self._visit(job.subject)
            self._jobs.finish(job, visited.next_due)
            after = self._follows.read_visit(job.subject)
            lost = after is not None and after.failures == 1 and (before is None or before.failures == 0)
            if visited.arrival.reports or visited.arrival.problems or lost:
                yield visited

    def next_due(self) -> datetime | None:
        """When the next visit to a folder of this machine is due."""
        ours = (one.address for one in self._follows.read() if self._is_ours(one.address))
        dues = (self._jobs.due_of(FOLDER, address) for address in ours)
        return min((due for due in dues if due is not None), default=None)

    def _is_ours(self, address: str) -> bool:
        return is_folder(address) and urlsplit(address).netloc == self._host

    def _visit(self, address: str) -> Visited:
        now, folder = self._clock(), find_folder(address)
        visit = self._follows.read_visit(address) or Visit(url=address, next_due=None)
        due = now + EVERY
        if not folder.is_dir():
            why = "there is no such folder any more"
            lost = replace(visit, next_due=due, failures=visit.failures + 1, last_error=why)
            self._follows.keep_visits([lost])
            return Visited(address=address, line=f"{folder}: {why}", arrival=_NOTHING, next_due=due)
        files = _look_at(folder, self._host)
        seen = self._follows.read_visits_under(f"{address}/")
        new = [file for file in files if not _is_taken(file, seen.get(file.address))]
        whole = [file for file in new if _is_whole(file, seen.get(file.address), now)]
        waiting = [file for file in new if file not in whole]
        self._follows.keep_visits([Visit(url=one.address, etag=one.sign, next_due=due) for one in waiting])
        arrival = _NOTHING
        for start in range(0, len(whole), _AT_ONCE):
            arrival = arrival.join(self._take_in(folder, whole[start : start + _AT_ONCE], now))
        self._follows.keep_visits([replace(visit, next_due=due, failures=0, last_error=None)])
        waits = f", {len(waiting)} still being written" if waiting else ""
        line = f"{folder}: a folder, {len(files)} files; {arrival.count()}{waits}"
        return Visited(address=address, line=line, arrival=arrival, next_due=due)

    def _take_in(self, folder: Path, files: Sequence[_File], now: datetime) -> Arrival:
        """Take in some files; each counts as taken once all are noted."""
        arrival = self._desk.add_files(folder, frozenset(file.path for file in files), now)
        self._follows.keep_visits([Visit(url=file.address, etag=file.sign, next_due=None) for file in files])
        return arrival


def name_folder(folder: Path, host: str) -> str:
    """The address of a folder or file of a machine: `file://host/srv/incoming`."""
    return f"file://{host}{folder.as_uri().removeprefix('file://')}"


def find_folder(address: str) -> Path:
    """Where the folder with an address stands on its machine."""
    return Path(unquote(urlsplit(address).path))


def is_folder(address: str) -> bool:
    """Whether an address that is followed is a folder's."""
    return address.startswith("file://")


def _look_at(folder: Path, host: str) -> list[_File]:
    """The files that are read, with what tells whether they are written to; one that just went is left out."""
    found: list[_File] = []
    for path in list_files(folder):
        try:
            stat = path.stat()
        except OSError:
            continue
        sign = f"{stat.st_size}-{stat.st_mtime_ns}"
        written = datetime.fromtimestamp(stat.st_mtime, UTC)
        found.append(_File(path=path, address=name_folder(path, host), sign=sign, written=written))
    return found


def _is_taken(file: _File, seen: Visit | None) -> bool:
    return seen is not None and seen.etag == file.sign and seen.next_due is None


def _is_whole(file: _File, seen: Visit | None, now: datetime) -> bool:
    """Whether a file is as it was at the visit before, or was last written a while ago."""
    return (seen is not None and seen.etag == file.sign) or now - file.written >= QUIET
