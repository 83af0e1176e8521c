"""`marsad judge`: what people decide, noted with a name and a reason; `marsad judgements`: what was decided."""

from typing import Annotated

import typer

from marsad.commands.here import AsJson, By, Into, Why

judge = typer.Typer(
    name="judge",
    help="Decide what the machine can't, with a name and a reason. A desk goes by it at once, a folder from its next "
    "`read --into` on.",
    no_args_is_help=True,
)

_NAMED = "An id, the beginning of one, or words that only it has."
One = Annotated[str, typer.Argument(metavar="A", help=_NAMED, show_default=False)]
Other = Annotated[str, typer.Argument(metavar="B", help=_NAMED, show_default=False)]


@judge.command()
def same(one: One, other: Other, by: By, why: Why, into: Into) -> None:
    """Two incidents or claims are one happening."""
    from marsad.commands.judging import open_table

    with open_table(into) as table:
        table.pair("same", one, other, by, why)


@judge.command(name="not-same")
def not_same(one: One, other: Other, by: By, why: Why, into: Into) -> None:
    """Two incidents or claims are not one happening."""
    from marsad.commands.judging import open_table

    with open_table(into) as table:
        table.pair("not_same", one, other, by, why)


@judge.command()
def split(
    incident: Annotated[str, typer.Argument(metavar="INCIDENT", help=_NAMED, show_default=False)],
    claims: Annotated[list[str], typer.Argument(metavar="CLAIM...", help=_NAMED, show_default=False)],
    by: By,
    why: Why,
    into: Into,
) -> None:
    """Take some claims out of an incident: together they are another happening."""
    from marsad.commands.judging import open_table

    with open_table(into) as table:
        table.split(incident, claims, by, why)


@judge.command()
def accept(thing: One, by: By, why: Why, into: Into) -> None:
    """An incident or claim was looked at and may stand. This confirms nothing; it waits for nobody any more."""
    from marsad.commands.judging import open_table

    with open_table(into) as table:
        table.one("accept", thing, by, why)


@judge.command()
def reject(thing: One, by: By, why: Why, into: Into) -> None:
    """An incident is none, or a claim, or all claims of a report, count for nothing. They stay in the ledger."""
    from marsad.commands.judging import open_table

    with open_table(into) as table:
        table.one("reject", thing, by, why)


@judge.command()
def correct(
    thing: One,
    value: Annotated[str, typer.Argument(metavar="FIELD=VALUE", help="As killed=8.", show_default=False)],
    by: By,
    why: Why,
    into: Into,
) -> None:
    """Correct a field of a claim, of all claims of an incident, or of a report."""
    from marsad.commands.judging import open_table

    with open_table(into) as table:
        table.correct(thing, value, by, why)


@judge.command(name="merge-sources")
def merge_sources(one: One, other: Other, by: By, why: Why, into: Into) -> None:
    """Two sources are one voice; it keeps the name of A."""
    from marsad.commands.judging import open_table

    with open_table(into) as table:
        table.pair("merge_sources", one, other, by, why)


@judge.command(name="lift-background")
def lift_background(claim: One, by: By, why: Why, into: Into) -> None:
    """A claim that was taken for background is news."""
    from marsad.commands.judging import open_table

    with open_table(into) as table:
        table.one("lift_background", claim, by, why)


@judge.command()
def undo(
    judgement: Annotated[str, typer.Argument(metavar="JUDGEMENT", help=_NAMED, show_default=False)],
    by: By,
    why: Why,
    into: Into,
) -> None:
    """Take back one judgement of your own. Those of others stand; an undo can be undone."""
    from marsad.commands.judging import open_table

    with open_table(into) as table:
        table.undo(judgement, by, why)


def judgements(into: Into, as_json: AsJson = False) -> None:
    """List all judgements of a folder or desk: who, when, what, why, and whether each is in force."""
    from marsad.commands.judging import tell_judgements

    tell_judgements(into, as_json)
