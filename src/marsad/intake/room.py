"""How much one file may unpack to: a few bytes can claim to be many."""

from zipfile import BadZipFile, ZipFile, ZipInfo

from marsad.errors import InputError

LARGEST = 256 * 1024 * 1024
"""Bytes of one file, packed or unpacked; a larger one is a problem, so that memory stays bounded."""
LARGEST_PART = 64 * 1024 * 1024
"""Bytes of one part of an archive."""
DEEPEST = 3
"""Archives within archives."""
_MOST_PARTS = 100_000


class Room:
    """What is left of the room that one file has to unpack to."""

    __slots__ = ("_left",)

    def __init__(self) -> None:
        """All of it."""
        self._left = LARGEST

    def take(self, size: int) -> None:
        """Use some of it. Raises InputError where it is not there, and uses none."""
        if size > self._left:
            raise InputError(f"it unpacks to more than {say_size(LARGEST)}", "Unpack it, and name its parts")
        self._left -= size


def say_size(size: int) -> str:
    """Bytes in MiB."""
    return f"{size // (1024 * 1024)} MiB"


def list_parts(archive: ZipFile) -> tuple[ZipInfo, ...]:
    """The files in a ZIP. Raises InputError where there are more than 100,000."""
    parts = tuple(part for part in archive.infolist() if not part.is_dir())
    if len(parts) > _MOST_PARTS:
        raise InputError(f"it holds {len(parts):,} files, and {_MOST_PARTS:,} are read at most", "Split it into parts")
    return parts


def unpack(archive: ZipFile, part: ZipInfo, room: Room) -> bytes:
    """The bytes of a file in a ZIP; never more than it claims, since the ZIP reader stops there.

    Raises InputError where it is too large, locked, or not as its entry says.
    """
    if part.flag_bits & 1:
        raise InputError("it is locked with a password", "Unpack it with the password, and name its parts")
    if part.file_size > LARGEST_PART:
        raise InputError(f"it is larger than {say_size(LARGEST_PART)}", "Unpack it, and name it by itself")
    room.take(part.file_size)
    try:
        return archive.read(part)
    except (BadZipFile, EOFError, ValueError, OSError, NotImplementedError, RuntimeError) as error:
        raise InputError(f"it can't be unpacked: {_say(error)}", "Pack it again, or name it unpacked") from error
    except Exception as error:  # zlib.error, lzma.LZMAError and others of the unpackers have no common ancestor
        raise InputError("its packed bytes are broken", "Pack it again, or name it unpacked") from error


def _say(error: Exception) -> str:
    return str(error).partition(" for ")[0][:80].lower() or "it is broken"
