"""Printing the answers of `marsad explain`."""

from pathlib import Path

import typer

from marsad.commands.desks import open_any
from marsad.commands.looking import take_one
from marsad.commands.showing import plain, print_json
from marsad.explain import explain, is_over_all
from marsad.model.codec import to_json


def tell_answer(said: str, folder: Path, as_json: bool) -> None:
    """The answer about what a person names. Raises InputError where that is nothing, or several things."""
    word = said.strip().casefold()
    with open_any(folder) as desk:
        if is_over_all(word):
            answer = explain(desk.ledger(), word)
        else:
            ground = desk.ground()
            thing = take_one(ground.find(said, ()), said, (), ground.judgements())
            answer = explain(ground.around(thing.id), thing.id)
    assert answer is not None
    if as_json:
        print_json(to_json(answer))
        return
    typer.echo(f"{plain(answer.title)}  ({answer.id})" if answer.id != answer.title else plain(answer.title))
    for line in answer.lines:
        indent = "  " if line.startswith("  ") else ""
        typer.echo(f"  {indent}{plain(line)}")
