"""Problems: what went wrong with a request, as problem+json (RFC 9457)."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from fastapi import Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import TypeAdapter

from marsad.errors import InputError
from marsad.model.codec import Json
from marsad.publish.masking import Names
from marsad.server.api.holding import black_names

MEDIA = "application/problem+json"
_HEADERS = {401: {"WWW-Authenticate": 'Bearer realm="marsad"'}, 429: {"Retry-After": "1"}}
_TITLES = {
    401: "Nobody is signed in, and no token is known",
    403: "This is not allowed",
    404: "There is no such thing; it may have been worked out anew, under another id",
    409: "Somebody judged this in the meantime",
    422: "This can't be asked so",
    429: "This is faster than the desk answers one token",
    500: "The desk made a mistake; its log says more",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """What is wrong with one part of a request, and where it stands: "query limit", "body why"."""

    at: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What went wrong: `title` says it, `detail` what to do about it."""

    type: str
    title: str
    status: int
    detail: str | None = None
    errors: tuple[Wrong, ...] = ()


def tell_problem(
    status: int,
    title: str,
    detail: str | None = None,
    more: Mapping[str, Json] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """An answer that says what went wrong."""
    told: dict[str, Json] = {"type": "about:blank", "title": title, "status": status}
    if detail is not None:
        told["detail"] = detail
    given = {**(headers or {}), **_HEADERS.get(status, {})}
    return JSONResponse({**told, **(more or {})}, status_code=status, media_type=MEDIA, headers=given)


def tell_status(status: int, detail: str | None = None, headers: Mapping[str, str] | None = None) -> Response:
    """What a status means here, with what else is known."""
    title = _TITLES.get(status) or HTTPStatus(status).phrase
    return tell_problem(status, title, None if detail == HTTPStatus(status).phrase else detail, headers=headers)


def tell_invalid(error: RequestValidationError) -> Response:
    """What in a request does not fit what is asked for."""
    wrong: list[Json] = [
        {"at": " ".join(str(part) for part in one["loc"]), "what": str(one["msg"])} for one in error.errors()
    ]
    return tell_problem(422, _TITLES[422], more={"errors": wrong})


def tell_input(error: InputError, names: Names) -> Response:
    """What in a request fits and can't be used, without full names that are withheld."""
    return tell_problem(422, black_names(names, error.what), black_names(names, error.remedy))


def document(*statuses: int) -> dict[int | str, dict[str, Json]]:
    """What a route's description says of its problems."""
    schema: Json = TypeAdapter(Problem).json_schema(ref_template="#/components/schemas/{model}")
    if isinstance(schema, dict):
        inner = schema.pop("$defs", {})
        wrong = inner["Wrong"] if isinstance(inner, dict) else None
        properties = schema["properties"]
        if isinstance(properties, dict):
            properties["errors"] = {"type": "array", "items": wrong}
    return {status: {"description": _TITLES[status], "content": {MEDIA: {"schema": schema}}} for status in statuses}
