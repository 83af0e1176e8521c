"""References: the rows of a ledger that rest on others, found from there and in their story.

"refers" is what a row names: a copy its two reports, a family its reports, a dispute what it is about and the claims
that it rests on, a judgement what it is about. "story" is the story of the first claim or report that a row rests on.
Sources and places have their names, folded, as "name".
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from marsad.lexicon.folding import fold_letters
from marsad.model.claims import Place, Source
from marsad.model.incidents import Agreement, Contradiction, Series
from marsad.model.ledger import Ledger

REFERS = "refers"

LONGEST_NAME = 200
"""Characters of a name that count when it is looked up."""

Facet = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A row that is no report, claim or incident: its section and id, what it names, and when it is about."""

    section: str
    id: str
    facets: frozenset[Facet]
    first: datetime | None = None
    last: datetime | None = None


def list_references(ledger: Ledger, stories: Mapping[str, str]) -> Iterator[Reference]:
    """Every row that rests on reports or claims; `stories` are the stories by report."""
    told = {claim.id: stories[claim.report] for claim in ledger.claims if claim.report in stories}
    for copy in ledger.copies:
        ends = [copy.report, *([copy.origin] if copy.origin else ())]
        yield Reference(section="copies", id=copy.id, facets=_name(ends, stories.get(copy.report)))
    for family in ledger.families:
        facets = _name(family.reports, stories.get(family.reports[0]))
        yield Reference(section="families", id=family.id, facets=facets)
    for story in ledger.stories:
        yield Reference(section="stories", id=story.id, facets=_name(story.reports, None))
    yield from _list_named("sources", ledger.sources)
    yield from _list_named("places", ledger.places)
    for judgement in ledger.judgements:
        facets = _name((*judgement.about, *judgement.found), None) | {("by", fold_letters(judgement.by))}
        yield Reference(section="judgements", id=judgement.id, facets=facets, first=judgement.at, last=judgement.at)
    yield from _list_series(ledger, told)
    for section, rows in (("states", ledger.states), ("control", ledger.control)):
        for row in rows:
            facets = _name(row.claims, _find(told, row.claims)) | {("source", row.source)}
            facets |= {("place", row.place)} if row.place else set()
            yield Reference(section=section, id=row.id, facets=facets, first=row.start, last=row.end)
    yield from _list_disputes("contradictions", ledger.contradictions, told)
    yield from _list_disputes("agreements", ledger.agreements, told)
    for version in ledger.versions:
        facets = _name([version.report, *version.changes], stories.get(version.report))
        yield Reference(section="versions", id=version.id, facets=facets)
    homes = {change: stories.get(version.report) for version in ledger.versions for change in version.changes}
    for change in ledger.changes:
        home = _find(told, change.claims) or homes.get(change.id)
        facets = _name([change.about, *change.claims], home) | {("source", change.source)}
        yield Reference(section="changes", id=change.id, facets=facets, first=change.at, last=change.at)


def _list_named(section: str, rows: Iterable[Source | Place]) -> Iterator[Reference]:
    for row in rows:
        names = frozenset(("name", fold_letters(name)[:LONGEST_NAME]) for name in (row.name, *row.aliases))
        yield Reference(section=section, id=row.id, facets=names)


def _list_series(ledger: Ledger, told: Mapping[str, str]) -> Iterator[Reference]:
    for series in ledger.series:
        claims = [claim for point in series.points for claim in point.claims]
        facets = _name(claims, _find(told, claims)) | {("source", series.source), ("measure", series.measure.value)}
        first, last = _bound(series)
        yield Reference(section="series", id=series.id, facets=facets, first=first, last=last)


def _bound(series: Series) -> tuple[datetime | None, datetime | None]:
    moments = sorted(point.as_of for point in series.points if point.as_of)
    return (moments[0], moments[-1]) if moments else (None, None)


def _list_disputes(
    section: str, rows: Iterable[Contradiction | Agreement], told: Mapping[str, str]
) -> Iterator[Reference]:
    for row in rows:
        claims = list(chain.from_iterable(position.claims for position in row.positions))
        facets = _name([row.about, *claims], _find(told, claims)) | {("on", row.kind.value)}
        facets |= {("source", position.source) for position in row.positions}
        yield Reference(section=section, id=row.id, facets=facets)


def _find(told: Mapping[str, str], claims: Iterable[str]) -> str | None:
    return next((told[claim] for claim in claims if claim in told), None)


def _name(ids: Iterable[str], story: str | None) -> frozenset[Facet]:
    return frozenset({*((REFERS, one) for one in ids), *([("story", story)] if story else ())})
