"""Anew: an act with dead of its own beside the running total that they were added to.

"Shells killed three more in Orlen on Tuesday, taking the toll since Monday to 9" tells of a new happening with three
dead; "two more of those wounded in the shelling died, taking the toll to 9" does not.
"""

from marsad.model.claims import Claim, Count, Kind, Measure, Scope
from marsad.reconcile.kinds import FAMILY_OF, KindFamily
from marsad.reconcile.marks import has_mark

HARM = frozenset({Measure.KILLED, Measure.INJURED, Measure.MISSING})


def tells_anew(claim: Claim) -> bool:
    """Whether a claim gives a time and a place to an act of violence, and new dead beside a running total."""
    if claim.when is None or not claim.places or has_mark(claim.quote, "of_wounds"):
        return False
    acts = {claim.kind, *claim.kinds} - {Kind.KILLING}
    acted = any(FAMILY_OF.get(kind) == KindFamily.VIOLENCE for kind in acts)
    return acted and any(map(is_new_harm, claim.counts)) and any(map(is_running, claim.counts))


def is_running(count: Count) -> bool:
    """A running total."""
    return count.scope == Scope.CUMULATIVE


def is_new_harm(count: Count) -> bool:
    """Somebody newly killed, injured or missing."""
    return count.scope == Scope.NEW and count.measure in HARM and (count.best or count.low or 0) > 0
