"""The sentences behind a figure, as a panel that opens beside it."""

from dataclasses import dataclass

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response

from marsad.model.claims import Claim
from marsad.publish.index import Index, index_ledger
from marsad.publish.masking import Mask, find_withheld
from marsad.publish.sentences import Said, gather_sentences
from marsad.publish.texts import BLOCK_LIMIT
from marsad.publish.weaving import Piece, Wrap, weave
from marsad.server.site import Reading
from marsad.server.slices import slice_claims
from marsad.store.database.reading import read_desk

router = APIRouter()
MOST = 60
"""So many claims are shown in a panel; a page has the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What came one way, and the paragraph around its first sentence."""

    said: Said
    paragraph: tuple[Piece, ...]


@router.get("/sentences")
def show_sentences(visit: Reading, claims: str) -> Response:
    """The panel for some claims, parted by blanks."""
    wanted = tuple(dict.fromkeys(claims.split()))[:MOST]
    with read_desk(visit.site.desk.database) as reader:
        ledger = slice_claims(reader, wanted)
    if not ledger.claims:
        raise HTTPException(404)
    mask, index = find_withheld(ledger), index_ledger(ledger)
    found = gather_sentences(index, mask, index.claims)
    ways = (*((found.lead,) if found.lead else ()), *found.said)
    shown = tuple(Shown(said=one, paragraph=_mark(index, mask, index.claims[one.quotes[0].claim])) for one in ways)
    return visit.draw("sentences.html.j2", mask, shown=shown, more=found.more, count=found.count)


def _mark(index: Index, mask: Mask, claim: Claim) -> tuple[Piece, ...]:
    """The paragraph that a claim stands in, its sentence marked."""
    report = index.reports[claim.report]
    start, end = claim.span
    block = next((b for b in report.blocks if b.start <= start < b.end), None)
    left = max(block.start, start - BLOCK_LIMIT) if block else start
    right = min(block.end, end + BLOCK_LIMIT) if block else end
    return weave(report.text, (left, right), (Wrap(span=claim.span, tag="mark"),), mask.spans.get(report.id, ()))
