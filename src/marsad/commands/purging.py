"""Purging a text from a desk, and telling what a desk rests on."""

from pathlib import Path

import typer

from marsad.commands.grounds import pick, stand_on_rows
from marsad.commands.showing import count_things, plain, print_json
from marsad.errors import InputError
from marsad.living import open_desk
from marsad.model.codec import Json
from marsad.model.reports import Report
from marsad.store.config import NAME
from marsad.store.database.migrating import find_form
from marsad.store.database.reading import read_desk


def take_out(said: str, by: str, why: str, folder: Path, sure: bool) -> None:
    """Purge a report and fold. Raises InputError where name or reason is missing, or no report is meant."""
    if not by.strip() or not why.strip():
        raise InputError("A purge needs a name and a reason", "Give both, with --by and --why")
    with open_desk(folder) as desk:
        desk.update()
        report = pick(stand_on_rows(desk), said, ("report",))
        if not sure:
            typer.confirm(f"Take {plain(report.says)} out for good?", abort=True)
        purge = desk.purge(report.id, by=by.strip(), why=why.strip())
        desk.update()
        with read_desk(desk.database) as reader:
            left = reader.count(Report)
    if purge is None:
        raise InputError(f"{plain(said)} was purged in the meantime", "Nothing is left to be done")
    texts, files = len(purge.texts), len(purge.originals)
    told = f"{count_things(texts, 'text', 'texts')}, {count_things(files, 'original file', 'original files')}"
    typer.echo(f"purged {report.id}: {told} and all that was read from them by this desk")
    typer.echo(f"{left} reports are left. Backups, exports and copies made before still hold the text.")


def tell_config(folder: Path, as_json: bool) -> None:
    """What a desk rests on."""
    with open_desk(folder) as desk:
        last = desk.facts.head()
        facts: dict[str, Json] = {
            "config": (desk.folder / NAME).as_posix(),
            "database": desk.database.shown,
            "form": find_form(desk.database),
            "facts": last.seq,
            "folded": desk.views.rest_on()[0],
            "head": last.hash,
        }
    if as_json:
        print_json(facts)
        return
    for name, value in facts.items():
        typer.echo(f"{name:9} {value}")
