"""What waits for a person on a desk: the next one, and how many there are."""

from marsad.model.claims import Claim
from marsad.model.incidents import Incident
from marsad.server.rendering import MOST
from marsad.store.database.reading import Order, Reader

_WAITS = (("review", "yes"),)
_AT_ONCE = 50


def count_waiting(reader: Reader) -> int:
    """How many incidents and claims wait, counted no further than one more than MOST."""
    return min(MOST + 1, reader.count(Incident, _WAITS, MOST) + reader.count(Claim, _WAITS, MOST))


def find_waiting(reader: Reader, after: str = "") -> Incident | Claim | None:
    """The first that waits after an id: incidents by id, then claims by id that wait in no such incident."""
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
