"""Settings: one's own password; for an editor the map's layers; for an admin the people and their roles."""

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from marsad.errors import InputError
from marsad.server.audit import Deed
from marsad.server.layers import Layers
from marsad.server.pages.signing import begin_session
from marsad.server.people import ROLES
from marsad.server.site import Reading, Ruling, Sent, Visit, check_token

router = APIRouter()


@router.get("/settings")
def show_settings(visit: Reading) -> Response:
    """The page."""
    return _draw(visit)


@router.post("/settings/password")
def change_password(visit: Reading, form: Sent) -> Response:
    """Another password for oneself; all sessions end but a new one."""
    check_token(visit, form)
    people, account = visit.site.people, visit.session.account
    if account.has_password and people.check(account.name, _read(form, "old")) is None:
        return _draw(visit, 422, "The old password is another.")
    if _read(form, "new") != _read(form, "again"):
        return _draw(visit, 422, "The new password was typed in two ways.")
    try:
        people.set_password(account.name, _read(form, "new"))
    except InputError as error:
        return _draw(visit, 422, str(error))
    visit.site.audit.note(account.shown, Deed.PASSWORD, account.shown)
    return begin_session(visit.site, account.name, "/settings")


@router.post("/settings/people")
def add_person(visit: Ruling, form: Sent) -> Response:
    """Another account."""
    check_token(visit, form)
    role = ROLES.get(_read(form, "role"))
    if role is None:
        return _draw(visit, 422, "This is no role.")
    try:
        made = visit.site.people.add(_read(form, "name"), role, _read(form, "new"))
    except InputError as error:
        return _draw(visit, 422, str(error))
    visit.site.audit.note(visit.session.account.shown, Deed.ADDED, f"{made.shown}, {made.role.word}")
    return RedirectResponse("/settings", status_code=303)


@router.post("/settings/role")
def change_role(visit: Ruling, form: Sent) -> Response:
    """Another role for somebody else, or none any more."""
    check_token(visit, form)
    name, said = _read(form, "name"), _read(form, "role")
    if name == visit.session.account.name:
        return _draw(visit, 422, "Nobody takes the last key from themselves: another admin can.")
    if said == "none":
        visit.site.people.drop(name)
        visit.site.audit.note(visit.session.account.shown, Deed.DROPPED, name)
    elif said in ROLES:
        visit.site.people.set_role(name, ROLES[said])
        visit.site.audit.note(visit.session.account.shown, Deed.ROLE, f"{name}, {said}")
    return RedirectResponse("/settings", status_code=303)


def _draw(visit: Visit, status: int = 200, wrong: str = "") -> Response:
    accounts = visit.site.people.list() if visit.can_rule else ()
    layers = Layers(visit.site.desk.folder).list()
    roles = tuple(ROLES)
    return visit.draw("settings.html.j2", status=status, accounts=accounts, roles=roles, layers=layers, wrong=wrong)


def _read(form: FormData, name: str) -> str:
    given = form.get(name, "")
    return given if isinstance(given, str) else ""
