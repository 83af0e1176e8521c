"""From drafts to claims: the mentions of one story joined to sources, actors and places, background marked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from marsad.lexicon.bodies import NO_BODIES, BodyTable
from marsad.model.claims import Actor, ActorPart, Claim, Count, Place, PlacePart, Source
from marsad.model.copies import Copy
from marsad.model.drafts import Draft, DraftCount
from marsad.model.ids import make_id
from marsad.model.reports import Report
from marsad.resolve.actors import ActorBook, resolve_actors
from marsad.resolve.background import Background, mark_background
from marsad.resolve.cites import find_cites
from marsad.resolve.place_own import NO_PLACES, OwnPlaces
from marsad.resolve.places import PlaceBook, resolve_places
from marsad.resolve.sides import name_sides
from marsad.resolve.sources import SourceBook, resolve_sources
from marsad.resolve.speakers import name_speakers


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """The claims of one story, who and where they speak of, and its reports with their outlets' sources."""

    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    cites: tuple[Copy, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Books:
    sources: SourceBook
    actors: ActorBook
    places: PlaceBook


@dataclass(frozen=True, slots=True)
class Known:
    """What people added to what the lexicon knows: places and bodies."""

    places: OwnPlaces
    bodies: BodyTable


NOTHING_MORE = Known(NO_PLACES, NO_BODIES)


def resolve_story(reports: Sequence[Report], drafts: Sequence[Draft], known: Known = NOTHING_MORE) -> Resolved:
    """Give the drafts of one story their sources, actors, places and background; one claim a draft."""
    drafts = name_speakers(name_sides(drafts))
    books = _Books(
        sources=resolve_sources(reports, drafts, known.bodies),
        actors=resolve_actors(reports, drafts, known.bodies),
        places=resolve_places(reports, drafts, known.places),
    )
    marks = mark_background(reports, drafts)
    return Resolved(
        reports=tuple(replace(report, source=books.sources.outlet_of(report.id)) for report in reports),
        claims=tuple(_claim(draft, mark, books) for draft, mark in zip(drafts, marks, strict=True)),
        sources=books.sources.sources,
        actors=books.actors.actors,
        places=books.places.places,
        cites=find_cites(reports, drafts, books.sources),
    )


def _claim(draft: Draft, mark: Background, books: _Books) -> Claim:
    chain = books.sources.chain_of(draft)
    places = tuple(
        PlacePart(role=p.role, place=books.places.place_of(draft.report, p), span=p.span) for p in draft.places
    )
    return Claim(
        id=make_id("claim", draft.report, *draft.span, *chain, draft.stance, draft.status),
        report=draft.report,
        span=draft.span,
        quote=draft.quote,
        chain=chain,
        chain_spans=books.sources.spans_of(draft),
        cue=draft.cue,
        stance=draft.stance,
        status=draft.status,
        background=mark.is_background,
        kind=draft.kind,
        kinds=draft.kinds,
        weapon=draft.weapon,
        actors=tuple(ActorPart(role=a.role, actor=books.actors.actor_of(a), span=a.span) for a in draft.actors),
        places=places,
        when=draft.when,
        counts=tuple(_count(count, places) for count in draft.counts),
        withheld=draft.withheld,
        reasons=draft.reasons + ((mark.reason,) if mark.reason else ()),
        review=draft.review,
    )


def _count(count: DraftCount, places: Sequence[PlacePart]) -> Count:
    return Count(
        of=count.of,
        party=count.party,
        measure=count.measure,
        low=count.low,
        best=count.best,
        high=count.high,
        relation=count.relation,
        verbatim=count.verbatim,
        span=count.span,
        place=None if count.place is None else places[count.place].place,
        scope=count.scope,
        since=count.since,
        as_of=count.as_of,
        subset_of=count.subset_of,
        age=count.age,
        gender=count.gender,
    )
