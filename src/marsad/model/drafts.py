"""Drafts: a claim as one report words it, before the story says who and where that is."""

from dataclasses import dataclass
from datetime import datetime

from marsad.model.claims import (
    ActorRole,
    BodyKind,
    CountRelation,
    Cue,
    Kind,
    Measure,
    PlaceRole,
    Scope,
    Stance,
    Status,
    When,
)
from marsad.model.reports import BlockKind, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceMention:
    """One link of a chain as worded: "the monitor's head Rami Abdel Rahman", "a military source", "it".

    `name` is the bare name or role without article and title ("Rami Abdel Rahman", "military source"); `body` is the
    body that the words name for a person or role ("the monitor", "SDF"), or None. `named` is False for roles and
    pronouns. `kind` is a guess from words alone.
    """

    text: str
    span: Span
    name: str
    named: bool
    kind: BodyKind | None
    body: str | None
    body_span: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMention:
    """An actor's part as worded; `name` is the canonical name where the lexicon knows it, else the words."""

    role: ActorRole
    name: str
    text: str
    span: Span
    kind: BodyKind | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """A place as worded, with the words that hold it: "the Yarmuk camp", within "Damascus"; `kind` as worded."""

    role: PlaceRole
    name: str
    text: str
    span: Span
    kind: str | None
    within: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftCount:
    """A count as worded, its place still a mention (an index into the draft's places) or None."""

    of: str | None
    party: str | None
    measure: Measure
    low: int | None
    best: int | None
    high: int | None
    relation: CountRelation
    verbatim: str
    span: Span
    place: int | None
    scope: Scope
    since: datetime | None
    as_of: datetime | None
    subset_of: int | None
    age: str | None
    gender: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A claim as worded in one report; `chain` holds the originator and relays, not the outlet, and may be empty."""

    report: str
    order: int
    block: BlockKind
    span: Span
    quote: str
    chain: tuple[SourceMention, ...]
    cue: Cue | None
    stance: Stance
    status: Status
    past_perfect: bool
    kind: Kind
    kinds: tuple[Kind, ...]
    weapon: str | None
    actors: tuple[ActorMention, ...]
    places: tuple[PlaceMention, ...]
    when: When | None
    counts: tuple[DraftCount, ...]
    withheld: tuple[Span, ...]
    reasons: tuple[str, ...]
    review: bool
