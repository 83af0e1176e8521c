"""Webhooks, for admins: the addresses that are told what changes, and how telling them went."""

from datetime import UTC, datetime

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from marsad.errors import InputError
from marsad.server.api.changes import KINDS
from marsad.server.audit import Deed
from marsad.server.hooks import add_hook
from marsad.server.site import Ruling, Sent, Visit, check_token
from marsad.store.database.hooks import Hooks

router = APIRouter()
_SHOWN = 50


@router.get("/hooks")
def show_hooks(visit: Ruling) -> Response:
    """All webhooks, and the last deliveries."""
    return _draw(visit)


@router.post("/hooks")
def add(visit: Ruling, form: Sent) -> Response:
    """Tell an address from now on; its secret is shown on the page that comes back, and never again."""
    check_token(visit, form)
    address = str(form.get("address", "")).strip()
    sections = tuple(said for said in form.getlist("sections") if isinstance(said, str))
    try:
        key, secret = add_hook(visit.site.desk.database, address, sections)
    except InputError as error:
        return _draw(visit, status=422, wrong=str(error))
    visit.site.audit.note(visit.session.account.shown, Deed.HOOK, key)
    return _draw(visit, made=key, secret=secret)


@router.post("/hooks/drop")
def drop(visit: Ruling, form: Sent) -> Response:
    """Tell an address no more."""
    check_token(visit, form)
    key = str(form.get("key", ""))
    if Hooks(visit.site.desk.database).drop(key):
        visit.site.audit.note(visit.session.account.shown, Deed.NO_HOOK, key)
    return RedirectResponse("/hooks", status_code=303)


@router.post("/hooks/again")
def resume(visit: Ruling, form: Sent) -> Response:
    """Tell an address again that was given up."""
    check_token(visit, form)
    key = str(form.get("key", ""))
    Hooks(visit.site.desk.database).resume(key, datetime.now(UTC))
    visit.site.audit.note(visit.session.account.shown, Deed.AGAIN, key)
    return RedirectResponse("/hooks", status_code=303)


def _draw(visit: Visit, status: int = 200, wrong: str = "", made: str = "", secret: str = "") -> Response:
    hooks = Hooks(visit.site.desk.database)
    answer = visit.draw(
        "hooks.html.j2",
        status=status,
        hooks=hooks.read(),
        deliveries=hooks.list_deliveries(_SHOWN),
        sections=tuple(KINDS),
        wrong=wrong,
        made=made,
        secret=secret,
    )
    if secret:
        answer.headers["Cache-Control"] = "no-store"
    return answer
