"""An expression to an interval in UTC: local readings by the zone of the place, bracketed zones over them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from marsad.claims.times.clocks import Clock
from marsad.claims.times.expressions import Edge, Expression, Moment
from marsad.claims.times.stretches import Anchor, Stretch, Toward, days, part_of, shift, third_of
from marsad.lexicon.times import load_time_words
from marsad.model.claims import Precision

Interval = tuple[datetime | None, datetime | None]


def to_utc(local: datetime | None, zone: str | None) -> datetime | None:
    """A local reading in UTC; without a zone it is taken as UTC. Out of the calendar's range is unknown."""
    if local is None:
        return None
    try:
        return local.replace(tzinfo=ZoneInfo(zone) if zone else UTC).astimezone(UTC)
    except OverflowError:
        return None


def resolve(
    expression: Expression, anchor: Anchor, zone: str | None, borrowed: date | None
) -> tuple[Interval, Stretch]:
    """The interval in UTC of an expression, and its local stretch (for precision and basis).

    A moment without a day takes `borrowed`, the day that its sentence names, or else the report's.
    """
    if expression.duration is not None:
        return (None, None), Stretch(None, None, expression.duration, "a length of time")
    stretch = local_stretch(expression.moment, anchor, borrowed)
    start, end = interval_of(expression.moment, stretch, zone)
    if expression.to is not None:
        return _resolve_range(expression, anchor, zone, borrowed)
    if expression.edge is Edge.SINCE:
        return (start, None), stretch
    if expression.edge is Edge.AFTER:
        return ((start if _is_point(stretch) else end), None), stretch
    if expression.edge is Edge.UNTIL:
        return (None, (start if _is_point(stretch) else end)), stretch
    if expression.edge is Edge.BEFORE:
        return (None, start), stretch
    return (start, end), stretch


def _is_point(stretch: Stretch) -> bool:
    return stretch.precision in (Precision.INSTANT, Precision.HOUR)


def _resolve_range(
    expression: Expression, anchor: Anchor, zone: str | None, borrowed: date | None
) -> tuple[Interval, Stretch]:
    first, second = expression.moment, expression.to or expression.moment
    shared = _first_day(second.day) or borrowed
    head = local_stretch(first, anchor, shared)
    tail = local_stretch(second, anchor, _first_day(first.day) or borrowed)
    start = interval_of(first, head, zone)[0]
    end = interval_of(second, tail, zone)[0 if _is_point(tail) else 1]
    if start is not None and end is not None and end <= start:
        later = end + timedelta(days=7 if second.day else 1)
        end = later if later > start else None
    finer = tail if _is_point(tail) else head
    return (start, end), Stretch(head.start, tail.end, finer.precision, finer.basis)


def _first_day(stretch: Stretch | None) -> date | None:
    return stretch.start.date() if stretch and stretch.start else None


def local_stretch(moment: Moment, anchor: Anchor, borrowed: date | None) -> Stretch:
    """Day, part and clock together, in local time."""
    day = moment.day or days(
        borrowed or anchor.day, 1, Precision.DAY, "the sentence's day" if borrowed else anchor.basis
    )
    if moment.clock is not None:
        ahead = anchor.toward is Toward.FUTURE
        at = _at_clock(moment.clock, day, moment.day is not None, ahead)
        return at if moment.day or ahead or moment.clock.zone else _told_already(at, anchor)
    if moment.part is not None:
        return _in_part(moment, day, moment.day is None and borrowed is None)
    if moment.slant and day.precision is not Precision.DAY:
        return third_of(day, moment.slant)
    if moment.slant and moment.slant != "earlier" and day.start and day.end == day.start + timedelta(days=1):
        return part_of(day, load_time_words().slants[moment.slant])
    return day


def _told_already(at: Stretch, anchor: Anchor) -> Stretch:
    """A clock without a day that would come after the report's own moment is the day before's."""
    if anchor.moment is None or at.start is None or at.end is None or at.start <= anchor.moment:
        return at
    day = timedelta(days=1)
    return Stretch(at.start - day, at.end - day, at.precision, at.basis)


def _in_part(moment: Moment, day: Stretch, bare: bool) -> Stretch:
    """A part of a day; a night said without a day is the one before the report."""
    part = moment.part
    if part is None or day.start is None:
        return Stretch(None, None, Precision.DAY_PART, day.basis)
    if moment.second is not None or not part.night or part.hours[0] < 0:
        hours = (18, 30) if moment.second is not None and part.night else part.hours
        return part_of(day, hours)
    return (
        part_of(days(shift(day.start.date(), -1), 1, Precision.DAY, day.basis), part.hours)
        if bare
        else part_of(day, part.hours)
    )


def _at_clock(clock: Clock, day: Stretch, dated: bool, future: bool) -> Stretch:
    precision = Precision.INSTANT if clock.fine else Precision.HOUR
    if day.start is None or day.precision is not Precision.DAY:
        return Stretch(None, None, precision, day.basis)
    hour = 0 if clock.hour == 24 and not dated and not future else clock.hour
    start = day.start + timedelta(hours=hour + min(clock.near, 0), minutes=clock.minute)
    return Stretch(
        start,
        start + (timedelta(minutes=1) if clock.fine and not clock.near else timedelta(hours=1)),
        precision,
        day.basis,
    )


def interval_of(moment: Moment, stretch: Stretch, zone: str | None) -> Interval:
    """The stretch in UTC; a zone with the clock wins over the place's, and a bracketed clock over both."""
    clock, bracket = moment.clock, moment.bracket
    start = to_utc(stretch.start, (clock.zone if clock else None) or zone)
    end = to_utc(stretch.end, (clock.zone if clock else None) or zone)
    if bracket is None or start is None or end is None or clock is None:
        return start, end
    nearest = _nearest(bracket, start - timedelta(hours=min(clock.near, 0))) + timedelta(hours=min(clock.near, 0))
    return nearest, nearest + (end - start)


def _nearest(bracket: Clock, about: datetime) -> datetime:
    """The bracketed reading on the date that brings it nearest to the local one."""
    local = about.astimezone(ZoneInfo(bracket.zone or "Etc/UTC"))
    choices = (
        datetime(day.year, day.month, day.day, bracket.hour % 24, bracket.minute, tzinfo=local.tzinfo).astimezone(UTC)
        for day in (local.date() + timedelta(days=by) for by in (-1, 0, 1))
    )
    return min(choices, key=lambda choice: abs(choice - about))
