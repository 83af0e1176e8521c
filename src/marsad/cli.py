"""The command line: `marsad read`, `judge`, `copies`, `diff`, `schema`, `evaluate` and others.

Exit codes: 0 all was read; 1 nothing could be read, or a figure is below its floor; 2 the command itself was wrong;
3 reports were read, and there are problems to look at; 130 stopped (the same command goes on where it stopped).
"""

import json
import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from marsad.commands.adding import places, sources
from marsad.commands.backfill import backfill
from marsad.commands.changes import changes
from marsad.commands.copies import copies
from marsad.commands.diff import diff
from marsad.commands.doctor import doctor
from marsad.commands.explain import explain
from marsad.commands.export import export
from marsad.commands.judge import judge, judgements, undo
from marsad.commands.kinds import kinds
from marsad.commands.living import add, feeds, init, review, search, watch
from marsad.commands.people import people
from marsad.commands.serve import serve
from marsad.commands.showing import count_things, tell_problems, watched
from marsad.commands.tally import tally
from marsad.commands.upkeep import backup, config, migrate, purge, rebuild, restore, verify
from marsad.commands.versions import versions
from marsad.errors import MarsadError
from marsad.evaluate.scores import Scores
from marsad.model.codec import ledger_schema, to_json
from marsad.model.ledger import Ledger

if TYPE_CHECKING:
    from marsad.commands.reading import Done

app = typer.Typer(
    name="marsad",
    help="A conflict monitor: overlapping, contradicting reports in, one attributed record out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
_errors = Console(stderr=True, highlight=False, soft_wrap=True)

NOTHING_READ, WITH_PROBLEMS, STOPPED = 1, 3, 130
_READING, _ASKING, _DECIDING = "Read reports into a folder", "Ask a folder or a desk", "Decide and add what you know"
_DESK, _KEEPING, _ABOUT = "Keep a desk", "Look after a desk", "About marsad"
"""What the commands are listed under in the help."""
_ONE = {"read": "read", "families": "family", "stories": "story"}
"""What one of the summary's things is called where it is more than the word without its s."""


class Stage(StrEnum):
    """The stages that can be evaluated."""

    INCIDENTS = "incidents"
    COPIES = "copies"
    COUNTS = "counts"
    STORIES = "stories"
    PLACES = "places"
    ATTRIBUTION = "attribution"
    RECONCILE = "reconcile"
    TEMPLATES = "templates"
    ROLES = "roles"
    RELEVANCE = "relevance"


def read(
    paths: Annotated[
        list[str] | None,
        typer.Argument(help="Files, folders, globs and web addresses of reports and feeds.", show_default=False),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="The folder to write to, with these reports only; `out` unless told.")
    ] = None,
    into: Annotated[
        Path | None, typer.Option(help="A folder that was read into before: these reports join those there.")
    ] = None,
    received: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="When the reports were received: no undated report is later."),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option(help="The ledger as it could be known at a day or moment, as 2024-08-15.")
    ] = None,
    inside: Annotated[
        list[str] | None,
        typer.Option(help="A host on your own network that may be fetched from; all others there are refused."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Read reports and write the ledger, tables, map data and briefing to a folder."""
    from marsad.commands.reading import Plan, read_as_planned

    plan = Plan.of(paths or [], out, into, received.date() if received else None, as_of, inside or ())
    with watched() as progress:
        done = read_as_planned(plan, progress)
    ledger = done.ledger
    _tell_problems(ledger)
    _tell_summary(done, as_json)
    if not any(report.read for report in ledger.reports):
        raise typer.Exit(NOTHING_READ)
    if ledger.problems:
        raise typer.Exit(WITH_PROBLEMS)


def _tell_problems(ledger: Ledger) -> None:
    tell_problems(ledger.problems)
    for row in ledger.judgements:
        if row.note:
            _errors.print(f"{row.id}, {row.verb} by {row.by}: {row.standing}: {row.note}.", markup=False)


def _tell_summary(done: "Done", as_json: bool) -> None:
    ledger = done.ledger
    figures = {
        "reports": len(ledger.reports),
        "read": sum(report.read for report in ledger.reports),
        "families": len(ledger.families),
        "stories": len(ledger.stories),
        "claims": len(ledger.claims),
        "incidents": len(ledger.incidents),
        "contradictions": len(ledger.contradictions),
        "judgements": len(ledger.judgements),
        "problems": len(ledger.problems),
    }
    if as_json:
        told = {**figures, "written": [path.as_posix() for path in done.written], "fetched": list(done.fetched)}
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    for line in done.fetched:
        typer.echo(f"fetched {line}")
    typer.echo(", ".join(count_things(count, _ONE.get(name, name[:-1]), name) for name, count in figures.items()))
    for path in done.written:
        typer.echo(f"wrote {path}")


def schema() -> None:
    """Print the JSON Schema of ledger.json."""
    typer.echo(json.dumps(ledger_schema(), ensure_ascii=False, indent=1))


def evaluate(
    stage: Annotated[Stage, typer.Argument(help="The stage to score.")],
    data: Annotated[Path, typer.Option(help="A folder laid out as the stage's public data.", exists=True)],
    gold: Annotated[
        Path | None, typer.Option(help="Where score.py and the facts of `incidents` stand.", exists=True)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Score a stage on public data. The figures are of development data unless the data is a set's test part."""
    from marsad.evaluate import score_stage

    with watched() as progress:
        scores = score_stage(stage.value, data, gold, progress)
    if as_json:
        told = {"stage": scores.stage, "data": scores.data, "figures": scores.figures, "baselines": scores.baselines}
        typer.echo(json.dumps(to_json(told), ensure_ascii=False))
    else:
        _tell_scores(scores)


def _tell_scores(scores: Scores) -> None:
    for note in scores.notes:
        typer.echo(note)
    width = max(len(name) for name in scores.figures)
    typer.echo(f"{scores.stage}, data {scores.data[:12]}")
    for name, value in scores.figures.items():
        beside = ", ".join(f"{who} {row[name]:.3f}" for who, row in scores.baselines.items() if name in row)
        typer.echo(f"{name:{width}}  {value:.3f}" + (f"   ({beside})" if beside else ""))


for panel, of_panel in (
    (_READING, (read, backfill, export)),
    (_ASKING, (explain, tally, changes, versions, search, copies, diff)),
    (_DECIDING, (review, judgements, undo)),
    (_DESK, (init, add, watch, serve)),
    (_KEEPING, (verify, rebuild, migrate, backup, restore, purge)),
    (_ABOUT, (doctor, schema, kinds, evaluate)),
):
    for command in of_panel:
        app.command(rich_help_panel=panel)(command)
for panel, group in (
    (_DECIDING, judge),
    (_DECIDING, places),
    (_DECIDING, sources),
    (_DESK, feeds),
    (_DESK, people),
    (_KEEPING, config),
):
    app.add_typer(group, rich_help_panel=panel)


def main() -> None:
    """Run the command line; a user's mistake is told in a sentence, never as a traceback."""
    try:
        app()
    except MarsadError as error:
        _errors.print(f"{error}", markup=False)
        sys.exit(2)
    except KeyboardInterrupt:
        _errors.print("Stopped. The same command goes on where it stopped.")
        sys.exit(STOPPED)
