"""Copies: a page of them, or one."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from marsad.model.copies import Copy
from marsad.server.api.answering import READING, READING_ONE, Listed, One, answer_one, answer_page
from marsad.server.api.asking import Id, Key, Paging
from marsad.server.api.callers import Reads

router = APIRouter(tags=["copies"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Copies by one of their two reports, or by story."""

    refers: Annotated[Id, Query(alias="report", description="The copy, or what it was copied from.")] = None
    story: Id = None


@router.get("/copies", response_model=Listed[Copy], responses=READING)
def list_copies(caller: Reads, asked: Annotated[Asked, Depends()], paging: Annotated[Paging, Depends()]) -> Response:
    """Which reports repeat which."""
    return answer_page(caller, Copy, asked, paging)


@router.get("/copies/{key}", response_model=One[Copy], responses=READING_ONE)
def get_copy(caller: Reads, key: Key) -> Response:
    """A report that repeats another, with the passages."""
    return answer_one(caller, Copy, key)
