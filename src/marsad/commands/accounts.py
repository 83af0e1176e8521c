"""Adding, listing and changing the people of a desk."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from marsad.commands.showing import count_things, plain, print_json
from marsad.errors import InputError
from marsad.living import open_desk
from marsad.server.people import ROLES, People


def add_person(folder: Path, name: str, role: str) -> None:
    """Add an account. Raises InputError where the name is taken or the password too short."""
    with _open(folder) as people:
        account = people.add(name, ROLES[role], _read_password())
    typer.echo(f"{plain(account.shown)} is {account.role.word} now")


def tell_people(folder: Path, as_json: bool) -> None:
    """All accounts, a line each."""
    with _open(folder) as people:
        accounts = people.list()
    if as_json:
        print_json([{"name": one.name, "shown": one.shown, "role": one.role.word} for one in accounts])
        return
    for one in accounts:
        typer.echo(f"{plain(one.shown)}  {one.role.word}" + ("" if one.has_password else "  without a password"))
    typer.echo(count_things(len(accounts), "person", "people"))


def change_password(folder: Path, name: str) -> None:
    """Give an account a new password. Raises InputError where there is none of this name."""
    with _open(folder) as people:
        account = people.get(name)
        people.set_password(account.name, _read_password())
    typer.echo(f"{plain(account.shown)} has a new password, and is signed out everywhere")


def change_role(folder: Path, name: str, role: str) -> None:
    """Give an account another role. Raises InputError where there is none of this name."""
    with _open(folder) as people:
        account = people.get(name)
        people.set_role(account.name, ROLES[role])
    typer.echo(f"{plain(account.shown)} is {role} now")


def drop_person(folder: Path, name: str) -> None:
    """Take an account away. Raises InputError where there is none of this name."""
    with _open(folder) as people:
        account = people.get(name)
        people.drop(account.name)
    typer.echo(f"{plain(account.shown)} has no account any more; what they judged stays")


@contextmanager
def _open(folder: Path) -> Iterator[People]:
    with open_desk(folder) as desk:
        yield People(desk.database)


def _read_password() -> str:
    """A password: asked for twice at a terminal, else the first line of the input. Raises InputError where none is."""
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    given = sys.stdin.readline().rstrip("\r\n")
    if not given:
        raise InputError("No password was given", "Type it when asked, or pipe it in")
    return given
