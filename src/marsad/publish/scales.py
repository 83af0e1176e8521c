"""Scales: where a number or a time falls on a lane, in per cent of its width, and the round marks beneath."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from marsad.model.days import MONTHS

_TICKS = 5
"""About so many round marks stand on a scale."""

_FULL = 0.93
"""The part of a scale that the largest figure fills at most, so that a floor has room to stay open."""

_HOURS = (1, 2, 3, 6, 12, 24, 48, 96, 168, 336)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A round mark: where it stands in per cent, and its words."""

    at: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberScale:
    """Counts from 0 to a round top."""

    top: int
    ticks: tuple[Tick, ...]

    def put(self, number: int) -> float:
        """Where a number falls; beyond the top it stays at the edge."""
        return round(100 * min(number, self.top) / self.top, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeScale:
    """Times from a start to an end."""

    start: datetime
    end: datetime
    ticks: tuple[Tick, ...]

    def put(self, moment: datetime) -> float:
        """Where a moment falls; outside the scale it stays at the edge."""
        return _put(moment, self.start, self.end)


def scale_numbers(largest: int) -> NumberScale:
    """A scale for counts up to `largest`, with room for the open end of a floor."""
    step = next(step for step in _steps() if step * _TICKS >= largest)
    top = step * (largest // step + 1)
    if largest > _FULL * top:
        top += step
    ticks = (Tick(at=round(100 * at / top, 2), words=f"{at:,}") for at in range(0, top + 1, step))
    return NumberScale(top=top, ticks=tuple(ticks))


def _steps() -> Iterator[int]:
    """1, 2, 5, 10, 20, 50 and so on."""
    ten = 1
    while True:
        yield from (ten, 2 * ten, 5 * ten)
        ten *= 10


def scale_times(first: datetime, last: datetime) -> TimeScale:
    """A scale that holds both moments, with a margin of a twentieth."""
    margin = max((last - first) / 20, timedelta(hours=1))
    start, end = first.astimezone(UTC) - margin, last.astimezone(UTC) + margin
    ticks = (Tick(at=_put(at, start, end), words=words) for at, words in _mark_times(start, end))
    return TimeScale(start=start, end=end, ticks=tuple(ticks))


def _put(moment: datetime, start: datetime, end: datetime) -> float:
    return round(100 * (min(max(moment, start), end) - start) / (end - start), 2)


def _mark_times(start: datetime, end: datetime) -> Iterator[tuple[datetime, str]]:
    """Round hours, days, months or years between two moments, with their words."""
    hours = (end - start) / timedelta(hours=1) / _TICKS
    if (step := next((h for h in _HOURS if h >= hours), None)) is None:
        yield from _mark_months(start, end)
        return
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    at = midnight if step < 24 else midnight + timedelta(days=1)
    while at <= end:
        if at >= start:
            yield at, f"{at:%H:%M}" if at.hour else f"{at.day} {MONTHS[at.month - 1][:3]}"
        at += timedelta(hours=step)


def _mark_months(start: datetime, end: datetime) -> Iterator[tuple[datetime, str]]:
    months = (end - start).days / 30 / _TICKS
    step = next((m for m in (1, 3, 6, 12, 24, 60, 120, 240) if m >= months), 600)
    month = start.year * 12
    while (at := datetime(month // 12, month % 12 + 1, 1, tzinfo=UTC)) <= end:
        if at >= start:
            yield at, str(at.year) if at.month == 1 else f"{MONTHS[at.month - 1][:3]} {at.year}"
        month += step
