"""Judgements: what people decided, and a new one by a token that may judge."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, ClassVar

from fastapi import APIRouter, Body, Depends, Query
from fastapi.responses import JSONResponse, Response
from pydantic import ConfigDict, Field

from marsad.errors import ConflictError
from marsad.model.codec import Json, to_json
from marsad.model.judgements import Judgement, JudgementRow, Verb
from marsad.server.api.answering import READING, READING_ONE, Listed, One, answer_one, answer_page
from marsad.server.api.asking import Id, Key, Name, Paging, Timed
from marsad.server.api.callers import Caller, Judges, Reads
from marsad.server.api.holding import black_names, hold_back
from marsad.server.api.problems import document, tell_problem
from marsad.server.judging import Decision, note_decision
from marsad.store.database.reading import read_desk

router = APIRouter(tags=["judgements"])
_Key = Annotated[str, Field(max_length=120, pattern=r"^[a-z]+-[A-Za-z0-9._-]+$")]
_Said = Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Timed):
    """Judgements by who made them, when, and about what."""

    by: Name = None
    refers: Annotated[Id, Query(alias="about", description="What was judged.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision about the thing `key`: with same, not_same and merge_sources also the `other`, with split the `claims`
    that go out, with correct a `value` as FIELD=VALUE. `seen` is the `revision` of the thing that was looked at.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    verb: Verb
    key: _Key
    why: _Said
    seen: Annotated[int, Field(ge=0, le=2**31)] = 0
    other: _Key | None = None
    claims: tuple[_Key, ...] = field(default=())
    value: _Said | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedJudgement:
    """A judgement that was noted; what it does shows once it is worked in."""

    id: str
    at: datetime
    by: str
    verb: Verb
    about: tuple[str, ...]
    value: str | None
    why: str


@router.get("/judgements", response_model=Listed[JudgementRow], responses=READING)
def list_judgements(
    caller: Reads, asked: Annotated[Asked, Depends()], paging: Annotated[Paging, Depends()]
) -> Response:
    """Judgements that are worked in, by when they were made."""
    return answer_page(caller, JudgementRow, asked, paging)


@router.get("/judgements/{key}", response_model=One[JudgementRow], responses=READING_ONE)
def get_judgement(caller: Reads, key: Key) -> Response:
    """A judgement that is worked in, and what became of it."""
    return answer_one(caller, JudgementRow, key)


@router.post("/judgements", status_code=201, response_model=NotedJudgement, responses=document(401, 403, 409, 422, 429))
def judge(caller: Judges, decided: Annotated[Decided, Body()]) -> Response:
    """Note a decision under the name of the token's person. Where somebody judged the same since, nothing is noted, and
    both are told: `yours`, `theirs`, and the `revision` to say as seen where yours is to stand all the same.
    """
    decision = Decision(
        verb=decided.verb,
        key=decided.key,
        by=caller.account.shown,
        why=decided.why,
        seen=decided.seen,
        other=decided.other,
        claims=decided.claims,
        value=decided.value or None,
    )
    try:
        made = note_decision(caller.site.desk, decision)
    except ConflictError as error:
        return _tell_conflict(caller, decision, error)
    return JSONResponse(hold_back(caller.names, _tell(made)), status_code=201)


def _tell_conflict(caller: Caller, decision: Decision, error: ConflictError) -> Response:
    desk = caller.site.desk
    keys = [key for key in (decision.key, decision.other) if key]
    with read_desk(desk.database) as reader:
        revisions = reader.count_revisions(keys)
    theirs = [one for one in desk.facts.read_judgements() if _is_about(one, keys)]
    yours: Json = {
        "by": decision.by,
        "verb": decision.verb.value,
        "about": list(keys),
        "value": decision.value,
        "why": decision.why,
    }
    names = caller.names
    more: dict[str, Json] = {
        "yours": hold_back(names, yours),
        "theirs": [hold_back(names, _tell(one)) for one in theirs],
        "revision": revisions[decision.key],
    }
    return tell_problem(409, black_names(names, error.what), error.remedy, more)


def _is_about(judgement: Judgement, keys: Sequence[str]) -> bool:
    return any(subject.id in keys for subject in judgement.about)


def _tell(made: Judgement) -> Json:
    return {
        "id": made.id,
        "at": to_json(made.at),
        "by": made.by,
        "verb": made.verb.value,
        "about": [subject.id for subject in made.about],
        "value": made.value,
        "why": made.why,
    }
