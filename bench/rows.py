"""Rows for the benchmark of the store: made-up reports of ten claims, their stories and incidents, the same each time.

Texts are those of corpus.py. How often kinds, sources and places come follows 1/rank, as in the news.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from functools import cache
from itertools import accumulate
from random import Random

from corpus import make_report, make_texts
from phrases import load_pools

from marsad.model.claims import (
    BodyKind,
    Claim,
    Kind,
    Place,
    PlaceBasis,
    PlacePart,
    PlacePrecision,
    PlaceRole,
    Precision,
    Source,
    Stance,
    Status,
    When,
)
from marsad.model.copies import Story
from marsad.model.ids import make_id
from marsad.model.incidents import Incident, IncidentStatus, Voice
from marsad.model.ledger import SCHEMA, Ledger, MadeWith
from marsad.model.reports import Report

CLAIMS, TOLD, STORY = 10, 8, 20
"""Claims of a report, claims of an incident, reports of a story."""
_SPEAKERS, _TOWNS, _PAPERS = 2000, 3000, 499
"""As many papers as corpus.py prints in."""
_KINDS = tuple(Kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wheel:
    """Draws places of a list, the n-th as often as 1/n."""

    sums: tuple[float, ...]

    def draw(self, random: Random) -> int:
        """A place."""
        return random.choices(range(len(self.sums)), cum_weights=self.sums)[0]


@cache
def spin(size: int) -> Wheel:
    """A wheel of so many places."""
    return Wheel(sums=tuple(accumulate(1 / (rank + 1) for rank in range(size))))


def make_ground() -> Ledger:
    """Sources, outlets and places, before any report."""
    sources = [make_source(f"Speaker {number}") for number in range(_SPEAKERS)]
    sources += [make_source(f"Paper {number}", BodyKind.OUTLET) for number in range(_PAPERS)]
    places = map(make_place, range(_TOWNS))
    return _gather(sources=tuple(sources), places=tuple(places))


def make_story(number: int, size: int = STORY) -> Ledger:
    """A story of so many reports: these, their claims and incidents; the same number and size give the same."""
    random = Random(f"story {number}")
    numbers = range(number * size, (number + 1) * size)
    reports = tuple(map(_report, numbers, make_texts(numbers)))
    claims = tuple(claim for report in reports for claim in _tell(report, random))
    story = make_id("story", number)
    days = [report.published for report in reports if report.published is not None]
    row = Story(id=story, label=f"Story {number}", reports=tuple(r.id for r in reports), first=days[0], last=days[-1])
    mixed = random.sample(claims, len(claims))
    parts = [mixed[at : at + TOLD] for at in range(0, len(mixed), TOLD)]
    incidents = tuple(_join(story, part) for part in parts)
    return _gather(reports=reports, stories=(row,), claims=claims, incidents=incidents)


def _gather(
    *,
    reports: tuple[Report, ...] = (),
    stories: tuple[Story, ...] = (),
    claims: tuple[Claim, ...] = (),
    incidents: tuple[Incident, ...] = (),
    sources: tuple[Source, ...] = (),
    places: tuple[Place, ...] = (),
) -> Ledger:
    return Ledger(
        schema=SCHEMA, made_with=MadeWith(marsad="bench", rules="bench", models="bench"), problems=(), reports=reports,
        copies=(), families=(), sources=sources, actors=(), places=places, stories=stories, claims=claims,
        incidents=incidents, series=(), states=(), control=(), contradictions=(), changes=(),
    )  # fmt: skip


def make_source(name: str, kind: BodyKind = BodyKind.PERSON) -> Source:
    """A source with a name."""
    return Source(id=make_id("source", name), name=name, kind=kind, aliases=(), affiliation=None)


def make_place(number: int) -> Place:
    """A town by its number."""
    names = load_pools()["name"]
    return Place(
        id=_place(number), name=f"{names[number % len(names)]} {number}", kind="city", aliases=(), within=None,
        lat=10.0 + number / 100, lon=20.0, country="Kestria", precision=PlacePrecision.LOCALITY,
        basis=PlaceBasis.GAZETTEER,
    )  # fmt: skip


def _place(number: int) -> str:
    return make_id("place", number)


def _report(number: int, text: str) -> Report:
    return replace(make_report(number, text), id=make_id("report", number))


def _tell(report: Report, random: Random) -> tuple[Claim, ...]:
    """A claim for each of some sentences of a report."""
    day = datetime.combine(report.published, time(), UTC) if report.published else None
    claims = []
    start = 0
    spans = []
    for said in report.text.split(". "):
        spans.append((start, min(start + len(said) + 1, len(report.text))))
        start += len(said) + 2
    for order in range(CLAIMS):
        span = spans[order % len(spans)]
        speaker = make_id("source", f"Speaker {spin(_SPEAKERS).draw(random)}")
        kind = _KINDS[spin(len(_KINDS)).draw(random)]
        claims.append(
            Claim(
                id=make_id("claim", report.id, order), report=report.id, span=span,
                quote=report.text[span[0] : span[1]], chain=(speaker, make_id("source", report.outlet)),
                chain_spans=(None, None), cue=None, stance=Stance.DENIES if random.random() < 0.05 else Stance.ASSERTS,
                status=Status.HAPPENED, background=False, kind=kind, kinds=(), weapon=None, actors=(),
                places=(PlacePart(role=PlaceRole.AT, place=_place(spin(_TOWNS).draw(random)), span=span),),
                when=_date(day, random) if day else None, counts=(), withheld=(), reasons=("the verb names it",),
                review=random.random() < 0.02,
            )
        )  # fmt: skip
    return tuple(claims)


def _date(day: datetime, random: Random) -> When | None:
    if random.random() < 0.4:
        return None
    start = day - timedelta(hours=random.randrange(96))
    end = start + timedelta(hours=random.randrange(1, 24))
    return When(text="that day", span=None, start=start, end=end, precision=Precision.DAY_PART, basis="report")


def _join(story: str, claims: Sequence[Claim]) -> Incident:
    """An incident of some claims, with a voice for each of their speakers."""
    said: dict[str, list[str]] = {}
    for claim in claims:
        said.setdefault(claim.chain[0], []).append(claim.id)
    voices = tuple(
        Voice(source=source, stance=Stance.ASSERTS, families=(), claims=tuple(ids)) for source, ids in said.items()
    )
    return Incident(
        id=make_id("incident", story, claims[0].id), story=story, kind=claims[0].kind, label=claims[0].quote[:60],
        when=claims[0].when, places=(claims[0].places[0].place,), actors=(), claims=tuple(c.id for c in claims),
        voices=voices, independent_sources=len(voices), status=IncidentStatus.REPORTED, counts=(), links=(),
        reasons=("same place and night",), review=claims[0].review,
    )  # fmt: skip
