"""Names on a map's face: each where it covers no other, or left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from marsad.publish.borders import Point
from marsad.publish.views import HIGH, WIDE

LETTER, LINE, PIN = 9.5, 24.0, 16.0
"""A letter's width, a line's height and a pin's radius, in units of the face."""

EDGE, FOOT = 4.0, 34.0
"""How far names stay from the face's edges, and from its foot, where the scale bar stands."""


class Rank(StrEnum):
    """What a name on the map is of: a place of the story, or a country or town that only gives bearings."""

    SITE = "site"
    LAND = "land"
    TOWN = "town"


_STEPS = {Rank.SITE: PIN + 5, Rank.LAND: 0.0, Rank.TOWN: 8.0}
"""How far a name stands beside its point; a country's stands on it."""

Names = Sequence[tuple[str, Point]]

_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A name and its point."""

    text: str
    rank: Rank
    x: float
    y: float
    anchor: str
    dot_x: float


def place_labels(sites: Names, lands: Names, towns: Names) -> tuple[Label, ...]:
    """Sites' names first, in order, then countries', then towns': to the right of their point, else to its left, else
    not at all. No name covers a pin or another name, and none stands twice.
    """
    taken = [(x - PIN, y - PIN, x + PIN, y + PIN) for _, (x, y) in sites]
    named: set[str] = set()
    labels: list[Label] = []
    for rank, rows in ((Rank.SITE, sites), (Rank.LAND, lands), (Rank.TOWN, towns)):
        for name, point in rows:
            if name not in named and (label := _fit(name, point, rank, taken)):
                named.add(name)
                taken.append(_cover(label))
                labels.append(label)
    return tuple(labels)


def _fit(name: str, point: Point, rank: Rank, taken: Sequence[_Box]) -> Label | None:
    step = _STEPS[rank]
    for anchor, x in (("start", point[0] + step), ("end", point[0] - step)) if step else (("middle", point[0]),):
        label = Label(
            text=name, rank=rank, x=round(x, 1), y=round(point[1], 1), anchor=anchor, dot_x=round(point[0], 1)
        )
        box = _cover(label)
        if _is_inside(box) and not any(_touch(box, other) for other in taken):
            return label
    return None


def _cover(label: Label) -> _Box:
    wide = LETTER * len(label.text)
    left = label.x - {"start": 0.0, "middle": wide / 2, "end": wide}[label.anchor]
    return (left, label.y - LINE / 2, left + wide, label.y + LINE / 2)


def _is_inside(box: _Box) -> bool:
    return box[0] > EDGE and box[1] > EDGE and box[2] < WIDE - EDGE and box[3] < HIGH - FOOT


def _touch(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
