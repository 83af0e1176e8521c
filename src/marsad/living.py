"""A desk on a database, where reports keep arriving: facts come in, and the ledger follows.

    facts (reports, judgements, places, sources) -> the stages of pipeline.py -> views

The views equal a one-off `marsad read` of the same reports. What a new fact does not touch is taken from the shelf.
"""

from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from io import BytesIO
from pathlib import Path

from marsad.engine.local import Progress, say_nothing
from marsad.errors import InputError
from marsad.folding import Made, Step, make_views, read_member, take_step
from marsad.intake import Intake, WebPage, read_paths, read_web, sum_up
from marsad.model.ids import make_id
from marsad.model.ledger import Ledger
from marsad.model.reports import Problem, Report
from marsad.pipeline import build_ledger
from marsad.store.config import NAME, Config, find_desk, read_config, write_config
from marsad.store.database import Database, open_database
from marsad.store.database.bundles import Backed, read_backup, write_backup
from marsad.store.database.facts import Facts
from marsad.store.database.gone import note_there
from marsad.store.database.journal import find_faults
from marsad.store.database.migrating import check_form, find_form, migrate
from marsad.store.database.originals import Original, Originals, list_originals
from marsad.store.database.purges import Purge, list_gone, purge_report
from marsad.store.database.searching import Hits, Query, search
from marsad.store.database.upkeep import forget_deleted
from marsad.store.database.versions import fill_in, says_the_same
from marsad.store.database.views import Views
from marsad.store.shelf import Shelf, name_rules
from marsad.versioning import tell_versions
from marsad.working import Works

