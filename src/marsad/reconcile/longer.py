"""Longer: a running total of more than one happening is a tally beside each, and neither its toll nor a voice.

So is that of a war or of an area over weeks: it makes no happening, and nothing is one happening with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from marsad.model.claims import Kind, Scope
from marsad.reconcile.anew import HARM
from marsad.reconcile.clusters import Cluster
from marsad.reconcile.intervals import FINE
from marsad.reconcile.kinds import KindFamily
from marsad.reconcile.marks import has_mark, names_several
from marsad.reconcile.placing import PlaceTree
from marsad.reconcile.traits import Trait

_SLACK = timedelta(days=2)
_DAY = timedelta(days=1)
_WAR = timedelta(days=21)
_SEASON = timedelta(days=60)
_MONTH = timedelta(days=27)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Deadly:
    """A happening with a toll of its own: when it began, by its own words, and where it was."""

    begun: datetime
    places: tuple[str, ...]


def leave_longer_tallies(clusters: Sequence[Cluster], tree: PlaceTree) -> tuple[Cluster, ...]:
    """The happenings without totals that began over two days before them, or that count another's dead as well.

    Fighting that lasts keeps them. What gives nothing but totals that hold two happenings is none of its own.
    """
    deadly = [_deadly(cluster) for cluster in clusters]
    others = [one for one in deadly if one is not None]
    left = (_leave(cluster, own, others, tree) for cluster, own in zip(clusters, deadly, strict=True))
    return tuple(cluster for cluster in left if not all(_is_sum(trait, others, tree) for trait in cluster.traits))


def is_of_war(trait: Trait, tree: PlaceTree) -> bool:
    """Whether all harm that a claim counts is that of weeks, at no place finer than a country, or of a season.

    What is counted since a day goes to the telling; a month has an end of its own.
    """
    if _is_record(trait, tree) or _is_of_several(trait) or _is_since_war(trait, tree):
        return True
    since, told = _since(trait), trait.told.told_from
    if since is None or told is None or told - since <= _WAR:
        return False
    return told - since > _SEASON or not trait.own_places or all(map(tree.is_wide, trait.places))


def is_of_period(trait: Trait) -> bool:
    """Whether the harm that a claim counts is that of a month or longer: it makes no happening, but can be of one."""
    return _is_months(trait) and any(count.measure in HARM for count in trait.told.claim.counts)


def _is_record(trait: Trait, tree: PlaceTree) -> bool:
    """The dead of a month or longer by words of keeping count, or in a whole region or country."""
    if trait.family != KindFamily.VIOLENCE or not _is_months(trait):
        return False
    wide = trait.own_places and all(map(tree.is_wide, trait.places))
    return has_mark(trait.told.claim.quote, "recorded") or (wide and is_of_period(trait))


def _is_of_several(trait: Trait) -> bool:
    """The dead of happenings since a day: "21 attacks on schools since 4 July killed 274"."""
    claim = trait.told.claim
    when = claim.when
    harmed = trait.family == KindFamily.VIOLENCE and any(count.measure in HARM for count in claim.counts)
    return harmed and when is not None and when.end is None and when.start is not None and names_several(claim.quote)


def _is_since_war(trait: Trait, tree: PlaceTree) -> bool:
    """A running total since a war or an operation began, or to date, at no place finer than a country."""
    harm = [count for count in trait.told.claim.counts if count.measure in HARM]
    if trait.family != KindFamily.VIOLENCE or not harm or any(count.scope != Scope.CUMULATIVE for count in harm):
        return False
    return has_mark(trait.told.claim.quote, "war_long") and all(map(tree.is_wide, trait.places))


def _is_months(trait: Trait) -> bool:
    when = trait.when
    if not trait.own_when or when is None or when.start is None or when.end is None:
        return False
    return when.end - when.start >= _MONTH


def _is_sum(trait: Trait, deadly: Sequence[_Deadly], tree: PlaceTree) -> bool:
    since = _since(trait) or _period(trait)
    return since is not None and len(_held(trait, since, deadly, tree)) > 1


def _leave(cluster: Cluster, own: _Deadly | None, deadly: Sequence[_Deadly], tree: PlaceTree) -> Cluster:
    kept = tuple(trait for trait in cluster.traits if _since(trait) is None)
    begun = _begun(kept)
    if begun is None or 2 * sum(t.lasting for t in kept) >= len(kept):
        return cluster
    others = [one for one in deadly if own is not None and one is not own and abs(one.begun - begun) >= _DAY]
    longer = {trait.id for trait in cluster.traits if _is_longer(trait, begun, others, tree)}
    return replace(cluster, traits=tuple(t for t in cluster.traits if t.id not in longer)) if longer else cluster


def _is_longer(trait: Trait, begun: datetime, others: Sequence[_Deadly], tree: PlaceTree) -> bool:
    """Whether a total began over two days before the happening, or holds the dead of another as well."""
    since, period = _since(trait), _period(trait)
    if since is not None:
        return since < begun - _SLACK or bool(_held(trait, since, others, tree))
    return period is not None and bool(_held(trait, period, others, tree))


def _period(trait: Trait) -> datetime | None:
    """The first day of the week, month or year whose dead a claim counts: "13 were killed in Orlen in June"; not where
    it tells of an act.
    """
    when = trait.when
    if {trait.told.claim.kind, *trait.told.claim.kinds} - {Kind.KILLING, Kind.STATEMENT, Kind.OTHER}:
        return None
    if not trait.own_when or when is None or when.precision in FINE or when.start is None or when.end is None:
        return None
    return when.start if any(count.measure in HARM for count in trait.told.claim.counts) else None


def _held(trait: Trait, since: datetime, deadly: Sequence[_Deadly], tree: PlaceTree) -> list[_Deadly]:
    """Those whose dead a total since a day holds."""
    told = trait.told.told_by
    if told is None or not trait.places:
        return []
    there = (one for one in deadly if one.places and since <= one.begun < told)
    return [one for one in there if (tree.share(trait.places, one.places) or 0.0) > 0.0]


def _deadly(cluster: Cluster) -> _Deadly | None:
    kept = [trait for trait in cluster.traits if _since(trait) is None]
    new = any(
        count.measure in HARM and count.scope == Scope.NEW and trait.family == KindFamily.VIOLENCE
        for trait in kept
        for count in trait.told.claim.counts
    )
    begun = _begun([trait for trait in kept if trait.when is not None and trait.when.precision in FINE])
    places = tuple(dict.fromkeys(place for trait in kept if trait.own_places for place in trait.places))
    return _Deadly(begun=begun, places=places) if new and begun is not None else None


def _begun(traits: Sequence[Trait]) -> datetime | None:
    return min((t.when.start for t in traits if t.own_when and t.when and t.when.start), default=None)


def _since(trait: Trait) -> datetime | None:
    """The latest day from which all harm that a claim counts is counted; None where some of it is not so counted."""
    harm = [count for count in trait.told.claim.counts if count.measure in HARM]
    starts = [count.since for count in harm if count.scope == Scope.CUMULATIVE and count.since is not None]
    return max(starts) if harm and len(starts) == len(harm) else None
