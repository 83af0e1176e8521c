"""Planted errors: invented stories in which one thing is changed, and whether the ledger shows it as what it is.

| planted | shows up as |
|---|---|
| a number changed in one outlet | a contradiction on the count, with both figures |
| a denial removed | a contradiction on the occurrence that is no longer there |
| an attribution swapped | another voice behind the incident, and one more independent source |
| a date shifted in one outlet | a contradiction on the time |
| a relay disguised: a report reprinted without its credit | a copy in its family, and no more independent sources |

Each story is three reports of one attack in drawn words: kind, weapon, town, spot, day, toll, sources, order of
clauses.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from marsad.model.days import say_day
from marsad.model.incidents import ContradictionKind, Incident
from marsad.model.ledger import Ledger
from marsad.model.reports import Block, BlockKind, DateBasis, Report, report_id
from marsad.pipeline import build_ledger

KINDS = ("number", "denial", "attribution", "date", "relay")
_TOWNS = ("Kosti", "Goma", "Zinder", "Mopti", "Taiz", "Marib", "Sittwe", "Jijiga", "Bamenda", "Bunia", "Kadugli", "Gao")
_SPOTS = ("market", "bus station", "hospital", "port", "main bridge", "school", "bakery", "cattle fair")
_MONITORS = ("Harbour Watch", "the Lakeside Rights Monitor", "the Open Valley Observatory", "the Red Kite Network")
_OFFICES = ("the health office", "the provincial health ministry", "the mayor, Ines Darro", "the governor, Tomas Reyk")
_FORCES = ("The army", "The rebels", "The armed forces", "The militia")
_OUTLETS = ("Morning Ledger", "Coast Tribune", "Delta Herald", "Plains Courier", "Hill Gazette", "Quay Post")
_DEEDS = (
    ("Shells hit", "were killed when shells hit", "the shelling of"),
    ("Artillery fire struck", "died when artillery struck", "the shelling of"),
    ("Warplanes bombed", "were killed when warplanes bombed", "the air strike on"),
    ("A drone strike hit", "died in a drone strike on", "the drone strike on"),
    ("Gunmen attacked", "were killed when gunmen attacked", "the attack on"),
    ("Rockets fell on", "died when rockets fell on", "the rocket attack on"),
)
_FILLERS = (
    "Shops stayed shut the next morning and few people were in the streets.",
    "Families waited outside the clinic for word of their relatives.",
    "The road to the airport was closed for several hours.",
    "Electricity had not come back by the evening.",
    "Volunteers cleared broken glass and cooked for those who had nowhere to go.",
    "Teachers said that lessons would be held in the old library.",
    "A smell of burnt wood hung over the riverside until night.",
    "Prices of flour and oil went up again, traders complained.",
    "Many of those who live nearby slept at the homes of friends.",
    "A football match that had been planned there was put off.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """What a story is about, and how it is worded."""

    town: str
    spot: str
    deed: tuple[str, str, str]
    day: date
    toll: int
    monitor: str
    office: str
    force: str
    outlets: tuple[str, ...]
    fillers: tuple[str, ...]
    style: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is other than in the true story."""

    toll: int | None = None
    silent: bool = False
    monitor: str | None = None
    days: int = 0
    reprint: bool = False
    credited: bool = True


def draw_story(chance: Random) -> Draw:
    """A story in drawn words."""
    return Draw(
        town=chance.choice(_TOWNS),
        spot=chance.choice(_SPOTS),
        deed=chance.choice(_DEEDS),
        day=date(2031, 3, 3) + timedelta(days=chance.randrange(200)),
        toll=chance.randrange(6, 60),
        monitor=chance.choice(_MONITORS),
        office=chance.choice(_OFFICES),
        force=chance.choice(_FORCES),
        outlets=tuple(chance.sample(_OUTLETS, 3)),
        fillers=tuple(chance.sample(_FILLERS, 9)),
        style=chance.randrange(3),
    )


def write_story(draw: Draw, change: Change) -> tuple[Report, ...]:
    """Three reports: by a monitor; by an office, with a denial; by the monitor again, or the first one reprinted."""
    first = (*_tell_monitor(draw, draw.monitor, draw.style), *draw.fillers[:4])
    second = (*_tell_office(draw, change), *draw.fillers[4:6], *(() if change.silent else (_deny(draw),)))
    third = (*_tell_monitor(draw, change.monitor or draw.monitor, draw.style + 1), *draw.fillers[6:9])
    if change.reprint:
        credit = (f"This report was first carried by {draw.outlets[0]}.",) if change.credited else ()
        third = (*first, *credit)
    day = draw.day + timedelta(days=1)
    return tuple(
        _report(outlet, day, sentences) for outlet, sentences in zip(draw.outlets, (first, second, third), strict=True)
    )


def _tell_monitor(draw: Draw, monitor: str, style: int) -> tuple[str, ...]:
    active, passive, noun = draw.deed
    day, where = f"{draw.day:%A}", f"the {draw.spot} of {draw.town}"
    told = (
        f"{active} {where} on {day}, killing {draw.toll} people, {monitor} said.",
        f"{draw.toll} people {passive} {where} on {day}, according to {monitor}.",
        f"{monitor[0].upper()}{monitor[1:]} said that {draw.toll} people were killed on {day} in {noun} {where}.",
    )
    return (told[style % 3],)


