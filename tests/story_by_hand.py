"""Claims written by hand: a small world of sources, actors and places, and claims about it in one line each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from marsad.model.claims import (
    Actor,
    ActorPart,
    ActorRole,
    BodyKind,
    Claim,
    Count,
    CountRelation,
    Kind,
    Measure,
    Place,
    PlaceBasis,
    PlacePart,
    PlacePrecision,
    PlaceRole,
    Precision,
    Scope,
    Source,
    Stance,
    Status,
    When,
)
from marsad.model.copies import Family, Story
from marsad.model.ids import make_id
from marsad.model.reports import DateBasis, Report
from marsad.reconcile import Reconciled, reconcile

LATEST = date(2031, 5, 9)


def source(name: str, kind: BodyKind = BodyKind.ORGANISATION, of: str | None = None) -> Source:
    return Source(id=f"source-{name}", name=name, kind=kind, aliases=(), affiliation=f"source-{of}" if of else None)


def actor(name: str, kind: BodyKind = BodyKind.ARMED_GROUP) -> Actor:
    return Actor(id=f"actor-{name}", name=name, kind=kind, aliases=())


def place(name: str, lat: float | None, lon: float | None, within: str | None = None, wide: bool = False) -> Place:
    return Place(
        id=f"place-{name}",
        name=name,
        kind="city",
        aliases=(),
        within=f"place-{within}" if within else None,
        lat=lat,
        lon=lon,
        country="Kestria",
        precision=PlacePrecision.REGION if wide else PlacePrecision.LOCALITY,
        basis=PlaceBasis.GAZETTEER,
    )


SOURCES = (
    source("Harbour Watch"),
    source("Ines Darro", BodyKind.PERSON, of="Harbour Watch"),
    source("Valley Army", BodyKind.GOVERNMENT),
    source("River Front", BodyKind.ARMED_GROUP),
    source("State Radio", BodyKind.STATE_MEDIA),
    source("a military source", BodyKind.UNNAMED),
    source("residents", BodyKind.UNNAMED),
    source("Wire One", BodyKind.AGENCY),
    *(source(f"Paper {n}", BodyKind.OUTLET) for n in range(8)),
    *(source(f"Outlet {n}", BodyKind.OUTLET) for n in range(500)),
)
ACTORS = (actor("River Front"), actor("Valley Army", BodyKind.GOVERNMENT), actor("Hill Brigade"))
PLACES = (
    place("Kestria", 40.0, 20.0, wide=True),
    place("Orlen", 40.0, 20.0, within="Kestria"),
    place("Orlen market", 40.001, 20.001, within="Orlen"),
    place("Dovar", 41.5, 21.5, within="Kestria"),
)
STORY = Story(id="story-1", label="Orlen", reports=(), first=None, last=None)


def count(
    number: int,
    measure: Measure = Measure.KILLED,
    of: str | None = None,
    *,
    total: bool = False,
    floor: bool = False,
    part_of: int | None = None,
) -> Count:
    return Count(
        of=of,
        party=None,
        measure=measure,
        low=number,
        best=None if floor else number,
        high=None if floor else number,
        relation=CountRelation.AT_LEAST if floor else CountRelation.EXACTLY,
        verbatim=str(number),
        span=(0, 1),
        place=None,
        scope=Scope.CUMULATIVE if total else Scope.NEW,
        since=None,
        as_of=None,
        subset_of=part_of,
        age=None,
        gender=None,
    )


def on_day(day: int, hours: int = 24, start: int = 0) -> When:
    begin = datetime(2031, 5, day, tzinfo=UTC) + timedelta(hours=start)
    return When(
        text=f"day {day}",
        span=(0, 1),
        start=begin,
        end=begin + timedelta(hours=hours),
        precision=Precision.DAY,
        basis="report",
    )


def _spot(quote: str, name: str, start: int) -> tuple[int, int]:
    at = start + max(0, quote.find(name))
    return at, at + len(name)


@dataclass(slots=True)
class Hand:
    """Reports and claims as they are written down, and what they amount to."""

    reports: dict[str, Report] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    copies: list[tuple[str, ...]] = field(default_factory=list)

    def report(self, key: str, day: int | None = 3) -> str:
        published = date(2031, 5, day) if day else None
        self.reports[key] = Report(
            id=key,
            key=key,
            url=None,
            outlet=None,
            agency=None,
            author=None,
            title=None,
            published=published,
            published_basis=DateBasis.STATED if day else DateBasis.UNKNOWN,
            dateline=None,
            language="en",
            read=True,
            unread_why=None,
            text="",
            blocks=(),
        )
        return key

    def say(
        self,
        report: str,
        chain: Sequence[str],
        quote: str,
        kind: Kind = Kind.SHELLING,
        *,
        at: Sequence[str] = ("Orlen",),
        when: When | None = None,
        counts: Sequence[Count] = (),
        stance: Stance = Stance.ASSERTS,
        status: Status = Status.HAPPENED,
        agents: Sequence[str] = (),
        kinds: Sequence[Kind] = (),
        background: bool = False,
        weapon: str | None = None,
        day: int | None = 3,
    ) -> Claim:
        if report not in self.reports:
            self.report(report, day)
        start = 1000 * sum(c.report == report for c in self.claims)
        claim = Claim(
            id=make_id("claim", report, start, quote, *chain, stance),
            report=report,
            span=(start, start + len(quote)),
            quote=quote,
            chain=tuple(f"source-{name}" for name in chain),
            chain_spans=tuple(None for _ in chain),
            cue=None,
            stance=stance,
            status=status,
            background=background,
            kind=kind,
            kinds=(kind, *kinds),
            weapon=weapon,
            actors=tuple(
                ActorPart(role=ActorRole.AGENT, actor=f"actor-{a}", span=_spot(quote, a, start)) for a in agents
            ),
            places=tuple(PlacePart(role=PlaceRole.AT, place=f"place-{p}", span=(0, 1)) for p in at),
            when=when,
            counts=tuple(counts),
            withheld=(),
            reasons=(),
            review=False,
        )
        self.claims.append(claim)
        return claim

    def families(self) -> tuple[Family, ...]:
        held = {report for group in self.copies for report in group}
        alone = [(report,) for report in sorted(self.reports) if report not in held]
        return tuple(Family(id=f"family-{g[0]}", reports=g, origin_name=None) for g in (*self.copies, *alone))

    def reconcile(self, places: Sequence[Place] = PLACES) -> Reconciled:
        return reconcile(
            STORY, tuple(self.reports.values()), self.families(), tuple(self.claims), SOURCES, ACTORS, places
        )
