"""Printing the answers of `marsad explain`."""

from pathlib import Path

import typer

from marsad.commands.desks import open_any
from marsad.commands.grounds import pick
from marsad.commands.showing import plain, print_json
from marsad.explain import explain, explain_over_all, is_over_all
from marsad.model.codec import to_json


def tell_answer(said: str, folder: Path, as_json: bool) -> None:
    """The answer about what a person names. Raises InputError where that is nothing, or several things."""
    word = said.strip().casefold()
    with open_any(folder) as desk:
        ground = desk.ground()
        if is_over_all(word):
            with ground.parts() as parts:
                answer = explain_over_all(parts, word)
        else:
            thing = pick(ground, said)
            answer = explain(ground.around(thing.id), thing.id)
    assert answer is not None
    if as_json:
        print_json(to_json(answer))
        return
    typer.echo(f"{plain(answer.title)}  ({answer.id})" if answer.id != answer.title else plain(answer.title))
    for line in answer.lines:
        indent = "  " if line.startswith("  ") else ""
        typer.echo(f"  {indent}{plain(line)}")
