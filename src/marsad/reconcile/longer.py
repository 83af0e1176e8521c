"""Longer: a running total that began days before a happening is a tally beside it, and neither its toll nor a voice."""

from dataclasses import replace
from datetime import datetime, timedelta

from marsad.model.claims import Scope
from marsad.reconcile.clusters import Cluster
from marsad.reconcile.traits import HARM, Trait

_SLACK = timedelta(days=2)


def leave_longer_tallies(cluster: Cluster) -> Cluster:
    """The happening without totals since over two days before it began; fighting that lasts keeps them.

    What gives nothing but such totals stays as it is.
    """
    kept = tuple(trait for trait in cluster.traits if _since(trait) is None)
    begun = min((t.when.start for t in kept if t.own_when and t.when and t.when.start), default=None)
    if begun is None or len(kept) == len(cluster.traits) or 2 * sum(t.lasting for t in kept) >= len(kept):
        return cluster
    longer = {trait.id for trait in cluster.traits if (since := _since(trait)) and since < begun - _SLACK}
    return replace(cluster, traits=tuple(t for t in cluster.traits if t.id not in longer)) if longer else cluster


def _since(trait: Trait) -> datetime | None:
    """The latest day from which all harm that a claim counts is counted; None where some of it is not so counted."""
    harm = [count for count in trait.told.claim.counts if count.measure in HARM]
    starts = [count.since for count in harm if count.scope == Scope.CUMULATIVE and count.since is not None]
    return max(starts) if harm and len(starts) == len(harm) else None
