"""Follows: the feeds, lists and pages that a desk asks again and again, and how asking went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, insert, select, update

from marsad.model.visits import Visit
from marsad.store.database.opening import Database
from marsad.store.database.tables import follows, visits

_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """An address that is followed, what it calls itself, since when, and its last visit if there was one."""

    address: str
    title: str | None
    since: datetime
    visit: Visit | None


class Follows:
    """What a desk's database follows."""

    def __init__(self, database: Database) -> None:
        """Read from and write to an open database."""
        self._database = database

    def add(self, addresses: Sequence[tuple[str, str | None]], now: datetime) -> tuple[str, ...]:
        """Follow addresses, each with its title; those that are new."""
        titles = dict(addresses)
        with self._database.change() as connection:
            held = set(connection.execute(select(follows.c.address).where(follows.c.address.in_(titles))).scalars())
            new = [address for address in titles if address not in held]
            since = now.astimezone(UTC).isoformat()
            rows = [{"address": address, "title": titles[address], "since": since} for address in new]
            if rows:
                connection.execute(insert(follows), rows)
        return tuple(new)

    def move(self, address: str, to: str) -> None:
        """Follow what was followed under one address under another, since the same day; nothing where it was not."""
        with self._database.change() as connection:
            connection.execute(delete(visits).where(visits.c.address == address))
            if connection.execute(select(follows.c.address).where(follows.c.address == to)).first() is None:
                connection.execute(update(follows).where(follows.c.address == address).values(address=to))
            else:
                connection.execute(delete(follows).where(follows.c.address == address))

    def drop(self, address: str) -> bool:
        """Follow an address no more; whether it was followed."""
        with self._database.change() as connection:
            connection.execute(delete(visits).where(visits.c.address == address))
            return connection.execute(delete(follows).where(follows.c.address == address)).rowcount == 1

    def read(self) -> tuple[Follow, ...]:
        """All that is followed, by address."""
        joined = select(follows, visits).join(visits, visits.c.address == follows.c.address, isouter=True)
        with self._database.read() as connection:
            rows = connection.execute(joined.order_by(follows.c.address)).all()
        return tuple(
            Follow(
                address=row[0],
                title=row[1],
                since=datetime.fromisoformat(row[2]),
                visit=_read_visit(*row[3:]) if row[3] is not None else None,
            )
            for row in rows
        )

    def read_visit(self, address: str) -> Visit | None:
        """How the last visit to an address went; None where there was none."""
        with self._database.read() as connection:
            row = connection.execute(select(visits).where(visits.c.address == address)).one_or_none()
        return _read_visit(*row) if row is not None else None

    def read_visits_under(self, beginning: str) -> dict[str, Visit]:
        """How the last visits went to all addresses that begin so, by address."""
        chosen = select(visits).where(visits.c.address.startswith(beginning, autoescape=True))
        with self._database.read() as connection:
            return {row[0]: _read_visit(*row) for row in connection.execute(chosen).all()}

    def keep_visit(self, visit: Visit) -> None:
        """Keep how a visit went, in the place of the one before."""
        self.keep_visits([visit])

    def keep_visits(self, made: Sequence[Visit]) -> None:
        """Keep how some visits went, each in the place of the one before, all or none."""
        if not made:
            return
        with self._database.change() as connection:
            for start in range(0, len(made), _AT_ONCE):
                some = made[start : start + _AT_ONCE]
                connection.execute(delete(visits).where(visits.c.address.in_([visit.url for visit in some])))
                connection.execute(insert(visits), [_write_visit(visit) for visit in some])


def _write_visit(visit: Visit) -> dict[str, str | int | None]:
    return {
        "address": visit.url,
        "etag": visit.etag,
        "modified": visit.modified,
        "next_due": visit.next_due.astimezone(UTC).isoformat() if visit.next_due else None,
        "failures": visit.failures,
        "last_status": visit.last_status,
        "last_error": visit.last_error,
    }


def _read_visit(
    address: str,
    etag: str | None,
    modified: str | None,
    next_due: str | None,
    failures: int,
    last_status: int | None,
    last_error: str | None,
) -> Visit:
    return Visit(
        url=address,
        etag=etag,
        modified=modified,
        next_due=datetime.fromisoformat(next_due) if next_due else None,
        failures=failures,
        last_status=last_status,
        last_error=last_error,
    )
