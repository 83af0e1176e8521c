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
from marsad.server.rendering import MOST
from marsad.server.site import Judging
from marsad.server.slices import slice_claims, slice_incident
from marsad.store.database.reading import Order, Reader, read_desk

router = APIRouter()
_WAITS = (("review", "yes"),)
_AT_ONCE = 50


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
        found = reader.get(Incident, at) or reader.get(Claim, at) or _find_next(reader, after)
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


def count_waiting(reader: Reader) -> int:
    """How many incidents and claims wait, counted no further than one more than MOST."""
    return min(MOST + 1, reader.count(Incident, _WAITS, MOST) + reader.count(Claim, _WAITS, MOST))


def _find_next(reader: Reader, after: str) -> Incident | Claim | None:
    """Incidents by id, then claims by id that wait in no such incident."""
    if not after.startswith("claim-"):
        incidents = reader.page(Incident, _WAITS, order=Order.ID, limit=1, after=after or None).rows
        if incidents:
            return incidents[0]
        after = ""
    while True:
        some = reader.page(Claim, _WAITS, order=Order.ID, limit=_AT_ONCE, after=after or None)
        resting = reader.refer_to(Incident, (claim.id for claim in some.rows))
        covered = {claim for incident in resting if incident.review for claim in incident.claims}
        found = next((claim for claim in some.rows if claim.id not in covered), None)
        if found is not None or some.after is None:
            return found
        after = some.after


def _tell(ledger: Ledger, mask: Mask, found: Incident | Claim) -> Waiting:
    index = index_ledger(ledger)
    if isinstance(found, Incident):
        told = tell_incident(index, mask, found)
        return Waiting(id=found.id, reasons=found.reasons, incident=told, shown=())
    sentences = gather_sentences(index, mask, (found.id,))
    shown = show_paragraphs(index, mask, sentences)
    return Waiting(id=found.id, reasons=found.reasons, incident=None, shown=shown)
