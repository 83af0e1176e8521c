"""When and where an act was, as the keys write it: days in local time, places from the country inwards."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from marsad.evaluate.plain_templates import write_day
from marsad.lexicon.countries import countries_by_code
from marsad.lexicon.muc4 import load_countries_of_interest
from marsad.lexicon.place_words import family_of
from marsad.model.claims import Actor, Claim, Place, PlaceBasis, PlacePart, PlaceRole, Precision, When
from marsad.model.ledger import Ledger
from marsad.model.reports import Report
from marsad.resolve.place_votes import vote_countries

_FINE = frozenset({Precision.INSTANT, Precision.HOUR, Precision.DAY_PART, Precision.DAY})
_NOON = timedelta(hours=12)
"""From a day's start: noon there is the same day in UTC in nearly every zone."""
_NAMED = 0.5
"""What a place, or the dateline, has to say on a message's country, where an adjective says a quarter."""
_LIVED_IN = frozenset({"airport", "university", "school", "prison", "farm", "camp"})
_IN = re.compile(r"\bin\s$", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Setting:
    """The places of a message, its day, and the country that it is set in."""

    places: Mapping[str, Place]
    actors: Mapping[str, Actor]
    published: date | None
    country: str | None
    zone: ZoneInfo
    report: Report
    claims: tuple[Claim, ...]

    @classmethod
    def of(cls, ledger: Ledger) -> "Setting":
        """Read the setting off a ledger of one message."""
        report = ledger.reports[0]
        places = {place.id: place for place in ledger.places}
        known = countries_by_code().get(_choose_country(ledger, places) or "")
        zone = ZoneInfo(known.zone if known else "UTC")
        return cls(
            places,
            {actor.id: actor for actor in ledger.actors},
            report.published,
            known.name if known else None,
            zone,
            report,
            tuple(sorted(ledger.claims, key=lambda claim: (claim.span, claim.id))),
        )

    def days(self, when: When | None) -> tuple[date, date] | None:
        """The first and last local day of a time; None where it is open to both sides or unknown."""
        if when is None or (when.start is None and when.end is None):
            return None
        if when.precision is Precision.DAY:
            noons = [when.start + _NOON if when.start else None, when.end - _NOON if when.end else None]
            days = [noon.date() for noon in noons if noon]
            return days[0], max(days)
        last = (when.end - timedelta(seconds=1)).astimezone(self.zone).date() if when.end else None
        first = when.start.astimezone(self.zone).date() if when.start else last
        return (first, last or first) if first else None

    def spots(self, claim: Claim) -> list[Place]:
        """The places where a claim puts what happened, but countries and what lies outside the message's."""
        return [place for place, _ in self._list_at(claim) if _may_be_listed(place)]

    def names(self, claim: Claim) -> list[Place]:
        """The same with names that only an "in" right before them bears out: to be written, not to tell acts apart."""
        return [
            place
            for place, part in self._list_at(claim)
            if _may_be_listed(place) or (place.kind == "place" and self._stands_behind_in(part))
        ]

    def _list_at(self, claim: Claim) -> list[tuple[Place, PlacePart]]:
        at = ((self.places[part.place], part) for part in claim.places if part.role is PlaceRole.AT)
        return [(place, part) for place, part in at if self.holds(place)]

    def _stands_behind_in(self, part: PlacePart) -> bool:
        start = part.span[0]
        return _IN.search(self.report.text[max(0, start - 4) : start]) is not None

    def holds(self, place: Place) -> bool:
        """Whether a place may lie in the country that the message is set in."""
        land = countries_by_code().get(place.country or "")
        return land is None or self.country in (None, land.name)

    def town_before(self, claim: Claim) -> Place | None:
        """The last town that the claims before a claim give."""
        before = (one for one in reversed(self.claims) if one.span[0] < claim.span[0])
        return next((place for one in before for place in self.spots(one) if _is_town(place)), None)

    def lie_apart(self, place: Place, other: Place) -> bool:
        """Whether neither of two places is the other or lies within it."""
        return place.id not in self._list_around(other) and other.id not in self._list_around(place)

    def _list_around(self, place: Place) -> list[str]:
        """The ids of a place and of those that it lies within, from the inside out."""
        around: list[str] = []
        inner: Place | None = place
        while inner and inner.id not in around:
            around.append(inner.id)
            inner = self.places.get(inner.within or "")
        return around

    def differs(self, claim: Claim, others: Sequence[Claim]) -> bool:
        """Whether a claim's own day or place is not that of an act."""
        ours, theirs = self.days(claim.when), [days for one in others if (days := self.days(one.when))]
        if ours and theirs and not any(ours[0] <= last and first <= ours[1] for first, last in theirs):
            return True
        mine, held = self.spots(claim), [place for one in others for place in self.spots(one)]
        return bool(mine and held) and all(self.lie_apart(place, other) for place in mine for other in held)


def _choose_country(ledger: Ledger, places: Mapping[str, Place]) -> str | None:
    """The country that a message names most: by its words, its places and, for a little, its dateline.

    One of the countries of interest goes before all others: no act elsewhere is asked for, unless it is aimed at them.
    """
    report = ledger.reports[0]
    votes = Counter(vote_countries([report.text], []))
    for claim in ledger.claims:
        here = (places[part.place] for part in claim.places if part.role is PlaceRole.AT)
        codes = (place.country for place in here if place.basis is PlaceBasis.GAZETTEER and place.country)
        votes.update(dict.fromkeys(codes, _NAMED))
    if report.dateline and report.dateline.place:
        votes.update(dict.fromkeys(vote_countries([], [], [report.dateline.place]), _NAMED))
    near = [code for code in sorted(votes) if code in load_countries_of_interest()]
    return max(near or sorted(votes), key=lambda code: votes[code], default=None)


def _may_be_listed(place: Place) -> bool:
    """Whether a place may fill the slot: within a country, and no street, square or building that nobody lives in.

    A name that no gazetteer, word of kind or holder bears out is as often a person's or a body's: none.
    """
    if place.kind == "place" and place.basis is not PlaceBasis.GAZETTEER and not (place.within and place.country):
        return False
    if place.kind == "country" or (place.basis is PlaceBasis.GAZETTEER and place.country is None):
        return False
    return family_of(place.kind) not in ("facility", "line") or place.kind in _LIVED_IN


def _name_bare(place: Place) -> str:
    """A place's name without the word of kind that stands behind it: "Norda province" is Norda.

    A city called as its country is keeps the word: the keys write "Guatemala City".
    """
    home = countries_by_code().get(place.country or "")
    if home and place.kind == "city" and place.name.lower().removesuffix(" city") == home.name.lower():
        return f"{home.name} city".upper()
    words = place.name.split()
    if len(words) > 1 and family_of(words[-1].lower()) and place.kind not in _LIVED_IN:
        words.pop()
    return " ".join(words).upper()


def write_date(claims: Sequence[Claim], setting: Setting) -> str | None:
    """The first day or span of days that claims give; a weekday, or none, is "on or before" the day of the report.

    So is a time that only ends there: what was said today happened by today.
    """
    until = f"- {write_day(setting.published)}" if setting.published else None
    for claim in claims:
        days = setting.days(claim.when)
        if days is None or claim.when is None or claim.when.precision not in _FINE:
            continue
        if _WEEKDAY.search(claim.when.text or ""):
            return until
        if claim.when.start is None:
            return f"- {write_day(days[1])}"
        if claim.when.precision is Precision.DAY and days[0] < days[1]:
            return f"{write_day(days[0])} - {write_day(days[1])}"
        return write_day(days[0])
    for claim in claims:
        days = setting.days(claim.when)
        if days and claim.when and claim.when.precision in (Precision.MONTH, Precision.WEEK):
            return f"{write_day(days[0])} - {write_day(days[1])}"
    return until


def write_place(claims: Sequence[Claim], setting: Setting) -> str | None:
    """The message's country and the first place that claims give within it, as a path.

    A quarter, building or area stands behind its town: what holds it, the town named beside it, or the last one before.
    """
    for claim in claims:
        spots = setting.names(claim)
        if spots:
            return _write_path(_order_path(spots, claim, setting), setting)
    return setting.country.upper() if setting.country else None


def _order_path(spots: Sequence[Place], claim: Claim, setting: Setting) -> list[Place]:
    first = spots[0]
    if _is_inner(first):
        holder = setting.places.get(first.within or "")
        known = holder if holder and holder.kind != "country" else next(filter(_is_town, spots), None)
        town = known or setting.town_before(claim)
        return [town, first] if town else [first]
    inner = next((spot for spot in spots[1:] if _is_inner(spot) and spot.within in (None, first.id)), None)
    return [first, inner] if inner else [first]


def _write_path(path: Sequence[Place], setting: Setting) -> str | None:
    country = countries_by_code().get(next((place.country for place in path if place.country), ""))
    name = country.name if country else setting.country
    parts = [f"{_name_bare(place)} ({place.kind.upper()})" for place in path]
    return ": ".join([name.upper(), *parts]) if name else None


def _is_inner(place: Place) -> bool:
    return family_of(place.kind) in ("quarter", "facility") or place.kind == "area"


def _is_town(place: Place) -> bool:
    return family_of(place.kind) == "settlement"
