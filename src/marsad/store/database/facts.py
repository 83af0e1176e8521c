"""What a desk on a database holds for certain: reports as they were taken in, judgements, and what people added.

Facts are only ever appended. Each judgement has a revision of everything that it is about, the first, second, ...:
whoever judged by an older one than the last is refused, and shown what was decided in the meantime.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from pydantic import TypeAdapter
from sqlalchemy import Connection, func, insert, select

from marsad.errors import ConflictError
from marsad.intake import Intake, Taken, join_intakes, sum_up
from marsad.lexicon.bodies import Body
from marsad.lexicon.gazetteer import GazetteerEntry
from marsad.model.judgements import Judgement
from marsad.model.reports import Problem
from marsad.store.database.journal import Fact, FactKind, Noted, append, digest, read_facts, take_turn
from marsad.store.database.opening import Database
from marsad.store.database.originals import Original
from marsad.store.database.purges import list_purges
from marsad.store.database.tables import head, journal, payloads, revisions
from marsad.store.database.versions import (
    History,
    find_last_change,
    note_version,
    read_current,
    read_histories,
    read_versions,
    says_the_same,
)
from marsad.store.desk import Added

Row = TypeVar("Row")
_TAKEN, _PROBLEM, _JUDGEMENT = TypeAdapter(Taken), TypeAdapter(Problem), TypeAdapter(Judgement)
_ORIGINAL = TypeAdapter(Original)
_PLACES, _BODIES = TypeAdapter(tuple[GazetteerEntry, ...]), TypeAdapter(tuple[Body, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The number of the journal's last row, 0 where there is none, and its hash."""

    seq: int
    hash: str


class Facts:
    """The facts of a desk's database."""

    def __init__(self, database: Database) -> None:
        """Read from and write to an open database."""
        self._database = database

    def head(self) -> Head:
        """The journal's last row."""
        with self._database.read() as connection:
            row = connection.execute(select(head.c.seq, head.c.hash)).one()
        return Head(seq=int(row.seq), hash=row.hash)

    def keep_intake(
        self,
        intake: Intake,
        at: datetime,
        originals: Sequence[Original] = (),
        lasting: frozenset[str] = frozenset(),
    ) -> Intake:
        """Note what was taken in and is not there yet, in one step; what was new of it.

        `lasting` are the files whose text, where it is another than before, takes the place of the earlier one. A text
        that was purged is not taken in again: a problem says so.
        """
        with self._database.change() as connection:
            take_turn(connection)
            purged = {key for purge in list_purges(connection) for key in purge.texts}
            barred = [one for one in intake.taken if digest(one.report.text.encode()) in purged]
            current = read_current(connection, lasting)
            taken = [one for one in intake.taken if one not in barred and not says_the_same(one, current)]
            problems = (*intake.noted, *map(_tell_purged, barred))
            facts = [_note(FactKind.REPORT, one.report.id, _TAKEN.dump_json(one), at) for one in taken]
            facts += [_note(FactKind.PROBLEM, one.path, _PROBLEM.dump_json(one), at) for one in problems]
            facts += [_note(FactKind.ORIGINAL, one.file, _ORIGINAL.dump_json(one), at) for one in originals]
            held = _find_noted(connection, facts)
            new = [fact for fact in facts if (fact.subject, digest(fact.body)) not in held]
            standing = [one for one in taken if one.file in lasting]
            append(connection, [*new, *(note_version(one, at) for one in standing)])
        noted = {fact.subject for fact in new if fact.kind is FactKind.REPORT} - {subject for subject, _ in held}
        noted |= {one.report.id for one in standing if one.file in current}
        return sum_up([one for one in taken if one.report.id in noted], problems)

    def read_intake(self, as_of: datetime | None = None) -> Intake:
        """All that was taken in, as if it had been read at once; of a page that changed its last text, or the last that
        was had at a moment.
        """
        return self.read_sorted(as_of)[0]

    def read_sorted(self, as_of: datetime | None = None) -> tuple[Intake, Mapping[str, int]]:
        """The same, and in which row of the journal each report of it came."""
        batches: dict[int, tuple[list[Taken], list[Problem]]] = {}
        came: dict[tuple[str, str | None, str | None, str], int] = {}
        with self._database.read() as connection:
            chosen = {file: rows[-1].report for file, rows in read_versions(connection, as_of).items()}
            for fact in read_facts(connection, FactKind.REPORT, FactKind.PROBLEM):
                taken, noted = batches.setdefault(fact.batch, ([], []))
                if fact.body is not None and fact.kind is FactKind.REPORT:
                    one = _TAKEN.validate_json(fact.body)
                    if chosen.get(one.file, fact.subject) == fact.subject:
                        taken.append(one)
                        came[_identify(one)] = fact.seq
                elif fact.body is not None:
                    noted.append(_PROBLEM.validate_json(fact.body))
        intake = join_intakes(*(sum_up(taken, noted) for taken, noted in batches.values()))
        facts: dict[str, int] = {}
        for one in intake.taken:
            facts.setdefault(one.report.id, came[_identify(one)])
        return intake, facts

    def read_histories(self, as_of: datetime | None = None) -> tuple[History, ...]:
        """The texts of all pages that changed, up to a moment where one is given."""
        with self._database.read() as connection:
            return read_histories(connection, as_of)

    def read_current(self, files: Iterable[str]) -> dict[str, Taken]:
        """What stands now of some files whose later text takes the place of the earlier; those that there are."""
        with self._database.read() as connection:
            return read_current(connection, files)

    def find_last_change(self, file: str) -> datetime | None:
        """When the text that stands for a file was first had; None where there is none."""
        with self._database.read() as connection:
            return find_last_change(connection, file)

    def note_judgement(self, judgement: Judgement, seen: Mapping[str, int]) -> None:
        """Note a judgement by a person who knew of the judgements counted in `seen`, by what they were about.

        Raises ConflictError, with both versions, where there has been another one since.
        """
        body = _JUDGEMENT.dump_json(judgement)
        with self._database.change() as connection:
            take_turn(connection)
            about = sorted({subject.id for subject in judgement.about})
            for subject in about:
                last = _last_revision(connection, subject)
                if seen.get(subject, 0) != last:
                    raise _conflict(connection, judgement, subject)
            fact = _note(FactKind.JUDGEMENT, judgement.id, body, judgement.at, judgement.by)
            (seq,) = append(connection, [fact])
            rows = [
                {"subject": subject, "revision": _last_revision(connection, subject) + 1, "seq": seq}
                for subject in about
            ]
            connection.execute(insert(revisions), rows)

    def read_revisions(self) -> dict[str, int]:
        """How many judgements there are about each thing that was judged."""
        with self._database.read() as connection:
            counted = select(revisions.c.subject, func.max(revisions.c.revision)).group_by(revisions.c.subject)
            return {row.subject: int(row[1]) for row in connection.execute(counted)}

    def read_judgements(self) -> tuple[Judgement, ...]:
        """All judgements that people made, the earliest first; of one that was noted twice the later form."""
        with self._database.read() as connection:
            return read_all_judgements(connection)

    def add_places(self, file: str, places: Sequence[GazetteerEntry], at: datetime) -> None:
        """Note a file's places."""
        self._add(FactKind.PLACES, file, _PLACES.dump_json(tuple(places)), at)

    def add_bodies(self, file: str, bodies: Sequence[Body], at: datetime) -> None:
        """Note a file's bodies."""
        self._add(FactKind.SOURCES, file, _BODIES.dump_json(tuple(bodies)), at)

    def read_added(self) -> Added:
        """The places and bodies that people added, each once, in the order of their noting."""
        with self._database.read() as connection:
            facts = list(read_facts(connection, FactKind.PLACES, FactKind.SOURCES))
        places = _gather(_PLACES, (fact for fact in facts if fact.kind is FactKind.PLACES))
        return Added(places=places, bodies=_gather(_BODIES, (f for f in facts if f.kind is FactKind.SOURCES)))

    def _add(self, kind: FactKind, file: str, body: bytes, at: datetime) -> None:
        with self._database.change() as connection:
            append(connection, [_note(kind, file, body, at)])


