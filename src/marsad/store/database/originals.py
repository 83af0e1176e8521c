"""Originals: files as they came in, each under the SHA-256 of its bytes, so that what was read can be read again."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from shutil import copyfileobj
from threading import get_ident
from typing import IO

from pydantic import TypeAdapter
from sqlalchemy import Connection

from marsad.errors import InputError
from marsad.store.database.journal import FactKind, read_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A file that was read: its id and name, the SHA-256 of its bytes and how many they are."""

    file: str
    name: str
    sha256: str
    size: int


_ORIGINAL = TypeAdapter(Original)


class Originals:
    """The folder of a desk's originals."""

    def __init__(self, folder: Path) -> None:
        """Nothing is made until something is kept."""
        self._folder = folder

    def keep(self, file: str, name: str, data: IO[bytes]) -> Original:
        """Keep a file's bytes, on the disk when this returns. Raises InputError where they can't be written."""
        part = self._folder / f"{os.getpid()}-{get_ident()}.part"
        try:
            part.parent.mkdir(parents=True, exist_ok=True)
            with part.open("w+b") as kept:
                copyfileobj(data, kept)
                kept.flush()
                os.fsync(kept.fileno())
                size = kept.tell()
                kept.seek(0)
                key = file_digest(kept, "sha256").hexdigest()
            path = self.locate(key)
            path.parent.mkdir(exist_ok=True)
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            what = f"{self._folder}: {name} can't be kept there: {error.strerror}"
            raise InputError(what, "Free space, or check its permissions") from error
        return Original(file=file, name=name, sha256=key, size=size)

    def locate(self, key: str) -> Path:
        """Where the file with a SHA-256 stands."""
        return self._folder / key[:2] / key

    def remove(self, key: str) -> None:
        """Remove a file; nothing happens if it is not there."""
        self.locate(key).unlink(missing_ok=True)

    def find_faults(self, originals: frozenset[str]) -> Iterator[str]:
        """Which of some originals are gone or no longer what was read."""
        for key in sorted(originals):
            path = self.locate(key)
            if not path.is_file():
                yield f"original {key}: it is missing"
            else:
                with path.open("rb") as file:
                    if file_digest(file, "sha256").hexdigest() != key:
                        yield f"original {key}: it was altered"


def list_originals(connection: Connection) -> frozenset[str]:
    """The SHA-256 of all files that were read."""
    bodies = (fact.body for fact in read_facts(connection, FactKind.ORIGINAL))
    return frozenset(_ORIGINAL.validate_json(body).sha256 for body in bodies if body is not None)
