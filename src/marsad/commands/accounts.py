"""Adding, listing and changing the people of a desk."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from marsad.commands.showing import count_things, plain, print_json
from marsad.errors import InputError
from marsad.living import open_desk
from marsad.server.audit import COMMAND_LINE, Audit, Deed
from marsad.server.people import ROLES, People
from marsad.server.tokens import Scope, Tokens


def add_person(folder: Path, name: str, role: str) -> None:
    """Add an account. Raises InputError where the name is taken or the password too short."""
    with _open(folder) as (people, audit):
        account = people.add(name, ROLES[role], _read_password())
        audit.note(COMMAND_LINE, Deed.ADDED, f"{account.shown}, {role}")
    typer.echo(f"{plain(account.shown)} is {account.role.word} now")


def tell_people(folder: Path, as_json: bool) -> None:
    """All accounts, a line each."""
    with _open(folder) as (people, _):
        accounts = people.list()
    if as_json:
        print_json([{"name": one.name, "shown": one.shown, "role": one.role.word} for one in accounts])
        return
    for one in accounts:
        typer.echo(f"{plain(one.shown)}  {one.role.word}" + ("" if one.has_password else "  without a password"))
    typer.echo(count_things(len(accounts), "person", "people"))


def change_password(folder: Path, name: str) -> None:
    """Give an account a new password. Raises InputError where there is none of this name."""
    with _open(folder) as (people, audit):
        account = people.get(name)
        people.set_password(account.name, _read_password())
        audit.note(COMMAND_LINE, Deed.PASSWORD, account.shown)
    typer.echo(f"{plain(account.shown)} has a new password, and is signed out everywhere")


def change_role(folder: Path, name: str, role: str) -> None:
    """Give an account another role. Raises InputError where there is none of this name."""
    with _open(folder) as (people, audit):
        account = people.get(name)
        people.set_role(account.name, ROLES[role])
        audit.note(COMMAND_LINE, Deed.ROLE, f"{account.shown}, {role}")
    typer.echo(f"{plain(account.shown)} is {role} now")


def drop_person(folder: Path, name: str) -> None:
    """Take an account away. Raises InputError where there is none of this name."""
    with _open(folder) as (people, audit):
        account = people.get(name)
        people.drop(account.name)
        audit.note(COMMAND_LINE, Deed.DROPPED, account.shown)
    typer.echo(f"{plain(account.shown)} has no account any more; what they judged stays")


def make_token(folder: Path, name: str, scope: str, label: str) -> None:
    """Make a token and print it. Raises InputError where nobody has this name or the person may not judge."""
    with open_desk(folder) as desk:
        account = People(desk.database).get(name)
        typer.echo(Tokens(desk.database).make(account, Scope(scope), label))
        Audit(desk.database).note(COMMAND_LINE, Deed.TOKEN, f"{account.shown}: {scope}, {label}".rstrip(", "))
    typer.echo("This is shown once: send it as Authorization: Bearer TOKEN", err=True)


def tell_tokens(folder: Path, as_json: bool) -> None:
    """All tokens, a line each; never their words."""
    with open_desk(folder) as desk:
        found = Tokens(desk.database).list()
    if as_json:
        print_json(
            [
                {
                    "id": one.id,
                    "name": one.account.shown,
                    "scope": one.scope.value,
                    "label": one.label,
                    "since": one.since,
                    "used": one.used,
                }
                for one in found
            ]
        )
        return
    for one in found:
        used = f"last used {one.used}" if one.used else "never used"
        told = (one.id, plain(one.account.shown), one.scope.value, f"since {one.since}", used, plain(one.label))
        typer.echo("  ".join(part for part in told if part))
    typer.echo(count_things(len(found), "token", "tokens"))


def end_token(folder: Path, said: str) -> None:
    """Take a token away. Raises InputError where there is none with this id."""
    with open_desk(folder) as desk:
        one = Tokens(desk.database).drop(said)
        Audit(desk.database).note(COMMAND_LINE, Deed.NO_TOKEN, one.account.shown)
    typer.echo(f"The token {one.id} of {plain(one.account.shown)} opens nothing any more")


@contextmanager
def _open(folder: Path) -> Iterator[tuple[People, Audit]]:
    with open_desk(folder) as desk:
        yield People(desk.database), Audit(desk.database)


def _read_password() -> str:
    """A password: asked for twice at a terminal, else the first line of the input. Raises InputError where none is."""
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    given = sys.stdin.readline().rstrip("\r\n")
    if not given:
        raise InputError("No password was given", "Type it when asked, or pipe it in")
    return given
