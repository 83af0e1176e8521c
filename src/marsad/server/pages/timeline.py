"""The timeline: when what happened, as far as that is known, across stories."""

from fastapi import APIRouter
from fastapi.responses import Response

from marsad.model.incidents import Incident
from marsad.publish.briefs import tell_line
from marsad.publish.chronicle import order_incidents
from marsad.publish.index import index_ledger
from marsad.publish.timelines import draw_timeline, has_time
from marsad.server.filters import Asked, find_latest, offer_filters
from marsad.server.site import Reading
from marsad.server.slices import Slice
from marsad.store.database.facets import CHOICES
from marsad.store.database.reading import read_desk

router = APIRouter()
MOST = 300
"""So many incidents are shown, the latest of those that were found."""


@router.get("/timeline")
def show_timeline(visit: Reading, asked: Asked) -> Response:
    """The timeline with its list."""
    with read_desk(visit.site.desk.database) as reader:
        latest = find_latest(reader, asked, MOST)
        made = Slice(reader)
        made.incidents.update((row.id, row) for row in reader.get_many(Incident, latest.found))
        made.add_disputes(latest.found)
        incidents = order_incidents(made.incidents.values())
        ledger = made.ledger()
        form = offer_filters(reader, asked)
    index = index_ledger(ledger)
    drawn = draw_timeline(index, incidents)
    return visit.draw(
        "timeline.html.j2",
        visit.hold_back(ledger),
        form=form,
        choices=CHOICES,
        wrong=latest.wrong,
        total=latest.total,
        is_more=latest.is_more,
        shown=len(incidents),
        timeline=drawn,
        loose=tuple(tell_line(index, row) for row in incidents if drawn is None or not has_time(row)),
    )
