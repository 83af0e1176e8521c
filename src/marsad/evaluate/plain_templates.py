"""Plain ways to fill templates, to measure against: what a message's head and its commonest words give."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

import re2

from marsad.evaluate.keys import Fill, Slot, Template
from marsad.lexicon.countries import countries_by_code
from marsad.lexicon.gazetteer import find_entries
from marsad.model.reports import Report

_KEYWORDS: Mapping[str, str] = {
    "BOMBING": r"BOMB|EXPLO|DYNAMIT|BLEW UP|BLOWN UP",
    "KIDNAPPING": r"KIDNAP|ABDUCT|HOSTAGE",
    "ARSON": r"ARSON|SET FIRE|BURNED|TORCHED",
    "ROBBERY": r"ROBBE|LOOT",
    "ATTACK": r"ATTACK|KILL|MURDER|ASSASSINAT|SHOT",
}


def fill_commonest(report: Report) -> tuple[Template, ...]:
    """One attack up to the day of the dateline, in the dateline's place, with one person dead."""
    return (_fill(report, "ATTACK"),)


def fill_by_keyword(report: Report) -> tuple[Template, ...]:
    """The same with the type whose words are commonest in the message; none without such a word."""
    found = Counter({kind: len(re2.findall(words, report.text.upper())) for kind, words in _KEYWORDS.items()})
    kind, times = found.most_common(1)[0]
    return (_fill(report, kind),) if times else ()


def _fill(report: Report, kind: str) -> Template:
    place = locate(report.dateline.place) if report.dateline and report.dateline.place else None
    day = write_day(report.published) if report.published else None
    return Template(
        message=report.key,
        optional=False,
        fills={
            Slot.TYPE: (Fill(values=(kind,)),),
            Slot.STAGE: (Fill(values=("ACCOMPLISHED",)),),
            Slot.DATE: (Fill(values=(f"- {day}",)),) if day else (),
            Slot.PLACE: (Fill(values=(place,)),) if place else (),
            Slot.HUMAN_NUMBER: (Fill(values=("1",)),),
            Slot.HUMAN_EFFECT: (Fill(values=("DEATH",)),),
        },
    )


def write_day(day: date) -> str:
    """A day as the keys write it: 03 JAN 90."""
    return day.strftime("%d %b %y").upper()


def locate(name: str) -> str | None:
    """A dateline's place as the keys write it, by the largest place of that name; None where it is unknown."""
    town = name.partition(",")[0]
    entry = next(iter(find_entries(town)), None)
    country = countries_by_code().get(entry.country or "") if entry else None
    if entry is None or country is None:
        return None
    return country.name.upper() if entry.kind == "country" else f"{country.name.upper()}: {town.upper()} (CITY)"
