"""`marsad explain`: why the ledger says what it says."""

from typing import Annotated

import typer

from marsad.commands.here import AsJson, Into


def explain(
    thing: Annotated[
        str,
        typer.Argument(
            metavar="THING", help="An id, words of one thing, a status, or a number as “8 killed”.", show_default=False
        ),
    ],
    into: Into,
    as_json: AsJson = False,
) -> None:
    """Say where a number, a status, a merge or a refusal comes from, sentence by sentence."""
    from marsad.commands.answering import tell_answer

    tell_answer(thing, into, as_json)
