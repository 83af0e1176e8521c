"""The journal: every fact that came in, each row's hash resting on that of the row before.

A row says when, by whom, what kind of fact, about what, and the SHA-256 of what it says; the hash of a row is the
SHA-256 of all that and of the hash before it. So a row that was altered, moved or taken out shows, and what a row says
may be purged without breaking the chain: the row stays as its tombstone.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import Connection, RowMapping, insert, select, update

from marsad.store.database.tables import head, journal, payloads

GENESIS = "0" * 64
_AT_ONCE = 500


class FactKind(StrEnum):
    """What a row of the journal notes."""

    REPORT = "report"
    PROBLEM = "problem"
    ORIGINAL = "original"
    VERSION = "version"
    GONE = "gone"
    JUDGEMENT = "judgement"
    PLACES = "places"
    SOURCES = "sources"
    PURGE = "purge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something to note. `at` is when it happened, in UTC; `by` the person, where one decided."""

    kind: FactKind
    subject: str
    body: bytes
    at: datetime
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A fact of the journal; `body` is None where it was purged. Facts that came in one step share a batch."""

    seq: int
    batch: int
    at: datetime
    by: str | None
    kind: FactKind
    subject: str
    payload: str
    body: bytes | None


def take_turn(connection: Connection) -> tuple[int, str]:
    """Lock the journal's head for this change; its last row's number and hash."""
    connection.execute(update(head).values(seq=head.c.seq))
    row = connection.execute(select(head.c.seq, head.c.hash)).one()
    return row.seq, row.hash


def append(connection: Connection, facts: Sequence[Fact]) -> tuple[int, ...]:
    """Note facts as one batch, all in the transaction of the connection; their numbers."""
    seq, last = take_turn(connection)
    batch = seq + 1
    rows = []
    for fact in facts:
        seq += 1
        row: dict[str, str | int | None] = {
            "seq": seq,
            "batch": batch,
            "at": fact.at.astimezone(UTC).isoformat(),
            "by": fact.by,
            "kind": fact.kind.value,
            "subject": fact.subject,
            "payload": digest(fact.body),
            "previous": last,
        }
        last = hash_row(row)
        rows.append({**row, "hash": last})
    bodies = {digest(fact.body): fact.body for fact in facts}
    held = set(_find_held(connection, list(bodies)))
    new = [{"digest": key, "body": body} for key, body in bodies.items() if key not in held]
    if new:
        connection.execute(insert(payloads), new)
    if rows:
        connection.execute(insert(journal), rows)
        connection.execute(update(head).values(seq=seq, hash=last))
    return tuple(range(batch, seq + 1))


def read_facts(connection: Connection, *kinds: FactKind, since: int = 0) -> Iterator[Noted]:
    """The facts of some kinds, in the order in which they were noted: those after `since`."""
    chosen = (
        select(journal, payloads.c.body)
        .join(payloads, payloads.c.digest == journal.c.payload, isouter=True)
        .where(journal.c.kind.in_([kind.value for kind in kinds]), journal.c.seq > since)
        .order_by(journal.c.seq)
    )
    for row in connection.execute(chosen.execution_options(yield_per=_AT_ONCE)).mappings():
        yield read_row(row)


def read_row(row: RowMapping) -> Noted:
    """A fact from its row of the journal, joined with what it says."""
    return Noted(
        seq=row["seq"],
        batch=row["batch"],
        at=datetime.fromisoformat(row["at"]),
        by=row["by"],
        kind=FactKind(row["kind"]),
        subject=row["subject"],
        payload=row["payload"],
        body=None if row["body"] is None else bytes(row["body"]),
    )


def find_faults(connection: Connection, purged: frozenset[str]) -> Iterator[str]:
    """Where the journal is not what was written: rows altered, moved, taken out or put in, and what they say.

    `purged` are the hashes of what was taken away on purpose.
    """
    seq, last = 0, GENESIS
    joined = select(journal, payloads.c.body).join(payloads, payloads.c.digest == journal.c.payload, isouter=True)
    rows = connection.execute(joined.order_by(journal.c.seq).execution_options(yield_per=_AT_ONCE)).mappings()
    for row in rows:
        if row["seq"] != seq + 1:
            yield f"row {seq + 1}: it is missing"
        if row["previous"] != last:
            yield f"row {row['seq']}: it does not follow the row before it"
        if row["hash"] != hash_row(row):
            yield f"row {row['seq']}: it was altered"
        if row["body"] is None:
            if row["payload"] not in purged:
                yield f"row {row['seq']}: what it says is gone, and was never purged"
        elif digest(bytes(row["body"])) != row["payload"]:
            yield f"row {row['seq']}: what it says was altered"
        seq, last = row["seq"], row["hash"]
    ends = connection.execute(select(head.c.seq, head.c.hash)).one_or_none()
    if ends is None or (ends.seq, ends.hash) != (seq, last):
        yield f"row {seq}: the journal ends here, and its head names another row"


def hash_row(row: RowMapping | dict[str, str | int | None]) -> str:
    """The hash of a row: SHA-256 over its fields, among them the hash of the row before, as a JSON array."""
    fields = ("seq", "batch", "at", "by", "kind", "subject", "payload", "previous")
    return digest(json.dumps([row[name] for name in fields], ensure_ascii=False).encode("utf-8", "surrogatepass"))


def digest(data: bytes) -> str:
    """SHA-256, in hexadecimal digits."""
    return sha256(data).hexdigest()


def _find_held(connection: Connection, keys: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        yield from connection.execute(select(payloads.c.digest).where(payloads.c.digest.in_(some))).scalars()
