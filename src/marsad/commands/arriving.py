"""Adding reports to a desk, and telling what came."""

from datetime import date
from pathlib import Path

import typer

from marsad.commands.showing import count_things, name_report, plain, print_json, tell_problems, watched
from marsad.living import open_desk
from marsad.model.codec import to_json

NOTHING_READ, WITH_PROBLEMS = 1, 3


def take_in(paths: list[str], folder: Path, received: date | None, as_json: bool) -> None:
    """Add reports and fold them in; a line for each new one. Exits as `marsad read` does."""
    with open_desk(folder) as desk, watched() as progress:
        arrival = desk.add(paths, received=received, progress=progress)
        ledger = desk.fold(progress)
    homes = {report: story for story in ledger.stories for report in story.reports}
    tell_problems(arrival.problems)
    if as_json:
        new = [{"id": r.id, "key": r.key, "story": homes[r.id].id if r.id in homes else None} for r in arrival.reports]
        print_json({"new": to_json(new), "problems": to_json(arrival.problems), "reports": len(ledger.reports)})
    else:
        for report in arrival.reports:
            story = homes.get(report.id)
            typer.echo(f"new {name_report(report)}" + (f"  [{plain(story.label)}]" if story else ""))
        typer.echo(
            f"{len(arrival.reports)} new, {count_things(len(ledger.reports), 'report', 'reports')},"
            f" {count_things(len(ledger.stories), 'story', 'stories')},"
            f" {count_things(len(ledger.claims), 'claim', 'claims')},"
            f" {count_things(len(ledger.incidents), 'incident', 'incidents')}"
        )
    if arrival.problems:
        raise typer.Exit(WITH_PROBLEMS if arrival.reports or ledger.reports else NOTHING_READ)
