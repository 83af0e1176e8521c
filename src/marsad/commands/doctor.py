"""`marsad doctor`: what marsad needs on this machine, what is there, and the command that mends what is missing."""

import typer

from marsad.commands.here import AsJson, Into


def doctor(
    into: Into,
    as_json: AsJson = False,
) -> None:
    """Check libraries, weights, gazetteer, fonts and disk; exit code 1 where something that is needed is missing."""
    from marsad.commands.examining import examine, tell_findings

    findings = examine(into)
    tell_findings(findings, as_json)
    if any(one.needed and not one.sound for one in findings):
        raise typer.Exit(1)
