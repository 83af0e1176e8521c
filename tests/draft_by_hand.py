"""A draft of a claim that says nothing yet: tests put in what they are about."""

from marsad.model.claims import Kind, Stance, Status
from marsad.model.drafts import Draft
from marsad.model.reports import BlockKind

EMPTY = Draft(
    report="r",
    order=0,
    block=BlockKind.BODY,
    span=(0, 1),
    quote="x",
    chain=(),
    cue=None,
    stance=Stance.ASSERTS,
    status=Status.HAPPENED,
    past_perfect=False,
    kind=Kind.OTHER,
    kinds=(),
    weapon=None,
    actors=(),
    places=(),
    when=None,
    counts=(),
    withheld=(),
    reasons=(),
    review=False,
)
