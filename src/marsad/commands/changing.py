"""Printing what `marsad changes` finds."""

from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

import typer

from marsad.commands.desks import open_any, open_ledger
from marsad.commands.showing import plain, print_json
from marsad.errors import InputError
from marsad.explain.answers import Writer
from marsad.explain.changing import Difference, compare_ledgers
from marsad.ledger.moments import find_end
from marsad.model.codec import to_json
from marsad.model.ledger import Ledger
from marsad.publish.index import index_ledger

_LONG = 300


def tell_changes_between(paths: list[Path], since: str | None, as_json: bool) -> None:
    """Two ledgers. Raises InputError where there are not two."""
    if len(paths) != 2 or since is not None:
        raise InputError("Two ledgers, or --since and a folder", "As marsad changes old/ new/, or --since 2031-05-02")
    old, new = (open_ledger(path) for path in paths)
    _print(compare_ledgers(old, new), new, as_json)


def tell_changes_since(folder: Path, since: str | None, until: str | None, as_json: bool) -> None:
    """A folder's ledger as it could be known at a time, and now or at a later time."""
    if since is None:
        raise InputError(
            "Since when is not said",
            "Give a day, a moment or how long ago, as --since 2031-05-02 or --since 7d, or two ledgers",
        )
    now = datetime.now(UTC)
    with open_any(folder) as desk:
        old = desk.ledger_as_of(find_end(since, now))
        new = desk.ledger_as_of(find_end(until, now)) if until else desk.ledger()
    _print(compare_ledgers(old, new), new, as_json)


def _print(found: tuple[Difference, ...], new: Ledger, as_json: bool) -> None:
    if as_json:
        print_json(to_json(found))
        return
    write = Writer(index_ledger(new))
    for head, rows in groupby(found, key=lambda one: (one.label, one.about)):
        typer.echo(f"{plain(head[0])}  ({head[1]})")
        for row in rows:
            _tell(row, write)
    if not found:
        typer.echo("nothing changed")


def _tell(row: Difference, write: Writer) -> None:
    before, after = (plain(side)[:_LONG] if side else None for side in (row.before, row.after))
    if before and after:
        typer.echo(f"  {row.what}: {before} -> {after}")
    else:
        typer.echo(f"  {row.what}: {after or before}")
    for claim in row.claims[:2] if row.what != "new report" else ():
        if claim in write.index.claims:
            typer.echo(f"    {plain(write.cite(write.index.claims[claim]))}")
