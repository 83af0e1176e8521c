"""All routes of the API."""

from fastapi import APIRouter

from marsad.server.api import (
    atom,
    changes,
    claims,
    contradictions,
    copies,
    incidents,
    judgements,
    places,
    reports,
    search,
    series,
    sources,
    stories,
)
from marsad.server.api.callers import DESCRIBED

router = APIRouter(prefix="/api/v1", dependencies=[DESCRIBED])
for part in (
    reports,
    claims,
    incidents,
    stories,
    sources,
    places,
    series,
    contradictions,
    copies,
    search,
    changes,
    judgements,
    atom,
):
    router.include_router(part.router)
