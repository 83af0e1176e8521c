"""Facets: what each row of a ledger can be looked up by, when it is from, and the words that are searched in it.

A report, claim or incident is found by its kind, stance, status, place, source, outlet and story. A place is found by
its names and by those of all that it lies in; a source by its names and by those of the body that it speaks for. Names
are folded: case, accents and points do not matter. What waits for a person has "review". Rows of other kinds are found
by what they refer to.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from marsad.lexicon.folding import fold_letters
from marsad.model.claims import Claim, Place, Source, When
from marsad.model.incidents import Incident
from marsad.model.ledger import Ledger
from marsad.model.reports import Report
from marsad.store.database.references import LONGEST_NAME, REFERS, list_references

LONGEST = 200_000
"""Characters of a report that are searched: its beginning."""

Facet = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a row is found by: facets, the first and last moment that it is about (ISO, UTC), and its words."""

    facets: frozenset[Facet]
    first: str | None = None
    last: str | None = None
    words: str | None = None


@dataclass(slots=True)
class Index:
    """A ledger's sources, places and stories by what they are called."""

    ledger: Ledger
    sources: dict[str, frozenset[str]] = field(default_factory=dict)
    places: dict[str, frozenset[str]] = field(default_factory=dict)
    stories: dict[str, str] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Gather the names once."""
        sources = {source.id: source for source in self.ledger.sources}
        places = {place.id: place for place in self.ledger.places}
        self.sources = {key: frozenset(_name_source(source, sources)) for key, source in sources.items()}
        self.places = {key: frozenset(_name_place(place, places)) for key, place in places.items()}
        self.stories = {report: story.id for story in self.ledger.stories for report in story.reports}
        self.reports = {report.id: report for report in self.ledger.reports}

    def of_report(self, report: Report) -> Entry:
        """A report: its outlet, agency and language; when it was published; its text."""
        named = (("outlet", report.outlet), ("agency", report.agency), ("author", report.author))
        facets = {(name, fold_letters(value)[:LONGEST_NAME]) for name, value in named if value}
        facets.update(("source", fold_letters(value)) for value in (report.outlet, report.agency) if value)
        facets.add(("key", report.key[:LONGEST_NAME]))
        if report.language:
            facets.add(("language", report.language))
        day = _iso(report.published)
        return Entry(
            facets=frozenset(facets | self._story(report.id)), first=day, last=day, words=report.text[:LONGEST]
        )

    def of_claim(self, claim: Claim) -> Entry:
        """A claim: its kinds, stance, status, chain and places; when it happened, else when it was published."""
        report = self.reports[claim.report]
        facets = {("kind", kind.value) for kind in (claim.kind, *claim.kinds)}
        facets |= {("stance", claim.stance.value), ("status", claim.status.value), ("report", claim.report)}
        facets |= {("source", name) for source in claim.chain for name in self.sources.get(source, ())}
        facets |= {("place", name) for part in claim.places for name in self.places.get(part.place, ())}
        if report.outlet:
            facets.add(("outlet", fold_letters(report.outlet)))
        facets |= _waits(claim.review)
        first, last = _bounds(claim.when)
        day = _iso(report.published)
        return Entry(
            facets=frozenset(facets | self._story(claim.report)),
            first=first or day,
            last=last or day,
            words=claim.quote,
        )

    def of_incident(self, incident: Incident, quotes: Iterable[str]) -> Entry:
        """An incident: its kind, status, places and voices, and the outlets and words of its claims."""
        facets = {("kind", incident.kind.value), ("status", incident.status.value), ("story", incident.story)}
        facets |= {("stance", voice.stance.value) for voice in incident.voices} | _waits(incident.review)
        facets |= {(REFERS, claim) for claim in incident.claims}
        facets |= {("source", name) for voice in incident.voices for name in self.sources.get(voice.source, ())}
        facets |= {("place", name) for place in incident.places for name in self.places.get(place, ())}
        first, last = _bounds(incident.when)
        words = "\n".join((incident.label, *dict.fromkeys(quotes)))[:LONGEST]
        return Entry(facets=frozenset(facets), first=first, last=last, words=words)

    def _story(self, report: str) -> set[Facet]:
        return {("story", self.stories[report])} if report in self.stories else set()


def index_ledger(ledger: Ledger) -> Iterator[tuple[str, str, Entry]]:
    """Every row of a ledger that is found by more than its id, as (type, id, entry)."""
    index = Index(ledger)
    for report in ledger.reports:
        yield "reports", report.id, index.of_report(report)
    quotes: dict[str, str] = {}
    outlets: dict[str, set[Facet]] = {}
    for claim in ledger.claims:
        entry = index.of_claim(claim)
        quotes[claim.id] = claim.quote
        outlets[claim.id] = {facet for facet in entry.facets if facet[0] == "outlet"}
        yield "claims", claim.id, entry
    for incident in ledger.incidents:
        entry = index.of_incident(incident, (quotes[claim] for claim in incident.claims))
        told = frozenset().union(*(outlets[claim] for claim in incident.claims))
        yield (
            "incidents",
            incident.id,
            Entry(facets=entry.facets | told, first=entry.first, last=entry.last, words=entry.words),
        )
    spans = {story.id: (_iso(story.first), _iso(story.last)) for story in ledger.stories}
    for row in list_references(ledger, index.stories):
        first, last = spans.get(row.id, (_iso(row.first), _iso(row.last)))
        yield row.section, row.id, Entry(facets=row.facets, first=first, last=last)


def _waits(review: bool) -> set[Facet]:
    return {("review", "yes")} if review else set()


def _name_source(source: Source, sources: dict[str, Source]) -> Iterator[str]:
    yield source.id
    yield from map(fold_letters, (source.name, *source.aliases))
    body = sources.get(source.affiliation or "")
    if body is not None and body is not source:
        yield body.id
        yield from map(fold_letters, (body.name, *body.aliases))


def _name_place(place: Place, places: dict[str, Place]) -> Iterator[str]:
    """The names of a place, and of all that it lies in; no circle is walked twice."""
    seen: set[str] = set()
    step: Place | None = place
    while step is not None and step.id not in seen:
        seen.add(step.id)
        yield step.id
        yield from map(fold_letters, (step.name, *step.aliases))
        step = places.get(step.within or "")
    if place.country:
        yield place.country.casefold()


def _bounds(when: When | None) -> tuple[str | None, str | None]:
    return (_iso(when.start), _iso(when.end)) if when is not None else (None, None)


def _iso(moment: date | datetime | None) -> str | None:
    """A moment as text that sorts in time: a day as its midnight in UTC."""
    if moment is None:
        return None
    if not isinstance(moment, datetime):
        return f"{moment.isoformat()}T00:00:00"
    return (moment.astimezone(UTC) if moment.tzinfo else moment).strftime("%Y-%m-%dT%H:%M:%S")
