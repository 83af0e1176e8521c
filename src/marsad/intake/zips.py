"""ZIP archives, by the standard library: each file in one is read by its kind; nothing is unpacked to the disk."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from marsad.errors import InputError
from marsad.intake.decoding import tidy
from marsad.intake.found import Haul, Piece, Reader, fail, join_hauls, place_in
from marsad.intake.room import Room, list_parts, unpack


def read_zip(piece: Piece, read: Reader, wanted: frozenset[str], room: Room) -> Haul:
    """The reports of the files in a ZIP whose suffix is wanted; what is wrong with one is a problem, the others go on.

    A file's reports are called `ARCHIVE#FILE`. Paths that lead out of the archive lead nowhere.
    """
    try:
        with ZipFile(BytesIO(piece.data)) as archive:
            parts = list_parts(archive)
            hauls = tuple(_read_parts(piece, archive, parts, read, wanted, room))
    except InputError as error:
        return fail(piece.path, None, error.what, error.remedy)
    except (BadZipFile, ValueError, EOFError, OSError, NotImplementedError):
        return fail(piece.path, None, "it is no ZIP archive, or was not saved whole", "Pack it again")
    if not hauls:
        return fail(piece.path, None, "no file in it is of a kind that is read", "Leave it out, or name other files")
    return join_hauls(hauls)


def _read_parts(
    piece: Piece, archive: ZipFile, parts: tuple[ZipInfo, ...], read: Reader, wanted: frozenset[str], room: Room
) -> Iterator[Haul]:
    for part in sorted(parts, key=lambda one: one.filename):
        name = say_name(part.filename)
        path = PurePosixPath(name)
        hidden = any(step.startswith((".", "__MACOSX")) for step in path.parts)
        if hidden or path.suffix.lower() not in wanted:
            continue
        try:
            data = unpack(archive, part, room)
        except InputError as error:
            yield fail(piece.path, name, error.what, error.remedy)
            continue
        within = (*piece.within, piece.name)
        inside = Piece(path=piece.path, key=f"{piece.key}#{name}", name=path.name, data=data, within=within)
        yield place_in(read(inside), name)


def say_name(name: str) -> str:
    """A file's name in an archive without steps that lead out of it, and without what is no text."""
    steps = tidy(name).replace("\\", "/").split("/")
    kept = [step for step in steps if step not in ("", ".", "..") and not step.endswith(":")]
    return "/".join(kept).encode("utf-8", "replace").decode()[:300] or "unnamed"
