"""Which entry of a gazetteer a name means in a story, or none: a missing pin is better than a wrong one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import asin, cos, inf, log10, radians, sin, sqrt

from marsad.lexicon.countries import countries_by_word
from marsad.lexicon.gazetteer import GazetteerEntry, find_entries, is_exact
from marsad.lexicon.place_names import fold_place, sound_place
from marsad.lexicon.place_words import family_of
from marsad.resolve.place_own import OwnPlaces, find_own
from marsad.resolve.place_votes import RegionVotes

_EARTH_KM = 6371.0
_NEAR = {"quarter": 40.0, "facility": 60.0}
_REACH, _REGION = 250.0, 400.0
_PROMINENT, _METROPOLIS, _SMALL = 150_000, 1_000_000, 50_000
_AHEAD = 4
_HOME = 0.15
_APART = 100.0
_LARGEST = {"town": 1_000_000, "village": 100_000, "hamlet": 20_000}
"""People from which on nobody calls a place a town, a village or a hamlet."""
_SAME = 25.0
_CURATED, _COUNTRY, _PROVINCE = 3.0, 6.0, 2.5


@dataclass(frozen=True, slots=True)
class Ground:
    """What a story gives to choose by: shares of countries, over all and in the sentences that name the place; votes
    for divisions, of all names and of the others; what holds it, if the words say; people's own places."""

    shares: Mapping[str, float]
    beside: Mapping[str, float]
    regions: RegionVotes
    others: RegionVotes
    holder: GazetteerEntry | None
    holder_named: bool
    own: OwnPlaces


def distance_km(one: GazetteerEntry, two: GazetteerEntry) -> float:
    """The great-circle distance between two entries (haversine, mean radius 6371 km)."""
    lat1, lon1, lat2, lon2 = map(radians, (one.lat, one.lon, two.lat, two.lon))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))


def pin(name: str, kind: str | None, ground: Ground) -> GazetteerEntry | None:
    """The entry that a name of a kind means here.

    A settlement or region must lie in a country that the story speaks of, or be the one well-known bearer of the name.
    A quarter, camp or facility takes only an entry of its own family, or a settlement right by what holds it.
    """
    own = _from_user(name, kind, ground)
    if own is not None:
        return own
    country = _country_named(name, kind, ground)
    if country is not None:
        return country
    kindred = [entry for entry in _candidates(name, kind) if _fits_kind(entry, kind, ground)]
    fits = [entry for entry in kindred if _fits_holder(entry, kind, ground)] or _areas(name, kind, kindred)
    local = [entry for entry in fits if entry.country is None or entry.country in ground.shares]
    famous = _well_known(name, kind, fits, ground)
    if not local:
        return famous
    local = _divisions(local) if family_of(kind) == "region" else local
    best = max(local, key=lambda entry: (_score(entry, name, kind, ground), entry.key))
    if _is_unclear(best, name, local, ground):
        return None
    return famous if famous and _is_dwarfed(best, famous, name, ground) else best


def _divisions(local: list[GazetteerEntry]) -> list[GazetteerEntry]:
    """Of what a division's name may mean the divisions, where there are any: "San Miguel department" is no city."""
    return [entry for entry in local if family_of(entry.kind) == "region"] or local


def _is_dwarfed(best: GazetteerEntry, famous: GazetteerEntry, name: str, ground: Ground) -> bool:
    """Whether a small town gives way to a metropolis that goes by the name first, and nothing speaks for the town."""
    if ground.holder is not None or best.is_curated or family_of(best.kind) == "region":
        return False
    known = fold_place(famous.name) == fold_place(name)
    at_home = ground.others.share(best.country, best.region) >= _HOME
    return known and best.population < _SMALL and famous.population >= _METROPOLIS and not at_home


def _is_unclear(best: GazetteerEntry, name: str, local: Iterable[GazetteerEntry], ground: Ground) -> bool:
    """Whether a town has namesakes about as large elsewhere in the story's countries, and nothing tells them apart."""
    if ground.holder is not None or best.is_curated or ground.regions.share(best.country, best.region) >= _HOME:
        return False
    rivals = (entry for entry in local if entry.population * _AHEAD >= best.population and is_exact(entry, name))
    return any(distance_km(entry, best) > _APART for entry in rivals)


def _areas(name: str, kind: str | None, kindred: Iterable[GazetteerEntry]) -> list[GazetteerEntry]:
    """A country or state that fits no holder stands beside it in a list, not in it: "Chad, Sudan"."""
    areas = [entry for entry in kindred if entry.kind in ("country", "state") and is_exact(entry, name)]
    return areas if kind in (None, "country", "state", "province") else []


def _candidates(name: str, kind: str | None) -> tuple[GazetteerEntry, ...]:
    """What may be meant: entries named with their kind first; a capital is not the state named as it is."""
    whole = f"{name} {kind}"
    both = (
        tuple(entry for entry in find_entries(whole) if is_exact(entry, whole)) if family_of(kind) == "region" else ()
    )
    entries = both or tuple(entry for entry in find_entries(name) if not _is_wrong_article(entry, name))
    country = countries_by_word().get(name.lower())
    if kind is None and country and country.capital.lower() == name.lower():
        return tuple(entry for entry in entries if entry.kind != "state")
    return entries


