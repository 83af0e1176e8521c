"""Series: a page of them, or one."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from marsad.model.claims import Measure
from marsad.model.incidents import Series
from marsad.server.api.answering import READING, READING_ONE, Listed, One, answer_one, answer_page
from marsad.server.api.asking import Id, Key, NameOrId, Paging, Timed
from marsad.server.api.callers import Reads

router = APIRouter(tags=["series"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Timed):
    """Running totals by source, measure and story."""

    source: NameOrId = None
    measure: Measure | None = None
    story: Id = None
    refers: Annotated[Id, Query(alias="claim", description="The totals that rest on this claim.")] = None


@router.get("/series", response_model=Listed[Series], responses=READING)
def list_series(caller: Reads, asked: Annotated[Asked, Depends()], paging: Annotated[Paging, Depends()]) -> Response:
    """Running totals: never to be summed with one another."""
    return answer_page(caller, Series, asked, paging)


@router.get("/series/{key}", response_model=One[Series], responses=READING_ONE)
def get_series(caller: Reads, key: Key) -> Response:
    """The successive values of one running total by one source."""
    return answer_one(caller, Series, key)
