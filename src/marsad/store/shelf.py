"""A shelf: what was worked out before, by a hash of all that it rests on, in one SQLite file.

Nothing on it is needed: what is missing, or can't be read, is worked out again. So the file may be deleted at any time.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from marsad.errors import InputError
from marsad.model.ids import make_id
from marsad.settings import MODELS

Record = TypeVar("Record")
_SCHEMA = "CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID"
_AT_ONCE = 500
_PARTS = (".py", ".csv", ".yaml", ".yml", ".npy", ".npz", ".json", ".txt")


class Shelf:
    """Records by key. `looked_at` collects the keys that a run asked for; the others are dropped by `tidy`."""

    def __init__(self, path: Path) -> None:
        """Open the file or make it; a file that is no shelf is replaced. Raises InputError where that can't be."""
        self._looked_at: set[str] = set()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = _open(path)
        except (OSError, sqlite3.Error) as error:
            what = f"{path}: what was read can't be kept there: {error}"
            raise InputError(what, "Name a folder that can be written with --out") from error

    def load(self, keys: Sequence[str]) -> dict[str, bytes]:
        """The records of some keys, those that are there."""
        self._looked_at.update(keys)
        found: dict[str, bytes] = {}
        for start in range(0, len(keys), _AT_ONCE):
            part = keys[start : start + _AT_ONCE]
            marks = ",".join("?" * len(part))
            found.update(self._db.execute(f"SELECT key, record FROM kept WHERE key IN ({marks})", part).fetchall())
        return found

    def save(self, records: Mapping[str, bytes]) -> None:
        """Keep records, all or none."""
        with self._db:
            self._db.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", records.items())

    def tidy(self) -> None:
        """Drop what no run asks for any more: all that this one did not look at."""
        every = [key for (key,) in self._db.execute("SELECT key FROM kept")]
        with self._db:
            self._db.executemany("DELETE FROM kept WHERE key = ?", ((k,) for k in every if k not in self._looked_at))

    def close(self) -> None:
        """Close the file."""
        self._db.close()


def _open(path: Path) -> sqlite3.Connection:
    for fresh in (False, True):
        with suppress(sqlite3.DatabaseError):
            db = sqlite3.connect(path)
            db.execute("PRAGMA journal_mode = WAL")
            db.execute(_SCHEMA)
            return db
        if not fresh:
            path.unlink(missing_ok=True)
    raise sqlite3.DatabaseError("it can't be opened")


@cache
def name_rules() -> str:
    """A hash of all rules and tables that this marsad works by: what another version worked out is not taken."""
    digest = blake2b(MODELS.encode(), digest_size=16)
    pending = [files("marsad")]
    found = []
    while pending:
        for entry in pending.pop().iterdir():
            if entry.is_dir():
                pending.append(entry)
            elif entry.name.endswith(_PARTS):
                found.append((str(entry), entry))
    for _, entry in sorted(found, key=lambda pair: pair[0]):
        digest.update(entry.name.encode())
        digest.update(entry.read_bytes())
    return digest.hexdigest()


def name_work(kind: str, parts: Iterable[bytes]) -> str:
    """The key of a piece of work: what kind, by which rules, and a hash of each thing that it rests on."""
    return make_id(kind, name_rules(), *(blake2b(part, digest_size=16).hexdigest() for part in parts))


def work_out(shelf: Shelf | None, adapter: TypeAdapter[Record], key: str, work: Callable[[], Record]) -> Record:
    """A record from the shelf, or worked out and put there."""
    if shelf is None:
        return work()
    held = shelf.load([key]).get(key)
    if held is not None:
        with suppress(ValidationError):
            return adapter.validate_json(held)
    record = work()
    shelf.save({key: adapter.dump_json(record)})
    return record
