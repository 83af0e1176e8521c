"""`marsad changes`: what is other than it was."""

from pathlib import Path
from typing import Annotated

import typer

from marsad.commands.here import AsJson, Into


def changes(
    into: Into,
    ledgers: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[OLD NEW]", help="Two ledgers: files, or their folders.", show_default=False),
    ] = None,
    since: Annotated[
        str | None, typer.Option(help="A day, a moment, or how long ago, as 7d: what was known then, against now.")
    ] = None,
    until: Annotated[str | None, typer.Option(help="A later one, in the place of now.")] = None,
    as_json: AsJson = False,
) -> None:
    """Compare a ledger with itself at an earlier time, or two ledgers: incidents, figures, words taken back."""
    from marsad.commands.changing import tell_changes_between, tell_changes_since

    if ledgers:
        tell_changes_between(ledgers, since, as_json)
    else:
        tell_changes_since(into, since, until, as_json)
