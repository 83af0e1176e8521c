"""A desk: the folder of a ledger, with what people decided and what earlier runs took in.

DIR/desk/judgements.jsonl   people's judgements, only ever appended to
DIR/desk/places.jsonl       the places that people added, a line a file
DIR/desk/sources.jsonl      the bodies that people added, a line a file
DIR/desk/reports.jsonl      the reports as they were taken in, and what could not be read
DIR/desk/shelf.sqlite       what was worked out from them; it may be deleted
"""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from marsad.errors import InputError
from marsad.intake import Intake, Taken, sum_up
from marsad.ledger.judgements import read_judgements
from marsad.ledger.log import append_line, read_lines, tell_torn
from marsad.lexicon.bodies import Body
from marsad.lexicon.gazetteer import GazetteerEntry
from marsad.model.codec import Json
from marsad.model.ids import make_id
from marsad.model.judgements import Judgement
from marsad.model.reports import Problem
from marsad.store.shelf import Shelf

Row = TypeVar("Row")
_PLACES, _BODIES = TypeAdapter(tuple[GazetteerEntry, ...]), TypeAdapter(tuple[Body, ...])
_ROW: TypeAdapter[Taken | Problem] = TypeAdapter(Taken | Problem)


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What people added to what the lexicon knows."""

    places: tuple[GazetteerEntry, ...] = ()
    bodies: tuple[Body, ...] = ()


NOTHING_ADDED = Added()


class Desk:
    """What stands in DIR/desk."""

    def __init__(self, folder: Path) -> None:
        """Nothing is opened or made until it is needed."""
        self.folder = folder / "desk"
        self.judgements_file = self.folder / "judgements.jsonl"
        self.places_file = self.folder / "places.jsonl"
        self.sources_file = self.folder / "sources.jsonl"
        self._reports_file = self.folder / "reports.jsonl"

    def read_judgements(self) -> tuple[tuple[Judgement, ...], tuple[Problem, ...]]:
        """All judgements that people made, and the lines of the log that are none."""
        return read_judgements(self.judgements_file)

    def read_added(self) -> tuple[Added, tuple[Problem, ...]]:
        """The places and bodies that people added, each once, and the lines that hold none."""
        places, no_places = _read_added(self.places_file, "places", _PLACES)
        bodies, no_bodies = _read_added(self.sources_file, "bodies", _BODIES)
        return Added(places=places, bodies=bodies), (*no_places, *no_bodies)

    def add_places(self, file: str, places: Sequence[GazetteerEntry], at: datetime) -> None:
        """Note a file's places, all in one line. Raises InputError where it can't be written."""
        _note(self.places_file, file, at, "places", _PLACES.dump_python(tuple(places), mode="json"))

    def add_bodies(self, file: str, bodies: Sequence[Body], at: datetime) -> None:
        """Note a file's bodies, all in one line. Raises InputError where it can't be written."""
        _note(self.sources_file, file, at, "bodies", _BODIES.dump_python(tuple(bodies), mode="json"))

    def read_intake(self) -> Intake:
        """What earlier runs took in; nothing where there were none. Raises InputError where it can't be read."""
        try:
            lines = self._reports_file.read_bytes().splitlines()
            rows = [_ROW.validate_json(line) for line in lines]
        except FileNotFoundError:
            return sum_up((), ())
        except (OSError, ValidationError) as error:
            what = f"{self._reports_file}: the reports of earlier runs can't be read"
            raise InputError(what, "Put back a copy of the file, or read all reports again with --out") from error
        taken = [row for row in rows if isinstance(row, Taken)]
        return sum_up(taken, [row for row in rows if isinstance(row, Problem)])

    def keep_intake(self, intake: Intake) -> None:
        """Keep what was taken in, in one step. Raises InputError where it can't be written."""
        rows: tuple[Taken | Problem, ...] = (*intake.taken, *intake.noted)
        lines = [_ROW.dump_json(row) for row in rows]
        part = self._reports_file.with_suffix(f".{os.getpid()}.part")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as file:
                file.writelines(line + b"\n" for line in lines)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._reports_file)
        except OSError as error:
            raise InputError(
                f"{self.folder} can't be written: {error.strerror}", "Name a folder that can be, with --out or --into"
            ) from error

    def open_shelf(self) -> Shelf:
        """What was worked out before. Raises InputError where it can't be kept."""
        return Shelf(self.folder / "shelf.sqlite")


def _note(path: Path, file: str, at: datetime, what: str, rows: Json) -> None:
    identity = make_id("added", file, at.isoformat(), json.dumps(rows))
    append_line(path, {"id": identity, "at": at.isoformat(), "file": file, what: rows})


def _read_added(
    path: Path, what: str, adapter: TypeAdapter[tuple[Row, ...]]
) -> tuple[tuple[Row, ...], tuple[Problem, ...]]:
    """The rows of all lines, each once, in the order of their noting."""
    lines, problems = read_lines(path)
    found: dict[Row, None] = {}
    torn = list(problems)
    for at, line in lines:
        try:
            found.update(dict.fromkeys(adapter.validate_json(json.dumps(line.get(what)))))
        except ValidationError:
            torn.append(tell_torn(path, at))
    return tuple(found), tuple(torn)
