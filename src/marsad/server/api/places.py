"""Places: a page of them, or one."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from marsad.model.claims import Place
from marsad.server.api.answering import READING, READING_ONE, Listed, One, answer_one, answer_page
from marsad.server.api.asking import Id, Key, Name, Paging
from marsad.server.api.callers import Reads

router = APIRouter(tags=["places"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Places by name, country, or what they lie in."""

    name: Name = None
    country: Name = None
    within: Id = None


@router.get("/places", response_model=Listed[Place], responses=READING)
def list_places(caller: Reads, asked: Annotated[Asked, Depends()], paging: Annotated[Paging, Depends()]) -> Response:
    """Places."""
    return answer_page(caller, Place, asked, paging)


@router.get("/places/{key}", response_model=One[Place], responses=READING_ONE)
def get_place(caller: Reads, key: Key) -> Response:
    """A place; without coordinates it is still a row."""
    return answer_one(caller, Place, key)
