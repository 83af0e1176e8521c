"""Jobs: what is to be done and when, each done by one worker at a time.

A worker holds a job by a lease that ends by itself: one that was killed, or hangs, loses its jobs to the next. What a
job does must bear being done twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert, or_, select, update

from marsad.store.database.opening import Database
from marsad.store.database.tables import jobs

LEASE = timedelta(minutes=5)
"""How long a worker may take before another takes over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job that a worker holds: what kind, about what, and how often it was begun, this time included."""

    number: int
    kind: str
    subject: str
    tries: int
    worker: str


class Jobs:
    """The jobs of a desk's database. Moments are aware."""

    def __init__(self, database: Database) -> None:
        """Read from and write to an open database."""
        self._database = database

    def plan(self, kind: str, subjects: Sequence[str], due: datetime) -> None:
        """Plan a job for each subject; one that is planned already stays as it is."""
        with self._database.change() as connection:
            chosen = select(jobs.c.subject).where(jobs.c.kind == kind, jobs.c.subject.in_(subjects))
            held = set(connection.execute(chosen).scalars())
            new = [subject for subject in dict.fromkeys(subjects) if subject not in held]
            rows = [{"kind": kind, "subject": subject, "due": _write(due), "tries": 0} for subject in new]
            if rows:
                connection.execute(insert(jobs), rows)

    def take(self, worker: str, now: datetime, kind: str, barred: Sequence[str] = ()) -> Job | None:
        """Take the job that is due longest and that nobody holds, none of the `barred` subjects; None where none is."""
        free = or_(jobs.c.until.is_(None), jobs.c.until <= _write(now))
        due = select(jobs).where(jobs.c.kind == kind, jobs.c.due <= _write(now), free, jobs.c.subject.not_in(barred))
        due = due.order_by(jobs.c.due, jobs.c.number).limit(1).with_for_update(skip_locked=True)
        with self._database.change() as connection:
            row = connection.execute(due).mappings().one_or_none()
            if row is None:
                return None
            mine = {"worker": worker, "until": _write(now + LEASE), "tries": row["tries"] + 1}
            connection.execute(update(jobs).where(jobs.c.number == row["number"]).values(**mine))
        return Job(
            number=row["number"], kind=row["kind"], subject=row["subject"], tries=row["tries"] + 1, worker=worker
        )

    def finish(self, job: Job, again: datetime | None) -> bool:
        """Give a job back: due again then, or done for good. False where the lease had ended and another took it."""
        mine = (jobs.c.number == job.number, jobs.c.worker == job.worker, jobs.c.tries == job.tries)
        with self._database.change() as connection:
            if again is None:
                done = connection.execute(delete(jobs).where(*mine))
            else:
                later = {"due": _write(again), "worker": None, "until": None}
                done = connection.execute(update(jobs).where(*mine).values(**later))
            return done.rowcount == 1

    def drop(self, kind: str, subject: str) -> None:
        """Plan a job no more."""
        with self._database.change() as connection:
            connection.execute(delete(jobs).where(jobs.c.kind == kind, jobs.c.subject == subject))

    def due_of(self, kind: str, subject: str) -> datetime | None:
        """When a job about a subject is due; None where none is planned."""
        with self._database.read() as connection:
            chosen = select(jobs.c.due).where(jobs.c.kind == kind, jobs.c.subject == subject)
            due = connection.execute(chosen).scalar_one_or_none()
        return datetime.fromisoformat(due) if due else None

    def next_due(self, kind: str) -> datetime | None:
        """When the next job of a kind is due; None where none is planned."""
        with self._database.read() as connection:
            due = connection.execute(select(jobs.c.due).where(jobs.c.kind == kind).order_by(jobs.c.due).limit(1))
            first = due.scalar_one_or_none()
        return datetime.fromisoformat(first) if first else None


def _write(moment: datetime) -> str:
    """A moment as text that sorts in time."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
