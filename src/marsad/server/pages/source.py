"""A source: what it said over time, what of it changed later, who disagrees with it, and through which outlets."""

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response

from marsad.model.claims import Claim, Source
from marsad.model.incidents import Change, Contradiction, Incident, Series
from marsad.publish.charts import chart_series
from marsad.publish.index import index_ledger, name_source
from marsad.publish.sentences import list_wordings
from marsad.publish.standing import name_abouts, tell_changes, tell_dispute
from marsad.server.pages.search import name_outlets
from marsad.server.rendering import MOST
from marsad.server.site import Reading
from marsad.server.slices import Slice
from marsad.store.database.reading import Order, read_desk
from marsad.store.database.searching import Query, count_facets

router = APIRouter()
A_PAGE, FEW = 30, 12


@router.get("/sources/{key}")
def show_source(visit: Reading, key: str, after: str | None = None) -> Response:
    """The page of a source; what it said last stands first."""
    mine = (("source", key),)
    with read_desk(visit.site.desk.database) as reader:
        source = reader.get(Source, key)
        if source is None:
            raise HTTPException(404)
        try:
            said = reader.page(Claim, mine, limit=A_PAGE, after=after)
        except ValueError as error:
            raise HTTPException(404) from error
        made = Slice(reader)
        made.sources[key] = source
        made.claims.update((claim.id, claim) for claim in said.rows)
        if after is None:
            for change in reader.page(Change, mine, limit=FEW).rows:
                made.changes[change.id] = change
            for dispute in reader.page(Contradiction, mine, order=Order.NEWEST, limit=FEW).rows:
                made.contradictions[dispute.id] = dispute
            for series in reader.page(Series, mine, limit=FEW).rows:
                made.series[series.id] = series
        abouts = [change.about for change in made.changes.values()]
        abouts += [dispute.about for dispute in made.contradictions.values()]
        made.incidents.update((row.id, row) for row in reader.get_many(Incident, abouts))
        ledger = made.ledger()
        count = reader.count(Claim, mine, MOST)
        seen = reader.count_revisions((key,))[key]
        ((_, outlets),) = count_facets(reader.connection, Query(sections=("claims",), facets=mine), ("outlet",))
        names = name_outlets(reader, [value for value, _ in outlets])
    mask, index = visit.hold_back(ledger), index_ledger(ledger)
    about = name_abouts(index, ledger)
    return visit.draw(
        "source.html.j2",
        mask,
        source=source,
        name=name_source(index, key),
        count=count,
        said=list_wordings(index, mask, said.rows),
        turns=tell_changes(index, ledger.changes, about),
        disputes=tuple(tell_dispute(index, mask, row, about) for row in ledger.contradictions),
        totals=chart_series(index, ledger.series),
        outlets=tuple((names.get(value, value), count) for value, count in outlets),
        after=said.after,
        is_first=after is None,
        seen=seen,
    )
