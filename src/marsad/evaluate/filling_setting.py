"""When and where an act was, as the keys write it: days in local time, places from the country inwards."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from marsad.evaluate.plain_templates import write_day
from marsad.lexicon.countries import countries_by_code
from marsad.lexicon.place_words import family_of
from marsad.model.claims import Actor, Claim, Place, PlaceBasis, PlaceRole, Precision, When
from marsad.model.ledger import Ledger
from marsad.model.reports import Report
from marsad.resolve.place_votes import vote_countries

_FINE = frozenset({Precision.INSTANT, Precision.HOUR, Precision.DAY_PART, Precision.DAY})
_NOON = timedelta(hours=12)
"""From a day's start: noon there is the same day in UTC in nearly every zone."""
_LIVED_IN = frozenset({"airport", "university", "school", "prison", "farm", "camp"})
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

    @classmethod
    def of(cls, ledger: Ledger) -> "Setting":
        """Read the setting off a ledger of one message."""
        report = ledger.reports[0]
        places = {place.id: place for place in ledger.places}
        line = report.dateline.place if report.dateline else None
        votes = vote_countries([report.text], [], [line] if line else [])
        country = max(sorted(votes), key=lambda code: votes[code], default=None)
        known = countries_by_code().get(country or "")
        zone = ZoneInfo(known.zone if known else "UTC")
        return cls(
            places,
            {actor.id: actor for actor in ledger.actors},
            report.published,
            known.name if known else None,
            zone,
            report,
        )

    def days(self, when: When | None) -> tuple[date, date] | None:
        """The first and last local day of a time; None where it is open to both sides or unknown."""
        if when is None or (when.start is None and when.end is None):
            return None
        if when.precision is Precision.DAY:
            noon = when.start + _NOON if when.start else when.end - _NOON if when.end else None
            return (noon.date(), noon.date()) if noon else None
        last = (when.end - timedelta(seconds=1)).astimezone(self.zone).date() if when.end else None
        first = when.start.astimezone(self.zone).date() if when.start else last
        return (first, last or first) if first else None

    def spots(self, claim: Claim) -> list[Place]:
        """The places where a claim puts what happened, countries left out."""
        at = (self.places[part.place] for part in claim.places if part.role is PlaceRole.AT)
        return [place for place in at if _may_be_listed(place)]

    def differs(self, claim: Claim, others: Sequence[Claim]) -> bool:
        """Whether a claim's own day or place is not that of an act."""
        ours, theirs = self.days(claim.when), [days for one in others if (days := self.days(one.when))]
        if ours and theirs and not any(ours[0] <= last and first <= ours[1] for first, last in theirs):
            return True
        mine = {place.id for place in self.spots(claim)}
        held = {place.id for one in others for place in self.spots(one)}
        return bool(mine and held and not mine & held)


def _may_be_listed(place: Place) -> bool:
    """Whether a place may fill the slot: within a country, and no street, square or building that nobody lives in."""
    if place.kind == "country" or (place.basis is PlaceBasis.GAZETTEER and place.country is None):
        return False
    return family_of(place.kind) not in ("facility", "line") or place.kind in _LIVED_IN


def _name_bare(place: Place) -> str:
    """A place's name without the word of kind that stands behind it: "Norda province" is Norda."""
    words = place.name.split()
    if len(words) > 1 and family_of(words[-1].lower()) and place.kind not in _LIVED_IN:
        words.pop()
    return " ".join(words).upper()


def write_date(claims: Sequence[Claim], setting: Setting) -> str | None:
    """The first day that claims give; a weekday's name, or none, is "on or before" the day of the report."""
    until = f"- {write_day(setting.published)}" if setting.published else None
    for claim in claims:
        days = setting.days(claim.when)
        if days is None or claim.when is None or claim.when.precision not in _FINE:
            continue
        if _WEEKDAY.search(claim.when.text or ""):
            return until
        return write_day(days[0])
    for claim in claims:
        days = setting.days(claim.when)
        if days and claim.when and claim.when.precision in (Precision.MONTH, Precision.WEEK):
            return f"{write_day(days[0])} - {write_day(days[1])}"
    return until


def write_place(claims: Sequence[Claim], setting: Setting) -> str | None:
    """The country, and the first place that claims give within it."""
    for claim in claims:
        for place in setting.spots(claim):
            country = countries_by_code().get(place.country or "")
            name = country.name if country else setting.country
            if name:
                return f"{name.upper()}: {_name_bare(place)} ({place.kind.upper()})"
    return setting.country.upper() if setting.country else None