def _tell_office(draw: Draw, change: Change) -> tuple[str, ...]:
    active, passive, noun = draw.deed
    toll, day = change.toll or draw.toll, f"{draw.day + timedelta(days=change.days):%A}"
    where = f"the {draw.spot} in {draw.town}"
    told = (
        f"{toll} people {passive} {where} on {day}, {draw.office} said.",
        f"{draw.office[0].upper()}{draw.office[1:]} said {toll} people were killed on {day} in {noun} {where}.",
        f"{active} {where} on {day}, and {toll} people were killed, according to {draw.office}.",
    )
    return (told[draw.style % 3],)


def _deny(draw: Draw) -> str:
    noun = draw.deed[2]
    return (
        f"{draw.force} denied {noun} the {draw.spot}.",
        f"{draw.force} denied that there had been {noun.replace('the ', 'any ', 1)} the {draw.spot}.",
        f"{draw.force} rejected the account and denied {noun} the {draw.spot} in {draw.town}.",
    )[draw.style % 3]


def _report(outlet: str, day: date, sentences: Sequence[str]) -> Report:
    text, blocks = "", list[Block]()
    for sentence in (" ".join(sentences[:2]), " ".join(sentences[2:4]), " ".join(sentences[4:])):
        start = len(text) + (2 if text else 0)
        text = f"{text}\n\n{sentence}" if text else sentence
        blocks.append(Block(start=start, end=len(text), kind=BlockKind.BODY))
    kept = tuple(block for block in blocks if block.end > block.start)
    return Report(
        id=report_id(outlet, outlet, None, text),
        key=outlet,
        url=None,
        outlet=outlet,
        agency=None,
        author=None,
        title=None,
        published=day,
        published_basis=DateBasis.STATED,
        dateline=None,
        language="en",
        read=True,
        unread_why=None,
        text=text,
        blocks=kept,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """One planted error: its kind, the story, and whether it shows."""

    kind: str
    draw: Draw
    shown: bool


def plant(kind: str, chance: Random) -> Planted:
    """Draw a story, plant an error of a kind, and look for it."""
    draw = draw_story(chance)
    other = chance.choice([monitor for monitor in _MONITORS if monitor != draw.monitor])
    changed, truth = {
        "number": (Change(toll=draw.toll * 2 + chance.randrange(3, 30)), Change()),
        "denial": (Change(silent=True), Change()),
        "attribution": (Change(monitor=other), Change()),
        "date": (Change(days=-2, silent=True), Change(silent=True)),
        "relay": (Change(reprint=True, credited=False), Change(reprint=True)),
    }[kind]
    before, after = (build_ledger(write_story(draw, change)) for change in (truth, changed))
    return Planted(kind=kind, draw=draw, shown=_CHECKS[kind](before, after, draw, changed))


def _has(ledger: Ledger, kind: ContradictionKind, *values: str) -> bool:
    """Whether a contradiction of a kind holds all values among its positions."""
    return any(
        dispute.kind == kind and all(any(value in p.value for p in dispute.positions) for value in values)
        for dispute in ledger.contradictions
    )


def _main(ledger: Ledger) -> Incident | None:
    return max(ledger.incidents, key=lambda i: (len(i.claims), i.id), default=None)


def _show_number(before: Ledger, after: Ledger, draw: Draw, change: Change) -> bool:
    figures = str(draw.toll), str(change.toll)
    return not _has(before, ContradictionKind.COUNT) and _has(after, ContradictionKind.COUNT, *figures)


def _show_denial(before: Ledger, after: Ledger, _draw: Draw, _change: Change) -> bool:
    kinds = (ContradictionKind.OCCURRENCE, ContradictionKind.PARTY)
    return any(_has(before, kind) for kind in kinds) and not any(_has(after, kind) for kind in kinds)


def _show_attribution(before: Ledger, after: Ledger, _draw: Draw, change: Change) -> bool:
    names = {source.id: source.name for source in after.sources}
    was, now = _main(before), _main(after)
    new = (change.monitor or "").removeprefix("the ")
    heard = now is not None and any(new in names[voice.source] for voice in now.voices)
    return heard and was is not None and now is not None and now.independent_sources == was.independent_sources + 1


def _show_date(before: Ledger, after: Ledger, _draw: Draw, _change: Change) -> bool:
    return not _has(before, ContradictionKind.TIME) and _has(after, ContradictionKind.TIME)


def _show_relay(before: Ledger, after: Ledger, draw: Draw, _change: Change) -> bool:
    keys = {report.id: report.key for report in after.reports}
    pair = {draw.outlets[0], draw.outlets[2]}
    copied = any(pair <= {keys[report] for report in family.reports} for family in after.families)
    was, now = _main(before), _main(after)
    return copied and was is not None and now is not None and now.independent_sources <= was.independent_sources


_CHECKS: dict[str, Callable[[Ledger, Ledger, Draw, Change], bool]] = {
    "number": _show_number,
    "denial": _show_denial,
    "attribution": _show_attribution,
    "date": _show_date,
    "relay": _show_relay,
}


def describe(planted: Planted) -> str:
    """A planted error that did not show, for a person to look into."""
    draw = planted.draw
    return f"{planted.kind}: {draw.deed[0]} the {draw.spot} of {draw.town}, {say_day(draw.day)}, style {draw.style}"
