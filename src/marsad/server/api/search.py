"""Search: reports, claims and incidents by words and by what they are about."""

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from marsad.model.claims import Claim, Kind, Stance, Status
from marsad.model.codec import Json
from marsad.model.incidents import Incident, IncidentStatus
from marsad.model.reports import Report
from marsad.server.api.answering import READING, answer
from marsad.server.api.asking import Id, Limit, Name, NameOrId, Timed, Words, find_bounds, list_facets, list_lacking
from marsad.server.api.callers import Reads
from marsad.server.api.holding import show_rows
from marsad.store.database.reading import hold_hits, read_desk
from marsad.store.database.searching import SEARCHED, search
from marsad.store.database.searching import Query as Looked

router = APIRouter(tags=["search"])
_COUNTED = ("kind", "status", "stance", "outlet")
_KINDS: tuple[type[Incident] | type[Claim] | type[Report], ...] = (Incident, Claim, Report)

Within = Annotated[
    Literal["incidents", "claims", "reports"] | None, Query(alias="in", description="Only what stands there.")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted(Timed):
    """Things by what they are about."""

    kind: Kind | None = None
    status: IncidentStatus | Status | None = None
    stance: Stance | None = None
    place: NameOrId = None
    source: NameOrId = None
    outlet: Name = None
    story: Id = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something that was found."""

    section: Literal["incidents", "claims", "reports"]
    row: Incident | Claim | Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Valued:
    """A value of a facet, and how much of what was found has it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage:
    """A page of what was found, how much there is in all (of words counted up to 50; `is_more` where there is more),
    and the commonest values of some facets in it. `lacking` names the parameters whose place, source, outlet or story
    nothing on the desk has: why nothing was found.
    """

    rows: tuple[Found, ...]
    total: int
    is_more: bool
    facets: dict[str, tuple[Valued, ...]]
    lacking: tuple[str, ...]


@router.get("/search", response_model=FoundPage, responses=READING)
def find(
    caller: Reads,
    wanted: Annotated[Wanted, Depends()],
    q: Words = "",
    within: Within = None,
    limit: Limit = 20,
    offset: Annotated[int, Query(ge=0, le=10_000, description="So many are left out before.")] = 0,
) -> Response:
    """What is found: by words the newest first, which came or was made anew last; without words the latest."""
    since, until = find_bounds(wanted)
    looked = Looked(
        words=q,
        sections=(within,) if within else SEARCHED,
        facets=list_facets(wanted),
        since=since,
        until=until,
        limit=limit,
        offset=offset,
    )
    shown: dict[str, Json] = {}
    with read_desk(caller.site.desk.database) as reader:
        hits = search(reader.connection, looked, _COUNTED)
        held = hold_hits(hits)
        lacking: list[Json] = [] if hits.total else [*list_lacking(reader, wanted, SEARCHED)]
        for kind in _KINDS:
            rows = tuple(held.of(kind))
            shown.update(zip((row.id for row in rows), show_rows(reader, rows, caller.names), strict=True))
    found: list[Json] = [{"section": hit.section, "row": shown[hit.id]} for hit in hits.hits]
    facets: dict[str, Json] = {
        name: [{"value": value, "count": count} for value, count in values] for name, values in hits.facets
    }
    told: Json = {
        "rows": found, "total": hits.total, "is_more": hits.is_more, "facets": facets, "lacking": lacking
    }  # fmt: skip
    return answer(caller, told)
