"""`marsad tally`: how many, by which rule, from whom, and what was not counted twice."""

from typing import Annotated

import typer

from marsad.commands.here import AsJson, Into
from marsad.explain.tallying import Rule
from marsad.model.claims import Measure


def tally(
    into: Into,
    rule: Annotated[Rule, typer.Option(help="Which figure is taken where sources differ.")] = Rule.AS_SHOWN,
    source: Annotated[str | None, typer.Option(help="The source that named_source asks for.")] = None,
    measure: Annotated[Measure | None, typer.Option(help="Only this measure.")] = None,
    as_json: AsJson = False,
) -> None:
    """Print each figure with its derivation, the running totals, and the double counts that were avoided."""
    from marsad.commands.tallying import tell_tallies

    tell_tallies(into, rule, source, measure, as_json)
