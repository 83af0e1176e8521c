"""Names on a map's face: each where it covers no other, or left out."""

from collections.abc import Sequence
from dataclasses import dataclass

from marsad.publish.borders import Point
from marsad.publish.views import HIGH, WIDE

LETTER, LINE, PIN = 9.5, 24.0, 16.0
"""A letter's width, a line's height and a pin's radius, in units of the face."""

_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A name beside its point: a site's, or a town's that only gives bearings."""

    text: str
    x: float
    y: float
    anchor: str
    is_site: bool
    dot_x: float
    dot_y: float


def place_labels(sites: Sequence[tuple[str, Point]], towns: Sequence[tuple[str, Point]]) -> tuple[Label, ...]:
    """Sites' names first, in order, then the towns': to the right of their point, else to its left, else not at all.
    No name covers a pin or another name.
    """
    taken = [(x - PIN, y - PIN, x + PIN, y + PIN) for _, (x, y) in sites]
    named = {name for name, _ in sites}
    labels: list[Label] = []
    rows = [(row, True) for row in sites] + [(row, False) for row in towns if row[0] not in named]
    for (name, point), is_site in rows:
        if label := _fit(name, point, is_site, taken):
            taken.append(_cover(label))
            labels.append(label)
    return tuple(labels)


def _fit(name: str, point: Point, is_site: bool, taken: Sequence[_Box]) -> Label | None:
    gap = PIN + 5 if is_site else 8
    for anchor, step in (("start", gap), ("end", -gap)):
        x, y = round(point[0] + step, 1), round(point[1], 1)
        label = Label(text=name, x=x, y=y, anchor=anchor, is_site=is_site, dot_x=point[0], dot_y=point[1])
        box = _cover(label)
        if box[0] > 4 and box[2] < WIDE - 4 and box[1] > 4 and box[3] < HIGH - 34 and not _touches(box, taken):
            return label
    return None


def _cover(label: Label) -> _Box:
    wide = LETTER * len(label.text)
    left = label.x if label.anchor == "start" else label.x - wide
    return (left, label.y - LINE / 2, left + wide, label.y + LINE / 2)


def _touches(box: _Box, taken: Sequence[_Box]) -> bool:
    return any(box[0] < t[2] and t[0] < box[2] and box[1] < t[3] and t[1] < box[3] for t in taken)
