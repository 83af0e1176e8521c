"""Telling what a desk follows."""

import socket
from pathlib import Path

import typer

from marsad.commands.showing import count_things, plain, print_json
from marsad.errors import InputError
from marsad.fetching.address import name_address
from marsad.folders import FOLDER, is_folder, name_folder
from marsad.intake.opml import Subscription, write_opml
from marsad.living import open_desk
from marsad.model.codec import to_json
from marsad.store.database.follows import Follow, Follows
from marsad.store.database.jobs import Jobs
from marsad.watching import PAGES, VISIT


def tell_follows(folder: Path, as_json: bool) -> None:
    """What is followed, by address, with how the last visit went."""
    with open_desk(folder) as desk:
        followed = Follows(desk.database).read()
    if as_json:
        print_json(to_json(followed))
        return
    for one in followed:
        typer.echo(f"{plain(one.address)}  {_say(one)}")
    typer.echo(f"{count_things(len(followed), 'address', 'addresses')} followed")


def unfollow(address: str, folder: Path) -> None:
    """Follow an address or folder no more. Raises InputError where it is not followed."""
    path = Path(address)
    name = address if is_folder(address) else _name(path) if path.is_dir() else name_address(address)
    with open_desk(folder) as desk:
        for kind in (VISIT, PAGES, FOLDER):
            Jobs(desk.database).drop(kind, name)
        if not Follows(desk.database).drop(name):
            raise InputError(f"{plain(address)} is not followed", "marsad feeds list shows what is")
    typer.echo(f"{plain(name)} is followed no more")


def tell_opml(folder: Path) -> None:
    """What is followed, as OPML."""
    with open_desk(folder) as desk:
        followed = Follows(desk.database).read()
    feeds = [Subscription(url=o.address, title=o.title, home=None) for o in followed if not is_folder(o.address)]
    typer.echo(write_opml(feeds, "What a desk of Marsad follows").decode(), nl=False)


def _name(folder: Path) -> str:
    return name_folder(folder.resolve(), socket.gethostname())


def _say(one: Follow) -> str:
    visit = one.visit
    if visit is None:
        return "not visited yet"
    if visit.next_due is None:
        return f"gone for good: {plain(visit.last_error or '')}"
    due = f"due {visit.next_due:%Y-%m-%d %H:%M} UTC"
    return (
        f"{due}; failed {count_things(visit.failures, 'time', 'times')}: {plain(visit.last_error or '')}"
        if visit.failures
        else due
    )
