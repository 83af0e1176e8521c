"""Links: what follows what, and which happenings are parts of a longer one."""

from collections.abc import Sequence
from dataclasses import replace

from marsad.model.claims import Measure
from marsad.model.incidents import Incident, Link, LinkRelation
from marsad.reconcile.grouping import Cluster
from marsad.reconcile.intervals import gap_between, overlaps
from marsad.reconcile.kinds import kinds_score
from marsad.reconcile.placing import Nearness, PlaceTree
from marsad.reconcile.traits import Trait


def link_incidents(incidents: Sequence[Incident], clusters: Sequence[Cluster], tree: PlaceTree) -> tuple[Incident, ...]:
    """Add to each incident its links; `clusters` run beside `incidents`."""
    pairs = list(zip(incidents, clusters, strict=True))
    return tuple(replace(incident, links=_links(incident, cluster, pairs, tree)) for incident, cluster in pairs)


def _links(
    incident: Incident, cluster: Cluster, pairs: Sequence[tuple[Incident, Cluster]], tree: PlaceTree
) -> tuple[Link, ...]:
    links: set[tuple[LinkRelation, str]] = set()
    for other, theirs in pairs:
        if other.id == incident.id or cluster.traits[0].family != theirs.traits[0].family:
            continue
        if (relation := _relate(incident, cluster, other, theirs, tree)) is not None:
            links.add((relation, other.id))
    return tuple(Link(relation=relation, incident=to) for relation, to in sorted(links))


def _relate(
    incident: Incident, cluster: Cluster, other: Incident, theirs: Cluster, tree: PlaceTree
) -> LinkRelation | None:
    ours, before = _ordinal(cluster), _ordinal(theirs)
    near = _near(incident, other, tree)
    if ours is not None and before is not None and abs(ours - before) == 1 and near is not False:
        return LinkRelation.FOLLOWS if ours > before else LinkRelation.SAME_OPERATION
    if near and _is_part(cluster, theirs) and _within(incident, other):
        return LinkRelation.PART_OF
    return None


def _ordinal(cluster: Cluster) -> int | None:
    return min((t.ordinal for t in cluster.traits if t.ordinal is not None), default=None)


def _near(one: Incident, other: Incident, tree: PlaceTree) -> bool | None:
    """Whether two incidents share a place; None where that is not known."""
    found = [tree.relate(a, b) for a in one.places for b in other.places]
    if not found or all(nearness == Nearness.UNKNOWN for nearness in found):
        return None
    return any(nearness in (Nearness.SAME, Nearness.INSIDE, Nearness.NEAR) for nearness in found)


def _is_part(part: Cluster, whole: Cluster) -> bool:
    """A toll of its own against a happening of days that tells of more."""
    return _share(part.traits, lasting=False) and _share(whole.traits, lasting=True) and _fits(part, whole)


def _share(traits: Sequence[Trait], *, lasting: bool) -> bool:
    return 2 * sum(t.lasting if lasting else t.part for t in traits) >= len(traits)


def _fits(part: Cluster, whole: Cluster) -> bool:
    if kinds_score(part.traits[0].kind, whole.traits[0].kind) is None:
        return False
    killed = [c.best for t in whole.traits for c in t.told.claim.counts if c.measure == Measure.KILLED and c.best]
    own = [c.best for t in part.traits for c in t.told.claim.counts if c.measure == Measure.KILLED and c.best]
    return not killed or not own or max(own) < max(killed)


def _within(part: Incident, whole: Incident) -> bool:
    if part.when is None or whole.when is None:
        return True
    a, b = (part.when.start, part.when.end), (whole.when.start, whole.when.end)
    return overlaps(a, b) or gap_between(a, b).days <= 7
