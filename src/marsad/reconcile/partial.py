"""Partial: what a hospital or its staff received or treated is a part of the toll, so the toll is at least that."""

from dataclasses import replace

from marsad.model.claims import Claim, Count, CountRelation, Measure
from marsad.reconcile.marks import find_mark
from marsad.reconcile.values import Figure, figure_of, middle

_RECEIVED = frozenset({Measure.KILLED, Measure.INJURED})


def figure_in(count: Count, claim: Claim) -> Figure:
    """A count's figure as its claim's words mean it: "received seven bodies" is a floor without a top."""
    figure = figure_of(count)
    if count.measure not in _RECEIVED or figure.best is None:
        return figure
    if count.span[0] < claim.span[0] + find_mark(claim.quote, "received"):
        return figure
    return replace(figure, low=middle(figure), best=None, high=None, relation=CountRelation.AT_LEAST, is_part=True)
