"""Feeds: what the desk follows, how asking went, and when it is asked again; an editor adds and drops."""

from datetime import UTC, datetime

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from marsad.fetching.address import name_address
from marsad.server.audit import Deed
from marsad.server.site import Editing, Reading, Sent, check_token
from marsad.store.database.follows import Follows
from marsad.store.database.jobs import Jobs
from marsad.watching import VISIT

router = APIRouter()


@router.get("/feeds")
def show_feeds(visit: Reading) -> Response:
    """All that is followed, what goes wrong first."""
    followed = Follows(visit.site.desk.database).read()
    ranked = sorted(followed, key=lambda one: (one.visit is None or not one.visit.failures, one.address))
    return visit.draw("feeds.html.j2", followed=ranked, wrong="")


@router.post("/feeds")
def follow(visit: Editing, form: Sent) -> Response:
    """Follow an address from now on; it is visited by `marsad watch`."""
    check_token(visit, form)
    database = visit.site.desk.database
    said = str(form.get("address", "")).strip()
    if not said.startswith(("https://", "http://")):
        wrong = "This is no address. Write it as https://outlet.example/feed"
        return visit.draw("feeds.html.j2", status=422, followed=Follows(database).read(), wrong=wrong)
    address, now = name_address(said), datetime.now(UTC)
    Jobs(database).plan(VISIT, Follows(database).add([(address, None)], now), now)
    visit.site.audit.note(visit.session.account.shown, Deed.FOLLOWED, address)
    return RedirectResponse("/feeds", status_code=303)


@router.post("/feeds/drop")
def drop(visit: Editing, form: Sent) -> Response:
    """Follow an address no more; what came from it stays."""
    check_token(visit, form)
    address = str(form.get("address", ""))
    Jobs(visit.site.desk.database).drop(VISIT, address)
    Follows(visit.site.desk.database).drop(address)
    visit.site.audit.note(visit.session.account.shown, Deed.NOT_FOLLOWED, address)
    return RedirectResponse("/feeds", status_code=303)
