"""The sentences behind a figure, as a panel that opens beside it."""

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response

from marsad.publish.index import index_ledger
from marsad.publish.sentences import gather_sentences
from marsad.server.quoting import show_paragraphs
from marsad.server.site import Reading
from marsad.server.slices import slice_claims
from marsad.store.database.reading import read_desk

router = APIRouter()
MOST = 60
"""So many claims are shown in a panel; a page has the others."""


@router.get("/sentences")
def show_sentences(visit: Reading, claims: str) -> Response:
    """The panel for some claims, parted by blanks."""
    wanted = tuple(dict.fromkeys(claims.split()))[:MOST]
    with read_desk(visit.site.desk.database) as reader:
        ledger = slice_claims(reader, wanted)
    if not ledger.claims:
        raise HTTPException(404)
    mask, index = visit.hold_back(ledger), index_ledger(ledger)
    found = gather_sentences(index, mask, index.claims)
    shown = show_paragraphs(index, mask, found)
    return visit.draw("sentences.html.j2", mask, shown=shown, more=found.more, count=found.count)
