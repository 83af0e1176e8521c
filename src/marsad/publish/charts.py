"""The counts: a chart per measure and area, each group's figures on lanes of their own; nothing is added up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from marsad.model.claims import Measure, Scope
from marsad.model.incidents import Incident, IncidentCount, Point, Series
from marsad.publish.figures import join_group, say_amount, say_group, say_point
from marsad.publish.index import Index, name_incident, name_source
from marsad.publish.lanes import Mark, mark_figure
from marsad.publish.scales import NumberScale, Tick, scale_numbers
from marsad.publish.standing import title_scope
from marsad.publish.times import say_heading, say_moment

ROWS = 40
"""So many lanes a chart shows at most; what is left out is counted."""

_Scope = tuple[str, str | None, datetime | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A figure: who or what it is of, as of when, the figure in words or why there is none, and its marks. `anchor` is
    where a series begins, and only there its group and source are named; `about` is the incident it belongs to.
    """

    anchor: str
    name: str
    about: tuple[str, str] | None
    note: str
    amount: str
    refusal: str
    marks: tuple[Mark, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Figures of one scope over one scale."""

    title: str
    note: str
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    left_out: int


def chart_series(index: Index, series: Iterable[Series]) -> tuple[Chart, ...]:
    """A chart per measure, area and beginning: running totals group by group, source by source, in order of time. The
    fullest chart first.
    """
    scopes: dict[_Scope, list[Series]] = {}
    for one in series:
        scopes.setdefault((one.measure, one.area, one.since), []).append(one)
    ranked = sorted(scopes.values(), key=lambda found: (-sum(len(s.points) for s in found), found[0].id))
    return tuple(_chart_scope(index, found) for found in ranked)


def _chart_scope(index: Index, found: Sequence[Series]) -> Chart:
    scale = scale_numbers(max((_reach(point) for one in found for point in one.points), default=1))
    groups = sorted(found, key=lambda s: (join_group(s.of, s.party), name_source(index, s.source), s.id))
    rows = [_tell_point(index, scale, one, at) for one in groups for at in range(len(one.points))]
    return Chart(
        title=title_scope(found[0]),
        note="running totals",
        rows=tuple(rows[:ROWS]),
        ticks=scale.ticks,
        left_out=len(rows[ROWS:]),
    )


def _reach(figure: Point | IncidentCount) -> int:
    """The largest number that a figure names."""
    return max(figure.low or 0, figure.best or 0, figure.high or 0, 1)


def _tell_point(index: Index, scale: NumberScale, series: Series, at: int) -> Row:
    point = series.points[at]
    return Row(
        anchor="" if at else series.id,
        name="" if at else join_group(series.of, series.party) or "not said who",
        about=None,
        note=", ".join(filter(None, ("" if at else name_source(index, series.source), _say_as_of(point)))),
        amount=say_point(point),
        refusal="",
        marks=mark_figure(scale, point.low, point.best, point.high, point.relation),
        claims=point.claims,
    )


def _say_as_of(point: Point) -> str:
    return say_moment(point.as_of) if point.as_of else "no date"


def chart_incidents(index: Index, incidents: Sequence[Incident]) -> tuple[Chart, ...]:
    """A chart per measure that two figures share, over single incidents, in order of time. Running totals stand in
    charts of their own; what
    one figure counts within another says so.
    """
    charts = []
    for measure in Measure:
        counts = ((i, count) for i in incidents for count in i.counts)
        found = [(i, c) for i, c in counts if c.measure is measure and c.scope is Scope.NEW]
        if len(found) > 1:
            charts.append(_chart_measure(index, measure, found))
    return tuple(charts)


def _chart_measure(index: Index, measure: Measure, found: Sequence[tuple[Incident, IncidentCount]]) -> Chart:
    scale = scale_numbers(max(_reach(count) for _, count in found))
    rows = [_tell_count(index, scale, incident, count) for incident, count in found]
    return Chart(
        title=measure.capitalize(),
        note="in single incidents",
        rows=tuple(rows[:ROWS]),
        ticks=scale.ticks,
        left_out=len(rows[ROWS:]),
    )


def _tell_count(index: Index, scale: NumberScale, incident: Incident, count: IncidentCount) -> Row:
    """A count of an incident. Where no single figure can be given, the reason stands for it and nothing is drawn."""
    marks = () if count.refusal else mark_figure(scale, count.low, count.best, count.high, count.relation)
    return Row(
        anchor="",
        name=say_group(count) or "not said who",
        about=(incident.id, f"{name_incident(index, incident)}, {say_heading(incident.when)}"),
        note="within another figure" if count.subset_of is not None else "",
        amount=say_amount(count),
        refusal=count.refusal or "",
        marks=marks,
        claims=count.claims,
    )
