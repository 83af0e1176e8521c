"""Safety of what leaves and what comes in: headers on every answer, and who may send a form.

The content policy allows the desk's own style sheets, scripts and pictures, by address, and nothing inline: what stands
in a report can't run, and no page asks another host for anything.
"""

from collections.abc import Collection
from hmac import compare_digest

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self';"
    " font-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    "X-Robots-Tag": "noindex, nofollow",
}
_DEFAULTS = {"Cache-Control": "private, no-cache"}


class SafeAnswers:
    """Puts the headers on every answer."""

    def __init__(self, app: ASGIApp, secure: bool) -> None:
        """`secure` says that people come by TLS, so that browsers are told to come by nothing else."""
        self._app = app
        self._headers = {**_HEADERS, **({"Strict-Transport-Security": "max-age=31536000"} if secure else {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the headers put on."""

        async def put(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                for name, value in _DEFAULTS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, put if scope["type"] == "http" else send)


def is_from_here(site: str | None, origin: str | None, hosts: Collection[str | None]) -> bool:
    """Whether a form comes from a page of this desk, by what the browser says of it."""
    if site is not None and site not in ("same-origin", "none"):
        return False
    return origin is None or origin.partition("://")[2] in {host for host in hosts if host}


def is_token(given: object, token: str) -> bool:
    """Whether a form carries its session's token."""
    return isinstance(given, str) and compare_digest(given.encode(), token.encode())
