"""Lanes: one line of a chart each, with what is drawn on it. A floor is drawn as a floor, an open end as open."""

from dataclasses import dataclass
from datetime import datetime

from marsad.model.claims import CountRelation
from marsad.publish.scales import NumberScale, TimeScale

FADE = 9.0
"""Per cent of a lane over which an open end fades."""

LEAST = 0.8
"""Per cent: no bar is drawn shorter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What stands on a lane, from `left` to `right` in per cent: a `dot` (said exactly), a `ring` (said to be about so
    many), a `bar`, or `before` and `after` for what lies off the scale; a bar opens where its end is not known.
    """

    shape: str
    left: float
    right: float
    opens_left: bool = False
    opens_right: bool = False

    @property
    def width(self) -> float:
        """How long the bar is."""
        return round(self.right - self.left, 2)


def mark_figure(
    scale: NumberScale, low: int | None, best: int | None, high: int | None, relation: CountRelation
) -> tuple[Mark, ...]:
    """A figure: exact ones a dot, ranges a bar from low to high, floors a bar open upwards, ceilings downwards."""
    marks: list[Mark] = []
    if low is not None and high is not None and low != high:
        marks.append(_bar(scale.put(low), scale.put(high)))
    elif low is not None and high is None:
        at = scale.put(low)
        marks.append(Mark(shape="bar", left=at, right=min(100.0, at + FADE), opens_right=True))
    elif high is not None and low is None:
        at = scale.put(high)
        marks.append(Mark(shape="bar", left=max(0.0, at - FADE), right=at, opens_left=True))
    if best is not None:
        at = scale.put(best)
        marks.append(Mark(shape="ring" if relation is CountRelation.ABOUT else "dot", left=at, right=at))
    return tuple(marks)


def mark_window(scale: TimeScale, start: datetime | None, end: datetime | None) -> tuple[Mark, ...]:
    """A stretch of time; an end that nobody gave, or that lies beyond the scale, is open."""
    if start is None and end is None:
        return ()
    if end is None and start is not None:
        left = min(scale.put(start), 100 - FADE)
        return (Mark(shape="bar", left=left, right=100.0, opens_right=True),)
    if start is None and end is not None:
        return (Mark(shape="bar", left=0.0, right=max(scale.put(end), FADE), opens_left=True),)
    assert start is not None and end is not None
    if end <= scale.start:
        return (Mark(shape="before", left=0.0, right=0.0),)
    if start >= scale.end:
        return (Mark(shape="after", left=100.0, right=100.0),)
    bar = _bar(scale.put(start), scale.put(end))
    return (
        Mark(shape="bar", left=bar.left, right=bar.right, opens_left=start < scale.start, opens_right=end > scale.end),
    )


def _bar(left: float, right: float) -> Mark:
    """A bar that is long enough to be seen, within the lane."""
    left = min(left, 100 - LEAST)
    return Mark(shape="bar", left=left, right=round(max(right, left + LEAST), 2))
