"""The map: incidents where they happened, as far as that is known, over time; and who is said to hold what."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, Response

from marsad.model.incidents import Control, Incident
from marsad.publish.atlas import draw_map
from marsad.publish.index import index_ledger, name_places, pin_place
from marsad.publish.towns import find_towns
from marsad.server.filters import Asked, Filters, find_latest, offer_filters
from marsad.server.layers import Layers
from marsad.server.site import Reading
from marsad.server.slices import Slice
from marsad.server.spots import find_spots, hold, pin
from marsad.store.database.facets import CHOICES
from marsad.store.database.reading import Order, Reader, read_desk

router = APIRouter()
MOST, DRAWN, TOWNS = 300, 60, 24
"""So many incidents are shown, the latest of those that were found; so many of them without scripts; so many towns."""

Degrees = Annotated[float, Query(ge=-180, le=180, allow_inf_nan=False)]


@router.get("/map")
def show_map(visit: Reading, asked: Asked) -> Response:
    """The map with its list."""
    with read_desk(visit.site.desk.database) as reader:
        latest = find_latest(reader, asked, MOST)
        made = Slice(reader)
        made.incidents.update((row.id, row) for row in reader.get_many(Incident, latest.found))
        made.control.update((row.id, row) for row in _find_control(reader, asked))
        made.add_claims(claim for row in made.control.values() for claim in row.claims)
        ledger = made.ledger()
        form = offer_filters(reader, asked)
    index, mask = index_ledger(ledger), visit.hold_back(ledger)
    placed = [incident for incident in ledger.incidents if pin_place(index, incident)]
    return visit.draw(
        "map.html.j2",
        mask,
        form=form,
        choices=CHOICES,
        wrong=latest.wrong,
        total=latest.total,
        is_more=latest.is_more,
        shown=len(ledger.incidents),
        plain=draw_map(index, placed[:DRAWN]),
        spots=find_spots(index, placed),
        loose=tuple((pin(index, i), name_places(index, i.places)) for i in ledger.incidents if i not in placed),
        holds=tuple(hold(index, control) for control in ledger.control),
        layers=Layers(visit.site.desk.folder).list(),
    )


@router.get("/map/towns")
def list_towns(_visit: Reading, west: Degrees, south: Degrees, east: Degrees, north: Degrees) -> Response:
    """The largest towns of a stretch of the earth, for bearings: names with longitudes and latitudes."""
    towns = find_towns((west, south, east, north), TOWNS)
    return JSONResponse([[town.name, town.lon, town.lat] for town in towns])


def _find_control(reader: Reader, asked: Filters) -> tuple[Control, ...]:
    """Who is said to hold what: of a story all of it, else the latest, of a place what lies in it."""
    if asked.story:
        return reader.refer_to(Control, (asked.story,), "story")
    here = (("place", asked.place),) if asked.place else ()
    return reader.page(Control, here, order=Order.LATEST, limit=MOST).rows
