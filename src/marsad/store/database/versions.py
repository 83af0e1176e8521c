"""Versions: the texts that one page had, one after the other. The journal holds all of them; the last one stands.

A row of the kind `version` says of a file, by its id, which report stands from now on. There is one whenever the text
of a file is another than before, so a page that goes back to what it said has three.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, func, select

from marsad.intake import Taken
from marsad.model.reports import BlockKind, Report, report_id
from marsad.store.database.journal import Fact, FactKind, read_facts
from marsad.store.database.tables import journal, payloads

_AT_ONCE = 500
_TAKEN = TypeAdapter(Taken)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Which report stands for a file; what a `version` row says."""

    report: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """Which report stood for a file from a moment on."""

    at: datetime
    report: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A text that a page had, and when it was first had."""

    at: datetime
    report: Report


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The texts of one file, two at least, the earliest first."""

    file: str
    editions: tuple[Edition, ...]


_STANDING = TypeAdapter(Standing)


def note_version(taken: Taken, at: datetime) -> Fact:
    """The fact that a report stands for its file from now on."""
    body = _STANDING.dump_json(Standing(report=taken.report.id))
    return Fact(kind=FactKind.VERSION, subject=taken.file, body=body, at=at, by=None)


def fill_in(later: Taken, before: Taken | None) -> Taken:
    """A later text with the outlet, author and date of the one before, where it states none of its own."""
    if before is None:
        return later
    was, report = before.report, later.report
    outlet = report.outlet or was.outlet
    report = replace(
        report,
        id=report_id(report.key, outlet, report.url, report.text),
        outlet=outlet,
        author=report.author or was.author,
        published=was.published if report.published is None else report.published,
        published_basis=was.published_basis if report.published is None else report.published_basis,
    )
    return replace(later, report=report, undated=later.undated if report.published is None else None)


def says_the_same(taken: Taken, current: Mapping[str, Taken]) -> bool:
    """Whether a file says what it said before. Boilerplate and white space around it are no part of what it says."""
    before = current.get(taken.file)
    return before is not None and read_words(before.report) == read_words(taken.report)


def read_versions(connection: Connection, as_of: datetime | None = None) -> dict[str, list[Noted]]:
    """Which reports stood for each file, the earliest first; up to a moment, but the first in any case.

    A report that was published before a page was first fetched is known by its first text alone.
    """
    found: dict[str, list[Noted]] = {}
    for fact in read_facts(connection, FactKind.VERSION):
        rows = found.setdefault(fact.subject, [])
        if fact.body is not None and (not rows or as_of is None or fact.at <= as_of):
            rows.append(Noted(at=fact.at, report=_STANDING.validate_json(fact.body).report))
    return found


def find_last_change(connection: Connection, file: str) -> datetime | None:
    """When the text that stands for a file was first had; None where there is none."""
    chosen = select(func.max(journal.c.at)).where(journal.c.kind == FactKind.VERSION.value, journal.c.subject == file)
    last = connection.execute(chosen).scalar_one_or_none()
    return datetime.fromisoformat(last) if last else None


def read_current(connection: Connection, files: Iterable[str]) -> dict[str, Taken]:
    """The report that stands for each of some files, where there is one and it was not purged."""
    wanted = list(dict.fromkeys(files))
    standing: dict[str, str] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        for subject, body in read_about(connection, FactKind.VERSION, wanted[start : start + _AT_ONCE]):
            standing[subject] = _STANDING.validate_json(body).report
    reports = list(standing.values())
    taken: dict[tuple[str, str], Taken] = {}
    for start in range(0, len(reports), _AT_ONCE):
        for subject, body in read_about(connection, FactKind.REPORT, reports[start : start + _AT_ONCE]):
            one = _TAKEN.validate_json(body)
            taken[one.file, subject] = one
    return {file: taken[file, report] for file, report in standing.items() if (file, report) in taken}


def read_about(connection: Connection, kind: FactKind, subjects: list[str]) -> Iterator[tuple[str, bytes]]:
    """What was noted about some subjects, in the order of its noting; nothing of what was purged."""
    joined = select(journal.c.subject, payloads.c.body).join(payloads, payloads.c.digest == journal.c.payload)
    chosen = joined.where(journal.c.kind == kind.value, journal.c.subject.in_(subjects)).order_by(journal.c.seq)
    for row in connection.execute(chosen):
        yield row.subject, bytes(row.body)


