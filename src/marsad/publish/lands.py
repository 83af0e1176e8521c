"""Lands: the countries' outlines within a map's view, and the names of those that fill a fair part of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from marsad.publish.borders import (
    Box,
    Country,
    Point,
    cut_country,
    cut_ring,
    find_middle,
    load_borders,
    measure_box,
    measure_ring,
    meet,
)
from marsad.publish.views import HIGH, WIDE, View

FAIR = 0.04
"""The part of the view that a country fills to be named."""

NEAR = 4.0
"""Units of the face: an outline's points that lie closer are drawn as one."""

Ring = tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lands:
    """Outlines, steps of SVG paths on the map's face, and names, each in the middle of its country's largest piece."""

    outlines: tuple[str, ...]
    names: tuple[tuple[str, Point], ...]


@lru_cache(maxsize=128)
def draw_lands(view: View) -> Lands:
    """The countries within a view. It rests on the view and the borders alone, so it is kept for who looks again."""
    seen = [country for country in load_borders() if meet(country.box, _widen(view.box))]
    outlines = (draw_outline(view, country) for country in seen)
    return Lands(outlines=tuple(filter(None, outlines)), names=tuple(_name_lands(view, seen)))


def draw_outline(view: View, country: Country) -> str:
    """A country's outline within the view and a rim around it, without islets that would show nothing."""
    west, south, east, north = view.box
    islet = (NEAR - 1) * min((east - west) / WIDE, (north - south) / HIGH)
    return _write_rings(view, cut_country(country, _widen(view.box), islet))


def _widen(box: Box) -> Box:
    """A box with a rim, so that what leaves the view is not closed along its edge."""
    west, south, east, north = box
    edge = (east - west) / 50
    return (west - edge, south - edge, east + edge, north + edge)


def _name_lands(view: View, countries: Iterable[Country]) -> Iterator[tuple[str, Point]]:
    fair = FAIR * measure_box(view.box)
    for country in countries:
        wide = (cut_ring(box, ring, view.box) for box, ring in country.rings if _share(box, view.box) > fair)
        largest = max((piece for piece in wide if len(piece) > 2), key=measure_ring, default=())
        if largest and measure_ring(largest) > fair:
            yield country.name, view.place(find_middle(largest))


def _share(one: Box, other: Box) -> float:
    """The area that two boxes share."""
    if not meet(one, other):
        return 0.0
    west, south, east, north = zip(one, other, strict=True)
    return measure_box((max(west), max(south), min(east), min(north)))


def _write_rings(view: View, rings: Sequence[Ring]) -> str:
    west, south, east, north = view.box
    across, down = WIDE / (east - west), HIGH / (north - south)
    return "".join(_write_ring([((lon - west) * across, (north - lat) * down) for lon, lat in ring]) for ring in rings)


def _write_ring(points: Sequence[Point]) -> str:
    """A closed ring in whole units, step by step, without the points that lie close to their forerunner; an islet shows
    nothing.
    """
    was_x, was_y = round(points[0][0]), round(points[0][1])
    begun, steps = f"M{was_x},{was_y}l", []
    for x, y in points:
        if not (-NEAR <= x - was_x <= NEAR and -NEAR <= y - was_y <= NEAR):
            at_x, at_y = round(x), round(y)
            steps.append(f"{at_x - was_x},{at_y - was_y}")
            was_x, was_y = at_x, at_y
    return f"{begun}{' '.join(steps)}Z" if len(steps) > 2 else ""
