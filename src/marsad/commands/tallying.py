"""Printing what `marsad tally` finds."""

from itertools import groupby
from pathlib import Path

import typer

from marsad.commands.desks import open_ledger
from marsad.commands.looking import look_up
from marsad.commands.showing import plain, print_json
from marsad.errors import InputError
from marsad.explain.answers import Writer, count_words, join_words
from marsad.explain.tallying import Avoided, Rule, Tally, tally_ledger
from marsad.model.claims import Measure
from marsad.model.codec import to_json
from marsad.model.incidents import Series
from marsad.publish.figures import say_point
from marsad.publish.index import Index, index_ledger, name_source
from marsad.publish.standing import title_series
from marsad.publish.times import say_moment


def tell_tallies(folder: Path, rule: Rule, source: str | None, measure: Measure | None, as_json: bool) -> None:
    """All figures by a rule. Raises InputError where `named_source` and a source do not come together."""
    if (rule == Rule.NAMED_SOURCE) != (source is not None):
        raise InputError("A source goes with the rule named_source", "Give both, as --rule named_source --source NAME")
    ledger = open_ledger(folder)
    index = index_ledger(ledger)
    named = frozenset({look_up(ledger, source, ("source",)).id}) if source else frozenset()
    found = [one for one in tally_ledger(ledger, index, rule, named) if measure in (None, one.measure)]
    series = [row for row in ledger.series if measure in (None, row.measure)]
    if as_json:
        print_json({"rule": str(rule), "tallies": to_json(found), "series": to_json(series)})
        return
    for label, rows in groupby(found, key=lambda one: (one.label, one.incident)):
        typer.echo(f"{plain(label[0])}  ({label[1]})")
        for row in rows:
            _tell(row, Writer(index))
    if series:
        typer.echo("Running totals: each is one figure that moves, added neither to another nor to incidents inside it")
    for one in series:
        _tell_series(one, index)
    if not found and not series:
        typer.echo("no figure of this kind is told")


def _tell(row: Tally, write: Writer) -> None:
    what = f"{row.measure} {row.group}".strip()
    typer.echo(f"  {what}: {row.figure or 'no single figure'}   [{plain(row.why)}]")
    if row.part_of:
        typer.echo(f"    part of {row.part_of}, and not added to it")
    for given in row.given:
        before = f" (before: {', '.join(given.before)})" if given.before else ""
        typer.echo(f"    {plain(given.source)}: {given.figure}{before}")
        typer.echo(f"      {plain(write.cite(write.index.claims[given.claim]))}")
    if said := _say_avoided(row.avoided):
        typer.echo(f"    {said}")


def _say_avoided(avoided: Avoided) -> str:
    """What adding up would have counted twice."""
    parts = [
        f"{avoided.copies} in copies" if avoided.copies else "",
        f"{avoided.again} told again" if avoided.again else "",
        count_words(avoided.earlier, "earlier value") if avoided.earlier else "",
    ]
    why = join_words([part for part in parts if part])
    if not why:
        return ""
    return f"not counted twice: {why}; all {avoided.mentions} mentions added up would give {avoided.total:,}"


def _tell_series(series: Series, index: Index) -> None:
    typer.echo(f"  {plain(title_series(series))}, by {plain(name_source(index, series.source))}  ({series.id})")
    for point in series.points:
        day = say_moment(point.as_of) if point.as_of else "undated"
        typer.echo(f"    {day}: {say_point(point)}   [{count_words(len(point.claims), 'claim')}]")
