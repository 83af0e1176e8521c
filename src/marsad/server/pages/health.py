"""How the server is: one word for who starts and watches it, and meters for who measures it."""

import ipaddress

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response

from marsad.errors import MarsadError
from marsad.server.api.callers import read_token
from marsad.server.live import look
from marsad.server.meters import MEDIA
from marsad.server.site import RefusedError, site_of
from marsad.server.tokens import Scope, Tokens

router = APIRouter()
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")


@router.get("/healthz")
def tell_health(request: Request) -> Response:
    """Whether the desk can be read and the worker beside the server is there; asked by anybody, it says no more."""
    site = site_of(request)
    try:
        look(site.desk)
    except MarsadError:
        return PlainTextResponse("the database can't be read\n", status_code=503)
    if not site.works():
        return PlainTextResponse("the worker has ended\n", status_code=503)
    return PlainTextResponse("ok\n")


@router.get("/metrics")
def tell_meters(request: Request) -> Response:
    """The meters, for this machine or a token with the scope metrics."""
    site = site_of(request)
    if not (_is_from_here(request) or _has_token(request)):
        raise RefusedError(403, "The meters are for this machine, or for a token with the scope metrics.")
    return Response(site.meters.write(look(site.desk), site.works()), headers={"Content-Type": MEDIA})


def _is_from_here(request: Request) -> bool:
    """Whether a request comes from this machine, and no proxy brought it."""
    if request.client is None or any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def _has_token(request: Request) -> bool:
    given = read_token(request.headers.get("authorization"))
    token = Tokens(site_of(request).desk.database).find(given) if given else None
    return token is not None and token.scope is Scope.METRICS
