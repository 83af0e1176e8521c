"""The two kinds of desk that a command is called on: a folder that `marsad read` wrote, and a desk on a database."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from marsad.commands.grounds import Ground, stand_on_ledger, stand_on_rows
from marsad.errors import InputError
from marsad.ledger.judgements import write_judgement
from marsad.lexicon.bodies import Body
from marsad.lexicon.gazetteer import GazetteerEntry
from marsad.living import LivingDesk, open_desk
from marsad.model.codec import load_ledger
from marsad.model.judgements import Judgement
from marsad.model.ledger import Ledger
from marsad.model.reports import Problem
from marsad.pipeline import read_ledger
from marsad.store.config import NAME
from marsad.store.database.gone import Gone, list_absent
from marsad.store.desk import Added, Desk


class AnyDesk(Protocol):
    """What commands ask of a desk, whatever it rests on."""

    def ledger(self) -> Ledger:
        """The ledger. Raises InputError where there is none."""
        ...

    def ground(self) -> Ground:
        """What a person asks about and judges over, as it is now. Raises InputError where there is none."""
        ...

    def ledger_as_of(self, moment: datetime) -> Ledger:
        """The ledger as it could be known at a moment."""
        ...

    def judgements(self) -> tuple[tuple[Judgement, ...], tuple[Problem, ...]]:
        """All judgements, and the lines of the log that are none."""
        ...

    def note(self, judgement: Judgement) -> str:
        """Note a judgement; what happens next, in a sentence."""
        ...

    def added(self) -> tuple[Added, tuple[Problem, ...]]:
        """The places and sources that people added, and what could not be read."""
        ...

    def add_places(self, file: str, places: Sequence[GazetteerEntry]) -> None:
        """Note a file's places."""
        ...

    def add_bodies(self, file: str, bodies: Sequence[Body]) -> None:
        """Note a file's bodies."""
        ...

    def next_step(self) -> str:
        """How what was noted gets into the ledger, in a sentence."""
        ...


@contextmanager
def open_any(folder: Path) -> Iterator[AnyDesk]:
    """The desk of a folder: on a database if it has a marsad.toml."""
    if (folder / NAME).is_file():
        with open_desk(folder) as desk:
            yield _OnDatabase(desk)
    else:
        yield _InFolder(folder)


def open_ledger(path: Path) -> Ledger:
    """The ledger of a folder, a desk or a file. Raises InputError where there is none."""
    if path.is_file():
        return _load(path)
    with open_any(path) as desk:
        return desk.ledger()


@contextmanager
def open_ground(path: Path) -> Iterator[Ground]:
    """The ledger of a folder, a desk or a file, as people ask about it. Raises InputError where there is none."""
    if path.is_file():
        yield stand_on_ledger(_load(path))
        return
    with open_any(path) as desk:
        yield desk.ground()


def list_gone_pages(path: Path) -> tuple[Gone, ...]:
    """The pages of a desk that are gone; a folder or file follows none."""
    if not (path / NAME).is_file():
        return ()
    with open_desk(path) as desk:
        return list_absent(desk.database)


class _InFolder:
    """A folder that `marsad read` wrote."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._desk = Desk(folder)

    def ledger(self) -> Ledger:
        return _load(self._folder / "ledger.json")

    def ground(self) -> Ground:
        return stand_on_ledger(self.ledger())

    def ledger_as_of(self, moment: datetime) -> Ledger:
        return read_ledger([], desk=self._desk, add=True, as_of=moment)

    def judgements(self) -> tuple[tuple[Judgement, ...], tuple[Problem, ...]]:
        return self._desk.read_judgements()

    def note(self, judgement: Judgement) -> str:
        write_judgement(self._desk.judgements_file, judgement)
        return f"marsad read --into {self._folder} folds it in; marsad judge undo takes it back"

    def added(self) -> tuple[Added, tuple[Problem, ...]]:
        return self._desk.read_added()

    def add_places(self, file: str, places: Sequence[GazetteerEntry]) -> None:
        self._desk.add_places(file, places, datetime.now(UTC))

    def add_bodies(self, file: str, bodies: Sequence[Body]) -> None:
        self._desk.add_bodies(file, bodies, datetime.now(UTC))

    def next_step(self) -> str:
        return f"The next marsad read --into {self._folder} goes by them."


class _OnDatabase:
    """A desk on a database, as one command sees it: who judges has seen the judgements that its ground rests on."""

    def __init__(self, desk: LivingDesk) -> None:
        self._desk = desk
        self._seen: dict[str, int] = {}

    def ledger(self) -> Ledger:
        return self._desk.fold()

    def ground(self) -> Ground:
        self._seen = self._desk.facts.read_revisions()
        self._desk.update()
        return stand_on_rows(self._desk)

    def ledger_as_of(self, moment: datetime) -> Ledger:
        return self._desk.build(as_of=moment)

    def judgements(self) -> tuple[tuple[Judgement, ...], tuple[Problem, ...]]:
        return self._desk.facts.read_judgements(), ()

    def note(self, judgement: Judgement) -> str:
        self._desk.facts.note_judgement(judgement, self._seen)
        self._desk.update()
        return "It is in the ledger now; marsad undo takes it back"

    def added(self) -> tuple[Added, tuple[Problem, ...]]:
        return self._desk.facts.read_added(), ()

    def add_places(self, file: str, places: Sequence[GazetteerEntry]) -> None:
        self._desk.facts.add_places(file, places, datetime.now(UTC))

    def add_bodies(self, file: str, bodies: Sequence[Body]) -> None:
        self._desk.facts.add_bodies(file, bodies, datetime.now(UTC))

    def next_step(self) -> str:
        return "The ledger goes by them from now on."


def _load(file: Path) -> Ledger:
    try:
        return load_ledger(file.read_bytes())
    except FileNotFoundError as error:
        what = f"{file}: there is no ledger"
        raise InputError(what, f"Make one with marsad read PATH... --into {file.parent}") from error
    except OSError as error:
        raise InputError(f"{file} can't be opened: {error.strerror}", "Check its permissions") from error
    except ValueError as error:
        raise InputError(
            f"{file}: it is no ledger of this marsad", "Read the reports again with marsad read"
        ) from error
