"""A place: what happened there, who says who holds it, what it lies in and what lies in it."""

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response

from marsad.model.claims import Place
from marsad.model.incidents import Control, Incident
from marsad.publish.atlas import HOW_FINE, draw_map
from marsad.publish.briefs import tell_line
from marsad.publish.index import index_ledger
from marsad.server.site import Reading
from marsad.server.slices import Slice
from marsad.server.spots import hold
from marsad.store.database.reading import Order, Reader, read_desk

router = APIRouter()
A_PAGE, FEW, STEPS = 30, 60, 12
"""So many incidents a page; so many places in it, and words on who holds it; in so many places it may lie."""


@router.get("/places/{key}")
def show_place(visit: Reading, key: str, after: str | None = None) -> Response:
    """The page of a place; what happened last stands first, what lies in it included."""
    here = (("place", key),)
    with read_desk(visit.site.desk.database) as reader:
        place = reader.get(Place, key)
        if place is None:
            raise HTTPException(404)
        try:
            happened = reader.page(Incident, here, limit=A_PAGE, after=after)
        except ValueError as error:
            raise HTTPException(404) from error
        made = Slice(reader)
        made.incidents.update((row.id, row) for row in happened.rows)
        control = reader.page(Control, here, limit=FEW).rows
        made.control.update((row.id, row) for row in control)
        made.add_claims(claim for row in control for claim in row.claims)
        ledger = made.ledger()
        inner = reader.page(Place, (("within", key),), order=Order.ID, limit=FEW).rows
        outer = _climb(reader, place)
        count = reader.count(Incident, here)
    mask, index = visit.hold_back(ledger), index_ledger(ledger)
    return visit.draw(
        "place.html.j2",
        mask,
        place=place,
        how_fine=HOW_FINE[place.precision],
        outer=outer,
        inner=inner,
        count=count,
        incidents=tuple(tell_line(index, incident) for incident in happened.rows),
        holds=tuple(hold(index, control) for control in ledger.control),
        drawn=draw_map(index, happened.rows),
        after=happened.after,
    )


def _climb(reader: Reader, place: Place) -> tuple[Place, ...]:
    """What a place lies in, the widest first."""
    found: list[Place] = []
    at: Place | None = place
    while at is not None and at.within and len(found) < STEPS:
        at = reader.get(Place, at.within)
        if at is not None:
            found.append(at)
    return tuple(reversed(found))
