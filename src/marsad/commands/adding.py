"""`marsad places` and `marsad sources`: what people add to what the lexicon knows, noted in the folder of a ledger."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from marsad.model.reports import Problem

NOTHING_ADDED, WITH_PROBLEMS = 1, 3

places = typer.Typer(name="places", help="Places of your own: they go before the gazetteer.", no_args_is_help=True)
sources = typer.Typer(name="sources", help="Sources of your own: they go before the lexicon.", no_args_is_help=True)

Files = Annotated[list[Path], typer.Argument(metavar="FILE...", show_default=False)]
Into = Annotated[Path, typer.Option("--into", help="The folder of the ledger.")]
HERE = Path("out")


@places.command(name="add")
def add_places(files: Files, into: Into = HERE) -> None:
    """Add the places of CSV, GeoJSON, GeoNames dumps and administrative files of HDX."""
    from marsad.intake.gazetteers import read_gazetteer
    from marsad.store.desk import Desk

    brought = [(file, read_gazetteer(file)) for file in files]
    for file, read in brought:
        if read.places:
            Desk(into).add_places(file.name, read.places, datetime.now(UTC))
    _tell([(file, len(read.places), read.problems) for file, read in brought], "places", into)


@places.command(name="list")
def list_places(into: Into = HERE) -> None:
    """List the places that were added: name, kind, country and point."""
    from marsad.store.desk import Desk

    added, problems = Desk(into).read_added()
    for one in added.places:
        typer.echo(f"{one.name}, {one.kind}, {one.country or 'no country'}, {one.lat}, {one.lon}")
    _tell_problems(problems)


@sources.command(name="add")
def add_sources(files: Files, into: Into = HERE) -> None:
    """Add the bodies of CSV files with the columns name, kind, country, part_of, sense and aliases."""
    from marsad.intake.source_files import read_sources
    from marsad.store.desk import Desk

    brought = [(file, read_sources(file)) for file in files]
    for file, read in brought:
        if read.bodies:
            Desk(into).add_bodies(file.name, read.bodies, datetime.now(UTC))
    _tell([(file, len(read.bodies), read.problems) for file, read in brought], "sources", into)


@sources.command(name="list")
def list_sources(into: Into = HERE) -> None:
    """List the sources that were added: name, kind and other names."""
    from marsad.store.desk import Desk

    added, problems = Desk(into).read_added()
    for one in added.bodies:
        typer.echo(", ".join((one.name, one.kind.value, *one.aliases)))
    _tell_problems(problems)


def _tell(read: Sequence[tuple[Path, int, Sequence[Problem]]], what: str, into: Path) -> None:
    """What was added, and what not. Exits with 1 where nothing was, with 3 where some rows were not."""
    for file, count, problems in read:
        typer.echo(f"{file}: {count} {what} added")
        _tell_problems(problems)
    if not any(count for _, count, _ in read):
        raise typer.Exit(NOTHING_ADDED)
    typer.echo(f"The next marsad read --into {into} goes by them.")
    if any(problems for _, _, problems in read):
        raise typer.Exit(WITH_PROBLEMS)


def _tell_problems(problems: Sequence[Problem]) -> None:
    for problem in problems:
        typer.echo(f"{problem.path}, {problem.at}: {problem.what}. {problem.remedy}", err=True)
