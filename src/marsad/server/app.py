"""The app: an open desk as pages and an API."""

import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse, RedirectResponse
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from marsad.errors import InputError
from marsad.living import LivingDesk
from marsad.server.api import problems, routes
from marsad.server.assets import Assets
from marsad.server.audit import Audit
from marsad.server.limits import Pace, Throttle
from marsad.server.live import Live
from marsad.server.logs import Log
from marsad.server.meters import Meters
from marsad.server.names import Withheld
from marsad.server.observing import Observed
from marsad.server.pages import (
    audit,
    beside,
    feeds,
    health,
    hooks,
    incident,
    judging,
    layers,
    live,
    log,
    map,
    parts,
    place,
    report,
    review,
    search,
    sentences,
    settings,
    signing,
    source,
    story,
    timeline,
    today,
)
from marsad.server.people import People
from marsad.server.rendering import open_pages
from marsad.server.safety import SafeAnswers
from marsad.server.site import RefusedError, Site, StrangerError, Visit, draw, find_session, sign_in_address, site_of

THREADS = 8
"""So many pages are made at a time; others wait for their turn."""
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
PAGES = (
    signing,
    today,
    story,
    incident,
    report,
    beside,
    source,
    sentences,
    parts,
    judging,
    review,
    search,
    map,
    timeline,
    place,
    layers,
    log,
    feeds,
    settings,
    live,
    health,
    hooks,
    audit,
)


def create_app(
    desk: LivingDesk,
    *,
    hosts: Sequence[str] = LOOPBACK,
    secure: bool = False,
    proxy: str | None = None,
    log: Log | None = None,
) -> FastAPI:
    """The app over an open desk. `hosts` are the names that it answers to; `secure` says that people come by TLS,
    `proxy` is the address that they come by where that is another. Each request is written to `log`.

    Where nobody has an account yet, `app.state.site.first_key` opens it once to its first admin.
    """
    people, meters = People(desk.database), Meters()
    app = FastAPI(lifespan=_live, title="Marsad", docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json")
    app.state.site = Site(
        desk=desk,
        people=people,
        withheld=Withheld(desk.database),
        live=Live(desk),
        meters=meters,
        audit=Audit(desk.database),
        templates=open_pages(),
        assets=Assets(),
        secure=secure,
        origin=urlsplit(proxy).netloc if proxy else None,
        throttle=Throttle(),
        pace=Pace(),
        first_key=None if people.count() else secrets.token_urlsafe(24),
        works=lambda: True,
    )
    for page in PAGES:
        app.include_router(page.router, include_in_schema=False)
    app.include_router(routes.router)
    app.add_exception_handler(StrangerError, _send_to_sign_in)
    app.add_exception_handler(RefusedError, _refuse)
    app.add_exception_handler(HTTPException, _tell)
    app.add_exception_handler(RequestValidationError, _tell_invalid)
    app.add_exception_handler(InputError, _tell_input)
    app.add_exception_handler(Exception, _tell_fault)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)
    app.add_middleware(SafeAnswers, secure=secure)
    app.add_middleware(Observed, meters=meters, log=log)
    return app


@asynccontextmanager
async def _live(_app: FastAPI) -> AsyncIterator[None]:
    """Few threads: they take turns at one interpreter, and each holds a connection."""
    current_default_thread_limiter().total_tokens = THREADS
    yield


def _is_api(request: Request) -> bool:
    return request.url.path.startswith("/api/")


def _send_to_sign_in(request: Request, _error: Exception) -> Response:
    if _is_api(request):
        return problems.tell_status(401)
    if request.url.path.startswith("/sentences"):
        return Response(status_code=401)
    return RedirectResponse(sign_in_address(request), status_code=303)


def _refuse(request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedError)
    return _say(request, error.status, error.what)


def _tell(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if _is_api(request):
        return problems.tell_status(error.status_code, error.detail, error.headers)
    known = {404: "There is no such page. What it showed may have been worked out anew, under another address."}
    return _say(request, error.status_code, known.get(error.status_code, error.detail))


def _tell_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    if _is_api(request):
        return problems.tell_invalid(error)
    return _say(request, 422, "There is no such page: a part of its address can't be read.")


def _tell_input(request: Request, error: Exception) -> Response:
    assert isinstance(error, InputError)
    if _is_api(request):
        return problems.tell_input(error, site_of(request).withheld.read())
    return _say(request, 422, str(error))


def _tell_fault(request: Request, _error: Exception) -> Response:
    if _is_api(request):
        return problems.tell_status(500)
    return PlainTextResponse("The desk made a mistake; its log says more.", status_code=500)


def _say(request: Request, status: int, what: str) -> Response:
    if _is_api(request):
        return problems.tell_status(status, what)
    session = find_session(request)
    if session is None:
        return draw(request, "refused.html.j2", status=status, what=what)
    visit = Visit(request=request, site=site_of(request), session=session)
    return visit.draw("refused.html.j2", status=status, what=what)
