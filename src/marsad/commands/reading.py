"""What `marsad read` is asked for: which reports, into which folder, as of when."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from marsad.engine.local import Progress
from marsad.errors import InputError
from marsad.ledger.moments import read_moment
from marsad.model.ledger import Ledger
from marsad.pipeline import read_ledger
from marsad.publish.files import write_all
from marsad.store.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A run: `desk` is the folder that holds earlier reports and judgements, `out` where the files go."""

    paths: tuple[str, ...]
    desk: Path
    add: bool
    out: Path
    received: date | None
    as_of: datetime | None

    @staticmethod
    def of(paths: list[str], out: Path | None, into: Path | None, received: date | None, as_of: str | None) -> "Plan":
        """The run that the options ask for. Raises InputError where they do not go together."""
        if not paths and into is None:
            raise InputError("No reports are named", "Name files or folders, or with --into a folder read before")
        if out is not None and into is not None and as_of is None:
            raise InputError(
                "--out and --into together name two folders", "Use --into to add to a folder, --out to begin one"
            )
        if as_of is not None and into is not None and out is None:
            raise InputError(
                "--as-of would write the past over the present", "Name a folder for the past ledger with --out"
            )
        target = out or into or Path("out")
        return Plan(
            paths=tuple(paths),
            desk=into or target,
            add=into is not None,
            out=target,
            received=received,
            as_of=read_moment(as_of) if as_of else None,
        )


def read_as_planned(plan: Plan, progress: Progress) -> tuple[Ledger, tuple[Path, ...]]:
    """Read, and write the files where there is a report at all. Raises InputError where they can't be written."""
    ledger = read_ledger(
        plan.paths, received=plan.received, desk=Desk(plan.desk), add=plan.add, as_of=plan.as_of, progress=progress
    )
    return ledger, write_all(ledger, plan.out) if ledger.reports else ()
