"""Withdrawing: a source that takes its report back takes back all that it said of the happening until then.

Where an outlet or agency takes its report back, what came through it goes too. What others say of it, and what the same
source says afterwards, stands. A claim that was taken back is no voice, gives no figure and is no side of a dispute; it
stays in the ledger.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from marsad.model.claims import Stance
from marsad.reconcile.clusters import Cluster
from marsad.reconcile.marks import has_mark
from marsad.reconcile.scene import Scene, Told


def withdraw_claims(scene: Scene, clusters: Sequence[Cluster]) -> tuple[Scene, tuple[Cluster, ...]]:
    """The scene and its happenings with what was taken back marked so."""
    gone = {claim for cluster in clusters for claim in _find_withdrawn([trait.told for trait in cluster.traits])}
    if not gone:
        return scene, tuple(clusters)
    told = tuple(replace(one, withdrawn=True) if one.claim.id in gone else one for one in scene.told)
    by_claim = {one.claim.id: one for one in told}
    return replace(scene, told=told, by_claim=by_claim), tuple(
        replace(cluster, traits=tuple(replace(t, told=by_claim[t.told.claim.id]) for t in cluster.traits))
        for cluster in clusters
    )


def _find_withdrawn(told: Sequence[Told]) -> Iterable[str]:
    for back in told:
        if has_mark(back.claim.quote, "withdrawn") and back.claim.stance == Stance.ASSERTS:
            yield back.claim.id
            yield from (one.claim.id for one in told if _is_his(one, back) and _is_not_after(one, back))


def _is_his(one: Told, back: Told) -> bool:
    """Said by whoever takes it back, or brought by the outlet that does."""
    if one.claim.stance != Stance.ASSERTS:
        return False
    return one.position == back.position or (not back.voiced and back.speaker.source in one.claim.chain)


def _is_not_after(one: Told, back: Told) -> bool:
    """Told before, or in the same report; where a day is not known, taken to be told before."""
    if one.claim.report == back.claim.report or one.told_from is None or back.told_from is None:
        return True
    return one.told_from <= back.told_from
