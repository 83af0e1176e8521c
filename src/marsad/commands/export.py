"""`marsad export`: the briefing and the ledger's tables in other forms."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from marsad.commands.here import Into


class Form(StrEnum):
    """What a ledger can be exported as."""

    MARKDOWN = "markdown"
    PDF = "pdf"
    SQLITE = "sqlite"
    GEOPACKAGE = "geopackage"
    PARQUET = "parquet"


def export(
    form: Annotated[Form, typer.Argument(help="The form to write.")],
    into: Into,
    out: Annotated[
        Path | None, typer.Option(help="The file to write (for parquet, the folder); beside the ledger unless told.")
    ] = None,
) -> None:
    """Write the briefing as Markdown or PDF, or the ledger's tables as SQLite, GeoPackage or Parquet."""
    from marsad.commands.exporting import export_ledger

    for path in export_ledger(form, into, out):
        typer.echo(f"wrote {path}")
