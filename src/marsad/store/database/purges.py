"""Purges: what was taken out of a desk for legal or safety reasons, and the tombstones that are left of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, update

from marsad.intake import Taken
from marsad.model.judgements import Anchor, Judgement, Subject
from marsad.store.database.journal import Fact, FactKind, Noted, append, digest, read_facts, take_turn
from marsad.store.database.originals import Original
from marsad.store.database.tables import VIEWS, folded, payloads
from marsad.store.database.versions import list_texts, read_about

_TAKEN, _JUDGEMENT, _ORIGINAL = TypeAdapter(Taken), TypeAdapter(Judgement), TypeAdapter(Original)


@dataclass(frozen=True, slots=True, kw_only=True)
class Purge:
    """A tombstone: the report's id, and by SHA-256 its texts, what the journal said of it, and its original files."""

    report: str
    texts: tuple[str, ...]
    payloads: tuple[str, ...]
    originals: tuple[str, ...]
    why: str


_PURGE = TypeAdapter(Purge)


def list_purges(connection: Connection) -> tuple[Purge, ...]:
    """All tombstones, the earliest first."""
    bodies = [fact.body for fact in read_facts(connection, FactKind.PURGE)]
    return tuple(_PURGE.validate_json(body) for body in bodies if body is not None)


def list_gone(connection: Connection) -> frozenset[str]:
    """The SHA-256 of all that was taken away on purpose: what the journal said, and original files."""
    return frozenset(key for purge in list_purges(connection) for key in (*purge.payloads, *purge.originals))


def purge_report(connection: Connection, target: Taken, *, by: str, why: str, at: datetime) -> Purge | None:
    """Take a report's text out of the journal and all views in one step; None where it is not there any more.

    The target is as it is named among all reports now; it may have been noted under a shorter name, by another id.
    Of a page that changed all its texts go. The judgements about it stay without its words. Views are emptied and must
    be made again.
    """
    take_turn(connection)
    noted, taken = _find_texts(connection, target)
    if not taken:
        return None
    keys = {target.report.key, *(one.report.key for one in taken)}
    judged = [fact for fact in read_facts(connection, FactKind.JUDGEMENT) if _speaks_of(fact, keys)]
    gone = tuple(dict.fromkeys(fact.payload for fact in (*noted, *judged)))
    purge = Purge(
        report=target.report.id,
        texts=tuple(sorted({digest(one.report.text.encode()) for one in taken})),
        payloads=gone,
        originals=_find_originals(connection, {one.file for one in taken}),
        why=why,
    )
    connection.execute(delete(payloads).where(payloads.c.digest.in_(gone)))
    append(connection, [_silence(fact, keys) for fact in judged])
    tombstone = Fact(kind=FactKind.PURGE, subject=target.report.id, body=_PURGE.dump_json(purge), at=at, by=by)
    append(connection, [tombstone])
    for table in VIEWS:
        connection.execute(delete(table))
    connection.execute(update(folded).values(seq=0))
    return purge


def _find_texts(connection: Connection, target: Taken) -> tuple[list[Noted], list[Taken]]:
    """What the journal says of a report, under all names, and of the other texts of its page.

    Nothing leads from a file to all that was ever noted of it, so each text is looked through for its file's id; only
    those that have it are parsed.
    """
    ids = list_texts(connection, target.file)
    noted: list[Noted] = []
    taken: list[Taken] = []
    for fact in read_facts(connection, FactKind.REPORT):
        if fact.body is None or target.file.encode() not in fact.body:
            continue
        one = _TAKEN.validate_json(fact.body)
        if one.file == target.file and (one.report.text == target.report.text or fact.subject in ids):
            noted.append(fact)
            taken.append(one)
    return noted, taken


def _find_originals(connection: Connection, files: set[str]) -> tuple[str, ...]:
    """The original files that some reports were read from, by SHA-256."""
    found = read_about(connection, FactKind.ORIGINAL, sorted(files))
    return tuple(sorted({_ORIGINAL.validate_json(body).sha256 for _, body in found}))


def _load(fact: Noted) -> Judgement:
    assert fact.body is not None
    return _JUDGEMENT.validate_json(fact.body)


def _speaks_of(fact: Noted, keys: set[str]) -> bool:
    """Whether a judgement repeats words of the reports with some keys."""
    if fact.body is None:
        return False
    return any(anchor.report in keys and anchor.quote for subject in _load(fact).about for anchor in subject.anchors)


def _silence(fact: Noted, keys: set[str]) -> Fact:
    """The judgement without the words of the reports with some keys."""
    judgement = _load(fact)
    about = tuple(_leave_out(subject, keys) for subject in judgement.about)
    body = _JUDGEMENT.dump_json(replace(judgement, about=about))
    return Fact(kind=FactKind.JUDGEMENT, subject=fact.subject, body=body, at=fact.at, by=fact.by)


def _leave_out(subject: Subject, keys: set[str]) -> Subject:
    return replace(subject, anchors=_quieten(subject.anchors, keys))


def _quieten(anchors: Sequence[Anchor], keys: set[str]) -> tuple[Anchor, ...]:
    return tuple(replace(anchor, quote=None) if anchor.report in keys else anchor for anchor in anchors)
