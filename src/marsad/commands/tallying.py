"""Printing what `marsad tally` finds."""

from collections.abc import Iterator
from pathlib import Path

import typer

from marsad.commands.desks import open_ground
from marsad.commands.grounds import pick
from marsad.commands.showing import plain, print_object
from marsad.errors import InputError
from marsad.explain.answers import Writer, count_words, join_words
from marsad.explain.parts import Parts
from marsad.explain.tallying import Avoided, Rule, Tally, tally_ledger
from marsad.model.claims import Measure
from marsad.model.codec import to_json
from marsad.model.incidents import Series
from marsad.publish.figures import say_point
from marsad.publish.index import Index, name_source
from marsad.publish.standing import title_series
from marsad.publish.times import say_moment

_TOTALS = "Running totals: each is one figure that moves, added neither to another nor to incidents inside it"


def tell_tallies(folder: Path, rule: Rule, source: str | None, measure: Measure | None, as_json: bool) -> None:
    """All figures by a rule. Raises InputError where `named_source` and a source do not come together."""
    if (rule == Rule.NAMED_SOURCE) != (source is not None):
        raise InputError("A source goes with the rule named_source", "Give both, as --rule named_source --source NAME")
    with open_ground(folder) as ground:
        named = frozenset({pick(ground, source, ("source",)).id}) if source else frozenset()
        with ground.parts() as parts:
            if as_json:
                _print(parts, rule, named, measure)
            else:
                _show(parts, rule, named, measure)


def _print(parts: Parts, rule: Rule, named: frozenset[str], measure: Measure | None) -> None:
    tallies = (to_json(one) for one, _ in _list_tallies(parts, rule, named, measure))
    series = (to_json(one) for one, _ in _list_series(parts, measure))
    print_object({"rule": str(rule), "tallies": tallies, "series": series})


def _show(parts: Parts, rule: Rule, named: frozenset[str], measure: Measure | None) -> None:
    last, is_any = "", False
    for row, index in _list_tallies(parts, rule, named, measure):
        if row.incident != last:
            typer.echo(f"{plain(row.label)}  ({row.incident})")
        _tell(row, Writer(index))
        last, is_any = row.incident, True
    for at, (one, index) in enumerate(_list_series(parts, measure)):
        if not at:
            typer.echo(_TOTALS)
        _tell_series(one, index)
        is_any = True
    if not is_any:
        typer.echo("no figure of this kind is told")


def _list_tallies(
    parts: Parts, rule: Rule, named: frozenset[str], measure: Measure | None
) -> Iterator[tuple[Tally, Index]]:
    for part in parts.stories():
        for one in tally_ledger(part.ledger, part.index, rule, named):
            if measure in (None, one.measure):
                yield one, part.index


def _list_series(parts: Parts, measure: Measure | None) -> Iterator[tuple[Series, Index]]:
    for part in parts.series():
        for one in part.ledger.series:
            if measure in (None, one.measure):
                yield one, part.index


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
