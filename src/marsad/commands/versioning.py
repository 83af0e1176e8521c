"""Printing what `marsad versions` shows."""

from pathlib import Path

import typer

from marsad.commands.desks import list_gone_pages, open_ledger
from marsad.commands.looking import look_up
from marsad.commands.showing import count_things, name_report, plain, print_json
from marsad.explain.versions import count_edits, list_versions
from marsad.model.codec import to_json
from marsad.model.versions import Edit, SentenceEdit, Version

_SIGNS = {Edit.CHANGED: "~", Edit.DROPPED: "-", Edit.ADDED: "+"}


def tell_pages(said: str | None, folder: Path, as_json: bool) -> None:
    """The versions of one report, or of all that have any. Raises InputError where no report is meant."""
    ledger = open_ledger(folder)
    found = list_versions(ledger)
    if said is not None:
        wanted = look_up(ledger, said, ("report",)).id
        found = {wanted: found.get(wanted, ())}
    if as_json:
        print_json(to_json([version for versions in found.values() for version in versions]))
        return
    for report in (report for report in ledger.reports if report.id in found):
        typer.echo(f"{name_report(report)}  ({report.id})")
        _tell(found[report.id])
    for one in list_gone_pages(folder) if said is None else ():
        typer.echo(
            f"{plain(one.address)}  ({one.report})\n"
            f"  gone since {one.since:%Y-%m-%d %H:%M} UTC ({one.status}); its last text stands"
        )
    changed = sum(1 for versions in found.values() if versions)
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
