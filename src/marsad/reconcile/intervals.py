"""Intervals: how two times stand to each other, and the one time that a happening's claims agree on."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from marsad.model.claims import Precision, When

Interval = tuple[datetime | None, datetime | None]
FINE = frozenset({Precision.INSTANT, Precision.HOUR, Precision.DAY_PART, Precision.DAY})
_ORDER = {precision: rank for rank, precision in enumerate(Precision)}
_FIRST = datetime(1, 1, 2, tzinfo=UTC)
_LAST = datetime(9999, 12, 30, tzinfo=UTC)
_NO_TIME = timedelta(0)


def as_utc(day: date | datetime | None) -> datetime | None:
    """The first instant of a date, or the instant itself, in UTC."""
    if day is None:
        return None
    if isinstance(day, datetime):
        return day.astimezone(UTC) if day.tzinfo else day.replace(tzinfo=UTC)
    return datetime.combine(day, time(), UTC)


def last_instant(day: date | datetime | None) -> datetime | None:
    """The latest second by which something dated so was told."""
    start = as_utc(day)
    if start is None or isinstance(day, datetime):
        return start
    return start + timedelta(days=1, seconds=-1)


def gap_between(one: Interval, other: Interval) -> timedelta:
    """The time between two intervals, zero where they touch or overlap; an open side has no end."""
    a, b, c, d = one[0] or _FIRST, one[1] or _LAST, other[0] or _FIRST, other[1] or _LAST
    return max(c - b, a - d) if c > b or a > d else _NO_TIME


def overlaps(one: Interval, other: Interval) -> bool:
    """Whether two intervals share time or touch."""
    return gap_between(one, other) == _NO_TIME


def shares_time(one: Interval, other: Interval) -> bool:
    """Whether two intervals share more than an instant, or an instant lies in the other."""
    a, b, c, d = one[0] or _FIRST, one[1] or _LAST, other[0] or _FIRST, other[1] or _LAST
    return max(a, c) < min(b, d) or (a == b and c <= a <= d) or (c == d and a <= c <= b)


def _closed(interval: Interval) -> tuple[datetime, datetime]:
    return (interval[0] or _FIRST, interval[1] or _LAST)


def is_known(when: When | None) -> bool:
    """Whether a time says anything."""
    return when is not None and (when.start is not None or when.end is not None)


def agree_on(times: Sequence[When]) -> When | None:
    """The intersection of the times that most claims share; ties go to the finer, then to the earlier time."""
    held = Counter((w.start, w.end) for w in times if is_known(w))
    known = sorted(
        {(w.start, w.end): w for w in sorted(times, key=_rank, reverse=True) if is_known(w)}.values(), key=_rank
    )
    best: tuple[When, ...] = ()
    most = 0
    for seed in known:
        met, shared = _meet(seed, known)
        count = sum(held[when.start, when.end] for when in met)
        if count > most:
            best, most = (shared, *met[1:]), count
    return best[0] if best else None


def _rank(when: When) -> tuple[int, datetime, datetime, str]:
    start, end = _closed((when.start, when.end))
    return (_ORDER[when.precision], start, end, when.text or "")


def _finest(met: Sequence[When]) -> Precision:
    """The precision of the shortest time that has begin and end; of the first where all are open."""
    closed = [(when.end - when.start, when.precision) for when in met if when.start and when.end]
    return min(closed)[1] if closed else met[0].precision


def _meet(seed: When, known: Sequence[When]) -> tuple[tuple[When, ...], When]:
    """The times that can be met from a seed, finest first, and what they share."""
    start, end = _closed((seed.start, seed.end))
    met = [seed]
    for when in known:
        low, high = _closed((when.start, when.end))
        if when is not seed and max(start, low) < min(end, high):
            start, end = max(start, low), min(end, high)
            met.append(when)
    shared = When(
        text=seed.text,
        span=None,
        start=None if start == _FIRST else start,
        end=None if end == _LAST else end,
        precision=_finest(met),
        basis=seed.basis if len(met) == 1 else "what its claims share",
    )
    return tuple(met), shared
