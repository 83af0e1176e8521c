"""Anchors: what a judgement is about, made from a ledger and found again in a later one.

A claim is found by its id; else where its quote still stands in a report of the same key, by the same originator or as
the same occurrence, if that leaves exactly one. Nothing is guessed: what is not certain is lost, and said to be.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from marsad.model.claims import Claim, Source
from marsad.model.incidents import Incident
from marsad.model.judgements import Anchor, Subject, SubjectKind
from marsad.model.reports import Report


class Finder:
    """The claims, sources and reports of a ledger, by what anchors say of them."""

    def __init__(self, reports: Iterable[Report], claims: Iterable[Claim], sources: Iterable[Source]) -> None:
        """Index by id, by key and quote, and by name."""
        self.reports = {report.id: report for report in reports}
        self.claims = {claim.id: claim for claim in claims}
        self.sources = {source.id: source for source in sources}
        self._quoted: dict[tuple[str, str], list[Claim]] = {}
        for claim in sorted(self.claims.values(), key=lambda c: (c.report, c.span, c.id)):
            self._quoted.setdefault((self.reports[claim.report].key, claim.quote), []).append(claim)

    def anchor_claim(self, claim: Claim) -> Anchor:
        """Where a claim stands."""
        key = self.reports[claim.report].key
        nth = [one.id for one in self._quoted[key, claim.quote]].index(claim.id)
        return Anchor(id=claim.id, report=key, quote=claim.quote, nth=nth, name=self._speaker(claim))

    def _speaker(self, claim: Claim) -> str | None:
        return self.sources[claim.chain[0]].name if claim.chain[0] in self.sources else None

    def about_claim(self, claim: Claim) -> Subject:
        """A claim as the subject of a judgement."""
        return Subject(kind=SubjectKind.CLAIM, id=claim.id, of=None, anchors=(self.anchor_claim(claim),))

    def about_incident(self, incident: Incident) -> Subject:
        """An incident as the subject of a judgement: by its kind and all its claims."""
        anchors = tuple(self.anchor_claim(self.claims[claim]) for claim in incident.claims)
        return Subject(kind=SubjectKind.INCIDENT, id=incident.id, of=incident.kind, anchors=anchors)

    def find(self, subject: Subject) -> "Found":
        """The ids that a subject has here, and whether all were found by their own ids."""
        if subject.kind == SubjectKind.SOURCE:
            pairs = [(anchor.id, self._find_source(anchor)) for anchor in subject.anchors]
        elif subject.kind == SubjectKind.REPORT:
            pairs = [(anchor.id, self._find_report(anchor)) for anchor in subject.anchors]
        else:
            pairs = [(anchor.id, self._find_claim(anchor)) for anchor in subject.anchors]
        ids = tuple(dict.fromkeys(found for _, found in pairs if found is not None))
        missed = sum(found is None for _, found in pairs)
        return Found(ids=ids, moved=any(found is not None and found != was for was, found in pairs), missed=missed)

    def _find_claim(self, anchor: Anchor) -> str | None:
        if anchor.id in self.claims:
            return anchor.id
        near = self._quoted.get((anchor.report or "", anchor.quote or ""), [])
        if len(near) == 1:
            return near[0].id
        same = [claim for claim in near if self._speaker(claim) == anchor.name]
        if len(same) > 1 and anchor.nth is not None:
            same = [claim for claim in near[anchor.nth : anchor.nth + 1] if claim in same]
        return same[0].id if len(same) == 1 else None

    def _find_source(self, anchor: Anchor) -> str | None:
        if anchor.id in self.sources:
            return anchor.id
        named = [source.id for source in self.sources.values() if source.name == anchor.name]
        return named[0] if len(named) == 1 else None

    def _find_report(self, anchor: Anchor) -> str | None:
        if anchor.id in self.reports:
            return anchor.id
        keyed = [report.id for report in self.reports.values() if report.key == anchor.report]
        return keyed[0] if len(keyed) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What an anchor leads to: ids, whether one of them is another than it was, and how many lead nowhere."""

    ids: tuple[str, ...]
    moved: bool
    missed: int


def about_source(source: Source) -> Subject:
    """A source as the subject of a judgement."""
    anchor = Anchor(id=source.id, report=None, quote=None, nth=None, name=source.name)
    return Subject(kind=SubjectKind.SOURCE, id=source.id, of=None, anchors=(anchor,))


def about_report(report: Report) -> Subject:
    """A report as the subject of a judgement."""
    anchor = Anchor(id=report.id, report=report.key, quote=None, nth=None, name=None)
    return Subject(kind=SubjectKind.REPORT, id=report.id, of=None, anchors=(anchor,))


def about_judgement(judgement: str) -> Subject:
    """Another judgement as the subject of one."""
    return Subject(kind=SubjectKind.JUDGEMENT, id=judgement, of=None, anchors=())


def about_sides(whole: Subject, chosen: Collection[str]) -> list[Subject]:
    """An incident as the two subjects that it is split into: the chosen claims, and the others."""
    return [
        replace(whole, anchors=tuple(anchor for anchor in whole.anchors if (anchor.id in chosen) is inside))
        for inside in (True, False)
    ]


def find_reports(subject: Subject, reports: Mapping[str, Sequence[Report]]) -> tuple[str, ...]:
    """The reports, by key, in which a subject's quotes stand, before any claim is read."""
    found = [
        report.id
        for anchor in subject.anchors
        for report in reports.get(anchor.report or "", ())
        if anchor.quote is None or anchor.quote in report.text
    ]
    return tuple(dict.fromkeys(found))
