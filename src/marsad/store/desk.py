"""A desk: the folder of a ledger, with what people decided and what earlier runs took in.

DIR/desk/judgements.jsonl   people's judgements, only ever appended to
DIR/desk/reports.jsonl      the reports as they were taken in, and what could not be read
DIR/desk/shelf.sqlite       what was worked out from them; it may be deleted
"""

import os
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from marsad.errors import InputError
from marsad.intake import Intake, Taken, sum_up
from marsad.ledger.judgements import read_judgements
from marsad.model.judgements import Judgement
from marsad.model.reports import Problem
from marsad.store.shelf import Shelf

_ROW: TypeAdapter[Taken | Problem] = TypeAdapter(Taken | Problem)


class Desk:
    """What stands in DIR/desk."""

    def __init__(self, folder: Path) -> None:
        """Nothing is opened or made until it is needed."""
        self.folder = folder / "desk"
        self.judgements_file = self.folder / "judgements.jsonl"
        self._reports_file = self.folder / "reports.jsonl"

    def read_judgements(self) -> tuple[tuple[Judgement, ...], tuple[Problem, ...]]:
        """All judgements that people made, and the lines of the log that are none."""
        return read_judgements(self.judgements_file)

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
