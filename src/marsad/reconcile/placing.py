"""Placing: how two places stand to each other, by containment, name and distance."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cached_property
from math import asin, cos, radians, sin, sqrt

from marsad.lexicon.countries import load_countries
from marsad.model.claims import Place, PlacePrecision

NEAR_KM = 12.0
APART_KM = 25.0
_EARTH_KM = 6371.0
_WEIGHT = {
    PlacePrecision.EXACT: 2.25,
    PlacePrecision.LOCALITY: 1.75,
    PlacePrecision.DISTRICT: 1.0,
    PlacePrecision.REGION: 0.5,
    PlacePrecision.COUNTRY: 0.0,
    PlacePrecision.UNKNOWN: 1.75,
}
_WIDE = frozenset({PlacePrecision.REGION, PlacePrecision.COUNTRY, PlacePrecision.DISTRICT})


class Nearness(StrEnum):
    """How two places stand to each other."""

    SAME = "same"
    INSIDE = "inside"
    NEAR = "near"
    UNKNOWN = "unknown"
    APART = "apart"


class PlaceTree:
    """The places of a story by id, with what holds what."""

    def __init__(self, places: Sequence[Place]) -> None:
        """Index places by id, in order of id."""
        self._places = {place.id: place for place in sorted(places, key=lambda p: p.id)}
        self._holders: dict[str, tuple[str, ...]] = {}
        self._related: dict[tuple[str, str], Nearness] = {}
        self._meeting: dict[tuple[str, ...], frozenset[str]] = {}
        self._shared: dict[tuple[tuple[str, ...], tuple[str, ...]], float | None] = {}

    @cached_property
    def _names(self) -> dict[str, frozenset[str]]:
        return {p.id: frozenset(_fold(n) for n in (p.name, *p.aliases)) - {""} for p in self._places.values()}

    @cached_property
    def _namesakes(self) -> dict[str, tuple[str, ...]]:
        """The places that share a name, by that name."""
        found: dict[str, list[str]] = {}
        for place, names in self._names.items():
            for name in names:
                found.setdefault(name, []).append(place)
        return {name: tuple(places) for name, places in found.items() if len(places) > 1}

    def namesakes(self, place: str) -> tuple[str, ...]:
        """The place, and those that share a name with it and are the same by that: "Orlen hospital", also "Orlen"."""
        others = {other for name in self._names.get(place, ()) for other in self._namesakes.get(name, ())}
        return (place, *sorted(o for o in others if o != place and self.relate(place, o) == Nearness.SAME))

    def meeting_points(self, places: tuple[str, ...]) -> frozenset[str]:
        """The places by which claims find each other: these, their namesakes and what holds them, but no region."""
        if places not in self._meeting:
            near = {other for place in places for other in self.namesakes(place)}
            self._meeting[places] = frozenset(p for at in near for p in self.holders(at) if not self.is_wide(p))
        return self._meeting[places]

    @cached_property
    def capitals(self) -> tuple[str, ...]:
        """The places of the story that are their country's capital, in order of id."""
        seats = {country.iso: _fold(country.capital) for country in load_countries()}
        rows = self._places.values()
        return tuple(p.id for p in rows if p.country in seats and seats[p.country] in self._names[p.id])

    def name(self, place: str) -> str:
        """The place's name."""
        return self._places[place].name if place in self._places else place

    def holders(self, place: str) -> tuple[str, ...]:
        """The place and what holds it, outward."""
        if place not in self._holders:
            self._holders[place] = self._outward(place)
        return self._holders[place]

    def _outward(self, place: str) -> tuple[str, ...]:
        chain: list[str] = []
        at: str | None = place
        while at is not None and at not in chain:
            chain.append(at)
            at = self._places[at].within if at in self._places else None
        return tuple(chain)

    def precision(self, place: str) -> PlacePrecision:
        """How fine the place is."""
        return self._places[place].precision if place in self._places else PlacePrecision.UNKNOWN

    def is_wide(self, place: str) -> bool:
        """Whether the place is a region or a country, too wide to say where something happened."""
        return self.precision(place) in (PlacePrecision.REGION, PlacePrecision.COUNTRY)

    def is_nowhere(self, place: str) -> bool:
        """Whether nothing says where the place is, neither a position nor what holds it."""
        row = self._places.get(place)
        return row is None or (row.lat is None and row.within is None)

    def weight(self, place: str) -> float:
        """How much sharing this place says: the finer the more."""
        return _WEIGHT[self.precision(place)]

    def share(self, ours: tuple[str, ...], theirs: tuple[str, ...]) -> float | None:
        """How much two rows of places share: the mean of the best pair and the pair named first; None where all are
        apart.
        """
        if (ours, theirs) not in self._shared:
            found = {(a, b): self.relate(a, b) for a in ours for b in theirs}
            apart = all(nearness == Nearness.APART for nearness in found.values())
            scores = {pair: self._score(pair, nearness) for pair, nearness in found.items()}
            self._shared[ours, theirs] = None if apart else (max(scores.values()) + scores[ours[0], theirs[0]]) / 2
        return self._shared[ours, theirs]

    def _score(self, pair: tuple[str, str], nearness: Nearness) -> float:
        weight = min(self.weight(place) for place in pair)
        return {Nearness.SAME: weight, Nearness.INSIDE: 0.85 * weight, Nearness.NEAR: 0.5}.get(nearness, 0.0)

    def finest(self, places: Iterable[str]) -> str | None:
        """The place deepest inside others, then the finest, then the smallest id."""
        return min(places, key=lambda p: (-len(self.holders(p)), -self.weight(p), p), default=None)

    def relate(self, one: str, other: str) -> Nearness:
        """How two places stand to each other; what is not known to be apart is unknown."""
        if one == other:
            return Nearness.SAME
        pair = (one, other) if one < other else (other, one)
        if pair not in self._related:
            self._related[pair] = self._relate(*pair)
        return self._related[pair]

    def _relate(self, one: str, other: str) -> Nearness:
        if one in self.holders(other) or other in self.holders(one):
            return Nearness.INSIDE
        distance = self._distance(one, other)
        shares_name = bool(self._names.get(one, frozenset()) & self._names.get(other, frozenset()))
        if shares_name and (distance is None or distance <= APART_KM):
            return Nearness.SAME
        if distance is not None and not (self._is_broad(one) or self._is_broad(other)):
            return Nearness.NEAR if distance <= NEAR_KM else Nearness.APART if distance > APART_KM else Nearness.UNKNOWN
        return self._relate_by_holders(one, other, distance)

    def share_name(self, one: str, other: str) -> bool:
        """Whether a place that no map knows bears the other's name: "Orlen hospital" and Orlen."""
        return self._is_named_for(one, other) or self._is_named_for(other, one)

    def _is_named_for(self, spot: str, town: str) -> bool:
        row = self._places.get(spot)
        if row is None or row.lat is not None or self.is_wide(spot) or self.is_wide(town):
            return False
        return any(name.startswith(f"{at} ") for name in self._words(spot) for at in self._words(town))

    def _words(self, place: str) -> set[str]:
        row = self._places.get(place)
        return {" ".join(name.lower().split()) for name in (row.name, *row.aliases)} - {""} if row else set()

    def _relate_by_holders(self, one: str, other: str, distance: float | None) -> Nearness:
        """Places held by towns or countries apart from each other are apart."""
        a, b = self._places.get(one), self._places.get(other)
        if a is None or b is None:
            return Nearness.UNKNOWN
        if a.country and b.country and a.country != b.country:
            return Nearness.APART
        if a.within and b.within and a.within != b.within and (a.within, b.within) != (one, other):
            return Nearness.APART if self.relate(a.within, b.within) == Nearness.APART else Nearness.UNKNOWN
        if distance is not None and distance > 200 and PlacePrecision.COUNTRY not in (a.precision, b.precision):
            return Nearness.APART
        return Nearness.UNKNOWN

    def _is_broad(self, place: str) -> bool:
        return self.precision(place) in _WIDE

    def _distance(self, one: str, other: str) -> float | None:
        a, b = self._places.get(one), self._places.get(other)
        if a is None or b is None or a.lat is None or a.lon is None or b.lat is None or b.lon is None:
            return None
        return _kilometres(a.lat, a.lon, b.lat, b.lon)


def _fold(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())


def _kilometres(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    """The great-circle distance (haversine)."""
    north, east = radians(to_lat - lat), radians(to_lon - lon)
    chord = sin(north / 2) ** 2 + cos(radians(lat)) * cos(radians(to_lat)) * sin(east / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(min(1.0, chord)))
