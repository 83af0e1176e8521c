"""Observing: each request timed from its coming to the end of its answer, counted, and where asked for logged."""

from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from marsad.server.logs import Field, Log
from marsad.server.meters import Meters

NOWHERE = "none"
"""The route of what has none."""
_METHODS = frozenset(("GET", "HEAD", "POST", "OPTIONS"))
_API = "/api/v1"


class Observed:
    """Counts and logs what passes."""

    def __init__(self, app: ASGIApp, meters: Meters, log: Log | None) -> None:
        """Without a log requests are only counted."""
        self._app, self._meters, self._log = app, meters, log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, and count it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status, size = perf_counter(), 500, 0

        async def watch(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        scope.setdefault("state", {})
        try:
            await self._app(scope, receive, watch)
        finally:
            seconds = perf_counter() - began
            method = scope["method"] if scope["method"] in _METHODS else "other"
            route = _name_route(scope)
            self._meters.count(method, route, status, seconds)
            if self._log is not None:
                fields: dict[str, Field] = {
                    "method": method,
                    "route": route,
                    "status": status,
                    "ms": round(1000 * seconds, 1),
                    "bytes": size,
                    "by": scope["state"].get("by"),
                }
                self._log.write("request", fields)


def _name_route(scope: Scope) -> str:
    """The pattern of an address, never the address."""
    route = getattr(scope.get("route"), "path", None)
    if not isinstance(route, str):
        return NOWHERE
    return _API + route if scope["path"].startswith(f"{_API}/") and not route.startswith(_API) else route
