"""Claims: attributed statements, and who, where, when and how many they speak of."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from marsad.model.reports import Span


class Stance(StrEnum):
    """What the source does with the content (rumour literature: support, deny, query)."""

    ASSERTS = "asserts"
    DENIES = "denies"
    DOES_NOT_CONFIRM = "does_not_confirm"


class Status(StrEnum):
    """How real the happening is by the claim's own words (FactBank, reduced)."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    CONDITIONAL = "conditional"


class Kind(StrEnum):
    """What happened, a closed list; `lexicon/` maps it to ACLED sub-events and PLOVER modes."""

    CLASH = "clash"
    OFFENSIVE = "offensive"
    AIRSTRIKE = "airstrike"
    SHELLING = "shelling"
    BOMBING = "bombing"
    ATTACK = "attack"
    KILLING = "killing"
    DETENTION = "detention"
    RELEASE = "release"
    SIEGE = "siege"
    EVACUATION = "evacuation"
    DISPLACEMENT = "displacement"
    MOVEMENT = "movement"
    SURRENDER = "surrender"
    CEASEFIRE = "ceasefire"
    AGREEMENT = "agreement"
    WITHDRAWAL = "withdrawal"
    CONTROL = "control"
    DESTRUCTION = "destruction"
    AID = "aid"
    SURVEILLANCE = "surveillance"
    STATEMENT = "statement"
    OTHER = "other"


class BodyKind(StrEnum):
    """What a source or an actor is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GOVERNMENT = "government"
    STATE_MEDIA = "state_media"
    ARMED_GROUP = "armed_group"
    AGENCY = "agency"
    OUTLET = "outlet"
    WITNESS = "witness"
    UNNAMED = "unnamed"


class ActorRole(StrEnum):
    """The part an actor has in a claim."""

    AGENT = "agent"
    TARGET = "target"
    PARTY = "party"
    SPEAKER_ABOUT = "speaker_about"


class PlaceRole(StrEnum):
    """The part a place has in a claim."""

    AT = "at"
    FROM = "from"
    TO = "to"
    VIA = "via"


class Precision(StrEnum):
    """How fine a time is."""

    INSTANT = "instant"
    HOUR = "hour"
    DAY_PART = "day_part"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class PlacePrecision(StrEnum):
    """How fine a place's coordinates are."""

    EXACT = "exact"
    LOCALITY = "locality"
    DISTRICT = "district"
    REGION = "region"
    COUNTRY = "country"
    UNKNOWN = "unknown"


class PlaceBasis(StrEnum):
    """Where a place's coordinates come from."""

    GAZETTEER = "gazetteer"
    REPORT = "report"
    USER = "user"
    NONE = "none"


class Measure(StrEnum):
    """What a count counts."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    DETAINED = "detained"
    RELEASED = "released"
    SURRENDERED = "surrendered"
    ESCAPED = "escaped"
    RECAPTURED = "recaptured"
    EVACUATED = "evacuated"
    DISPLACED = "displaced"
    BESIEGED = "besieged"
    PRESENT = "present"
    DAMAGED = "damaged"
    DESTROYED = "destroyed"
    MOVED = "moved"
    FIRED = "fired"


class CountRelation(StrEnum):
    """How a number is said."""

    EXACTLY = "exactly"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    ABOUT = "about"
    UP_TO = "up_to"
    FEWER_THAN = "fewer_than"
    VAGUE = "vague"


class Scope(StrEnum):
    """Whether a count is new with the happening or a running total."""

    NEW = "new"
    CUMULATIVE = "cumulative"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """The words that tie a source to what it says; empty for bare narration."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A time as an interval in UTC, end exclusive; `basis` says what it was resolved against."""

    text: str | None
    span: Span | None
    start: datetime | None
    end: datetime | None
    precision: Precision
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many of a group, in one claim. `of` is the group verbatim, `place` a place id, `subset_of` an index."""

    of: str | None
    party: str | None
    measure: Measure
    low: int | None
    best: int | None
    high: int | None
    relation: CountRelation
    verbatim: str
    span: Span
    place: str | None
    scope: Scope
    since: datetime | None
    as_of: datetime | None
    subset_of: int | None
    age: str | None
    gender: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The party to whom claims are attributed."""

    id: str
    name: str
    kind: BodyKind
    aliases: tuple[str, ...]
    affiliation: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who takes part in what is claimed."""

    id: str
    name: str
    kind: BodyKind
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Somewhere; without coordinates it is still a row."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    within: str | None
    lat: float | None
    lon: float | None
    country: str | None
    precision: PlacePrecision
    basis: PlaceBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorPart:
    """An actor's part in a claim."""

    role: ActorRole
    actor: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacePart:
    """A place's part in a claim."""

    role: PlaceRole
    place: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One attributed statement. `chain` runs from the originator to the outlet and is never empty."""

    id: str
    report: str
    span: Span
    quote: str
    chain: tuple[str, ...]
    chain_spans: tuple[Span | None, ...]
    cue: Cue | None
    stance: Stance
    status: Status
    background: bool
    kind: Kind
    kinds: tuple[Kind, ...]
    weapon: str | None
    actors: tuple[ActorPart, ...]
    places: tuple[PlacePart, ...]
    when: When | None
    counts: tuple[Count, ...]
    withheld: tuple[Span, ...]
    reasons: tuple[str, ...]
    review: bool
