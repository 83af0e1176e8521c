"""Answers: rows or one row as JSON, with a mark (ETag) by which who has them already is told so."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Generic, TypeVar

from fastapi import HTTPException, Request, Response

from marsad.model.codec import Json
from marsad.publish.masking import Names
from marsad.server.api.asking import Paging, list_lacking, read_page
from marsad.server.api.callers import Caller
from marsad.server.api.holding import hold_back, show_rows
from marsad.server.api.problems import document
from marsad.store.database.reading import SECTIONS, read_desk

Record = TypeVar("Record")
READING = document(401, 422, 429)
READING_ONE = document(401, 404, 422, 429)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(Generic[Record]):
    """A page of rows; `after` asks for the next one, null where there is none. `lacking` names the parameters whose
    place, source, outlet, story or report nothing of this kind has: why there are no rows.
    """

    rows: tuple[Record, ...]
    after: str | None
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class One(Generic[Record]):
    """A row, and how many judgements there are about it: what a judgement says that it has `seen`."""

    revision: int
    row: Record


def answer_page(caller: Caller, kind: type[Record], asked: object, paging: Paging) -> Response:
    """A page of rows. Raises InputError for one that can't be asked for."""
    with read_desk(caller.site.desk.database) as reader:
        some = read_page(reader, kind, asked, paging)
        rows = show_rows(reader, some.rows, caller.names)
        lacking = () if rows else list_lacking(reader, asked, (SECTIONS[kind],))
    return answer(caller, {"rows": rows, "after": some.after, "lacking": list(lacking)})


def answer_one(caller: Caller, kind: type[Record], key: str) -> Response:
    """A row. Raises HTTPException where there is none."""
    with read_desk(caller.site.desk.database) as reader:
        row = reader.get(kind, key)
        if row is None:
            raise HTTPException(404)
        (told,) = show_rows(reader, (row,), caller.names)
        revision = reader.count_revisions((key,))[key]
    return answer(caller, {"revision": revision, "row": told})


def answer(caller: Caller, told: Json) -> Response:
    """JSON without the names that the desk withholds, or that it is what the caller has."""
    return answer_text(caller.request, write(caller.names, told), "application/json")


def write(names: Names, told: Json) -> str:
    """JSON without full names."""
    return json.dumps(hold_back(names, told), ensure_ascii=False)


def answer_text(request: Request, text: str, media: str, headers: Mapping[str, str] | None = None) -> Response:
    """A text of some kind, or that it is what the caller has."""
    body = text.encode("utf-8", "replace")
    mark = f'"{sha256(body).hexdigest()[:32]}"'
    given = {**(headers or {}), "ETag": mark}
    held = (one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(","))
    if any(one in (mark, "*") for one in held):
        return Response(status_code=304, headers=given)
    return Response(body, media_type=media, headers=given)
