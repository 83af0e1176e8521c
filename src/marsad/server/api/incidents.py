"""Incidents: a page of them, one, or a page as map data (GeoJSON, RFC 7946)."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from marsad.model.claims import Kind, Stance
from marsad.model.incidents import Incident, IncidentStatus
from marsad.publish.geo import incidents_map
from marsad.server.api.answering import READING, READING_ONE, Listed, One, answer_one, answer_page, answer_text
from marsad.server.api.asking import Id, Key, Name, NameOrId, Paging, Timed, Waits, read_page
from marsad.server.api.callers import Reads
from marsad.server.slices import Slice
from marsad.store.database.reading import read_desk

router = APIRouter(tags=["incidents"])
GEOJSON = "application/geo+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Timed):
    """Incidents by what happened, where, and who stands behind it."""

    kind: Kind | None = None
    status: IncidentStatus | None = None
    stance: Stance | None = None
    place: NameOrId = None
    source: NameOrId = None
    outlet: Name = None
    story: Id = None
    refers: Annotated[Id, Query(alias="claim", description="The incident with this claim.")] = None
    review: Waits = None


@router.get("/incidents", response_model=Listed[Incident], responses=READING)
def list_incidents(caller: Reads, asked: Annotated[Asked, Depends()], paging: Annotated[Paging, Depends()]) -> Response:
    """Incidents, by when it happened."""
    return answer_page(caller, Incident, asked, paging)


@router.get(
    "/incidents.geojson",
    response_class=Response,
    responses={
        **READING,
        200: {"description": "A FeatureCollection.", "content": {GEOJSON: {"schema": {"type": "object"}}}},
    },
)
def map_incidents(caller: Reads, asked: Annotated[Asked, Depends()], paging: Annotated[Paging, Depends()]) -> Response:
    """A page of incidents as `incidents.geojson` has them; the header Link names the next one."""
    with read_desk(caller.site.desk.database) as reader:
        some = read_page(reader, Incident, asked, paging)
        made = Slice(reader)
        made.incidents.update((incident.id, incident) for incident in some.rows)
        held = reader.withholding("id", (claim for incident in some.rows for claim in incident.claims))
        made.claims.update((claim.id, claim) for claim in held)
        text = incidents_map(made.ledger(), caller.names)
    following = caller.request.url.include_query_params(after=some.after).query
    headers = {"Link": f'<{caller.home}{caller.request.url.path}?{following}>; rel="next"'} if some.after else {}
    return answer_text(caller.request, text, GEOJSON, headers)


@router.get("/incidents/{key}", response_model=One[Incident], responses=READING_ONE)
def get_incident(caller: Reads, key: Key) -> Response:
    """An incident with its voices and figures."""
    return answer_one(caller, Incident, key)
