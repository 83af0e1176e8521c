"""`marsad review`: what waits for a person, one thing after the other, decided with single keys."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import typer

from marsad.commands.desks import open_any
from marsad.commands.grounds import Waiting
from marsad.commands.judging import Table
from marsad.commands.showing import plain
from marsad.errors import MarsadError
from marsad.explain import explain

_LONG = 240
_LINES = 12
_KEYS = "a accept, r reject, s same as, n not same as, c correct, u undo my last, Enter later, q stop"


def go_through(folder: Path, by: str) -> None:
    """Show each thing that waits, and note what the person decides; what is left for later is not shown again."""
    left: set[str] = set()
    with open_any(folder) as desk:
        table = Table(desk)
        while True:
            waiting = table.ground.first_waiting(left)
            if waiting is None:
                typer.echo("nothing waits" if not left else f"{len(left)} left for later")
                return
            _show(table, waiting)
            key = typer.prompt(_KEYS, default="", show_default=False).strip().lower()
            if key == "q":
                return
            if key == "":
                left.add(waiting.id)
            elif key in _DECISIONS:
                if _try(partial(_DECISIONS[key], table, waiting.id, by)):
                    table = Table(desk)
            else:
                typer.echo(f"{plain(key)} is no key here")


def _show(table: Table, one: Waiting) -> None:
    typer.echo(f"\n{one.count} waiting. {one.id}: {plain(one.says)[:_LONG]}")
    for reason in one.reasons:
        typer.echo(f"  because {plain(reason)}")
    answer = explain(table.ground.around(one.id), one.id)
    for line in answer.lines[:_LINES] if answer else ():
        typer.echo(f"  {plain(line)[:_LONG]}")


def _accept(table: Table, thing: str, by: str) -> None:
    table.one("accept", thing, by, _ask("Why"))


def _reject(table: Table, thing: str, by: str) -> None:
    table.one("reject", thing, by, _ask("Why"))


def _same(table: Table, thing: str, by: str) -> None:
    table.pair("same", thing, _ask("The same as (id or words)"), by, _ask("Why"))


def _not_same(table: Table, thing: str, by: str) -> None:
    table.pair("not_same", thing, _ask("Not the same as (id or words)"), by, _ask("Why"))


def _correct(table: Table, thing: str, by: str) -> None:
    table.correct(thing, _ask("FIELD=VALUE, as killed=8"), by, _ask("Why"))


def _undo(table: Table, _thing: str, by: str) -> None:
    table.undo_last(by, _ask("Why"))


_DECISIONS: dict[str, Callable[[Table, str, str], None]] = {
    "a": _accept,
    "r": _reject,
    "s": _same,
    "n": _not_same,
    "c": _correct,
    "u": _undo,
}


def _ask(what: str) -> str:
    return str(typer.prompt(what)).strip()


def _try(decide: Callable[[], None]) -> bool:
    """Decide, and tell whether that was noted; where it can't be, say why and go on."""
    try:
        decide()
    except MarsadError as error:
        typer.echo(plain(str(error)), err=True)
        return False
    return True
