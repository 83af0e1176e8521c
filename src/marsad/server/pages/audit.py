"""The audit, for admins: who came in or tried to, who was let in, and what was changed about that."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from marsad.server.site import Ruling

router = APIRouter()
A_PAGE = 100


@router.get("/audit")
def show_audit(visit: Ruling, before: Annotated[int | None, Query(ge=0, le=2**62)] = None) -> Response:
    """A page of it, the last first."""
    found = visit.site.audit.read(before, A_PAGE + 1)
    last = found[A_PAGE - 1].number if len(found) > A_PAGE else None
    return visit.draw("audit.html.j2", entries=found[:A_PAGE], before=last)
