"""Facets: what each row of a ledger can be looked up by, when it is from, and the words that are searched in it.

A report, claim or incident is found by its kind, stance, status, outlet and story, and by the ids of its places and
sources; these are found by their names, folded, so that case, accents and points do not matter. So a name that is new
for a source changes the source's row alone, however many claims are its own. What waits for a person has "review". Rows
of other kinds are found by what they refer to.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from marsad.errors import FacetError
from marsad.lexicon.bodies import fold_name
from marsad.lexicon.folding import fold_letters
from marsad.lexicon.place_names import fold_place
from marsad.model.claims import Claim, Kind, Place, Source, Stance, Status, When
from marsad.model.incidents import Incident, IncidentStatus
from marsad.model.ledger import Ledger
from marsad.model.reports import Report
from marsad.store.database.references import LONGEST_NAME, REFERS, list_references

LONGEST = 200_000
"""Characters of a report that are searched: its beginning."""

WITHHELD = "withheld"
"""A claim's facet: a private person's name in its sentence, as it is written."""

CHOICES: Mapping[str, tuple[str, ...]] = {
    "kind": tuple(Kind),
    "status": (*IncidentStatus, *Status),
    "stance": tuple(Stance),
    "review": ("yes",),
}
"""Facets of reports, claims and incidents that have a closed list of values; a status is an incident's or a claim's."""
NAMES = ("place", "source", "outlet", "agency", "author", "language", "key", "story", "report", REFERS, WITHHELD)
"""Those whose values are names, ids or others' words."""

Facet = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a row is found by: facets, the first and last moment that it is about (ISO, UTC), and its words."""

    facets: frozenset[Facet]
    first: str | None = None
    last: str | None = None
    words: str | None = None


def check_facet(name: str, value: str) -> None:
    """Raises FacetError for a facet that no report, claim or incident can have."""
    if name in CHOICES and value.casefold() not in CHOICES[name]:
        raise FacetError(f"{value}: there is no such {name}", f"Use one of {', '.join(CHOICES[name])}")
    if name not in CHOICES and name not in NAMES:
        raise FacetError(f"{name}: nothing is found by this", f"Use one of {', '.join((*CHOICES, *NAMES))}")


def index_report(report: Report, story: str) -> Entry:
    """A report: its outlet, agency and language; when it was published; its text."""
    named = (("outlet", report.outlet), ("agency", report.agency), ("author", report.author))
    facets = {(name, fold_letters(value)[:LONGEST_NAME]) for name, value in named if value}
    facets.update(("source", fold_letters(value)) for value in (report.outlet, report.agency) if value)
    facets.add(("key", report.key[:LONGEST_NAME]))
    if report.language:
        facets.add(("language", report.language))
    day = _iso(report.published)
    return Entry(facets=frozenset({*facets, ("story", story)}), first=day, last=day, words=report.text[:LONGEST])


def index_claim(claim: Claim, report: Report, story: str) -> Entry:
    """A claim: its kinds, stance, status, chain and places; when it happened, else when it was published."""
    facets = {("kind", kind.value) for kind in (claim.kind, *claim.kinds)}
    facets |= {("stance", claim.stance.value), ("status", claim.status.value), ("report", claim.report)}
    facets |= {("source", source) for source in claim.chain} | {("place", part.place) for part in claim.places}
    if report.outlet:
        facets.add(("outlet", fold_letters(report.outlet)))
    facets |= _waits(claim.review)
    facets |= {(WITHHELD, report.text[start:end].strip()[:LONGEST_NAME]) for start, end in claim.withheld}
    first, last = _bounds(claim.when)
    day = _iso(report.published)
    return Entry(facets=frozenset({*facets, ("story", story)}), first=first or day, last=last or day, words=claim.quote)


def index_incident(incident: Incident, claims: Sequence[Claim], outlets: Iterable[str]) -> Entry:
    """An incident: its kind, status, places and voices, and the outlets and words of its claims."""
    facets = {("kind", incident.kind.value), ("status", incident.status.value), ("story", incident.story)}
    facets |= {("stance", voice.stance.value) for voice in incident.voices} | _waits(incident.review)
    facets |= {(REFERS, claim) for claim in incident.claims}
    facets |= {("source", voice.source) for voice in incident.voices} | {("place", one) for one in incident.places}
    facets |= {("outlet", fold_letters(outlet)) for outlet in outlets}
    first, last = _bounds(incident.when)
    words = "\n".join((incident.label, *dict.fromkeys(claim.quote for claim in claims)))[:LONGEST]
    return Entry(facets=frozenset(facets), first=first, last=last, words=words)


def index_source(source: Source) -> frozenset[Facet]:
    """A source: its names as judgements find them, and the body that it speaks for."""
    facets = {("named", fold_name(name)) for name in (source.name, *source.aliases)}
    if source.affiliation:
        facets.add(("of", source.affiliation))
    return _shorten(facets)


def index_place(place: Place) -> frozenset[Facet]:
    """A place: its names as judgements find them, its country, and what it lies in."""
    facets = {("named", fold_place(name)) for name in (place.name, *place.aliases)}
    if place.country:
        facets.add(("country", place.country.casefold()))
    if place.within:
        facets.add(("within", place.within))
    return _shorten(facets)


def _shorten(facets: Iterable[Facet]) -> frozenset[Facet]:
    return frozenset((name, value[:LONGEST_NAME]) for name, value in facets)


def index_ledger(ledger: Ledger) -> Iterator[tuple[str, str, Entry]]:
    """Every row of a ledger, or of some of its stories, that is found by more than its id, as (type, id, entry)."""
    homes = {report: story.id for story in ledger.stories for report in story.reports}
    reports = {report.id: report for report in ledger.reports}
    claims = {claim.id: claim for claim in ledger.claims}
    for report in ledger.reports:
        yield "reports", report.id, index_report(report, homes[report.id])
    for claim in ledger.claims:
        yield "claims", claim.id, index_claim(claim, reports[claim.report], homes[claim.report])
    for incident in ledger.incidents:
        held = [claims[claim] for claim in incident.claims]
        outlets = {report.outlet for report in (reports[claim.report] for claim in held) if report.outlet}
        yield "incidents", incident.id, index_incident(incident, held, outlets)
    more = {source.id: index_source(source) for source in ledger.sources}
    more |= {place.id: index_place(place) for place in ledger.places}
    spans = {story.id: (_iso(story.first), _iso(story.last)) for story in ledger.stories}
    for row in list_references(ledger, homes):
        first, last = spans.get(row.id, (_iso(row.first), _iso(row.last)))
        yield row.section, row.id, Entry(facets=row.facets | more.get(row.id, frozenset()), first=first, last=last)


def _waits(review: bool) -> set[Facet]:
    return {("review", "yes")} if review else set()


def _bounds(when: When | None) -> tuple[str | None, str | None]:
    return (_iso(when.start), _iso(when.end)) if when is not None else (None, None)


def _iso(moment: date | datetime | None) -> str | None:
    """A moment as text that sorts in time: a day as its midnight in UTC."""
    if moment is None:
        return None
    if not isinstance(moment, datetime):
        return f"{moment.isoformat()}T00:00:00"
    return (moment.astimezone(UTC) if moment.tzinfo else moment).strftime("%Y-%m-%dT%H:%M:%S")
