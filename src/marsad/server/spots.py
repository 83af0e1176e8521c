"""Spots: places with what happened there and who is said to hold them, as the map and its list show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from marsad.model.claims import Place, PlacePrecision
from marsad.model.incidents import Control, Incident
from marsad.publish.atlas import HOW_FINE, KM_OFF
from marsad.publish.briefs import BriefLine, tell_line
from marsad.publish.figures import say_count
from marsad.publish.index import Index, name_place, pin_place
from marsad.publish.standing import Standing, tell_control
from marsad.publish.times import stamp, stamp_edges


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """An incident in a line, what it counts, and from when to when it was (ISO, UTC), where that is known."""

    line: BriefLine
    kind: str
    counts: tuple[str, ...]
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What somebody says of who holds a place, and from when to when (ISO, UTC), where that is known."""

    standing: Standing
    place: Place
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place with coordinates and what happened there. What is known to lie somewhere within `km` of the point, or
    somewhere in the country `iso`, is drawn as that area.
    """

    place: Place
    name: str
    how_fine: str
    km: float
    iso: str
    pinned: tuple[Pinned, ...]


def find_spots(index: Index, incidents: Sequence[Incident]) -> tuple[Spot, ...]:
    """The places of incidents, in the order in which they first come; where no more than the country is known, last."""
    at: dict[str, tuple[Place, list[Incident]]] = {}
    for incident in incidents:
        if place := pin_place(index, incident):
            at.setdefault(place.id, (place, []))[1].append(incident)
    spots = [_tell_spot(index, place, here) for place, here in at.values()]
    return tuple(sorted(spots, key=lambda spot: spot.place.precision is PlacePrecision.COUNTRY))


def _tell_spot(index: Index, place: Place, incidents: Iterable[Incident]) -> Spot:
    whole = place.precision is PlacePrecision.COUNTRY
    return Spot(
        place=place,
        name=name_place(index, place.id),
        how_fine=HOW_FINE[place.precision],
        km=KM_OFF[place.precision],
        iso=place.country or "" if whole else "",
        pinned=tuple(pin(index, incident) for incident in incidents),
    )


def pin(index: Index, incident: Incident) -> Pinned:
    """An incident as the map's list has it."""
    start, end = stamp_edges(incident.when)
    return Pinned(
        line=tell_line(index, incident),
        kind=incident.kind,
        counts=tuple(count.refusal or say_count(count) for count in incident.counts),
        start=start,
        end=end,
    )


def hold(index: Index, control: Control) -> Held:
    """Who is said to hold a place, as the map's list has it."""
    return Held(
        standing=tell_control(index, control),
        place=index.places[control.place],
        start=stamp(control.start) if control.start else None,
        end=stamp(control.end) if control.end else None,
    )
