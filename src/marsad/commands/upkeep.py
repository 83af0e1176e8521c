"""Commands that look after a desk: `marsad verify`, `rebuild`, `migrate`, `backup`, `restore`, `purge`, `config`."""

from pathlib import Path
from typing import Annotated

import typer

from marsad.commands.here import AsJson, By, Into, Why

NOT_SOUND = 1

config = typer.Typer(name="config", help="What a desk rests on.", no_args_is_help=True)


def verify(into: Into) -> None:
    """Check the journal's chain of hashes, what it says, and the original files; exits with 1 at a fault."""
    from marsad.living import open_desk

    with open_desk(into) as desk:
        faults, last = desk.verify(), desk.facts.head()
    for fault in faults:
        typer.echo(fault)
    if faults:
        typer.echo(f"{len(faults)} faults. Restore a backup with marsad restore, and compare.")
        raise typer.Exit(NOT_SOUND)
    typer.echo(f"{last.seq} facts, each as it was written")
    typer.echo(f"The last hash is {last.hash}: keep it elsewhere to tell later that nothing was cut off.")


def rebuild(into: Into) -> None:
    """Make all views again from the facts alone."""
    from marsad.commands.showing import watched
    from marsad.living import open_desk
    from marsad.model.codec import dump_ledger

    with open_desk(into) as desk, watched() as progress:
        before = desk.views.load()
        ledger = desk.rebuild(progress)
    changed = before is not None and dump_ledger(before) != dump_ledger(ledger)
    typer.echo(
        f"{len(ledger.reports)} reports, {len(ledger.claims)} claims, {len(ledger.incidents)} incidents: "
        + ("not as they were before" if changed else "as they were before" if before else "made")
    )


def migrate(into: Into) -> None:
    """Take a desk's database to the form that this marsad writes. Make a backup first."""
    from marsad.living import migrate_desk

    before, after = migrate_desk(into)
    again = "what is made from the facts is made again by marsad rebuild, or else by the next add or serve"
    typer.echo(f"form {after}, as before" if before == after else f"form {after}; {again}")


def backup(
    file: Annotated[Path, typer.Argument(help="The ZIP file to write.", show_default=False)], into: Into
) -> None:
    """Write all that a desk holds to one file, while it may be in use. It holds secrets: keep it as the desk."""
    from marsad.living import open_desk

    with open_desk(into, older=True) as desk:
        made = desk.backup(file)
    typer.echo(
        f"wrote {file}: {made.facts} facts, {made.originals} original files, {made.layers} files of layers, "
        f"{made.belongings} rows of accounts, tokens, webhooks, audit and what is followed"
    )
    typer.echo("It holds hashes of passwords and tokens, and webhooks’ secrets: only you can read it; keep it so.")


def restore(
    file: Annotated[Path, typer.Argument(help="A file that marsad backup wrote.", show_default=False)],
    folder: Annotated[Path, typer.Argument(help="The folder of the new desk.", show_default=False)],
    database: Annotated[
        str | None, typer.Option(help="As for marsad init: a backup fits any database.", show_default=False)
    ] = None,
) -> None:
    """Make a new desk from a backup. Its webhooks are told nothing until an admin starts them again."""
    from marsad.commands.showing import watched
    from marsad.living import restore_desk

    with watched() as progress, restore_desk(file, folder, database) as desk:
        facts, ledger = desk.facts.head().seq, desk.fold(progress)
    typer.echo(f"made {folder}: {facts} facts, {len(ledger.reports)} reports, {len(ledger.incidents)} incidents")


def purge(
    report: Annotated[
        str,
        typer.Argument(metavar="REPORT", help="An id, the beginning of one, or its key.", show_default=False),
    ],
    by: By,
    why: Why,
    into: Into,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Take a text out for good, with its file and all that came from it. This cannot be undone."""
    from marsad.commands.purging import take_out

    take_out(report, by, why, into, yes)


@config.command()
def show(into: Into, as_json: AsJson = False) -> None:
    """Print a desk's folder, database, form and sizes."""
    from marsad.commands.purging import tell_config

    tell_config(into, as_json)
