"""Printing what `marsad versions` shows."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import typer

from marsad.commands.desks import list_gone_pages, open_ground
from marsad.commands.grounds import Ground, pick
from marsad.commands.showing import count_things, name_report, plain, print_array
from marsad.explain.parts import Page
from marsad.explain.versions import count_edits, list_versions
from marsad.model.codec import to_json
from marsad.model.versions import Edit, SentenceEdit, Version
from marsad.store.database.gone import Gone

_SIGNS = {Edit.CHANGED: "~", Edit.DROPPED: "-", Edit.ADDED: "+"}


def tell_pages(said: str | None, folder: Path, as_json: bool) -> None:
    """The versions of one report, or of all that have any. Raises InputError where no report is meant."""
    with open_ground(folder) as ground:
        if said is not None:
            _tell_pages(iter([_find_page(ground, said)]), (), as_json)
            return
        with ground.parts() as parts:
            _tell_pages(parts.pages(in_time=as_json), list_gone_pages(folder), as_json)


def _find_page(ground: Ground, said: str) -> Page:
    """The report that a person means, with its versions if it has any."""
    key = pick(ground, said, ("report",)).id
    ledger = ground.around(key)
    report = next(report for report in ledger.reports if report.id == key)
    return report, list_versions(ledger.versions).get(key, ())


def _tell_pages(pages: Iterator[Page], gone: Iterable[Gone], as_json: bool) -> None:
    if as_json:
        print_array(to_json(version) for _, versions in pages for version in versions)
        return
    changed = 0
    for report, versions in pages:
        typer.echo(f"{name_report(report)}  ({report.id})")
        _tell(versions)
        changed += bool(versions)
    for one in gone:
        typer.echo(
            f"{plain(one.address)}  ({one.report})\n"
            f"  gone since {one.since:%Y-%m-%d %H:%M} UTC ({one.status}); its last text stands"
        )
    typer.echo(f"{count_things(changed, 'report', 'reports')} changed")


def _tell(versions: tuple[Version, ...]) -> None:
    if versions:
        typer.echo(f"  1  {versions[0].earlier_at:%Y-%m-%d %H:%M} UTC  {versions[0].earlier}")
    for number, version in enumerate(versions, start=2):
        typer.echo(f"  {number}  {version.at:%Y-%m-%d %H:%M} UTC  {plain(count_edits(version))}")
        for sentence in version.sentences:
            _show(sentence)


def _show(sentence: SentenceEdit) -> None:
    sides = [plain(side) for side in (sentence.before, sentence.after) if side is not None]
    typer.echo(f"     {_SIGNS[sentence.edit]} {sides[0]}")
    for side in sides[1:]:
        typer.echo(f"       {side}")