def _is_wrong_article(entry: GazetteerEntry, name: str) -> bool:
    """Whether a country is never called so: "El Congo" is a town, "El Salvador" the country."""
    first = name.partition(" ")[0].lower()
    return (
        entry.kind == "country"
        and first in ("al", "el")
        and not any(known.lower().startswith(first) for known in (entry.name, *entry.aliases))
    )


def _country_named(name: str, kind: str | None, ground: Ground) -> GazetteerEntry | None:
    """A country's own name is the country, unless a state bears it too or the words put it elsewhere."""
    if kind not in (None, "country") or ground.holder is not None:
        return None
    areas = [entry for entry in _candidates(name, kind) if entry.is_curated and is_exact(entry, name)]
    return areas[0] if len(areas) == 1 and areas[0].kind == "country" else None


def _from_user(name: str, kind: str | None, ground: Ground) -> GazetteerEntry | None:
    """The place that people added under this name; none where two that are far apart may be meant."""
    fits = [entry for entry in find_own(name, kind, ground.shares, ground.own) if _is_by_holder(entry, kind, ground)]
    clear = all(distance_km(entry, fits[0]) <= _SAME for entry in fits)
    return fits[0] if fits and clear else None


def _is_by_holder(entry: GazetteerEntry, kind: str | None, ground: Ground) -> bool:
    holder = ground.holder
    if holder and entry.country is None and family_of(holder.kind) in ("settlement", "quarter", "facility"):
        return distance_km(entry, holder) <= _REACH
    return _fits_holder(entry, kind, ground)


def _fits_kind(entry: GazetteerEntry, kind: str | None, ground: Ground) -> bool:
    """Whether an entry may be what the words of kind say."""
    said, has = family_of(kind), family_of(entry.kind)
    if said == "":
        return True
    if said == "settlement":
        return has == "settlement" and entry.population < _LARGEST.get(kind or "", inf)
    if (kind == "county" and has == "settlement") or (entry.kind == "district" and kind != "district"):
        return False
    if said in ("region", "country"):
        return has in ("region", "country", "settlement")
    if said == has or (kind == "area" and has in ("settlement", "region")):
        return said != "facility" or entry.kind == kind
    return said == "quarter" and has == "settlement" and ground.holder is not None


def _fits_holder(entry: GazetteerEntry, kind: str | None, ground: Ground) -> bool:
    """Whether an entry lies where the words say; a quarter lies within forty kilometres of its city."""
    holder = ground.holder
    if holder is None or holder.key == entry.key:
        return not (ground.holder_named and family_of(kind) in ("quarter", "facility") and not entry.is_curated)
    if entry.country and holder.country and entry.country != holder.country:
        return False
    if holder.kind in ("country", "continent", "ocean") or entry.country is None:
        return True
    if holder.region and entry.region and holder.kind in ("state", "province"):
        return holder.region == entry.region
    return distance_km(entry, holder) <= (
        400.0 if family_of(holder.kind) == "region" else _NEAR.get(family_of(kind), 250.0)
    )


def _score(entry: GazetteerEntry, name: str, kind: str | None, ground: Ground) -> float:
    """Share of the country, size, spelling and nearness to the holder together."""
    share = ground.shares.get(entry.country, 0.0) if entry.country else 0.1
    has = family_of(entry.kind)
    state = 3.0 * ground.regions.share(entry.country, entry.region) if entry.region else 0.0
    share += ground.beside.get(entry.country, 0.0) / 2 if entry.country else 0.0
    size = log10(entry.population + 10) / 2
    if entry.is_curated:
        size = _COUNTRY if has == "country" else _CURATED
    elif family_of(kind) == has == "region":
        size = _PROVINCE
    exact = 1.5 if is_exact(entry, name) else 0.0
    first = 0.5 if fold_place(entry.name) == fold_place(name) or sound_place(entry.name) == sound_place(name) else 0.0
    family = family_of(kind)
    same = 1.5 if family and family == has else 0.0
    near = -distance_km(entry, ground.holder) / 100 if ground.holder and ground.holder.kind != "country" else 0.0
    return 5 * share + state + size + exact + first + same + near


def _well_known(name: str, kind: str | None, fits: Iterable[GazetteerEntry], ground: Ground) -> GazetteerEntry | None:
    """Outside the story's countries only a country, region or large city that dwarfs its namesakes."""
    if family_of(kind) in ("quarter", "facility") or (ground.holder_named and ground.holder is None):
        return None
    exact = [entry for entry in fits if is_exact(entry, name)]
    areas = [entry for entry in exact if entry.is_curated]
    if areas and (areas[0].kind == "country" or len(areas) == 1):
        return areas[0]
    cities = sorted((entry for entry in exact if not entry.is_curated), key=lambda entry: -entry.population)
    if not cities or cities[0].population < _PROMINENT:
        return None
    return cities[0] if len(cities) == 1 or cities[0].population >= _AHEAD * cities[1].population else None
