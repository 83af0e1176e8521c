"""Tokens: how a program that a person lets in is known by the API. Kept are their hashes alone."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import delete, insert, select, update

from marsad.errors import InputError
from marsad.server.people import ROLES, Account, Role
from marsad.store.database.opening import Database
from marsad.store.database.tables import accounts, tokens

_SIGN = "marsad_"
_SHOWN = 12
_LONGEST_LABEL = 80


class Scope(StrEnum):
    """What a token may do: read, or also judge under the name of its person; or read the meters and nothing else."""

    READ = "read"
    JUDGE = "judge"
    METRICS = "metrics"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token: the beginning of its hash as its id, whose it is, what for, and the days of its making and last use."""

    id: str
    account: Account
    label: str
    scope: Scope
    since: str
    used: str | None


class Tokens:
    """The tokens of a desk's people."""

    def __init__(self, database: Database) -> None:
        """Read from and write to an open database."""
        self._database = database

    def make(self, account: Account, scope: Scope, label: str) -> str:
        """Make a token; its words, which are kept nowhere. Raises InputError where the person may not judge."""
        if scope is Scope.JUDGE and account.role < Role.ANALYST:
            raise InputError(f"{account.shown} is {account.role.word} and may not judge", "Make the person an analyst")
        if len(label) > _LONGEST_LABEL:
            raise InputError("A label has 80 characters or fewer", "Say in a few words what the token is for")
        key = _SIGN + secrets.token_urlsafe(32)
        row = {
            "key": _hide(key),
            "account": account.name,
            "label": " ".join(label.split()),
            "scopes": scope.value,
            "since": _today(),
            "used": None,
        }
        with self._database.change() as connection:
            connection.execute(insert(tokens), [row])
        return key

    def list(self) -> tuple[Token, ...]:
        """All tokens, by whose they are and when they were made."""
        with self._database.read() as connection:
            rows = connection.execute(_CHOSEN.order_by(tokens.c.account, tokens.c.since, tokens.c.key)).all()
        return tuple(_load(*row) for row in rows)

    def find(self, given: str) -> Token | None:
        """The token with these words; None where there is none. The day of its use is noted."""
        key = _hide(given)
        with self._database.read() as connection:
            row = connection.execute(_CHOSEN.where(tokens.c.key == key)).one_or_none()
        if row is None:
            return None
        token = _load(*row)
        if token.used != _today():
            with self._database.change() as connection:
                connection.execute(update(tokens).where(tokens.c.key == key).values(used=_today()))
        return token

    def drop(self, said: str) -> Token:
        """Take a token away. Raises InputError where none, or more than one, has this id."""
        found = [one for one in self.list() if said and one.id == said]
        if len(found) != 1:
            raise InputError(f"{said} is no token", "marsad people tokens shows them")
        with self._database.change() as connection:
            connection.execute(delete(tokens).where(tokens.c.key.startswith(found[0].id, autoescape=True)))
        return found[0]


_CHOSEN = select(
    tokens.c.key,
    tokens.c.label,
    tokens.c.scopes,
    tokens.c.since,
    tokens.c.used,
    accounts.c.name,
    accounts.c.shown,
    accounts.c.role,
    accounts.c.password,
).join(accounts, accounts.c.name == tokens.c.account)


def _load(
    key: str,
    label: str,
    scope: str,
    since: str,
    used: str | None,
    name: str,
    shown: str,
    role: str,
    password: str | None,
) -> Token:
    account = Account(name=name, shown=shown, role=ROLES[role], has_password=password is not None)
    return Token(id=key[:_SHOWN], account=account, label=label, scope=Scope(scope), since=since, used=used)


def _hide(key: str) -> str:
    return sha256(key.encode()).hexdigest()


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
