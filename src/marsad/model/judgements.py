"""Judgements: what people decide about a ledger, and the rulings that follow from them for one story.

A judgement names what it is about by anchors, not by ids alone: an id is a hash, and a text that changes or a model
that moves gives another one. An anchor says which report, which words in it and which occurrence of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from marsad.model.claims import Kind


class Verb(StrEnum):
    """What a person can decide."""

    SAME = "same"
    NOT_SAME = "not_same"
    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    MERGE_SOURCES = "merge_sources"
    SPLIT = "split"
    LIFT_BACKGROUND = "lift_background"
    UNDO = "undo"


class SubjectKind(StrEnum):
    """What a judgement can be about."""

    CLAIM = "claim"
    INCIDENT = "incident"
    SOURCE = "source"
    REPORT = "report"
    JUDGEMENT = "judgement"


ABOUT: Mapping[Verb, tuple[SubjectKind, ...]] = {
    Verb.ACCEPT: (SubjectKind.INCIDENT, SubjectKind.CLAIM),
    Verb.REJECT: (SubjectKind.INCIDENT, SubjectKind.CLAIM, SubjectKind.REPORT),
    Verb.SAME: (SubjectKind.INCIDENT, SubjectKind.CLAIM),
    Verb.NOT_SAME: (SubjectKind.INCIDENT, SubjectKind.CLAIM),
    Verb.CORRECT: (SubjectKind.INCIDENT, SubjectKind.CLAIM, SubjectKind.REPORT),
    Verb.SPLIT: (SubjectKind.INCIDENT,),
    Verb.LIFT_BACKGROUND: (SubjectKind.CLAIM,),
    Verb.MERGE_SOURCES: (SubjectKind.SOURCE,),
    Verb.UNDO: (SubjectKind.JUDGEMENT,),
}
"""What each verb can be about."""


class Standing(StrEnum):
    """What became of a judgement in a ledger: `lost` finds nothing that it is about, `overruled` a later one wins."""

    APPLIED = "applied"
    REANCHORED = "reanchored"
    LOST = "lost"
    OVERRULED = "overruled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where something stood when it was judged.

    For a claim: its id, its report's key, its quote, `nth` the place among the report's claims with this quote, and its
    originator's name. For a source its id and name; for a report its id and key.
    """

    id: str
    report: str | None
    quote: str | None
    nth: int | None
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is judged: a claim, a source or a report with one anchor; an incident by its kind and all its claims."""

    kind: SubjectKind
    id: str
    of: Kind | None
    anchors: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One decision by a named person with a reason. `value` is the correction, as FIELD=VALUE."""

    id: str
    at: datetime
    by: str
    verb: Verb
    about: tuple[Subject, ...]
    value: str | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementRow:
    """A judgement as the ledger shows it: `about` are the ids it was made on, `found` what they are in this ledger."""

    id: str
    at: datetime
    by: str
    verb: Verb
    about: tuple[str, ...]
    found: tuple[str, ...]
    value: str | None
    why: str
    standing: Standing
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """Two claims that a person put together or kept apart, each with the kind of the incident that was looked at."""

    one: str
    other: str
    kinds: tuple[Kind | None, Kind | None]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """An incident that a person accepted or rejected, by the claims that it had then."""

    claims: frozenset[str]
    of: Kind | None
    rejected: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulings:
    """What people's judgements say of one story's claims. No two edges contradict each other.

    `rejected` are claims that count for nothing.
    """

    together: tuple[Edge, ...] = ()
    apart: tuple[Edge, ...] = ()
    wholes: tuple[Whole, ...] = ()
    rejected: frozenset[str] = frozenset()
