"""`marsad backfill`: an archive into Parquet tables, on one core or on all."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from marsad.commands.here import AsJson
from marsad.commands.showing import NOTHING_READ, WITH_PROBLEMS, count_things, print_json, tell_problems, watched


class Where(StrEnum):
    """The engines."""

    LOCAL = "local"
    DAFT = "daft"


def backfill(
    paths: Annotated[list[str], typer.Argument(help="Web archives, folders, globs and files of reports.")],
    out: Annotated[Path, typer.Option(help="The folder for the tables; the same command goes on there.")],
    engine: Annotated[Where, typer.Option(help="Where stages run: here, or by Daft on all cores.")] = Where.LOCAL,
    every: Annotated[bool, typer.Option("--all", help="Read all reports, not only those of armed conflict.")] = False,
    received: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="When the reports were received: no undated report is later."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Read an archive into Parquet tables; reports that tell of no armed conflict are listed, not read."""
    from marsad.backfill import fill
    from marsad.engine.distributed import DaftEngine
    from marsad.engine.local import LOCAL

    chosen = DaftEngine() if engine is Where.DAFT else LOCAL
    day = received.date() if received else None
    with watched() as progress:
        filled = fill(paths, out, engine=chosen, received=day, keep_all=every, progress=progress)
    ledger = filled.ledger
    tell_problems(ledger.problems)
    figures = {
        "partitions": filled.partitions,
        "kept": len(ledger.reports),
        "left_out": filled.left_out,
        "claims": len(ledger.claims),
        "incidents": len(ledger.incidents),
        "problems": len(ledger.problems),
    }
    if as_json:
        print_json({**figures, "written": [path.as_posix() for path in filled.written]})
    else:
        partitions = count_things(filled.partitions, "partition", "partitions")
        typer.echo(f"{partitions}: {len(ledger.reports)} reports kept, {filled.left_out} left out")
        told = (("claims", "claim"), ("incidents", "incident"), ("problems", "problem"))
        typer.echo(", ".join(count_things(figures[name], one, name) for name, one in told))
        typer.echo(f"wrote {count_things(len(filled.written), 'table', 'tables')} to {out}")
    if not ledger.reports and not filled.left_out:
        raise typer.Exit(NOTHING_READ)
    if ledger.problems:
        raise typer.Exit(WITH_PROBLEMS)
