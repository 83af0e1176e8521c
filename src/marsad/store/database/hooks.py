"""Hooks: addresses that are told what changes at a desk, and how telling went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, func, insert, select, update

from marsad.store.database.opening import Database
from marsad.store.database.tables import deliveries, hooks, turns

KEPT = 200
"""Deliveries of a hook that are kept."""
TRIES = 16
"""So often in a row it may go wrong; then nothing more is sent until somebody says so."""
_FIRST, _LONGEST = timedelta(seconds=10), timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """An address that is told of rows of some sections, its secret, the last turn that it was told of, how often that
    went wrong since it last went well, and when it is told again: None where that was given up.
    """

    id: str
    address: str
    secret: str
    sections: tuple[str, ...]
    since: str
    turn: int
    failures: int
    due: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One try: when, up to which turn, how many rows, and the status that came back or why none did."""

    hook: str
    at: str
    turn: int
    rows: int
    status: int | None
    error: str | None


class Hooks:
    """The hooks of a desk's database. Moments are aware."""

    def __init__(self, database: Database) -> None:
        """Read from and write to an open database."""
        self._database = database

    def add(self, key: str, address: str, secret: str, sections: Sequence[str], now: datetime) -> None:
        """Tell an address from now on."""
        with self._database.change() as connection:
            turn = connection.execute(select(func.coalesce(func.max(turns.c.number), 0))).scalar_one()
            row = {"id": key, "address": address, "secret": secret, "sections": " ".join(sections), "turn": turn}
            connection.execute(insert(hooks), [{**row, "since": _write(now), "failures": 0, "due": _write(now)}])

    def drop(self, key: str) -> bool:
        """Tell an address no more. False where it was not told."""
        with self._database.change() as connection:
            return connection.execute(delete(hooks).where(hooks.c.id == key)).rowcount == 1

    def resume(self, key: str, now: datetime) -> None:
        """Tell again what was given up."""
        with self._database.change() as connection:
            connection.execute(update(hooks).where(hooks.c.id == key).values(failures=0, due=_write(now)))

    def read(self) -> tuple[Hook, ...]:
        """All hooks, the oldest first."""
        with self._database.read() as connection:
            rows = connection.execute(select(hooks).order_by(hooks.c.since, hooks.c.id)).mappings().all()
        return tuple(Hook(**{**row, "sections": tuple(row["sections"].split())}) for row in rows)

    def list_due(self, now: datetime) -> tuple[Hook, ...]:
        """The hooks that may be told now."""
        return tuple(hook for hook in self.read() if hook.due is not None and hook.due <= _write(now))

    def list_deliveries(self, limit: int) -> tuple[Delivery, ...]:
        """The last tries of all hooks, the last first."""
        chosen = select(deliveries).order_by(deliveries.c.number.desc()).limit(limit)
        with self._database.read() as connection:
            rows = connection.execute(chosen).all()
        return tuple(
            Delivery(hook=r.hook, at=r.at, turn=r.turn, rows=r.rows, status=r.status, error=r.error) for r in rows
        )

    def note(self, hook: Hook, tried: Delivery, now: datetime) -> None:
        """Note a try: after one that went well the hook goes on from its turn, after another it waits twice as long as
        before, and at last for good.
        """
        went_well = tried.status is not None and 200 <= tried.status < 300
        failures = 0 if went_well else hook.failures + 1
        wait = timedelta(0) if went_well else min(_LONGEST, _FIRST * 2**hook.failures)
        after = {
            "turn": tried.turn if went_well else hook.turn,
            "failures": failures,
            "due": _write(now + wait) if failures < TRIES else None,
        }
        row = {"hook": hook.id, "at": tried.at, "turn": tried.turn, "rows": tried.rows}
        with self._database.change() as connection:
            here = (hooks.c.id == hook.id, hooks.c.turn == hook.turn)
            if connection.execute(update(hooks).where(*here).values(**after)).rowcount == 0:
                return
            connection.execute(insert(deliveries), [{**row, "status": tried.status, "error": tried.error}])
            old = select(deliveries.c.number).where(deliveries.c.hook == hook.id)
            old = old.order_by(deliveries.c.number.desc()).offset(KEPT).limit(KEPT)
            connection.execute(delete(deliveries).where(deliveries.c.number.in_(select(old.subquery().c.number))))


def _write(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
