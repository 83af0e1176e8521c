"""Slices: the part of a desk's ledger that one page is about, whole enough to be told as the briefing tells it.

A slice is a ledger of its own: what its rows name is in it. Reports, claims and incidents that it only mentions are
there too, but not all that hangs on them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from marsad.model.claims import Actor, Claim, Place, Source
from marsad.model.copies import Copy, Family, Story
from marsad.model.incidents import Agreement, Change, Contradiction, Control, Incident, Position, Series, State
from marsad.model.ledger import SCHEMA, Ledger, MadeWith
from marsad.model.reports import Report
from marsad.store.database.reading import Reader

_NOTHING_YET = MadeWith(marsad="", rules="", models="")
_STEPS = 12
"""How many places one may lie in, each in the next."""


@dataclass(slots=True)
class Slice:
    """Rows in the making of a slice, by id. What is given to it is completed when its ledger is asked for."""

    reader: Reader
    reports: dict[str, Report] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    incidents: dict[str, Incident] = field(default_factory=dict)
    stories: dict[str, Story] = field(default_factory=dict)
    copies: dict[str, Copy] = field(default_factory=dict)
    families: dict[str, Family] = field(default_factory=dict)
    series: dict[str, Series] = field(default_factory=dict)
    states: dict[str, State] = field(default_factory=dict)
    control: dict[str, Control] = field(default_factory=dict)
    contradictions: dict[str, Contradiction] = field(default_factory=dict)
    agreements: dict[str, Agreement] = field(default_factory=dict)
    changes: dict[str, Change] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    def ledger(self) -> Ledger:
        """The slice as a ledger, with the claims, reports, sources, actors and places that its rows name."""
        self._add_claims()
        self._add_reports()
        self._add_sources()
        self._add_actors()
        self._add_places()
        return Ledger(
            schema=SCHEMA,
            made_with=self.reader.made_with() or _NOTHING_YET,
            problems=(),
            reports=tuple(self.reports.values()),
            copies=tuple(self.copies.values()),
            families=tuple(self.families.values()),
            sources=tuple(self.sources.values()),
            actors=tuple(self.actors.values()),
            places=tuple(self.places.values()),
            stories=tuple(self.stories.values()),
            claims=tuple(self.claims.values()),
            incidents=tuple(self.incidents.values()),
            series=tuple(self.series.values()),
            states=tuple(self.states.values()),
            control=tuple(self.control.values()),
            contradictions=tuple(self.contradictions.values()),
            changes=tuple(self.changes.values()),
            agreements=tuple(self.agreements.values()),
        )

    def add_claims(self, keys: Iterable[str]) -> None:
        """Claims by id."""
        missing = [key for key in keys if key not in self.claims]
        self.claims.update((row.id, row) for row in self.reader.get_many(Claim, missing))

    def add_story(self, story: Story) -> None:
        """A story with the rows that are of it."""
        self.stories[story.id] = story
        held = self.reader.gather("story", story.id)
        self.reports.update((row.id, row) for row in self.reader.get_many(Report, story.reports))
        self.claims.update((row.id, row) for row in held.of(Claim))
        self.incidents.update((row.id, row) for row in held.of(Incident))
        self.copies.update((row.id, row) for row in held.of(Copy))
        self.families.update((row.id, row) for row in held.of(Family))
        self.series.update((row.id, row) for row in held.of(Series))
        self.states.update((row.id, row) for row in held.of(State))
        self.control.update((row.id, row) for row in held.of(Control))
        self.contradictions.update((row.id, row) for row in held.of(Contradiction))
        self.agreements.update((row.id, row) for row in held.of(Agreement))
        self.changes.update((row.id, row) for row in held.of(Change))

    def add_families(self, reports: Iterable[str]) -> None:
        """The families of some reports."""
        self.families.update((row.id, row) for row in self.reader.refer_to(Family, reports))

    def add_voices(self) -> None:
        """The families that the voices of the incidents are heard through, of whichever story these are."""
        heard = {key for incident in self.incidents.values() for voice in incident.voices for key in voice.families}
        self.families.update((row.id, row) for row in self.reader.get_many(Family, heard - self.families.keys()))

    def add_disputes(self, about: Sequence[str]) -> None:
        """What is in dispute about some rows, what is said of them in other words, and what sources changed of them."""
        self.contradictions.update((r.id, r) for r in self.reader.refer_to(Contradiction, about) if r.about in about)
        self.agreements.update((r.id, r) for r in self.reader.refer_to(Agreement, about) if r.about in about)
        self.changes.update((r.id, r) for r in self.reader.refer_to(Change, about) if r.about in about)

    def _positions(self) -> Iterator[Position]:
        for dispute in self.contradictions.values():
            yield from dispute.positions
        for agreement in self.agreements.values():
            yield from agreement.positions

    def _add_claims(self) -> None:
        self.add_claims(chain.from_iterable(position.claims for position in self._positions()))
        self.add_claims(chain.from_iterable(change.claims for change in self.changes.values()))

    def _add_reports(self) -> None:
        wanted = {claim.report for claim in self.claims.values()}
        wanted |= {family.reports[0] for family in self.families.values()}
        wanted |= {end for copy in self.copies.values() for end in (copy.report, copy.origin) if end}
        self.reports.update((r.id, r) for r in self.reader.get_many(Report, wanted - self.reports.keys()))

    def _add_sources(self) -> None:
        wanted = {source for claim in self.claims.values() for source in claim.chain}
        wanted |= {voice.source for incident in self.incidents.values() for voice in incident.voices}
        wanted |= {series.source for series in self.series.values()}
        wanted |= {state.source for state in self.states.values()}
        wanted |= {control.source for control in self.control.values()}
        wanted |= {change.source for change in self.changes.values()}
        wanted |= {position.source for position in self._positions()}
        wanted |= {source.affiliation for source in self.sources.values() if source.affiliation}
        while missing := wanted - self.sources.keys():
            found = self.reader.get_many(Source, missing)
            self.sources.update((source.id, source) for source in found)
            wanted = {source.affiliation for source in found if source.affiliation}

    def _add_actors(self) -> None:
        wanted = {part.actor for claim in self.claims.values() for part in claim.actors}
        wanted |= {part.actor for incident in self.incidents.values() for part in incident.actors}
        wanted |= {party for state in self.states.values() for party in state.parties}
        wanted |= {control.holder for control in self.control.values()}
        self.actors.update((actor.id, actor) for actor in self.reader.get_many(Actor, wanted))

    def _add_places(self) -> None:
        wanted = {part.place for claim in self.claims.values() for part in claim.places}
        wanted |= {count.place for claim in self.claims.values() for count in claim.counts if count.place}
        wanted |= {place for incident in self.incidents.values() for place in incident.places}
        wanted |= {count.place for incident in self.incidents.values() for count in incident.counts if count.place}
        wanted |= {state.place for state in self.states.values() if state.place}
        wanted |= {control.place for control in self.control.values()}
        wanted |= {place.within for place in self.places.values() if place.within}
        for _ in range(_STEPS):
            found = self.reader.get_many(Place, wanted - self.places.keys())
            self.places.update((place.id, place) for place in found)
            wanted = {place.within for place in found if place.within}


def slice_incidents(reader: Reader, incidents: Sequence[Incident]) -> Ledger:
    """Incidents in a line each: with their sources and places, without their claims."""
    made = Slice(reader)
    made.incidents.update((incident.id, incident) for incident in incidents)
    return made.ledger()


def slice_incident(reader: Reader, incident: Incident) -> Ledger:
    """An incident with its claims, what is in dispute about it, and the incidents that it is linked to by name."""
    made = Slice(reader)
    made.incidents[incident.id] = incident
    linked = reader.get_many(Incident, (link.incident for link in incident.links))
    made.incidents.update((one.id, one) for one in linked)
    made.add_claims(incident.claims)
    made.add_voices()
    made.add_disputes((incident.id,))
    story = reader.get(Story, incident.story)
    if story is not None:
        made.stories[story.id] = story
    return made.ledger()


def slice_story(reader: Reader, story: Story) -> Ledger:
    """A story with all that hangs on it."""
    made = Slice(reader)
    made.add_story(story)
    made.add_voices()
    return made.ledger()


def slice_report(reader: Reader, report: Report) -> Ledger:
    """A report with its claims, the incidents and other rows that rest on them, its copies and its family."""
    made = Slice(reader)
    made.reports[report.id] = report
    made.claims.update((claim.id, claim) for claim in reader.refer_to(Claim, (report.id,), "report"))
    made.incidents.update((row.id, row) for row in reader.refer_to(Incident, made.claims))
    made.copies.update((copy.id, copy) for copy in reader.refer_to(Copy, (report.id,)))
    made.add_families((report.id,))
    made.stories.update((story.id, story) for story in reader.refer_to(Story, (report.id,)))
    return made.ledger()


def slice_claims(reader: Reader, claims: Sequence[str]) -> Ledger:
    """Some claims with their reports and sources."""
    made = Slice(reader)
    made.add_claims(claims)
    return made.ledger()
