"""Points of GeoJSON shapes: the middle of what a feature draws."""

from dataclasses import dataclass
from itertools import pairwise
from math import isfinite


@dataclass(frozen=True, slots=True)
class Point:
    """A point on the globe in degrees (WGS 84)."""

    lat: float
    lon: float

    @staticmethod
    def of(lat: float, lon: float) -> "Point | None":
        """The point, or None where the numbers are none; 0, 0 is what an empty cell becomes, not a place."""
        on_globe = isfinite(lat) and isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180
        return Point(lat, lon) if on_globe and (lat, lon) != (0, 0) else None


def find_middle(geometry: object) -> Point | None:
    """The point of a GeoJSON geometry: a Point itself, else the centroid of the largest ring or the mean of points."""
    if not isinstance(geometry, dict):
        return None
    drawn = geometry.get("coordinates")
    if geometry.get("type") == "Point":
        return _mean(_read_ring([drawn]))
    if geometry.get("type") == "Polygon" and isinstance(drawn, list):
        return _centre(_read_ring(drawn[0] if drawn else None))
    if geometry.get("type") == "MultiPolygon" and isinstance(drawn, list):
        rings = [_read_ring(polygon[0]) for polygon in drawn if isinstance(polygon, list) and polygon]
        return _centre(max(rings, key=lambda ring: abs(_area(ring)), default=[]))
    return _mean(_read_ring(drawn)) if geometry.get("type") in ("MultiPoint", "LineString") else None


Ring = list[tuple[float, float]]


def _read_ring(drawn: object) -> Ring:
    """Longitude and latitude of each corner; what is no pair of numbers is left out."""
    ring: Ring = []
    for corner in drawn if isinstance(drawn, list) else []:
        if isinstance(corner, list) and len(corner) >= 2:
            lon, lat = corner[0], corner[1]
            if isinstance(lon, int | float) and isinstance(lat, int | float):
                ring.append((float(lon), float(lat)))
    return ring


def _area(ring: Ring) -> float:
    """Twice the signed area in square degrees (the shoelace formula)."""
    return sum(one[0] * two[1] - two[0] * one[1] for one, two in pairwise(ring))


def _centre(ring: Ring) -> Point | None:
    area = _area(ring)
    if area == 0:
        return _mean(ring)
    across = [(one[0] * two[1] - two[0] * one[1], one, two) for one, two in pairwise(ring)]
    lon = sum((one[0] + two[0]) * part for part, one, two in across) / (3 * area)
    lat = sum((one[1] + two[1]) * part for part, one, two in across) / (3 * area)
    return Point.of(lat, lon)


def _mean(ring: Ring) -> Point | None:
    if not ring:
        return None
    return Point.of(sum(lat for _, lat in ring) / len(ring), sum(lon for lon, _ in ring) / len(ring))