LAYERS = "layers"
"""The folder of the map's layers in a desk's."""
_FILES_AT_ONCE = 200
"""How many arguments of `add` are taken in at once: what a stopped run takes in again at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What an `add` brought: the reports that are new, and what could not be read.

    `changed` are the ids of those that took the place of an earlier text of their page.
    """

    reports: tuple[Report, ...]
    problems: tuple[Problem, ...]
    changed: tuple[str, ...] = ()

    def count(self) -> str:
        """How many are new, and how many changed, if any did: "2 new, 1 changed"."""
        changed = f", {len(self.changed)} changed" if self.changed else ""
        return f"{len(self.reports) - len(self.changed)} new{changed}"

    def join(self, later: "Arrival") -> "Arrival":
        """What both brought."""
        return Arrival(
            reports=(*self.reports, *later.reports),
            problems=(*self.problems, *later.problems),
            changed=(*self.changed, *later.changed),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What an update did: how many reports came into the views, and how many stories were told again."""

    reports: int
    stories: int


class LivingDesk:
    """An open desk. Close it, or use it in a `with`."""

    def __init__(self, folder: Path, database: Database) -> None:
        """Wrap an open database; open_desk and init_desk make it."""
        self.folder = folder
        self.database = database
        self.facts = Facts(database)
        self.views = Views(database)
        self.originals = Originals(folder / "originals")
        self._shelf = folder / "shelf.sqlite"

    def __enter__(self) -> "LivingDesk":
        """The desk itself."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Close the desk."""
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    def add(self, paths: Sequence[str], *, received: date | None = None, progress: Progress = say_nothing) -> Arrival:
        """Take in the reports of files, folders and globs; each is kept with its file before the next is read."""
        arrival = Arrival(reports=(), problems=())
        for start in range(0, len(paths), _FILES_AT_ONCE):
            progress("intake", start, len(paths))
            arrival = arrival.join(self._take_in(paths[start : start + _FILES_AT_ONCE], received))
        progress("intake", len(paths), len(paths))
        return arrival

    def _take_in(self, paths: Sequence[str], received: date | None) -> Arrival:
        kept: list[Original] = []

        def keep(file: str, name: str, path: Path) -> None:
            with path.open("rb") as data:
                kept.append(self.originals.keep(file, name, data))

        intake = read_paths([path for path in paths if _is_something(path)], received, keep)
        new = self.facts.keep_intake(intake, datetime.now(UTC), kept)
        missing = tuple(_tell_missing(path) for path in paths if not _is_something(path))
        return Arrival(reports=new.reports, problems=(*missing, *new.problems))

    def add_files(self, folder: Path, files: frozenset[Path], at: datetime) -> Arrival:
        """Take in some files of a folder that is followed, under the names that the folder gives them.

        A file that holds one report and says something else than before is a new version of it, and takes its place.
        """
        kept: list[Original] = []

        def keep(file: str, name: str, path: Path) -> None:
            with path.open("rb") as data:
                kept.append(self.originals.keep(file, name, data))

        read = read_paths([str(folder)], None, keep, files)
        held = Counter(one.file for one in read.taken)
        lasting = frozenset(one.file for one in read.taken if held[one.file] == 1 and one.report.key == one.key)
        return self._keep(read, lasting, kept, at)

    def _keep(self, read: Intake, lasting: frozenset[str], kept: Sequence[Original], at: datetime) -> Arrival:
        """Note what was read; what is new of it, and what of that took the place of an earlier text."""
        before = self.facts.read_current(lasting)
        intake = sum_up([fill_in(one, before.get(one.file)) for one in read.taken], read.noted)
        new = self.facts.keep_intake(intake, at, kept, lasting)
        changed = tuple(one.report.id for one in new.taken if one.file in before)
        return Arrival(reports=new.reports, problems=new.problems, changed=changed)

    def add_pages(self, pages: Sequence[WebPage], at: datetime | None = None) -> Arrival:
        """Take in pages that were fetched, with the bytes of those that say something new; now, or `at` a moment.

        A page that says something else than before is a new version of its report, and takes its place.
        """
        read = read_web(pages, ())
        lasting = frozenset(make_id("file", page.address) for page in pages if page.has_name)
        before = self.facts.read_current(lasting)
        known = {one.file for one in read.taken if says_the_same(one, before)}
        kept = [
            self.originals.keep(file, page.address, BytesIO(page.data))
            for page in pages
            if page.data is not None and (file := make_id("file", page.address)) not in known
        ]
        note_there(self.database, lasting, at or datetime.now(UTC))
        return self._keep(read, lasting, kept, at or datetime.now(UTC))

    def fold(self, progress: Progress = say_nothing) -> Ledger:
        """Make the views what the facts say now, also those that came in the meantime; the ledger."""
        while True:
            self.update(progress)
            ledger = self.views.load()
            if ledger is not None:
                return ledger

    def update(self, progress: Progress = say_nothing) -> Update:
        """Bring the views up to the facts that there are: each new report, judgement or correction updates its story
        alone. All is made at once where there are no views yet, a text was purged, or places or bodies were added.
        """
        reports = stories = 0
        while self.views.rest_on() != (seq := self.facts.head().seq, rules := name_rules()) or seq == 0:
            with closing(Shelf(self._shelf)) as shelf:
                works = partial(self._works, shelf, progress)
                step = take_step(self.database, rules, works, shelf) or self._make(shelf, rules, works())
            reports, stories = reports + step.reports, stories + step.stories
            if seq == 0:
                break
        return Update(reports=reports, stories=stories)

    def _works(self, shelf: Shelf, progress: Progress) -> Works:
        return Works(self.facts.read_added(), shelf, progress)

    def _make(self, shelf: Shelf, rules: str, works: Works) -> Step:
        """Make all views at once."""
        seq = self.facts.head().seq
        intake, facts = self.facts.read_sorted()
        judgements = self.facts.read_judgements() if intake.reports else ()
        made = Made(intake, facts, self.facts.read_histories(), judgements)
        ledger, done = make_views(self.database, made, works, shelf, (seq, rules))
        shelf.tidy()
        return Step(seq=seq, reports=len(ledger.reports), stories=len(ledger.stories), is_done=done)

    def search(self, query: Query) -> Hits:
        """What is found among the reports, claims and incidents of the last fold."""
        with self.database.read() as connection:
            return search(connection, query)

    def rebuild(self, progress: Progress = say_nothing) -> Ledger:
        """Make all views again from the facts alone, with nothing from before."""
        self._drop_shelf()
        self.views.clear()
        return self.fold(progress)

    def purge(self, report: str, *, by: str, why: str) -> Purge | None:
        """Take a report's text and all that was derived from it out of the desk; the tombstone that is left.

        None where there is no such report. The views must be folded again.
        """
        target = read_member(self.database, report)
        if target is None:
            target = next((one for one in self.facts.read_intake().taken if one.report.id == report), None)
        if target is None:
            return None
        with self.database.change() as connection:
            purge = purge_report(connection, target, by=by, why=why, at=datetime.now(UTC))
        if purge is not None:
            self._drop_shelf()
            for key in purge.originals:
                self.originals.remove(key)
            forget_deleted(self.database)
        return purge

    def verify(self) -> tuple[str, ...]:
        """What is wrong with the journal, what it says, and the original files; empty where all is as written."""
        with self.database.read() as connection:
            gone = list_gone(connection)
            faults = tuple(find_faults(connection, gone))
            kept = list_originals(connection) - gone
        return (*faults, *self.originals.find_faults(kept))

    def backup(self, path: Path) -> Backed:
        """Write all that the desk holds to a ZIP file, but for what it makes again. The desk may be in use."""
        return write_backup(self.database, self.originals, self.folder / LAYERS, path)

    def restore(self, path: Path) -> int:
        """Put a backup into this desk, which must be empty; how many facts."""
        return read_backup(path, self.database, self.originals, self.folder / LAYERS)

    def build(self, progress: Progress = say_nothing, as_of: datetime | None = None) -> Ledger:
        """The ledger from the facts, now or as it could be known at a moment; the views stay as they are."""
        intake: Intake = self.facts.read_intake(as_of)
        if not intake.reports:
            return build_ledger((), intake.problems)
        shelf = Shelf(self._shelf)
        try:
            ledger = build_ledger(
                intake.reports,
                intake.problems,
                intake.undated,
                judgements=self.facts.read_judgements(),
                added=self.facts.read_added(),
                as_of=as_of,
                shelf=shelf,
                progress=progress,
            )
            ledger = tell_versions(ledger, self.facts.read_histories(as_of), intake.taken, shelf)
            if as_of is None:
                shelf.tidy()
        finally:
            shelf.close()
        return ledger

    def _drop_shelf(self) -> None:
        for name in ("", "-wal", "-shm"):
            Path(f"{self._shelf}{name}").unlink(missing_ok=True)


def _is_something(path: str) -> bool:
    return any(sign in path for sign in "*?[") or Path(path).exists()


def _tell_missing(path: str) -> Problem:
    """What to say of a path that names nothing; it is no fact about the desk, and not kept."""
    return Problem(path=path, at=None, what="there is no such file or folder", remedy="Check the path")


def init_desk(folder: Path, url: str | None = None) -> LivingDesk:
    """Make a desk in a folder: its marsad.toml and its database.

    A database that an earlier try left without a fact is taken. Raises InputError where there is a desk already, or the
    folder can't be made.
    """
    config = Config(database=url) if url else Config()
    database = open_database(config.database, folder)
    if (folder / NAME).exists():
        raise InputError(f"{folder}: there is a desk already", "Use it, or name another folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder} can't be made: {error.strerror}", "Name a folder that can be") from error
    if find_form(database) is not None and Facts(database).head().seq:
        raise InputError(f"{database.shown} holds a desk already", "Name an empty database")
    migrate(database)
    write_config(folder, config)
    return LivingDesk(folder, database)


def restore_desk(backup: Path, folder: Path, url: str | None = None) -> LivingDesk:
    """Make a desk in a folder from a backup. Raises InputError where the file is none, or a desk is there already."""
    desk = init_desk(folder, url)
    try:
        desk.restore(backup)
    except BaseException:
        desk.close()
        (folder / NAME).unlink()
        raise
    return desk


def migrate_desk(folder: Path) -> tuple[str | None, str | None]:
    """Take the database of a desk to the form that this marsad writes; the forms before and after."""
    database = _reach(_locate(folder))
    try:
        return migrate(database)
    finally:
        database.close()


def open_desk(folder: Path, *, older: bool = False) -> LivingDesk:
    """Open the desk that a folder is, or lies in. Raises InputError where there is none, or its form is another; with
    `older` one of an older form is opened, to be backed up.

    A folder that is not there lies in no desk: who misspells a desk's name is not led to the one around it.
    """
    found = _locate(folder)
    database = _reach(found)
    try:
        check_form(database, older=older)
    except InputError:
        database.close()
        raise
    return LivingDesk(found, database)


def _reach(folder: Path) -> Database:
    """The database of a desk. One that stood in a file which is gone is not begun anew."""
    database = open_database(read_config(folder).database, folder)
    if database.is_embedded and not Path(database.shown).is_file():
        remedy = "Put it back where it was, or take a backup into a new folder with marsad restore"
        raise InputError(f"{database.shown}: the desk's database is gone", remedy)
    return database


def _locate(folder: Path) -> Path:
    found = find_desk(folder) if folder.is_dir() else None
    if found is None:
        raise InputError(f"{folder}: there is no desk", "Make one with marsad init DIR, or go to its folder")
    return found
