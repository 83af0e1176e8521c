"""Standing denials: what a body always denies ("the army denies targeting civilians") denies no happening.

It stands in the present tense in a report's body, names no place, time or figure, and what follows the verb points to
nothing that was told.
"""

from marsad.model.claims import Claim
from marsad.reconcile.marks import marked_words, plain_words
from marsad.reconcile.scene import Told

_PRESENT = ("denies", "deny", "rejects", "disputes")
_ALWAYS = ("repeatedly", "routinely", "always", "consistently", "regularly", "invariably", "persistently")
_PAST = ("denied", "rejected", "disputed")


def is_standing_denial(told: Told) -> bool:
    """Whether a denial is of no happening in particular."""
    claim = told.claim
    if not told.order or claim.places or claim.counts or (claim.when is not None and claim.when.span is not None):
        return False
    rest = _denied(claim)
    return bool(rest) and marked_words("points").isdisjoint(rest) and marked_words("definite").isdisjoint(rest)


def _denied(claim: Claim) -> tuple[str, ...]:
    """The words behind a verb of denying in the present, or in the past with "repeatedly" before it."""
    words = plain_words(claim.quote)
    for at, word in enumerate(words):
        if word in _PRESENT or (word in _PAST and not set(_ALWAYS).isdisjoint(words[max(0, at - 2) : at])):
            return words[at + 1 :]
    return ()