def _identify(taken: Taken) -> tuple[str, str | None, str | None, str]:
    """What tells a report from others, whatever its file is called."""
    report = taken.report
    return taken.file, report.outlet, report.url, digest(report.text.encode("utf-8", "surrogatepass"))


def read_all_judgements(connection: Connection) -> tuple[Judgement, ...]:
    """All judgements that people made, the earliest first; of one that was noted twice the later form."""
    noted = [fact.body for fact in read_facts(connection, FactKind.JUDGEMENT)]
    made = {one.id: one for one in map(_JUDGEMENT.validate_json, filter(None, noted))}
    return tuple(sorted(made.values(), key=lambda judgement: (judgement.at, judgement.id)))


def _note(kind: FactKind, subject: str, body: bytes, at: datetime, by: str | None = None) -> Fact:
    return Fact(kind=kind, subject=subject, body=body, at=at, by=by)


def _gather(adapter: TypeAdapter[tuple[Row, ...]], facts: Iterable[Noted]) -> tuple[Row, ...]:
    found: dict[Row, None] = {}
    for fact in facts:
        if fact.body is not None:
            found.update(dict.fromkeys(adapter.validate_json(fact.body)))
    return tuple(found)


def _find_noted(connection: Connection, facts: Sequence[Fact]) -> set[tuple[str, str]]:
    """Which of some facts were noted before, by subject and payload."""
    found: set[tuple[str, str]] = set()
    for start in range(0, len(facts), 500):
        subjects = [fact.subject for fact in facts[start : start + 500]]
        chosen = select(journal.c.subject, journal.c.payload).where(journal.c.subject.in_(subjects))
        found.update((subject, payload) for subject, payload in connection.execute(chosen))
    return found


def _last_revision(connection: Connection, subject: str) -> int:
    last = select(func.coalesce(func.max(revisions.c.revision), 0)).where(revisions.c.subject == subject)
    return int(connection.execute(last).scalar_one())


def _conflict(connection: Connection, judgement: Judgement, subject: str) -> ConflictError:
    chosen = (
        select(payloads.c.body)
        .join(journal, journal.c.payload == payloads.c.digest)
        .join(revisions, revisions.c.seq == journal.c.seq)
        .where(revisions.c.subject == subject)
        .order_by(revisions.c.revision.desc())
        .limit(1)
    )
    body = connection.execute(chosen).scalar_one_or_none()
    theirs = _JUDGEMENT.validate_json(bytes(body)) if body is not None else None
    said = f"by {theirs.by}: {_say(theirs)}" if theirs else "by somebody else"
    what = f"{subject} was judged in the meantime {said}; yours was not noted: {_say(judgement)}"
    return ConflictError(what, "Look at it again, and judge again if you still think so")


def _say(judgement: Judgement) -> str:
    value = f" {judgement.value}" if judgement.value else ""
    return f"{judgement.verb}{value} ({judgement.why})"


def _tell_purged(taken: Taken) -> Problem:
    what = "this text was purged from the desk; it is not taken in again"
    return Problem(path=taken.path, at=taken.at, what=what, remedy="Leave it out")
