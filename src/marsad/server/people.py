"""People: who may use a desk in the browser, as what, and how they are known again.

Passwords are kept as Argon2id hashes with the library's parameters (RFC 9106's second choice: 64 MiB, 3 passes). A
session is a row in the database under the SHA-256 of its key: who reads the database can't take part in it.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, func, insert, select, update

from marsad.errors import InputError
from marsad.store.database.opening import Database
from marsad.store.database.tables import accounts, sessions

LASTS = timedelta(hours=12)
"""How long a session lasts after it was begun."""

SHORTEST = 12
"""Characters of a password at least."""
_LONGEST_NAME = 80
_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash(secrets.token_hex())
"""What a password is checked against where there is no account, so that both take as long."""


class Role(IntEnum):
    """What a person may do; each may all that those before may."""

    READER = 1
    ANALYST = 2
    EDITOR = 3
    ADMIN = 4

    @property
    def word(self) -> str:
        """The role as it is written."""
        return self.name.casefold()


ROLES = {role.word: role for role in Role}


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person: the name that signs in, the name that is shown with judgements, and the role."""

    name: str
    shown: str
    role: Role
    has_password: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody who is signed in; `token` is what forms must send along."""

    key: str
    account: Account

    @property
    def token(self) -> str:
        """What a form of this session carries, so that no other site can send it."""
        return sha256(f"form\x1f{self.key}".encode()).hexdigest()


class People:
    """The accounts and sessions of a desk's database."""

    def __init__(self, database: Database) -> None:
        """Read from and write to an open database."""
        self._database = database

    def add(self, shown: str, role: Role, password: str | None) -> Account:
        """Add an account. Raises InputError for a name that is taken or none, and a password that is too short."""
        name = fold_name(shown)
        if not name or len(shown) > _LONGEST_NAME:
            raise InputError("A name has 1 to 80 characters", "Choose another name")
        row = {
            "name": name,
            "shown": " ".join(shown.split()),
            "role": role.word,
            "password": hash_password(password) if password is not None else None,
            "since": _write(datetime.now(UTC)),
        }
        with self._database.change() as connection:
            held = connection.execute(select(accounts.c.name).where(accounts.c.name == name)).one_or_none()
            if held is not None:
                raise InputError(f"There is an account {shown} already", "Choose another name")
            connection.execute(insert(accounts), [row])
        return Account(name=name, shown=str(row["shown"]), role=role, has_password=password is not None)

    def list(self) -> tuple[Account, ...]:
        """All accounts, by name."""
        with self._database.read() as connection:
            rows = connection.execute(select(accounts).order_by(accounts.c.name)).mappings().all()
        return tuple(_load(row["name"], row["shown"], row["role"], row["password"]) for row in rows)

    def get(self, said: str) -> Account:
        """The account with a name. Raises InputError where there is none."""
        found = next((one for one in self.list() if one.name == fold_name(said)), None)
        if found is None:
            raise InputError(f"{said} has no account", "marsad people list shows who has")
        return found

    def count(self) -> int:
        """How many accounts there are."""
        with self._database.read() as connection:
            return int(connection.execute(select(func.count()).select_from(accounts)).scalar_one())

    def set_password(self, name: str, password: str) -> None:
        """Give an account a password; its sessions end. Raises InputError for one that is too short."""
        values = {"password": hash_password(password)}
        with self._database.change() as connection:
            connection.execute(update(accounts).where(accounts.c.name == name).values(**values))
            connection.execute(delete(sessions).where(sessions.c.account == name))

    def set_role(self, name: str, role: Role) -> None:
        """Give an account another role."""
        with self._database.change() as connection:
            connection.execute(update(accounts).where(accounts.c.name == name).values(role=role.word))

    def drop(self, name: str) -> bool:
        """Take an account away, with its sessions and tokens; what it judged stays. False where there is none."""
        with self._database.change() as connection:
            return connection.execute(delete(accounts).where(accounts.c.name == name)).rowcount == 1

    def check(self, said: str, password: str) -> Account | None:
        """The account with this name and password; None where there is none."""
        with self._database.read() as connection:
            row = (
                connection.execute(select(accounts).where(accounts.c.name == fold_name(said))).mappings().one_or_none()
            )
        kept = row["password"] if row is not None and row["password"] else _NOBODY
        try:
            _HASHER.verify(kept, password)
        except (VerificationError, InvalidHashError):
            return None
        return _load(row["name"], row["shown"], row["role"], row["password"]) if row is not None else None

    def begin(self, account: str) -> str:
        """Begin a session; its key, which is kept nowhere."""
        key, now = secrets.token_urlsafe(32), datetime.now(UTC)
        row = {"key": _hide(key), "account": account, "begun": _write(now), "until": _write(now + LASTS)}
        with self._database.change() as connection:
            connection.execute(delete(sessions).where(sessions.c.until <= _write(now)))
            connection.execute(insert(sessions), [row])
        return key

    def find(self, key: str) -> Session | None:
        """The session with this key; None where there is none any more."""
        chosen = (
            select(accounts.c.name, accounts.c.shown, accounts.c.role, accounts.c.password)
            .join(sessions, sessions.c.account == accounts.c.name)
            .where(sessions.c.key == _hide(key), sessions.c.until > _write(datetime.now(UTC)))
        )
        with self._database.read() as connection:
            row = connection.execute(chosen).one_or_none()
        return Session(key=key, account=_load(row.name, row.shown, row.role, row.password)) if row is not None else None

    def end(self, key: str) -> None:
        """End a session."""
        with self._database.change() as connection:
            connection.execute(delete(sessions).where(sessions.c.key == _hide(key)))


def fold_name(said: str) -> str:
    """A name as it signs in: without case and outer spaces."""
    return " ".join(said.casefold().split())


def hash_password(password: str) -> str:
    """The Argon2id hash of a password. Raises InputError where it is too short."""
    if len(password) < SHORTEST:
        raise InputError(f"A password has {SHORTEST} characters or more", "Choose a longer one; a sentence is good")
    return _HASHER.hash(password)


def _load(name: str, shown: str, role: str, password: str | None) -> Account:
    return Account(name=name, shown=shown, role=ROLES[role], has_password=password is not None)


def _hide(key: str) -> str:
    return sha256(key.encode()).hexdigest()


def _write(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
