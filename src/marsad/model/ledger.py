"""The ledger: all of it, for a set of reports."""

from dataclasses import dataclass

from marsad.model.claims import Actor, Claim, Place, Source
from marsad.model.copies import Copy, Family, Story
from marsad.model.incidents import Agreement, Change, Contradiction, Control, Incident, Series, State
from marsad.model.judgements import JudgementRow
from marsad.model.reports import Problem, Report
from marsad.model.versions import Version

SCHEMA = "marsad.ledger/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeWith:
    """The versions that a ledger depends on."""

    marsad: str
    rules: str
    models: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """One attributed record of what a set of reports says; a pure function of reports, judgements and versions."""

    schema: str
    made_with: MadeWith
    problems: tuple[Problem, ...]
    reports: tuple[Report, ...]
    copies: tuple[Copy, ...]
    families: tuple[Family, ...]
    sources: tuple[Source, ...]
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    stories: tuple[Story, ...]
    claims: tuple[Claim, ...]
    incidents: tuple[Incident, ...]
    series: tuple[Series, ...]
    states: tuple[State, ...]
    control: tuple[Control, ...]
    contradictions: tuple[Contradiction, ...]
    changes: tuple[Change, ...]
    judgements: tuple[JudgementRow, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    versions: tuple[Version, ...] = ()
