"""`marsad copies`: the family tree of some reports."""

from datetime import datetime
from typing import Annotated

import typer


def copies(
    paths: Annotated[list[str], typer.Argument(help="Files, folders and globs of reports.", show_default=False)],
    received: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="When the reports were received: no undated report is later."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print families and copies as JSON.")] = False,
) -> None:
    """Show who repeats whom: each family with its origin, the copies under it, and why."""
    from marsad.commands.trees import tell_copies

    tell_copies(paths, received.date() if received else None, as_json)
