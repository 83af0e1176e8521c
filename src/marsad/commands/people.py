"""`marsad people`: who may use a desk in the browser."""

from enum import StrEnum
from typing import Annotated

import typer

from marsad.commands.here import AsJson, Into

people = typer.Typer(name="people", help="Who may use a desk in the browser, and as what.", no_args_is_help=True)


class RoleWord(StrEnum):
    """What a person may do; each may all that those before may."""

    READER = "reader"
    ANALYST = "analyst"
    EDITOR = "editor"
    ADMIN = "admin"


class ScopeWord(StrEnum):
    """What a token may do."""

    READ = "read"
    JUDGE = "judge"
    METRICS = "metrics"


Name = Annotated[str, typer.Argument(help="The name that signs in and stands with judgements.", show_default=False)]
AsRole = Annotated[RoleWord, typer.Option("--role", help="What the person may do.")]


@people.command()
def add(name: Name, into: Into, role: AsRole = RoleWord.READER) -> None:
    """Add a person. The password is asked for, or read from the input; it is never an option."""
    from marsad.commands.accounts import add_person

    add_person(into, name, role.value)


@people.command(name="list")
def list_people(into: Into, as_json: AsJson = False) -> None:
    """List all people with their roles."""
    from marsad.commands.accounts import tell_people

    tell_people(into, as_json)


@people.command()
def password(name: Name, into: Into) -> None:
    """Give a person a new password; who is signed in by the old one is signed out."""
    from marsad.commands.accounts import change_password

    change_password(into, name)


@people.command()
def role(
    name: Name, role: Annotated[RoleWord, typer.Argument(help="The new role.", show_default=False)], into: Into
) -> None:
    """Give a person another role."""
    from marsad.commands.accounts import change_role

    change_role(into, name, role.value)


@people.command()
def drop(name: Name, into: Into) -> None:
    """Take a person's account away. What the person judged stays."""
    from marsad.commands.accounts import drop_person

    drop_person(into, name)


@people.command()
def token(
    name: Name,
    into: Into,
    scope: Annotated[
        ScopeWord, typer.Option(help="What the token may do: judge may also read; metrics reads the meters alone.")
    ] = ScopeWord.READ,
    label: Annotated[str, typer.Option(help="What it is for, in a few words.")] = "",
) -> None:
    """Make a token by which a program uses the API under a person's name. It is printed once and kept nowhere."""
    from marsad.commands.accounts import make_token

    make_token(into, name, scope.value, label)


@people.command()
def tokens(into: Into, as_json: AsJson = False) -> None:
    """List all tokens: whose they are, what they may do, and when they were last used."""
    from marsad.commands.accounts import tell_tokens

    tell_tokens(into, as_json)


@people.command()
def drop_token(
    token: Annotated[str, typer.Argument(metavar="ID", help="The id that `tokens` shows.", show_default=False)],
    into: Into,
) -> None:
    """Take a token away; what was judged by it stays."""
    from marsad.commands.accounts import end_token

    end_token(into, token)
