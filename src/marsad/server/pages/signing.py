"""Signing in and out. The first start prints a link that opens the desk once, to whoever started it."""

from getpass import getuser
from hmac import compare_digest
from math import ceil

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from marsad.server.audit import NOBODY, Deed
from marsad.server.people import LASTS, Role, fold_name
from marsad.server.site import Reading, RefusedError, Sent, Site, check_token, draw, find_session, site_of

router = APIRouter()


@router.get("/sign-in")
def show_sign_in(request: Request, next: str = "/") -> Response:
    """The form; who is signed in already goes on."""
    if find_session(request) is not None:
        return RedirectResponse(go_on(next), status_code=303)
    return draw(request, "sign_in.html.j2", next=go_on(next), wrong="", name="")


@router.post("/sign-in")
def sign_in(request: Request, form: Sent) -> Response:
    """Begin a session for a name and its password."""
    site = site_of(request)
    name, password, back = (str(form.get(field, "")) for field in ("name", "password", "next"))
    tried = (f"name {fold_name(name)}", f"address {request.client.host if request.client else ''}")
    wait = site.throttle.wait(*tried)
    if wait > 0:
        wrong = f"Too many wrong passwords: the next one is looked at in {ceil(wait)} seconds."
        return draw(request, "sign_in.html.j2", status=429, next=go_on(back), wrong=wrong, name=name)
    account = site.people.check(name, password)
    if account is None:
        site.throttle.fail(*tried)
        site.audit.note(_name_tried(site, name), Deed.FAILED, f"from {_say_from(request)}")
        wrong = "This name and this password do not go together."
        return draw(request, "sign_in.html.j2", status=403, next=go_on(back), wrong=wrong, name=name)
    site.throttle.forgive(*tried)
    site.audit.note(account.shown, Deed.CAME, f"from {_say_from(request)}")
    return begin_session(site, account.name, go_on(back))


@router.get("/first")
def open_first(request: Request, key: str = "") -> Response:
    """Sign in whoever started the desk, once, as its first admin."""
    site = site_of(request)
    if site.first_key is None or not compare_digest(site.first_key.encode(), key.encode()):
        raise RefusedError(403, "This link was used, or is none. Start marsad serve again for a new one, or sign in.")
    site.first_key = None
    account = site.people.add(_name_user(), Role.ADMIN, None)
    site.audit.note(account.shown, Deed.CAME, "by the first link")
    return begin_session(site, account.name, "/")


@router.post("/sign-out")
def sign_out(visit: Reading, form: Sent) -> Response:
    """End the session."""
    check_token(visit, form)
    visit.site.people.end(visit.session.key)
    visit.site.audit.note(visit.session.account.shown, Deed.LEFT)
    gone = RedirectResponse("/sign-in", status_code=303)
    gone.delete_cookie(visit.site.cookie, secure=visit.site.secure, httponly=True, samesite="lax")
    return gone


def begin_session(site: Site, account: str, back: str) -> Response:
    """Sign an account in, and go on to a page."""
    answer = RedirectResponse(back, status_code=303)
    answer.set_cookie(
        site.cookie,
        site.people.begin(account),
        max_age=int(LASTS.total_seconds()),
        secure=site.secure,
        httponly=True,
        samesite="lax",
    )
    return answer


def go_on(back: str) -> str:
    """A path of this desk, whatever was asked for."""
    return back if back.startswith("/") and not back.startswith(("//", "/\\")) and "\n" not in back else "/"


def _name_tried(site: Site, name: str) -> str:
    """Who tried to come in, where that is an account: else what was typed may be a password."""
    return next((one.shown for one in site.people.list() if one.name == fold_name(name)), NOBODY)


def _say_from(request: Request) -> str:
    return request.client.host if request.client else "nowhere"


def _name_user() -> str:
    try:
        return getuser()
    except (OSError, KeyError):
        return "admin"
