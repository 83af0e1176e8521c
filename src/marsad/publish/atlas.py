"""A story's map: incidents where the gazetteer has their places, areas where it is unsure, and a list of the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin

from marsad.model.claims import Place, PlacePrecision
from marsad.model.incidents import Incident
from marsad.publish.borders import Point, load_borders
from marsad.publish.index import Index, name_place, name_places, pin_place
from marsad.publish.labels import Label, place_labels
from marsad.publish.lands import draw_lands, draw_outline
from marsad.publish.towns import find_towns
from marsad.publish.views import HIGH, WIDE, View, choose_bar, frame_places

TOWNS = 10
"""So many towns at most give bearings."""

TURN = 47
"""Degrees between the numbers of areas with one middle, so that they do not cover each other."""

KM_OFF = {
    PlacePrecision.EXACT: 0.0,
    PlacePrecision.LOCALITY: 0.0,
    PlacePrecision.DISTRICT: 6.0,
    PlacePrecision.REGION: 50.0,
    PlacePrecision.COUNTRY: 200.0,
    PlacePrecision.UNKNOWN: 25.0,
}
"""How far around its point a place is drawn: 0 is a pin, more an area of that radius. A nominal figure, no outline."""

HOW_FINE = {
    PlacePrecision.EXACT: "a spot",
    PlacePrecision.LOCALITY: "a town or quarter",
    PlacePrecision.DISTRICT: "somewhere in this district",
    PlacePrecision.REGION: "somewhere in this region",
    PlacePrecision.COUNTRY: "somewhere in this country",
    PlacePrecision.UNKNOWN: "roughly here",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place on the map, with its number and the incidents there. A pin has no radius; an area's number stands on its
    rim, at `tag_x` and `tag_y`.
    """

    number: int
    name: str
    how_fine: str
    x: float
    y: float
    radius: float
    tag_x: float
    tag_y: float
    shape: str
    incidents: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """An incident that no coordinates stand behind."""

    id: str
    label: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryMap:
    """All that a map draws, on a face of `wide` by `high`, and what it cannot draw."""

    wide: int
    high: int
    land: tuple[str, ...]
    sites: tuple[Site, ...]
    labels: tuple[Label, ...]
    bar: float
    bar_words: str
    unplaced: tuple[Unplaced, ...]


def draw_map(index: Index, incidents: Sequence[Incident]) -> StoryMap | None:
    """The map of a story's incidents in their order; None where no incident has a place with coordinates. Where finer
    places are known, an incident of which only the country is known is listed and not drawn.
    """
    pins = {incident.id: place for incident in incidents if (place := pin_place(index, incident))}
    fine = {key: place for key, place in pins.items() if place.precision is not PlacePrecision.COUNTRY}
    drawn = fine or pins
    if not drawn:
        return None
    places = tuple({place.id: place for place in drawn.values()}.values())
    view = frame_places([(_point(place), KM_OFF[place.precision]) for place in places])
    sites = tuple(
        _draw_site(index, view, number, place, [i for i in incidents if drawn.get(i.id) is place])
        for number, place in enumerate(places, start=1)
    )
    km = choose_bar(view)
    towns = find_towns(view.box, TOWNS)
    lands = draw_lands(view)
    return StoryMap(
        wide=WIDE,
        high=HIGH,
        land=lands.outlines,
        sites=sites,
        labels=place_labels(
            [(site.name.partition(",")[0], (site.tag_x, site.tag_y)) for site in sites],
            lands.names,
            [(town.name, view.place((town.lon, town.lat))) for town in towns],
        ),
        bar=round(view.scale(km), 1),
        bar_words=f"{km} km",
        unplaced=tuple(_list_unplaced(index, incident) for incident in incidents if incident.id not in drawn),
    )


def _point(place: Place) -> Point:
    """Where a place with coordinates lies."""
    return (place.lon or 0.0, place.lat or 0.0)


def _draw_site(index: Index, view: View, number: int, place: Place, incidents: Sequence[Incident]) -> Site:
    x, y = view.place(_point(place))
    whole = place.precision is PlacePrecision.COUNTRY
    outline = "".join(draw_outline(view, c) for c in load_borders() if whole and c.iso and c.iso == place.country)
    radius = 0.0 if outline else view.scale(KM_OFF[place.precision])
    turn = radians(TURN * number)
    return Site(
        number=number,
        name=name_place(index, place.id),
        how_fine=HOW_FINE[place.precision],
        x=round(x, 1),
        y=round(y, 1),
        radius=round(radius, 1),
        tag_x=round(x + radius * sin(turn), 1),
        tag_y=round(y - radius * cos(turn), 1),
        shape=outline,
        incidents=tuple((i.id, i.label) for i in incidents),
    )


def _list_unplaced(index: Index, incident: Incident) -> Unplaced:
    return Unplaced(id=incident.id, label=incident.label, place=name_places(index, incident.places))
