"""Contradictions: a page of them, or one."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from marsad.model.incidents import Contradiction, ContradictionKind
from marsad.server.api.answering import READING, READING_ONE, Listed, One, answer_one, answer_page
from marsad.server.api.asking import Id, Key, NameOrId, Paging
from marsad.server.api.callers import Reads

router = APIRouter(tags=["contradictions"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Disputes by what they are on, who takes part, and what they are about."""

    on: Annotated[ContradictionKind | None, Query(alias="kind", description="What is in dispute.")] = None
    source: NameOrId = None
    story: Id = None
    refers: Annotated[Id, Query(alias="about", description="An incident, or a claim that a position rests on.")] = None


@router.get("/contradictions", response_model=Listed[Contradiction], responses=READING)
def list_contradictions(
    caller: Reads, asked: Annotated[Asked, Depends()], paging: Annotated[Paging, Depends()]
) -> Response:
    """Where different sources disagree on one thing."""
    return answer_page(caller, Contradiction, asked, paging)


@router.get("/contradictions/{key}", response_model=One[Contradiction], responses=READING_ONE)
def get_contradiction(caller: Reads, key: Key) -> Response:
    """A dispute with what each source holds."""
    return answer_one(caller, Contradiction, key)
