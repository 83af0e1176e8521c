"""Judgements by hand: over a story written by hand, what people decide and what comes of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from marsad.ledger.anchoring import Finder, about_judgement, about_source
from marsad.ledger.judgements import find_in_force, make_judgement
from marsad.ledger.ruling import Judged, Told, judge_claims, tell_judged
from marsad.model.claims import Claim
from marsad.model.incidents import Incident
from marsad.model.judgements import Judgement, Subject, Verb
from marsad.reconcile import Reconciled, reconcile
from story_by_hand import ACTORS, PLACES, SOURCES, STORY, Hand

FIRST = datetime(2031, 6, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A judged story: all that a ledger would hold of it."""

    judged: Judged
    told: Told
    reconciled: Reconciled

    def together(self, one: Claim, other: Claim) -> bool:
        return any({one.id, other.id} <= set(i.claims) for i in self.reconciled.incidents)

    def incident_of(self, claim: Claim) -> Incident:
        return next(i for i in self.reconciled.incidents if claim.id in i.claims)


@dataclass(slots=True)
class Court:
    """A story with a log of judgements over it."""

    hand: Hand
    log: list[Judgement] = field(default_factory=list)

    def finder(self) -> Finder:
        return Finder(self.hand.reports.values(), self.hand.claims, SOURCES)

    def judge(
        self,
        verb: Verb,
        *about: Subject | Claim | Incident,
        by: str = "Ada Moss",
        value: str | None = None,
        at: int = -1,
    ) -> Judgement:
        finder = self.finder()
        subjects = [
            finder.about_claim(a)
            if isinstance(a, Claim)
            else finder.about_incident(a)
            if isinstance(a, Incident)
            else a
            for a in about
        ]
        when = FIRST + timedelta(hours=len(self.log) if at < 0 else at)
        made = make_judgement(verb, subjects, by=by, why="seen in the pictures", at=when, value=value)
        self.log.append(made)
        return made

    def undo(self, judgement: Judgement, by: str = "Ada Moss") -> Judgement:
        return self.judge(Verb.UNDO, about_judgement(judgement.id), by=by)

    def merge(self, one: str, other: str) -> Judgement:
        by_id = {source.id: source for source in SOURCES}
        ours, theirs = about_source(by_id[f"source-{one}"]), about_source(by_id[f"source-{other}"])
        return self.judge(Verb.MERGE_SOURCES, ours, theirs)

    def hear(self, log: Sequence[Judgement] | None = None) -> Outcome:
        force = find_in_force(self.log if log is None else log)
        judged = judge_claims(self.hand.reports.values(), self.hand.claims, SOURCES, PLACES, force)
        told, rulings = tell_judged(Told(claims=tuple(self.hand.claims), sources=SOURCES, places=PLACES), judged)
        reports = tuple(self.hand.reports.values())
        done = reconcile(STORY, reports, self.hand.families(), told.claims, told.sources, ACTORS, told.places, rulings)
        return Outcome(judged, told, done)
