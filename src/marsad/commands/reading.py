"""What `marsad read` is asked for: which reports, from files and from the web, into which folder, as of when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from marsad.engine.local import Progress
from marsad.errors import InputError
from marsad.fetching import Border, Courier, Gathered, gather, is_web_address, read_host
from marsad.intake import read_web
from marsad.intake.opml import read_opml
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
    inside: tuple[str, ...]

    @staticmethod
    def of(
        paths: list[str],
        out: Path | None,
        into: Path | None,
        received: date | None,
        as_of: str | None,
        inside: Sequence[str] = (),
    ) -> "Plan":
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
            inside=tuple(inside),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of a run: the ledger, the files that were written, and a line for each address that was fetched."""

    ledger: Ledger
    written: tuple[Path, ...]
    fetched: tuple[str, ...]


def read_as_planned(plan: Plan, progress: Progress) -> Done:
    """Read, and write the files where there is a report at all. Raises InputError where they can't be written."""
    files, gathered = _fetch(plan, progress)
    ledger = read_ledger(
        files,
        received=plan.received,
        fetched=read_web(gathered.pages, gathered.problems, plan.received) if gathered else None,
        desk=Desk(plan.desk),
        add=plan.add,
        as_of=plan.as_of,
        progress=progress,
    )
    written = write_all(ledger, plan.out) if ledger.reports else ()
    return Done(ledger=ledger, written=written, fetched=gathered.fetched if gathered else ())


def _fetch(plan: Plan, progress: Progress) -> tuple[tuple[str, ...], Gathered | None]:
    """The paths that are files, and what the web addresses among them lead to."""
    files, addresses = part_paths(plan.paths)
    if not addresses:
        return files, None
    courier = Courier(Border(inside=frozenset(map(read_host, plan.inside))))
    return files, gather(addresses, courier, lambda done, total: progress("fetch", done, total))


def part_paths(paths: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The paths that are files, and the web addresses: those named, and those of the feeds that an OPML file lists.

    Raises InputError where such a file can't be read or lists no feed.
    """
    files: list[str] = []
    addresses: list[str] = []
    for path in paths:
        if is_web_address(path):
            addresses.append(path)
        elif path.lower().endswith(".opml"):
            addresses.extend(_list_feeds(Path(path)))
        else:
            files.append(path)
    return tuple(files), tuple(addresses)


def _list_feeds(file: Path) -> tuple[str, ...]:
    try:
        feeds = read_opml(file.read_bytes())
    except OSError as error:
        raise InputError(f"{file} can't be opened: {error.strerror}", "Check the path and its permissions") from error
    except InputError as error:
        raise InputError(f"{file}: {error.what}", error.remedy) from error
    if not feeds:
        raise InputError(f"{file} lists no feed", "Export the list of feeds again")
    return tuple(feed.url for feed in feeds)
