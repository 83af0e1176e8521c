"""Stories: a page of them, or one."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from marsad.model.copies import Story
from marsad.server.api.answering import READING, READING_ONE, Listed, One, answer_one, answer_page
from marsad.server.api.asking import Id, Key, Paging, Timed
from marsad.server.api.callers import Reads

router = APIRouter(tags=["stories"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Timed):
    """Stories by their time, or the one with a report."""

    refers: Annotated[Id, Query(alias="report", description="The story with this report.")] = None


@router.get("/stories", response_model=Listed[Story], responses=READING)
def list_stories(caller: Reads, asked: Annotated[Asked, Depends()], paging: Annotated[Paging, Depends()]) -> Response:
    """Stories, by when they began."""
    return answer_page(caller, Story, asked, paging)


@router.get("/stories/{key}", response_model=One[Story], responses=READING_ONE)
def get_story(caller: Reads, key: Key) -> Response:
    """A story with the ids of its reports."""
    return answer_one(caller, Story, key)
