"""What claims amount to: incidents, voices, series, states, control, contradictions, agreements and changes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from marsad.model.claims import ActorRole, Count, CountRelation, Kind, Measure, Stance, When


class IncidentStatus(StrEnum):
    """What stands behind an incident, in words; never "confirmed"."""

    REPORTED = "reported"
    CORROBORATED = "corroborated"
    CONTESTED = "contested"
    DENIED = "denied"
    WITHDRAWN = "withdrawn"


class LinkRelation(StrEnum):
    """How an incident stands to another."""

    FOLLOWS = "follows"
    PART_OF = "part_of"
    SAME_OPERATION = "same_operation"


class StateKind(StrEnum):
    """What lasts from a begin to an end."""

    CEASEFIRE = "ceasefire"
    AGREEMENT = "agreement"
    SIEGE = "siege"


class StateStatus(StrEnum):
    """Where a state stands."""

    PLANNED = "planned"
    ONGOING = "ongoing"
    EXPIRED = "expired"
    BROKEN = "broken"
    DENIED = "denied"


class ControlStatus(StrEnum):
    """How a place is said to be held."""

    CLAIMED = "claimed"
    EXPECTED = "expected"
    HELD = "held"
    LOST = "lost"


class ContradictionKind(StrEnum):
    """What two sources disagree on."""

    OCCURRENCE = "occurrence"
    PARTY = "party"
    COUNT = "count"
    TIME = "time"
    PLACE = "place"
    CAUSE = "cause"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One source behind an incident, with the families and claims through which it is heard."""

    source: str
    stance: Stance
    families: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A tie to another incident."""

    relation: LinkRelation
    incident: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Why a claim, and what was put with it before, is of the same happening as another claim."""

    claim: str
    other: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentActor:
    """An actor's part in an incident."""

    role: ActorRole
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentCount(Count):
    """What an incident's claims say of one group and measure; `refusal` says why no single figure is given."""

    claims: tuple[str, ...]
    rule: str | None
    refusal: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One happening in time and place that claims are about."""

    id: str
    story: str
    kind: Kind
    label: str
    when: When | None
    places: tuple[str, ...]
    actors: tuple[IncidentActor, ...]
    claims: tuple[str, ...]
    voices: tuple[Voice, ...]
    independent_sources: int
    status: IncidentStatus
    counts: tuple[IncidentCount, ...]
    links: tuple[Link, ...]
    reasons: tuple[str, ...]
    review: bool
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A value of a series, as of a time."""

    as_of: datetime | None
    low: int | None
    best: int | None
    high: int | None
    relation: CountRelation
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The successive values of one cumulative count by one source and scope."""

    id: str
    source: str
    of: str | None
    party: str | None
    measure: Measure
    area: str | None
    since: datetime | None
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A ceasefire, agreement or siege, by a claimant and on a basis."""

    id: str
    kind: StateKind
    parties: tuple[str, ...]
    place: str | None
    start: datetime | None
    end: datetime | None
    status: StateStatus
    source: str
    basis: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """Who is said to hold a place, by whom and on what basis."""

    id: str
    place: str
    holder: str
    status: ControlStatus
    start: datetime | None
    end: datetime | None
    source: str
    basis: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What one source holds in a contradiction; figures in digits."""

    source: str
    stance: Stance
    value: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Different sources, same scope, and what they hold."""

    id: str
    about: str
    kind: ContradictionKind
    positions: tuple[Position, ...]


class AgreementWhy(StrEnum):
    """Why what looks like a contradiction is none."""

    FLOOR = "floor"
    ROUND = "round"
    EARLIER = "earlier"
    PART = "part"
    CLOCK = "clock"
    SPELLING = "spelling"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Different sources whose words differ and can all be so, and why; `kind` is what they seem to differ on."""

    id: str
    about: str
    kind: ContradictionKind
    why: AgreementWhy
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One source against its earlier self."""

    id: str
    at: datetime | None
    about: str
    source: str
    from_: str
    to: str
    claims: tuple[str, ...]
