"""Commands of a desk on a database: `marsad init`, `add`, `watch`, `feeds`, `search` and `review`."""

from datetime import datetime
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from marsad.commands.here import AsJson, By, Into
from marsad.model.claims import Kind, Stance

Inside = Annotated[
    list[str] | None,
    typer.Option(help="A host on your own network that may be fetched from; all others there are refused."),
]


def init(
    folder: Annotated[Path, typer.Argument(help="The folder of the new desk.", show_default=False)],
    database: Annotated[
        str | None,
        typer.Option(help="postgresql://user@host/name; an SQLite file in the folder unless told.", show_default=False),
    ] = None,
) -> None:
    """Make a desk: a folder with its marsad.toml and a database that reports are added to."""
    from marsad.living import init_desk

    with init_desk(folder, database) as desk:
        typer.echo(f"made {folder / 'marsad.toml'}, on {desk.database.shown}")
    typer.echo(f"Now: cd {quote(str(folder))} && marsad add REPORTS...")


def add(
    paths: Annotated[
        list[str],
        typer.Argument(help="Files, folders, globs, web addresses, and .opml lists of feeds.", show_default=False),
    ],
    into: Into,
    received: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="When the reports were received: no undated report is later."),
    ] = None,
    follow: Annotated[
        bool, typer.Option("--follow", help="Follow the folders that are named: marsad watch looks at them again.")
    ] = False,
    inside: Inside = None,
    as_json: AsJson = False,
) -> None:
    """Add reports to a desk; its ledger follows. What is there already is not added again; a feed is followed."""
    from marsad.commands.arriving import take_in

    take_in(paths, into, received.date() if received else None, follow, inside or (), as_json)


def watch(
    into: Into,
    once: Annotated[bool, typer.Option("--once", help="Visit what is due, and stop.")] = False,
    inside: Inside = None,
) -> None:
    """Visit the feeds and folders that a desk follows when they are due, and take in what is new, until stopped."""
    from marsad.commands.arriving import keep_watch

    keep_watch(into, once, inside or ())


feeds = typer.Typer(name="feeds", help="The feeds, lists and folders that a desk follows.", no_args_is_help=True)


@feeds.command(name="list")
def list_feeds(into: Into, as_json: AsJson = False) -> None:
    """List what is followed: its address, when it is due next, and what went wrong the last time."""
    from marsad.commands.following import tell_follows

    tell_follows(into, as_json)


@feeds.command()
def drop(
    address: Annotated[str, typer.Argument(help="The address, as the list has it.", show_default=False)], into: Into
) -> None:
    """Follow an address no more. What came from it stays."""
    from marsad.commands.following import unfollow

    unfollow(address, into)


@feeds.command(name="opml")
def print_opml(into: Into) -> None:
    """Print what is followed as an OPML list, for another desk or a feed reader."""
    from marsad.commands.following import tell_opml

    tell_opml(into)


def search(
    into: Into,
    words: Annotated[
        list[str] | None,
        typer.Argument(help='Words that must all be there; "in quotes" side by side, -word not.', show_default=False),
    ] = None,
    within: Annotated[
        list[str] | None, typer.Option("--in", help="Only reports, claims or incidents.", show_default=False)
    ] = None,
    kind: Annotated[list[Kind] | None, typer.Option(help="What happened.", show_default=False)] = None,
    place: Annotated[
        list[str] | None, typer.Option(help="A place, or what lies in it: name or id.", show_default=False)
    ] = None,
    source: Annotated[
        list[str] | None, typer.Option(help="Who said it, or through whom: name or id.", show_default=False)
    ] = None,
    outlet: Annotated[list[str] | None, typer.Option(help="Who published it.", show_default=False)] = None,
    stance: Annotated[list[Stance] | None, typer.Option(help="Asserted or denied.", show_default=False)] = None,
    status: Annotated[
        list[str] | None, typer.Option(help="Of a claim or of an incident, as contested.", show_default=False)
    ] = None,
    since: Annotated[str | None, typer.Option(help="A day, a moment, or how long ago, as 7d.")] = None,
    until: Annotated[str | None, typer.Option(help="A day, a moment, or how long ago, as 12h.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many are shown.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Search a desk's reports, claims and incidents, by words and by what they are about."""
    from marsad.commands.searching import ask, tell_hits

    facets = {"kind": kind, "place": place, "source": source, "outlet": outlet, "stance": stance, "status": status}
    given = tuple((name, str(value)) for name, values in facets.items() for value in values or ())
    tell_hits(into, ask(" ".join(words or ()), within or [], given, since, until, limit), as_json)


def review(into: Into, by: By) -> None:
    """Go through what waits for a person, one by one, and decide with single keys."""
    from marsad.commands.reviewing import go_through

    go_through(into, by)
