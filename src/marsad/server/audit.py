"""The audit: who came in or tried to, who was let in, and what was changed about that. It is only ever appended to."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import insert, select

from marsad.store.database.opening import Database
from marsad.store.database.tables import audit

COMMAND_LINE = "the command line"
NOBODY = "somebody"


class Deed(StrEnum):
    """What was done."""

    CAME = "signed in"
    FAILED = "gave a wrong password"
    LEFT = "signed out"
    PASSWORD = "changed the password of"
    ADDED = "added the account"
    ROLE = "changed the role of"
    DROPPED = "dropped the account"
    TOKEN = "made a token for"
    NO_TOKEN = "dropped a token of"
    HOOK = "added the webhook"
    NO_HOOK = "dropped the webhook"
    AGAIN = "started again the webhook"
    FOLLOWED = "followed"
    NOT_FOLLOWED = "followed no more"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A deed: its number, when (ISO, UTC), by whom, and about what."""

    number: int
    at: str
    by: str
    what: str
    about: str


class Audit:
    """The audit of a desk."""

    def __init__(self, database: Database) -> None:
        """Read from and write to an open database."""
        self._database = database

    def note(self, by: str, what: Deed, about: str = "") -> None:
        """Note a deed, now."""
        at = datetime.now(UTC).isoformat(timespec="seconds")
        with self._database.change() as connection:
            connection.execute(insert(audit), [{"at": at, "by": by, "what": what.value, "about": about[:500]}])

    def read(self, before: int | None, limit: int) -> tuple[Entry, ...]:
        """So many deeds, the last first; those before a number."""
        chosen = select(audit).order_by(audit.c.number.desc()).limit(limit)
        if before is not None:
            chosen = chosen.where(audit.c.number < before)
        with self._database.read() as connection:
            rows = connection.execute(chosen).all()
        return tuple(Entry(number=r.number, at=r.at, by=r.by, what=r.what, about=r.about) for r in rows)
