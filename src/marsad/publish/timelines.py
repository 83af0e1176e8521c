"""Time drawn: incidents on a timeline, states and control of places on a time bar."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from marsad.model.incidents import Control, Incident, State
from marsad.model.reports import Report
from marsad.publish.chronicle import say_status
from marsad.publish.index import Index, name_incident
from marsad.publish.lanes import Mark, mark_window
from marsad.publish.scales import Tick, TimeScale, scale_times
from marsad.publish.standing import Standing, tell_control, tell_state
from marsad.publish.times import say_when

BEFORE, AFTER = timedelta(days=10), timedelta(days=3)
"""How far around its reports a timeline reaches; what lies beyond is drawn as open at the edge."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """An incident on the timeline."""

    id: str
    label: str
    when: str
    status: str
    status_words: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Incidents on one scale of time, and when the reports were published."""

    ticks: tuple[Tick, ...]
    moments: tuple[Moment, ...]
    published: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasting:
    """A state, or control of a place, with its stretch on the time bar."""

    standing: Standing
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeBar:
    """States and control of places on one scale of time."""

    ticks: tuple[Tick, ...]
    states: tuple[Lasting, ...]
    control: tuple[Lasting, ...]


def draw_timeline(index: Index, incidents: Sequence[Incident], reports: Iterable[Report]) -> Timeline | None:
    """The incidents that have a time, in their order; None where fewer than two have."""
    timed = [incident for incident in incidents if _edges(incident)]
    if len(timed) < 2:
        return None
    days = [published for report in reports if (published := _as_moment(report.published))]
    scale = _frame([edge for incident in timed for edge in _edges(incident)], days)
    return Timeline(
        ticks=scale.ticks,
        moments=tuple(_tell_moment(index, scale, incident) for incident in timed),
        published=tuple(sorted({scale.put(day) for day in days})),
    )


def _edges(incident: Incident) -> tuple[datetime, ...]:
    when = incident.when
    return tuple(edge for edge in (when.start, when.end) if edge) if when else ()


def _as_moment(published: date | datetime | None) -> datetime | None:
    """A report's date as a moment: noon where only the day is known."""
    if published is None or isinstance(published, datetime):
        return published
    return datetime.combine(published, time(12), UTC)


def _frame(edges: Sequence[datetime], published: Sequence[datetime]) -> TimeScale:
    """A scale over the times that lie around the reports' dates; over all of them where no report has a date."""
    near = edges
    if published:
        first, last = min(published) - BEFORE, max(published) + AFTER
        near = [edge for edge in edges if first <= edge <= last]
    shown = [*near, *published]
    return scale_times(min(shown), max(max(shown), min(shown) + _DAY))


def _tell_moment(index: Index, scale: TimeScale, incident: Incident) -> Moment:
    when = incident.when
    return Moment(
        id=incident.id,
        label=name_incident(index, incident),
        when=say_when(when),
        status=incident.status,
        status_words=say_status(index, incident),
        marks=mark_window(scale, when.start, when.end) if when else (),
    )


def draw_time_bar(index: Index, states: Sequence[State], control: Sequence[Control]) -> TimeBar | None:
    """States and control on one scale; None where there are none."""
    rows: tuple[State | Control, ...] = (*states, *control)
    if not rows:
        return None
    edges = [edge for row in rows for edge in (row.start, row.end) if edge]
    scale = scale_times(min(edges), max(max(edges), min(edges) + _DAY)) if edges else None

    def draw(row: State | Control) -> Lasting:
        standing = tell_state(index, row) if isinstance(row, State) else tell_control(index, row)
        return Lasting(standing=standing, marks=mark_window(scale, row.start, row.end) if scale else ())

    return TimeBar(
        ticks=scale.ticks if scale else (),
        states=tuple(draw(row) for row in sorted(states, key=_by_start)),
        control=tuple(draw(row) for row in sorted(control, key=_by_start)),
    )


def _by_start(row: State | Control) -> tuple[str, str]:
    """Those with a time first, by where they start, else end."""
    edge = row.start or row.end
    return (edge.isoformat() if edge else "~", row.id)
