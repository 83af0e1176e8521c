"""Sources: a page of them, or one."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from marsad.model.claims import Source
from marsad.server.api.answering import READING, READING_ONE, Listed, One, answer_one, answer_page
from marsad.server.api.asking import Id, Key, Name, Paging
from marsad.server.api.callers import Reads

router = APIRouter(tags=["sources"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Sources by name, or those who speak for a body."""

    name: Name = None
    of: Id = None


@router.get("/sources", response_model=Listed[Source], responses=READING)
def list_sources(caller: Reads, asked: Annotated[Asked, Depends()], paging: Annotated[Paging, Depends()]) -> Response:
    """Sources: to whom claims are attributed."""
    return answer_page(caller, Source, asked, paging)


@router.get("/sources/{key}", response_model=One[Source], responses=READING_ONE)
def get_source(caller: Reads, key: Key) -> Response:
    """A source with its other names."""
    return answer_one(caller, Source, key)
