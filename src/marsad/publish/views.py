"""A map's view: which stretch of the earth it shows, and where on the map's face a point falls."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from marsad.publish.borders import Box, Point

WIDE, HIGH = 1000, 625
"""The map's face in units of its own; its width and height keep this ratio."""

LEAST_KM = 120.0
"""No map shows less than this across: fewer borders and towns would give no bearings."""

KM_A_DEGREE = 111.2
_AROUND = 1.25
_BARS = (5, 10, 20, 50, 100, 200, 500, 1000, 2000)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A box of the earth, drawn with degrees of longitude narrowed as they are at its middle latitude."""

    box: Box

    @property
    def km_wide(self) -> float:
        """Kilometres from west to east at the middle."""
        west, south, east, north = self.box
        return (east - west) * KM_A_DEGREE * cos(radians((south + north) / 2))

    def place(self, point: Point) -> Point:
        """Where a point falls on the face, from its top left corner."""
        west, south, east, north = self.box
        return (WIDE * (point[0] - west) / (east - west), HIGH * (north - point[1]) / (north - south))

    def holds(self, point: Point) -> bool:
        """Whether a point lies in the view."""
        return self.box[0] < point[0] < self.box[2] and self.box[1] < point[1] < self.box[3]

    def scale(self, km: float) -> float:
        """A length on the face."""
        return WIDE * km / self.km_wide


def frame_places(places: Sequence[tuple[Point, float]]) -> View:
    """The view that holds every point with the kilometres around it that it may be off, and a margin."""
    wests, souths, easts, norths = zip(*(_spread(point, km) for point, km in places), strict=True)
    middle = ((min(wests) + max(easts)) / 2, (min(souths) + max(norths)) / 2)
    narrow = max(0.2, cos(radians(middle[1])))
    wide = max(max(easts) - min(wests), LEAST_KM / KM_A_DEGREE / narrow) * _AROUND
    high = (max(norths) - min(souths)) * _AROUND
    wide = min(360.0, max(wide, high * WIDE / HIGH / narrow))
    high = min(178.0, wide * narrow * HIGH / WIDE)
    south = min(max(middle[1] - high / 2, -89.0), 89.0 - high)
    return View(box=(middle[0] - wide / 2, south, middle[0] + wide / 2, south + high))


def _spread(point: Point, km: float) -> Box:
    up = km / KM_A_DEGREE
    across = up / max(0.2, cos(radians(point[1])))
    return (point[0] - across, point[1] - up, point[0] + across, point[1] + up)


def choose_bar(view: View) -> int:
    """The scale bar's kilometres: the longest round length that takes no more than a quarter of the face."""
    return max((km for km in _BARS if km <= view.km_wide / 4), default=_BARS[0])
