"""Links: what follows what, and which happenings are parts of a longer one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from marsad.model.claims import Kind, Measure
from marsad.model.incidents import Incident, Link, LinkRelation
from marsad.reconcile.clusters import Cluster
from marsad.reconcile.intervals import gap_between, overlaps
from marsad.reconcile.kinds import KindFamily, kinds_score
from marsad.reconcile.placing import Nearness, PlaceTree
from marsad.reconcile.traits import Trait

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """An incident as links look at it."""

    incident: Incident
    cluster: Cluster
    ordinal: int | None
    part: bool
    whole: bool


def link_incidents(incidents: Sequence[Incident], clusters: Sequence[Cluster], tree: PlaceTree) -> tuple[Incident, ...]:
    """Add to each incident its links; `clusters` run beside `incidents`."""
    sides = [
        _Side(
            incident=incident,
            cluster=cluster,
            ordinal=_ordinal(cluster),
            part=_share(cluster.traits, lasting=False),
            whole=_share(cluster.traits, lasting=True),
        )
        for incident, cluster in zip(incidents, clusters, strict=True)
    ]
    counted = [side for side in sides if side.ordinal is not None]
    wholes = [side for side in sides if side.whole]
    return tuple(replace(side.incident, links=_links(side, counted, wholes, tree)) for side in sides)


def _links(side: _Side, counted: Sequence[_Side], wholes: Sequence[_Side], tree: PlaceTree) -> tuple[Link, ...]:
    links: set[tuple[LinkRelation, str]] = set()
    for other in counted if side.ordinal is not None else ():
        if _is_other(side, other) and (relation := _count_on(side, other, tree)) is not None:
            links.add((relation, other.incident.id))
    holding = [o for o in wholes if side.part and _is_other(side, o) and _is_part(side, o, tree)]
    holding = holding or [o for o in wholes if _is_of_battle(side, o, tree)]
    if holding:
        main = min(holding, key=lambda o: (-len(o.incident.claims), o.incident.id))
        links.add((LinkRelation.PART_OF, main.incident.id))
    return tuple(Link(relation=relation, incident=to) for relation, to in sorted(links))


def _is_other(side: _Side, other: _Side) -> bool:
    return side.incident.id != other.incident.id and side.cluster.traits[0].family == other.cluster.traits[0].family


def _count_on(side: _Side, other: _Side, tree: PlaceTree) -> LinkRelation | None:
    """The second follows the first; the first is of one operation with it. Both are of kinds that can be one
    happening, and the later by number does not come before the other.
    """
    if side.ordinal is None or other.ordinal is None or abs(side.ordinal - other.ordinal) != 1:
        return None
    if kinds_score(side.incident.kind, other.incident.kind) is None:
        return None
    first, then = sorted((side, other), key=lambda one: one.ordinal or 0)
    if _is_before(then.incident, first.incident):
        return None
    if _near(side.incident, other.incident, tree) is False:
        return None
    return LinkRelation.FOLLOWS if side.ordinal > other.ordinal else LinkRelation.SAME_OPERATION


def _is_before(one: Incident, other: Incident) -> bool:
    """Whether one was over before the other began."""
    end = one.when.end or one.when.start if one.when else None
    begin = other.when.start if other.when else None
    return end is not None and begin is not None and end <= begin


def _is_part(side: _Side, other: _Side, tree: PlaceTree) -> bool:
    """A toll of its own against a happening of days, near it, that tells of more and that more is told of."""
    if not _is_smaller(side.incident, other.incident):
        return False
    if not _within(side.incident, other.incident) or not _fits(side.cluster, other.cluster):
        return False
    return _near(side.incident, other.incident, tree) is True


def _is_of_battle(side: _Side, other: _Side, tree: PlaceTree) -> bool:
    """A surrender, a release, a flight, another stretch of fighting, or the attack that it began with, at the place of
    fighting while that lasts, is part of it; of two stretches the one with more claims is the whole.
    """
    family, around = side.cluster.traits[0].family, other.cluster.traits[0].family
    if around != KindFamily.VIOLENCE or family == KindFamily.PACT or side.incident.id == other.incident.id:
        return False
    if side.incident.kind == Kind.AID or not _is_during(side.incident, other.incident):
        return False
    stretch = side.whole or _begins(side.incident, other.incident)
    if family == KindFamily.VIOLENCE and not (stretch and _is_smaller(side.incident, other.incident)):
        return False
    ours, theirs = ([p for p in one.incident.places if not tree.is_wide(p)] for one in (side, other))
    return any(tree.relate(a, b) in (Nearness.SAME, Nearness.INSIDE) for a in ours for b in theirs)


def _begins(part: Incident, whole: Incident) -> bool:
    """An attack or advance within a day of the beginning of fighting."""
    if part.kind not in (Kind.ATTACK, Kind.OFFENSIVE) or part.when is None or whole.when is None:
        return False
    first, began = part.when.start, whole.when.start
    return first is not None and began is not None and abs(first - began) <= _A_DAY


def _is_during(part: Incident, whole: Incident) -> bool:
    """Both dated, the part no more than a day before the whole and a week after it."""
    if part.when is None or whole.when is None or not _within(part, whole):
        return False
    ends, begins = part.when.end or part.when.start, whole.when.start
    return ends is None or begins is None or ends > begins - _A_DAY


def _is_smaller(one: Incident, other: Incident) -> bool:
    return (len(one.claims), one.id) < (len(other.claims), other.id)


def _ordinal(cluster: Cluster) -> int | None:
    return min((t.ordinal for t in cluster.traits if t.ordinal is not None), default=None)


def _near(one: Incident, other: Incident, tree: PlaceTree) -> bool | None:
    """Whether two incidents share a place; None where that is not known."""
    found = [tree.relate(a, b) for a in one.places for b in other.places]
    if not found or all(nearness == Nearness.UNKNOWN for nearness in found):
        return None
    return any(nearness in (Nearness.SAME, Nearness.INSIDE, Nearness.NEAR) for nearness in found)


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
