"""Reports: a page of them, or one."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from marsad.model.reports import Report
from marsad.server.api.answering import READING, READING_ONE, Listed, One, answer_one, answer_page
from marsad.server.api.asking import Id, Key, Name, Paging, Timed
from marsad.server.api.callers import Reads

router = APIRouter(tags=["reports"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Timed):
    """Reports by who published them, and when."""

    outlet: Name = None
    agency: Name = None
    author: Name = None
    source: Name = None
    language: Name = None
    story: Id = None


@router.get("/reports", response_model=Listed[Report], responses=READING)
def list_reports(caller: Reads, asked: Annotated[Asked, Depends()], paging: Annotated[Paging, Depends()]) -> Response:
    """Reports, by when they were published."""
    return answer_page(caller, Report, asked, paging)


@router.get("/reports/{key}", response_model=One[Report], responses=READING_ONE)
def get_report(caller: Reads, key: Key) -> Response:
    """A report with its text. Spans of claims count its characters."""
    return answer_one(caller, Report, key)