def list_texts(connection: Connection, file: str) -> frozenset[str]:
    """The ids of all reports that stood for a file whose later text takes the place of the earlier."""
    told = read_about(connection, FactKind.VERSION, [file])
    return frozenset(_STANDING.validate_json(body).report for _, body in told)


def read_histories(connection: Connection, as_of: datetime | None = None) -> tuple[History, ...]:
    """The texts of all files that had more than one, by the file's id."""
    versions = {file: rows for file, rows in read_versions(connection, as_of).items() if len(rows) > 1}
    wanted = {row.report for rows in versions.values() for row in rows}
    texts: dict[tuple[str, str], Report] = {}
    for fact in read_facts(connection, FactKind.REPORT) if wanted else ():
        if fact.subject in wanted and fact.body is not None:
            one = _TAKEN.validate_json(fact.body)
            texts[one.file, fact.subject] = one.report
    return tuple(
        History(file=file, editions=editions)
        for file, rows in sorted(versions.items())
        if len(editions := _list_editions(file, rows, texts)) > 1
    )


def read_histories_of(connection: Connection, files: Iterable[str]) -> tuple[History, ...]:
    """The texts of those of some files that had more than one, by the file's id."""
    versions = {file: rows for file, rows in read_versions_of(connection, files).items() if len(rows) > 1}
    texts: dict[tuple[str, str], Report] = {}
    wanted = sorted({row.report for rows in versions.values() for row in rows})
    for start in range(0, len(wanted), _AT_ONCE):
        for subject, body in read_about(connection, FactKind.REPORT, wanted[start : start + _AT_ONCE]):
            one = _TAKEN.validate_json(body)
            texts[one.file, subject] = one.report
    return tuple(
        History(file=file, editions=editions)
        for file, rows in sorted(versions.items())
        if len(editions := _list_editions(file, rows, texts)) > 1
    )


def read_versions_of(connection: Connection, files: Iterable[str], until: int | None = None) -> dict[str, list[Noted]]:
    """Which reports stood for each of some files, the earliest first; up to a row of the journal where one is given."""
    wanted = sorted(set(files))
    found: dict[str, list[Noted]] = {}
    joined = select(journal.c.subject, journal.c.at, payloads.c.body).join(
        payloads, payloads.c.digest == journal.c.payload
    )
    for start in range(0, len(wanted), _AT_ONCE):
        chosen = joined.where(
            journal.c.kind == FactKind.VERSION.value, journal.c.subject.in_(wanted[start : start + _AT_ONCE])
        )
        if until is not None:
            chosen = chosen.where(journal.c.seq <= until)
        for row in connection.execute(chosen.order_by(journal.c.seq)):
            report = _STANDING.validate_json(bytes(row.body)).report
            found.setdefault(row.subject, []).append(Noted(at=datetime.fromisoformat(row.at), report=report))
    return found


def find_texts(connection: Connection, reports: Iterable[str]) -> dict[tuple[str, str], tuple[int, Taken]]:
    """Some reports as they were noted last, by file and id, each with its row of the journal."""
    found: dict[tuple[str, str], tuple[int, Taken]] = {}
    chosen = (
        select(journal.c.seq, payloads.c.body)
        .join(payloads, payloads.c.digest == journal.c.payload)
        .where(journal.c.kind == FactKind.REPORT.value, journal.c.subject.in_(sorted(set(reports))))
        .order_by(journal.c.seq)
    )
    for row in connection.execute(chosen):
        taken = _TAKEN.validate_json(bytes(row.body))
        found[taken.file, taken.report.id] = row.seq, taken
    return found


def tell_standing(body: bytes) -> str:
    """The report that a row of the kind `version` says to stand."""
    return _STANDING.validate_json(body).report


def _list_editions(file: str, rows: Iterable[Noted], texts: Mapping[tuple[str, str], Report]) -> tuple[Edition, ...]:
    return tuple(Edition(at=row.at, report=texts[file, row.report]) for row in rows if (file, row.report) in texts)


def read_words(report: Report) -> tuple[str, ...]:
    """What a report says, word by word, without its boilerplate."""
    said = (report.text[block.start : block.end] for block in report.blocks if block.kind is not BlockKind.BOILERPLATE)
    return tuple(word for part in said for word in part.split())
