"""`marsad versions`: what pages said before they were changed."""

from typing import Annotated

import typer

from marsad.commands.here import AsJson, Into


def versions(
    into: Into,
    report: Annotated[
        str | None,
        typer.Argument(help="An id, the beginning of one, or its key; all unless told.", show_default=False),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show how the pages of reports changed: when, which sentences, which figures."""
    from marsad.commands.versioning import tell_pages

    tell_pages(report, into, as_json)
