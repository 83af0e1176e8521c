"""`marsad explain`: why the ledger says what it says."""

from pathlib import Path
from typing import Annotated

import typer


def explain(
    thing: Annotated[
        str,
        typer.Argument(
            metavar="THING", help="An id, words of one thing, a status, or a number as “8 killed”.", show_default=False
        ),
    ],
    into: Annotated[Path, typer.Option("--into", help="The folder of the ledger.")] = Path("out"),
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
) -> None:
    """Say where a number, a status, a merge or a refusal comes from, sentence by sentence."""
    from marsad.commands.answering import tell_answer

    tell_answer(thing, into, as_json)
