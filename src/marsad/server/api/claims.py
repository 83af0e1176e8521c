"""Claims: a page of them, one, or all that fit in one stream."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import Response, StreamingResponse

from marsad.model.claims import Claim, Kind, Stance, Status
from marsad.server.api.answering import READING, READING_ONE, Listed, One, answer_one, answer_page, write
from marsad.server.api.asking import Id, Key, Name, NameOrId, Paging, Timed, Waits, find_bounds, read_page
from marsad.server.api.callers import Caller, Reads
from marsad.server.api.holding import show_rows
from marsad.store.database.reading import Order, read_desk

router = APIRouter(tags=["claims"])
NDJSON = "application/x-ndjson"
_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Timed):
    """Claims by what they say, who says it, and where it stands."""

    kind: Kind | None = None
    stance: Stance | None = None
    status: Status | None = None
    place: NameOrId = None
    source: NameOrId = None
    outlet: Name = None
    story: Id = None
    report: Id = None
    review: Waits = None


@router.get("/claims", response_model=Listed[Claim], responses=READING)
def list_claims(caller: Reads, asked: Annotated[Asked, Depends()], paging: Annotated[Paging, Depends()]) -> Response:
    """Claims, by when it happened, else when it was published."""
    return answer_page(caller, Claim, asked, paging)


@router.get(
    "/claims.ndjson",
    response_class=StreamingResponse,
    responses={**READING, 200: {"description": "A claim a line.", "content": {NDJSON: {"schema": {"type": "string"}}}}},
)
def stream_claims(caller: Reads, asked: Annotated[Asked, Depends()]) -> Response:
    """All claims that are asked for, a line each, by id. Each is as it stands when its turn comes."""
    find_bounds(asked)
    return StreamingResponse(_write(caller, asked), media_type=NDJSON)


@router.get("/claims/{key}", response_model=One[Claim], responses=READING_ONE)
def get_claim(caller: Reads, key: Key) -> Response:
    """A claim with its sentence."""
    return answer_one(caller, Claim, key)


def _write(caller: Caller, asked: Asked) -> Iterator[bytes]:
    """Page after page, each from a view of its own, so that who reads slowly holds nothing up."""
    paging = Paging(order=Order.ID, limit=_AT_ONCE)
    while True:
        with read_desk(caller.site.desk.database) as reader:
            some = read_page(reader, Claim, asked, paging)
            names = caller.names
            rows = show_rows(reader, some.rows, names)
        yield "".join(write(names, row) + "\n" for row in rows).encode("utf-8", "replace")
        if some.after is None:
            return
        paging = replace(paging, after=some.after)
