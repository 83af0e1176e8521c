"""The local time of a report: that of the country that most of its places lie in."""

from collections import Counter
from collections.abc import Iterable

from marsad.lexicon.countries import countries_by_code, countries_by_word
from marsad.lexicon.gazetteer import find_entries
from marsad.lexicon.zones import zone_named


def zone_for(names: Iterable[str]) -> str | None:
    """The IANA zone that most of the named places share; None where they name none that is known.

    A country's name weighs as its capital's zone, a place known in one country alone as its own; ties go to the zone
    that comes first in the alphabet.
    """
    votes: Counter[str] = Counter()
    for name in names:
        country = countries_by_word().get(name.lower().removeprefix("the "))
        zone = country.zone if country else _zone_of_place(name)
        if zone:
            votes[zone] += 1
    return min(votes, key=lambda zone: (-votes[zone], zone), default=None)


def _zone_of_place(name: str) -> str | None:
    entries = find_entries(name)
    if not entries or len({entry.country for entry in entries[:3]}) > 1:
        return None
    code = entries[0].country
    return entries[0].zone or (countries_by_code()[code].zone if code in countries_by_code() else zone_named(name))


def zone_of_city(name: str) -> str | None:
    """The zone of a large city that outgrows its namesakes: "Lagos time"."""
    cities = sorted((entry for entry in find_entries(name) if entry.zone), key=lambda entry: -entry.population)
    if not cities or cities[0].population < _LARGE:
        return None
    return cities[0].zone if len(cities) == 1 or cities[0].population >= _AHEAD * cities[1].population else None


_LARGE, _AHEAD = 100_000, 3
