"""Printing the answers of `marsad explain`."""

from pathlib import Path

import typer

from marsad.commands.desks import open_ledger
from marsad.commands.looking import look_up
from marsad.commands.showing import plain, print_json
from marsad.explain import explain
from marsad.model.codec import to_json


def tell_answer(said: str, folder: Path, as_json: bool) -> None:
    """The answer about what a person names. Raises InputError where that is nothing, or several things."""
    ledger = open_ledger(folder)
    answer = explain(ledger, said.strip().casefold()) or explain(ledger, look_up(ledger, said).id)
    assert answer is not None
    if as_json:
        print_json(to_json(answer))
        return
    typer.echo(f"{plain(answer.title)}  ({answer.id})" if answer.id != answer.title else plain(answer.title))
    for line in answer.lines:
        indent = "  " if line.startswith("  ") else ""
        typer.echo(f"  {indent}{plain(line)}")
