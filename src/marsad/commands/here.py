"""Where a command works when nobody says: the desk that it is called in, else the folder `out`."""

from pathlib import Path
from typing import Annotated

import typer

from marsad.store.config import find_desk

OUT = Path("out")


def find_here() -> Path:
    """The desk that the current folder is or lies in, else `out`."""
    return find_desk(Path()) or OUT


Into = Annotated[
    Path,
    typer.Option(
        "--into",
        default_factory=find_here,
        show_default="the desk it is called in, else out",
        help="The folder of the ledger, or a desk.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]
By = Annotated[str, typer.Option("--by", help="Who decides.", show_default=False)]
Why = Annotated[str, typer.Option("--why", help="The reason, in a sentence.", show_default=False)]
