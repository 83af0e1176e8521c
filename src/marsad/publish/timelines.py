"""Time drawn: incidents on a timeline, states and control of places on a time bar."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from marsad.model.claims import Precision, When
from marsad.model.incidents import ContradictionKind, Control, Incident, State
from marsad.model.reports import Report
from marsad.publish.index import Index, name_incident, name_source
from marsad.publish.lanes import Mark, mark_window
from marsad.publish.scales import Tick, TimeScale, scale_times
from marsad.publish.standing import Standing, tell_control, tell_state
from marsad.publish.status import say_status
from marsad.publish.times import say_when, stamp, stamp_edges

BEFORE, AFTER = timedelta(days=10), timedelta(days=3)
"""How far around its reports a timeline reaches; what lies beyond is drawn as open at the edge."""

_DAY = timedelta(days=1)
_LOOSE = (Precision.WEEK, Precision.MONTH, Precision.YEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """When an incident was by the word of one side, where sources differ on it; `start` and `end` in ISO, UTC."""

    sources: tuple[str, ...]
    words: str
    start: str | None
    end: str | None
    claims: tuple[str, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """An incident on the timeline. It is `loose` where it was some time within the stretch, no finer than a week;
    `start` and `end` are in ISO, UTC; `voices` are ids and names.
    """

    id: str
    kind: str
    label: str
    when: str
    start: str | None
    end: str | None
    loose: bool
    status: str
    status_words: str
    voices: tuple[tuple[str, str], ...]
    marks: tuple[Mark, ...]
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Incidents on one scale of time from `start` to `end` (ISO, UTC), and when the reports were published."""

    start: str
    end: str
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


def draw_timeline(index: Index, incidents: Sequence[Incident], reports: Iterable[Report] = ()) -> Timeline | None:
    """The incidents that have a time, in their order; None where fewer than two have."""
    timed = [incident for incident in incidents if has_time(incident)]
    if len(timed) < 2:
        return None
    days = [published for report in reports if (published := _as_moment(report.published))]
    scale = _frame([edge for incident in timed for edge in _edges(incident.when)], days)
    return Timeline(
        start=stamp(scale.start),
        end=stamp(scale.end),
        ticks=scale.ticks,
        moments=tuple(_tell_moment(index, scale, incident) for incident in timed),
        published=tuple(sorted({scale.put(day) for day in days})),
    )


def has_time(incident: Incident) -> bool:
    """Whether an incident can stand on a timeline."""
    return bool(_edges(incident.when))


def _edges(when: When | None) -> tuple[datetime, ...]:
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
    start, end = stamp_edges(when)
    return Moment(
        id=incident.id,
        kind=incident.kind,
        label=name_incident(index, incident),
        when=say_when(when),
        start=start,
        end=end,
        loose=when is not None and when.precision in _LOOSE and len(_edges(when)) == 2,
        status=incident.status,
        status_words=say_status(index, incident),
        voices=tuple(dict.fromkeys((voice.source, name_source(index, voice.source)) for voice in incident.voices)),
        marks=mark_window(scale, when.start, when.end) if when else (),
        tellings=tuple(_tell_times(index, scale, incident)),
    )


def _tell_times(index: Index, scale: TimeScale, incident: Incident) -> Iterator[Telling]:
    """What each side of a dispute over the time of an incident says."""
    disputes = index.disputes_of.get(incident.id, ())
    positions = [one for dispute in disputes if dispute.kind is ContradictionKind.TIME for one in dispute.positions]
    for words in dict.fromkeys(position.value for position in positions):
        side = [position for position in positions if position.value == words]
        claims = tuple(claim for position in side for claim in position.claims)
        when = next((when for claim in claims if _edges(when := index.claims[claim].when)), None)
        start, end = stamp_edges(when)
        yield Telling(
            sources=tuple(dict.fromkeys(name_source(index, position.source) for position in side)),
            words=words,
            start=start,
            end=end,
            claims=claims,
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
