"""`marsad judge`: what people decide, noted with a name and a reason; `marsad judgements`: what was decided."""

from pathlib import Path
from typing import Annotated

import typer

judge = typer.Typer(
    name="judge",
    help="Decide what the machine can't, with a name and a reason; the next `read --into` folds it in.",
    no_args_is_help=True,
)

By = Annotated[str, typer.Option("--by", help="Who decides.", show_default=False)]
Why = Annotated[str, typer.Option("--why", help="The reason, in a sentence.", show_default=False)]
Into = Annotated[Path, typer.Option("--into", help="The folder of the ledger.")]
HERE = Path("out")
_NAMED = "An id, the beginning of one, or words that only it has."
One = Annotated[str, typer.Argument(metavar="A", help=_NAMED, show_default=False)]
Other = Annotated[str, typer.Argument(metavar="B", help=_NAMED, show_default=False)]


@judge.command()
def same(one: One, other: Other, by: By, why: Why, into: Into = HERE) -> None:
    """Two incidents or claims are one happening."""
    from marsad.commands.judging import note_pair

    note_pair("same", one, other, by, why, into)


@judge.command(name="not-same")
def not_same(one: One, other: Other, by: By, why: Why, into: Into = HERE) -> None:
    """Two incidents or claims are not one happening."""
    from marsad.commands.judging import note_pair

    note_pair("not_same", one, other, by, why, into)


@judge.command()
def split(
    incident: Annotated[str, typer.Argument(metavar="INCIDENT", help=_NAMED, show_default=False)],
    claims: Annotated[list[str], typer.Argument(metavar="CLAIM...", help=_NAMED, show_default=False)],
    by: By,
    why: Why,
    into: Into = HERE,
) -> None:
    """Take some claims out of an incident: together they are another happening."""
    from marsad.commands.judging import note_split

    note_split(incident, claims, by, why, into)


@judge.command()
def accept(thing: One, by: By, why: Why, into: Into = HERE) -> None:
    """An incident or claim was looked at and may stand. This confirms nothing; it waits for nobody any more."""
    from marsad.commands.judging import note_one

    note_one("accept", thing, by, why, into)


@judge.command()
def reject(thing: One, by: By, why: Why, into: Into = HERE) -> None:
    """An incident is none, or a claim, or all claims of a report, count for nothing. They stay in the ledger."""
    from marsad.commands.judging import note_one

    note_one("reject", thing, by, why, into)


@judge.command()
def correct(
    thing: One,
    value: Annotated[str, typer.Argument(metavar="FIELD=VALUE", help="As killed=8.", show_default=False)],
    by: By,
    why: Why,
    into: Into = HERE,
) -> None:
    """Correct a field of a claim, of all claims of an incident, or of a report."""
    from marsad.commands.judging import note_correction

    note_correction(thing, value, by, why, into)


@judge.command(name="merge-sources")
def merge_sources(one: One, other: Other, by: By, why: Why, into: Into = HERE) -> None:
    """Two sources are one voice; it keeps the name of A."""
    from marsad.commands.judging import note_pair

    note_pair("merge_sources", one, other, by, why, into)


@judge.command(name="lift-background")
def lift_background(claim: One, by: By, why: Why, into: Into = HERE) -> None:
    """A claim that was taken for background is news."""
    from marsad.commands.judging import note_one

    note_one("lift_background", claim, by, why, into)


@judge.command()
def undo(
    judgement: Annotated[str, typer.Argument(metavar="JUDGEMENT", help=_NAMED, show_default=False)],
    by: By,
    why: Why,
    into: Into = HERE,
) -> None:
    """Take back one judgement of your own. Those of others stand; an undo can be undone."""
    from marsad.commands.judging import note_undo

    note_undo(judgement, by, why, into)


def judgements(
    into: Into = HERE, as_json: Annotated[bool, typer.Option("--json", help="Print them as JSON.")] = False
) -> None:
    """List all judgements of a folder: who, when, what, why, and whether each is in force."""
    from marsad.commands.judging import tell_judgements

    tell_judgements(into, as_json)
