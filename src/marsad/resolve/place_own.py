"""Places that people added themselves: they go before the gazetteer, but never where they can't be meant."""

from collections.abc import Iterable, Mapping

from marsad.lexicon.gazetteer import GazetteerEntry, find_entries, is_exact
from marsad.lexicon.place_names import fold_place
from marsad.lexicon.place_words import family_of

OwnPlaces = Mapping[str, tuple[GazetteerEntry, ...]]
"""People's own places by each of their names, lightly folded."""
NO_PLACES: OwnPlaces = {}


def index_places(entries: Iterable[GazetteerEntry]) -> OwnPlaces:
    """The places by name; the order they come in changes nothing."""
    found: dict[str, dict[str, GazetteerEntry]] = {}
    for entry in entries:
        for name in (entry.name, *entry.aliases):
            found.setdefault(fold_place(name), {})[entry.key] = entry
    return {name: tuple(held[key] for key in sorted(held)) for name, held in sorted(found.items())}


def find_own(name: str, kind: str | None, shares: Mapping[str, float], own: OwnPlaces) -> list[GazetteerEntry]:
    """Those of the name that may be what the words say: of that kind, in a country that the story speaks of.

    A bare name means a division only where the gazetteer knows nothing of that name: "Soura" is the town before it is
    the district of Soura.
    """
    held = own.get(fold_place(name), ())
    here = [entry for entry in held if not shares or entry.country is None or entry.country in shares]
    said = family_of(kind)
    if said not in ("", "settlement") and kind != "area":
        return [entry for entry in here if family_of(entry.kind) in ("", said)]
    towns = [entry for entry in here if not _is_division(entry)]
    known = towns or said == "settlement" or any(is_exact(entry, name) for entry in find_entries(name))
    return towns if known else here


def _is_division(entry: GazetteerEntry) -> bool:
    return family_of(entry.kind) == "region" or entry.kind == "district"
