"""How reports arrive: files, folders and globs become reports, and a list of what could not be read."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from marsad.errors import InputError
from marsad.intake.composing import compose_report, tell_undated
from marsad.intake.crawls import Crawl, read_wacz, stream_warc
from marsad.intake.found import Found, Haul, Piece, fail
from marsad.intake.kinds import CRAWLS, LOST, NOT_READ_YET, READ, read_part, read_piece, suffix_of
from marsad.intake.room import LARGEST, Room, say_size
from marsad.intake.taking import Intake, Taken, choose_keys, sum_up
from marsad.model.ids import make_id
from marsad.model.reports import Problem, Report


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: where it is, how problems name it, its names from the shortest to the longest; `key` is the one
    that its reports are called by, once all files are known.
    """

    file: Path
    shown: str
    names: tuple[str, ...]
    key: str = ""


Keep = Callable[[str, str, Path], None]
"""Called with each file's id, its name as problems give it, and where it stands, before it is read."""


def let_go(_file: str, _name: str, _path: Path) -> None:
    """Keep no original."""


def read_paths(
    paths: Sequence[str],
    received: date | None = None,
    keep: Keep = let_go,
    chosen: frozenset[Path] | None = None,
) -> Intake:
    """Read every report in some files, folders and globs; what goes wrong with one is a problem, the others go on.

    `received` is an upper bound for undated reports. The order of the paths changes nothing. A report that is there
    twice is kept once. Where files are `chosen`, by where they stand, the others are passed over.
    """
    sources, missing = list_sources(paths, chosen)
    taken: list[Taken] = []
    problems = list(missing)
    for source in sources:
        for one in take_source(source, received, keep):
            if isinstance(one, Problem):
                problems.append(one)
            else:
                taken.append(one)
    return sum_up(taken, problems)


def list_sources(
    paths: Sequence[str], chosen: frozenset[Path] | None = None
) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """The files that some paths name, each once, in the order in which they are read; what is named and is none.

    Where files are `chosen`, the others are passed over.
    """
    sources: dict[Path, Source] = {}
    problems: list[Problem] = []
    for path in sorted(set(paths)):
        for one in _expand(path):
            if isinstance(one, Problem):
                problems.append(one)
            elif chosen is None or one.file.resolve() in chosen:
                sources.setdefault(one.file.resolve(), _spell(one))
    ordered = sorted(sources.values(), key=lambda source: (source.shown, source.names))
    keys = choose_keys([source.names for source in ordered])
    return tuple(replace(source, key=key) for source, key in zip(ordered, keys, strict=True)), tuple(problems)


def take_source(source: Source, received: date | None = None, keep: Keep = let_go) -> Iterator[Taken | Problem]:
    """The reports of a file, and what can't be read in it; a web archive a page at a time."""
    for one in find_reports(source, keep):
        if isinstance(one, Problem):
            yield one
        else:
            yield from take_found(source, one, received)


def find_reports(source: Source, keep: Keep = let_go) -> Iterator[Found | Problem]:
    """The reports of a file as it gives them, not yet cleaned, and what can't be read in it."""
    for haul in _read_file(source, keep):
        yield from haul.problems
        yield from haul.reports


def take_found(source: Source, found: Found, received: date | None = None) -> Iterator[Taken | Problem]:
    """A report cleaned and dated, or what is wrong with it."""
    report, said = compose_report(found, received)
    if report is None:
        yield from said
    else:
        yield _take(source, found, report, said)


def list_files(folder: Path) -> tuple[Path, ...]:
    """The files under a folder that are read, each where it stands. Nothing where it can't be opened."""
    try:
        return tuple(dict.fromkeys(one.file.resolve() for one in _list_folder(folder) if isinstance(one, Source)))
    except OSError:
        return ()


def name_file(file: Path) -> str:
    """A file's id: a hash of where it stands."""
    return make_id("file", str(file.resolve()))


def _take(source: Source, found: Found, report: Report, said: tuple[Problem, ...]) -> Taken:
    """A report with where it came from, and what to say if no copy dates it."""
    return Taken(
        file=name_file(source.file),
        names=source.names,
        key=source.key,
        path=found.path,
        at=found.at,
        report=report,
        said=said,
        undated=tell_undated(found) if report.published is None else None,
    )


