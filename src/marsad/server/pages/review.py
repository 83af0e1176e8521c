"""Review: what waits for a person, one thing after the other, decided with single keys."""

from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import Response

from marsad.model.claims import Claim
from marsad.model.incidents import Incident
from marsad.model.ledger import Ledger
from marsad.publish.chronicle import Happening, tell_incident
from marsad.publish.index import index_ledger
from marsad.publish.masking import Mask
from marsad.publish.sentences import gather_sentences
from marsad.server.pages.large import trim_incident
from marsad.server.quoting import Shown, show_paragraphs
from marsad.server.site import Judging
from marsad.server.slices import slice_claims, slice_incident
from marsad.server.waiting import count_waiting, find_waiting
from marsad.store.database.reading import read_desk

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Something that waits, and why: an incident as it is told, or a claim with its sentence."""

    id: str
    reasons: tuple[str, ...]
    incident: Happening | None
    shown: tuple[Shown, ...]


@router.get("/review")
def show_review(visit: Judging, after: str = "", at: str = "") -> Response:
    """The thing that waits after another one, or the first; with `at` one that was judged and is looked at again."""
    with read_desk(visit.site.desk.database) as reader:
        found = reader.get(Incident, at) or reader.get(Claim, at) or find_waiting(reader, after)
        count = count_waiting(reader)
        if isinstance(found, Incident):
            found = trim_incident(found)
            ledger = slice_incident(reader, found)
        elif found is not None:
            ledger = slice_claims(reader, (found.id,))
        seen = reader.count_revisions((found.id,))[found.id] if found is not None else 0
    if found is None:
        return visit.draw("review.html.j2", waiting=None, count=count, after=after)
    mask = visit.hold_back(ledger)
    waiting = _tell(ledger, mask, found)
    return visit.draw("review.html.j2", mask, waiting=waiting, seen=seen, count=count, after=after)


def _tell(ledger: Ledger, mask: Mask, found: Incident | Claim) -> Waiting:
    index = index_ledger(ledger)
    if isinstance(found, Incident):
        told = tell_incident(index, mask, found)
        return Waiting(id=found.id, reasons=found.reasons, incident=told, shown=())
    sentences = gather_sentences(index, mask, (found.id,))
    shown = show_paragraphs(index, mask, sentences)
    return Waiting(id=found.id, reasons=found.reasons, incident=None, shown=shown)
