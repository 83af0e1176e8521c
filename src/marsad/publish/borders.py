"""Countries' outlines for maps: read once from the data file, cut to a view."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

Point = tuple[float, float]
"""Longitude and latitude in degrees."""

Box = tuple[float, float, float, float]
"""West, south, east and north in degrees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country's outline: closed rings, each with its box, and the box of all; filled by the even-odd rule."""

    iso: str | None
    name: str
    box: Box
    rings: tuple[tuple[Box, tuple[Point, ...]], ...]


@cache
def load_borders() -> tuple[Country, ...]:
    """All countries and territories of `data/borders-1.json` (Natural Earth, public domain)."""
    made = json.loads(files("marsad.publish").joinpath("data", "borders-1.json").read_text("utf-8"))
    arcs = [_walk_arc(steps, made["grid"]) for steps in made["arcs"]]
    return tuple(
        _make_country(row["iso"], row["name"], [_close_ring(arcs, ring) for ring in row["rings"]])
        for row in made["countries"]
    )


def _make_country(iso: str | None, name: str, rings: Sequence[tuple[Box, tuple[Point, ...]]]) -> Country:
    wests, souths, easts, norths = zip(*(box for box, _ in rings), strict=True)
    return Country(iso=iso, name=name, box=(min(wests), min(souths), max(easts), max(norths)), rings=tuple(rings))


def _walk_arc(steps: Sequence[int], grid: int) -> tuple[Point, ...]:
    x = y = 0
    points: list[Point] = []
    for at in range(0, len(steps), 2):
        x, y = x + steps[at], y + steps[at + 1]
        points.append((x / grid, y / grid))
    return tuple(points)


def _close_ring(arcs: Sequence[tuple[Point, ...]], ring: Sequence[int]) -> tuple[Box, tuple[Point, ...]]:
    points = tuple(point for arc in ring for point in (arcs[arc] if arc >= 0 else arcs[~arc][::-1]))
    return box_of(points), points


def box_of(points: Sequence[Point]) -> Box:
    """The smallest box that holds some points."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def cut_country(country: Country, view: Box, islet: float = 0.0) -> tuple[tuple[Point, ...], ...]:
    """A country's rings within a view; none where it lies outside. A ring of no more than `islet` degrees either way is
    left out.
    """
    if not meet(country.box, view):
        return ()
    seen = [(box, ring) for box, ring in country.rings if meet(box, view) and _spans(box) > islet]
    cut = (ring if _holds(view, box) else cut_ring(box, ring, view) for box, ring in seen)
    return tuple(ring for ring in cut if len(ring) > 2)


def _spans(box: Box) -> float:
    """The longer side of a box in degrees."""
    return max(box[2] - box[0], box[3] - box[1])


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes share a point."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _holds(view: Box, box: Box) -> bool:
    """Whether a box lies in a view, edges included."""
    return view[0] <= box[0] and view[1] <= box[1] and box[2] <= view[2] and box[3] <= view[3]


def cut_ring(box: Box, ring: Sequence[Point], view: Box) -> tuple[Point, ...]:
    """A ring, with its box, cut at those edges of a view that the box lies across (Sutherland and Hodgman, 1974)."""
    for side, (axis, sign) in enumerate(((0, 1), (1, 1), (0, -1), (1, -1))):
        if ring and sign * (box[side] - view[side]) < 0:
            ring = _cut_edge(ring, axis, view[side], sign)
    return tuple(ring)


def _cut_edge(ring: Sequence[Point], axis: int, edge: float, sign: int) -> list[Point]:
    """What of a ring lies on the inner side of one edge, with the crossings."""
    kept: list[Point] = []
    before = ring[-1]
    was_inside = sign * (before[axis] - edge) >= 0
    for point in ring:
        inside = sign * (point[axis] - edge) >= 0
        if inside is not was_inside:
            share = (edge - before[axis]) / (point[axis] - before[axis])
            kept.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
        if inside:
            kept.append(point)
        before, was_inside = point, inside
    return kept


def measure_ring(ring: Sequence[Point]) -> float:
    """A ring's area in square degrees (shoelace formula)."""
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise((*ring, ring[0])))) / 2


def measure_box(box: Box) -> float:
    """A box's area in square degrees."""
    return (box[2] - box[0]) * (box[3] - box[1])


def find_middle(ring: Sequence[Point]) -> Point:
    """A point within a ring: halfway between its northernmost and southernmost, amid the widest stretch inside."""
    ys = [y for _, y in ring]
    middle = (min(ys) + max(ys)) / 2
    crossings = sorted(
        x0 + (middle - y0) / (y1 - y0) * (x1 - x0)
        for (x0, y0), (x1, y1) in pairwise((*ring, ring[0]))
        if (y0 > middle) is not (y1 > middle)
    )
    west, east = max(zip(crossings[::2], crossings[1::2], strict=True), key=lambda span: span[1] - span[0])
    return ((west + east) / 2, middle)