def _spell(source: Source) -> Source:
    """The source with names that text can hold: bytes of a file's name that are no text become "?"."""
    shown, *names = (name.encode("utf-8", "replace").decode() for name in (source.shown, *source.names))
    return Source(source.file, shown, tuple(names))


def _expand(path: str) -> Iterator[Source | Problem]:
    """The files that an argument names: itself, those of a folder in order, or those that a glob matches."""
    at = Path(path)
    shown = at.name if at.is_absolute() else at.as_posix()
    try:
        if at.is_dir():
            yield from _list_folder(at)
        elif at.is_file():
            yield Source(at, at.name, (at.name, f"{at.absolute().parent.name}/{at.name}"))
        elif at.exists():
            yield Problem(
                path=shown, at=None, what="it is neither a file nor a folder", remedy="Name a file, a folder or a glob"
            )
        elif matches := _match(path) if any(sign in path for sign in "*?[") else []:
            for match in matches:
                if Path(match).is_file():
                    yield from _expand(match)
        else:
            yield Problem(path=shown, at=None, what="there is no such file or folder", remedy="Check the path")
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else "the name can't be used"
        yield Problem(
            path=shown, at=None, what=f"it can't be opened: {why}", remedy="Check the path and its permissions"
        )


def _match(pattern: str) -> list[str]:
    """The paths that a glob matches, in order."""
    fixed = Path(pattern).anchor
    return sorted(str(path) for path in Path(fixed or ".").glob(pattern.removeprefix(fixed)))


def _list_folder(folder: Path) -> Iterator[Source | Problem]:
    """The files under a folder that can be read, hidden ones left out; text of a kind not read yet is a problem.

    A name without a suffix, or with a number for one ("report-1", "wire.0042"), is tried as text, as archives have it.
    """
    name = folder.absolute().name
    used = False
    for file in sorted(folder.rglob("*")):
        relative = file.relative_to(folder)
        if any(part.startswith(".") for part in relative.parts) or not file.is_file():
            continue
        shown = f"{name}/{relative.as_posix()}" if name else relative.as_posix()
        suffix = suffix_of(file.name)
        bare = not suffix.removeprefix(".").strip("0123456789")
        used = used or bare or suffix in READ | LOST
        if bare or suffix in READ:
            yield Source(file, shown, (file.name, relative.as_posix(), shown))
        elif suffix in LOST:
            yield Problem(path=shown, at=None, what=f"{suffix} files are not read yet", remedy=NOT_READ_YET)
    if not used:
        kinds = ", ".join(sorted(READ))
        yield Problem(
            path=name or ".", at=None, what="no file in it is of a kind that is read", remedy=f"Use one of {kinds}"
        )


def _read_file(source: Source, keep: Keep) -> Iterator[Haul]:
    """The reports of one file, by its suffix; an unknown suffix that the user named is tried as text.

    Web archives are read as a stream, of any size; other files whole.
    """
    name, room = source.file.name, Room()
    try:
        keep(name_file(source.file), source.shown, source.file)
        if suffix_of(name) in CRAWLS:
            yield from _read_crawl(source, room)
        elif source.file.stat().st_size > LARGEST:
            yield fail(source.shown, None, f"it is larger than {say_size(LARGEST)}", "Split it into parts")
        else:
            yield read_piece(Piece(path=source.shown, key=source.key, name=name, data=source.file.read_bytes()), room)
    except InputError as error:
        yield fail(source.shown, None, error.what, error.remedy)
    except OSError as error:
        yield fail(source.shown, None, f"it can't be opened: {error.strerror}", "Check its permissions")


def _read_crawl(source: Source, room: Room) -> Iterator[Haul]:
    crawl = Crawl(path=source.shown, key=source.key, name=source.file.name)
    read = partial(read_part, room=room)
    with source.file.open("rb") as stream:
        if suffix_of(crawl.name) == ".wacz":
            yield read_wacz(crawl, stream, read)
        else:
            yield from stream_warc(crawl, stream, read)
