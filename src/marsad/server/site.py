"""The site: an open desk with what pages need, and who asks for one."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment
from starlette.datastructures import FormData

from marsad.living import LivingDesk
from marsad.model.ledger import Ledger
from marsad.publish.masking import Mask, find_withheld
from marsad.server.assets import Assets
from marsad.server.audit import Audit
from marsad.server.limits import Pace, Throttle
from marsad.server.live import Live, look
from marsad.server.meters import Meters
from marsad.server.names import Withheld
from marsad.server.people import People, Role, Session
from marsad.server.rendering import NOTHING_HELD, masked
from marsad.server.safety import is_from_here, is_token


class RefusedError(Exception):
    """A page that a person may not see or a form that may not be sent: the status and a sentence."""

    def __init__(self, status: int, what: str) -> None:
        """Keep both."""
        super().__init__(what)
        self.status = status
        self.what = what


class StrangerError(Exception):
    """Nobody is signed in."""


@dataclass(slots=True, kw_only=True)
class Site:
    """What all pages share. `secure` says that people come by TLS, `origin` by which host where a proxy is between;
    `first_key` lets the first admin in, once; `works` tells whether the worker beside the server is there.
    """

    desk: LivingDesk
    people: People
    withheld: Withheld
    live: Live
    meters: Meters
    audit: Audit
    templates: Environment
    assets: Assets
    secure: bool
    origin: str | None
    throttle: Throttle
    pace: Pace
    first_key: str | None
    works: Callable[[], bool]

    @property
    def cookie(self) -> str:
        """The cookie that holds a session's key."""
        return "__Host-marsad" if self.secure else "marsad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A page that somebody who is signed in asks for."""

    request: Request
    site: Site
    session: Session

    def may(self, role: Role) -> bool:
        """Whether this person may do what a role may."""
        return self.session.account.role >= role

    @property
    def can_judge(self) -> bool:
        """Whether this person may note judgements."""
        return self.may(Role.ANALYST)

    @property
    def can_edit(self) -> bool:
        """Whether this person may change what the desk follows."""
        return self.may(Role.EDITOR)

    @property
    def can_rule(self) -> bool:
        """Whether this person may change who comes in."""
        return self.may(Role.ADMIN)

    @property
    def can_lift(self) -> bool:
        """Whether this person may see the names of private persons: who judges has to."""
        return self.can_judge

    def hold_back(self, ledger: Ledger) -> Mask:
        """What a page about a slice holds back: what its claims withhold, and every full name that the desk does."""
        return find_withheld(ledger, self.site.withheld.read())

    def draw(self, template: str, mask: Mask = NOTHING_HELD, *, status: int = 200, **given: object) -> HTMLResponse:
        """A page, with the names in `mask` held back."""
        state = look(self.site.desk)
        return draw(self.request, template, mask, status=status, lifts=self.can_lift, visit=self, state=state, **given)


def draw(
    request: Request,
    template: str,
    mask: Mask = NOTHING_HELD,
    *,
    status: int = 200,
    lifts: bool = False,
    **given: object,
) -> HTMLResponse:
    """A page, for whoever asks. Every full name that the desk withholds anywhere is held back, as `Visit.hold_back`
    made the mask, or as they are now; `lifts` says that who asks may see it.
    """
    site = site_of(request)
    if mask is NOTHING_HELD:
        mask = replace(mask, names=site.withheld.read())
    shared = {
        "visit": None,
        "state": None,
        "noted": request.query_params.get("noted", ""),
        "asset": site.assets.address,
        "lifts": lifts,
        "has_islands": site.assets.has_islands,
        "path": request.url.path,
        "status": status,
    }
    with masked(mask, lifts):
        told = site.templates.get_template(template).render({**shared, **given})
    return HTMLResponse(told, status_code=status)


def site_of(request: Request) -> Site:
    """The site that a request is for."""
    site = request.app.state.site
    assert isinstance(site, Site)
    return site


def find_session(request: Request) -> Session | None:
    """Who asks, by the cookie that was sent along."""
    site = site_of(request)
    key = request.cookies.get(site.cookie)
    return site.people.find(key) if key else None


def require(role: Role) -> Callable[[Request], Visit]:
    """What a page depends on that only those with a role may see."""

    def admit(request: Request) -> Visit:
        session = find_session(request)
        if session is None:
            raise StrangerError
        visit = Visit(request=request, site=site_of(request), session=session)
        request.state.by = session.account.name
        if not visit.site.pace.take(session.key):
            raise RefusedError(429, "This is faster than the desk answers one person. Wait a little.")
        if not visit.may(role):
            raise RefusedError(403, f"This needs the role {role.word}; yours is {session.account.role.word}.")
        return visit

    return admit


async def read_form(request: Request) -> AsyncIterator[FormData]:
    """A form that a page of this desk sent. Raises RefusedError where it comes from elsewhere."""
    headers, site = request.headers, site_of(request)
    hosts = (headers.get("host"), site.origin)
    if not is_from_here(headers.get("sec-fetch-site"), headers.get("origin"), hosts):
        raise RefusedError(403, "This form was sent from another site.")
    async with request.form() as form:
        yield form


def check_token(visit: Visit, form: FormData) -> None:
    """Raises RefusedError where a form does not carry its session's token."""
    if not is_token(form.get("token"), visit.session.token):
        raise RefusedError(403, "This page is too old: load it again, and send the form again.")


def sign_in_address(request: Request) -> str:
    """Where somebody signs in who then comes back here."""
    back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return "/sign-in" if request.method != "GET" or back == "/" else f"/sign-in?next={quote(back, safe='')}"


Reading = Annotated[Visit, Depends(require(Role.READER))]
Judging = Annotated[Visit, Depends(require(Role.ANALYST))]
Editing = Annotated[Visit, Depends(require(Role.EDITOR))]
Ruling = Annotated[Visit, Depends(require(Role.ADMIN))]
Sent = Annotated[FormData, Depends(read_form)]
