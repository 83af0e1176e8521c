"""Backups: all facts of a desk, its original files and what else belongs to it in one ZIP file, for any database.

journal.jsonl      the rows of the journal in order, each with what it says (base64), or null where that was purged
originals/...      the files, by SHA-256
belongings.jsonl   accounts, tokens, what is followed, webhooks, the audit
layers/...         the map's layers, by SHA-256, each with a line on it

The views are not in it: a restored desk makes them again. So a backup also takes a desk from SQLite to PostgreSQL.
Its file can be read by its owner alone, for it holds hashes of passwords and the secrets of webhooks. An older backup,
of facts and originals alone, is restored as well.
"""

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from shutil import copyfileobj
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from marsad.errors import InputError
from marsad.model.judgements import Judgement
from marsad.store.database.belongings import load_belongings, say_belongings
from marsad.store.database.journal import FactKind, find_faults
from marsad.store.database.opening import Database
from marsad.store.database.originals import Originals, list_originals
from marsad.store.database.purges import list_gone
from marsad.store.database.tables import head, journal, payloads, revisions

_JOURNAL, _BELONGINGS, _LAYERS = "journal.jsonl", "belongings.jsonl", "layers/"
_MINE_ALONE = 0o600
_AT_ONCE = 500
_FIELDS = tuple(column.name for column in journal.columns)
_ROW: TypeAdapter[dict[str, str | int | None]] = TypeAdapter(dict[str, str | int | None])
_JUDGEMENT = TypeAdapter(Judgement)

Row = Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Backed:
    """What a backup holds: how many facts, original files, rows of what else the desk has, and files of layers."""

    facts: int
    originals: int
    belongings: int
    layers: int


def write_backup(database: Database, originals: Originals, layers: Path, path: Path) -> Backed:
    """Write a backup while the desk may be in use; `layers` is the folder of the map's.

    Raises InputError where it can't be written.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with (
            os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MINE_ALONE), "wb") as written,
            ZipFile(written, "w", ZIP_DEFLATED) as bundle,
            database.read() as connection,
        ):
            with bundle.open(_JOURNAL, "w", force_zip64=True) as file:
                facts = sum(1 for line in _say_rows(connection) if file.write(line))
            with bundle.open(_BELONGINGS, "w", force_zip64=True) as file:
                belongings = sum(1 for line in say_belongings(connection) if file.write(line))
            kept = sorted(list_originals(connection) - list_gone(connection))
            for key in kept:
                bundle.write(originals.locate(key), f"originals/{key}")
            drawn = [layer for layer in sorted(layers.glob("*")) if layer.suffix != ".part"]
            for layer in drawn:
                bundle.write(layer, f"{_LAYERS}{layer.name}")
        part.replace(path)
    except OSError as error:
        raise InputError(f"{path}: no backup was written: {error.strerror}", "Mend it and run it again") from error
    finally:
        part.unlink(missing_ok=True)
    return Backed(facts=facts, originals=len(kept), belongings=belongings, layers=len(drawn))


def read_backup(path: Path, database: Database, originals: Originals, layers: Path) -> int:
    """Put a backup into an empty desk, in one step; how many facts.

    Raises InputError where the file is no backup, was altered, or the desk has facts already.
    """
    try:
        with ZipFile(path) as bundle, database.change() as connection:
            if connection.execute(select(head.c.seq)).scalar_one():
                raise InputError(f"{database.shown} holds a desk already", "Name an empty database")
            with bundle.open(_JOURNAL) as lines:
                count = _load_rows(connection, lines)
            faults = list(find_faults(connection, list_gone(connection)))
            if faults:
                raise InputError(f"{path}: the backup was altered: {faults[0]}", "Use another backup")
            for key in sorted(list_originals(connection) - list_gone(connection)):
                with bundle.open(f"originals/{key}") as data:
                    if originals.keep("", key, data).sha256 != key:
                        raise InputError(f"{path}: original {key} was altered", "Use another backup")
            if _BELONGINGS in bundle.namelist():
                with bundle.open(_BELONGINGS) as lines:
                    load_belongings(connection, lines)
            _unpack_layers(path, bundle, layers)
    except (BadZipFile, KeyError, ValueError, IntegrityError) as error:
        raise InputError(f"{path} is no backup of a desk", "Name a file that marsad backup wrote") from error
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror}", "Check the path and its permissions") from error
    return count


def _unpack_layers(path: Path, bundle: ZipFile, layers: Path) -> None:
    """Unpack the layers' files, by their names alone. Raises InputError where one is not what its name says."""
    for name in bundle.namelist():
        if not name.startswith(_LAYERS):
            continue
        layers.mkdir(exist_ok=True)
        file = layers / Path(name).name
        with bundle.open(name) as data, file.open("w+b") as kept:
            copyfileobj(data, kept)
            kept.seek(0)
            if file.suffix != ".json" and file_digest(kept, "sha256").hexdigest() != file.stem:
                raise InputError(f"{path}: layer {file.name} was altered", "Use another backup")


def _say_rows(connection: Connection) -> Iterator[bytes]:
    joined = select(journal, payloads.c.body).join(payloads, payloads.c.digest == journal.c.payload, isouter=True)
    rows = connection.execute(joined.order_by(journal.c.seq).execution_options(yield_per=_AT_ONCE)).mappings()
    for row in rows:
        body = None if row["body"] is None else b64encode(bytes(row["body"])).decode()
        yield json.dumps({**{name: row[name] for name in _FIELDS}, "body": body}).encode() + b"\n"


def _load_rows(connection: Connection, lines: Iterator[bytes]) -> int:
    """Insert the rows, with what they say and the revisions that follow from them."""
    seq, last = 0, ""
    said: set[str] = set()
    counted: dict[str, int] = {}
    judged: set[str] = set()
    for line in lines:
        row = _ROW.validate_json(line)
        body = row.pop("body")
        connection.execute(insert(journal).values({name: row[name] for name in _FIELDS}))
        data = b64decode(str(body), validate=True) if body is not None else None
        if data is not None and str(row["payload"]) not in said:
            said.add(str(row["payload"]))
            connection.execute(insert(payloads).values(digest=row["payload"], body=data))
        seq, last = int(row["seq"] or 0), str(row["hash"])
        if row["kind"] == FactKind.JUDGEMENT.value and str(row["subject"]) not in judged:
            judged.add(str(row["subject"]))
            _count_revisions(connection, data, seq, counted)
    connection.execute(update(head).values(seq=seq, hash=last or "0" * 64))
    return seq


def _count_revisions(connection: Connection, body: bytes | None, seq: int, counted: dict[str, int]) -> None:
    if body is None:
        return
    try:
        judgement = _JUDGEMENT.validate_json(body)
    except ValidationError:
        return
    for subject in sorted({subject.id for subject in judgement.about}):
        counted[subject] = counted.get(subject, 0) + 1
        connection.execute(insert(revisions).values(subject=subject, revision=counted[subject], seq=seq))
