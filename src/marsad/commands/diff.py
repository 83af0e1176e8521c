"""`marsad diff`: what one report made of another, side by side."""

from typing import Annotated

import typer


def diff(
    left: Annotated[str, typer.Argument(metavar="A", help="A report: a file, or FILE#KEY.", show_default=False)],
    right: Annotated[str, typer.Argument(metavar="B", help="Another report.", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="Print the comparison as JSON.")] = False,
) -> None:
    """Compare two reports: sentences added, dropped and moved, words swapped, figures changed."""
    from marsad.commands.sides import tell_changes

    tell_changes(left, right, as_json)
