"""`marsad places` and `marsad sources`: what people add to what the lexicon knows, noted in the folder of a ledger."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from marsad.commands.here import Into
from marsad.model.reports import Problem

NOTHING_ADDED, WITH_PROBLEMS = 1, 3

places = typer.Typer(name="places", help="Places of your own: they go before the gazetteer.", no_args_is_help=True)
sources = typer.Typer(name="sources", help="Sources of your own: they go before the lexicon.", no_args_is_help=True)

Files = Annotated[list[Path], typer.Argument(metavar="FILE...", show_default=False)]


@places.command(name="add")
def add_places(files: Files, into: Into) -> None:
    """Add the places of CSV, GeoJSON, GeoNames dumps and administrative files of HDX."""
    from marsad.commands.desks import open_any
    from marsad.intake.gazetteers import read_gazetteer

    brought = [(file, read_gazetteer(file)) for file in files]
    with open_any(into) as desk:
        for file, read in brought:
            if read.places:
                desk.add_places(file.name, read.places)
        then = desk.next_step()
    _tell([(file, len(read.places), read.problems) for file, read in brought], "places", then)


@places.command(name="list")
def list_places(into: Into) -> None:
    """List the places that were added: name, kind, country and point."""
    from marsad.commands.desks import open_any

    with open_any(into) as desk:
        added, problems = desk.added()
    for one in added.places:
        typer.echo(f"{one.name}, {one.kind}, {one.country or 'no country'}, {one.lat}, {one.lon}")
    if not added.places:
        typer.echo("no places were added")
    _tell_problems(problems)


@sources.command(name="add")
def add_sources(files: Files, into: Into) -> None:
    """Add the bodies of CSV files with the columns name, kind, country, part_of, sense and aliases."""
    from marsad.commands.desks import open_any
    from marsad.intake.source_files import read_sources

    brought = [(file, read_sources(file)) for file in files]
    with open_any(into) as desk:
        for file, read in brought:
            if read.bodies:
                desk.add_bodies(file.name, read.bodies)
        then = desk.next_step()
    _tell([(file, len(read.bodies), read.problems) for file, read in brought], "sources", then)


@sources.command(name="list")
def list_sources(into: Into) -> None:
    """List the sources that were added: name, kind and other names."""
    from marsad.commands.desks import open_any

    with open_any(into) as desk:
        added, problems = desk.added()
    for one in added.bodies:
        typer.echo(", ".join((one.name, one.kind.value, *one.aliases)))
    if not added.bodies:
        typer.echo("no sources were added")
    _tell_problems(problems)


def _tell(read: Sequence[tuple[Path, int, Sequence[Problem]]], what: str, then: str) -> None:
    """What was added, and what not. Exits with 1 where nothing was, with 3 where some rows were not."""
    for file, count, problems in read:
        typer.echo(f"{file}: {count} {what} added")
        _tell_problems(problems)
    if not any(count for _, count, _ in read):
        raise typer.Exit(NOTHING_ADDED)
    typer.echo(then)
    if any(problems for _, _, problems in read):
        raise typer.Exit(WITH_PROBLEMS)


def _tell_problems(problems: Sequence[Problem]) -> None:
    for problem in problems:
        typer.echo(f"{problem.path}, {problem.at}: {problem.what}. {problem.remedy}", err=True)
