"""Incidents: what a cluster of claims amounts to: kind, time, places, parties, voices, status, counts and a label.

| status | when (first that fits) |
|---|---|
| withdrawn | every source that asserted it took it back |
| denied | nobody asserts it and somebody denies it |
| contested | one denies it and another asserts it |
| corroborated | two or more independent sources assert it |
| reported | otherwise |
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from marsad.model.claims import ActorRole, Precision, Stance, When
from marsad.model.ids import make_id
from marsad.model.incidents import Incident, IncidentActor, IncidentCount, IncidentStatus, Merge
from marsad.reconcile.clusters import Cluster
from marsad.reconcile.figures import count_incident
from marsad.reconcile.intervals import FINE, agree_on, is_known
from marsad.reconcile.kinds import choose_kind
from marsad.reconcile.labels import TOLD_ON, write_label
from marsad.reconcile.placing import Nearness, PlaceTree
from marsad.reconcile.scene import Scene, Told, find_denials
from marsad.reconcile.traits import Trait
from marsad.reconcile.voices import count_voices

_SHARE = 0.5
_FEW = 3
_FIRST_NAMED = 0.01


def build_incident(cluster: Cluster, scene: Scene) -> Incident:
    """One incident of a cluster; its id is of its family and claims."""
    traits = cluster.traits
    told = tuple(trait.told for trait in traits)
    said = tuple(t for t in traits if t.told.is_real and t.told.claim.stance == Stance.ASSERTS) or traits
    kind = choose_kind(trait.kind for trait in said)
    places = find_places(said, scene.places)
    when = find_when(said)
    voices, independent = count_voices(
        scene.hear(one for one in told if one.is_real and not one.is_reaction and not one.withdrawn)
    )
    lasting = 2 * sum(trait.lasting for trait in said) >= len(said)
    counts = count_incident(told, places, scene.places, lasting=lasting)
    claims = tuple(sorted({one.claim.id for one in told}))
    return Incident(
        id=make_id("incident", scene.story.id, traits[0].family, *claims),
        story=scene.story.id,
        kind=kind,
        label=write_label(kind, places, when, counts, voices, scene),
        when=when,
        places=places,
        actors=find_actors(said),
        claims=claims,
        voices=voices,
        independent_sources=independent,
        status=judge_incident(told, independent),
        counts=counts,
        links=(),
        reasons=_reasons(cluster, counts),
        merges=tuple(sorted(_within(cluster.merges, claims), key=lambda m: (m.claim, m.other))),
        review=all(one.claim.review for one in told) if cluster.review is None else cluster.review,
    )


def _within(merges: Iterable[Merge], claims: Sequence[str]) -> set[Merge]:
    """The merges whose both claims are still in the happening."""
    return {merge for merge in merges if merge.claim in claims and merge.other in claims}


def judge_incident(told: Sequence[Told], independent: int) -> IncidentStatus:
    """The status in words by the table above; the machine never confirms."""
    asserting = [one for one in told if one.asserts and not one.is_reaction]
    if not asserting and any(one.withdrawn for one in told):
        return IncidentStatus.WITHDRAWN
    deniers = {one.position for one in find_denials(told)}
    if deniers and not asserting:
        return IncidentStatus.DENIED
    if any(one.position != denier for one in asserting for denier in deniers):
        return IncidentStatus.CONTESTED
    return IncidentStatus.CORROBORATED if independent >= 2 else IncidentStatus.REPORTED


def find_when(traits: Sequence[Trait]) -> When | None:
    """What the claims' own times share; else the focus of their reports; else the day before the first telling."""
    own = agree_on([t.when for t in traits if t.own_when and t.when])
    if own is not None:
        return _clipped(own, traits)
    return _told_before(traits) or agree_on([t.when for t in traits if t.when])


def _clipped(own: When, traits: Sequence[Trait]) -> When:
    """A coarse time ("in 2031") ends with the first telling at the latest, since it had happened by then."""
    told = min((t.told.told_by for t in traits if t.told.told_by and t.told.is_real), default=None)
    if own.precision in FINE or own.start is None or own.end is None or told is None or not own.start < told < own.end:
        return own
    return replace(own, end=told)


def _told_before(traits: Sequence[Trait]) -> When | None:
    """It was told by then, and news is a day old at most."""
    ends = [(t.told.told_by, t.told.told_from) for t in traits if t.told.told_by and t.told.told_from]
    if not ends or any(is_known(t.when) for t in traits):
        return None
    end, start = min((by, since) for by, since in ends if by and since)
    return When(text=None, span=None, start=start - timedelta(days=1), end=end, precision=Precision.DAY, basis=TOLD_ON)


def find_places(traits: Sequence[Trait], tree: PlaceTree) -> tuple[str, ...]:
    """Where most sentences put it: from the widest useful holder named down to the place that half of them give.

    A place that one sentence alone names beside it is left out; a country stands only where nothing finer is known.
    """
    support: Counter[str] = Counter()
    for places in _named_places(traits):
        support.update({held: 1.0 for place in places for held in tree.holders(place)})
        support.update(dict.fromkeys(places[:1], _FIRST_NAMED))
    named = {place for places in _named_places(traits) for place in places}
    if not named:
        return ()
    fine = {place for place in named if not tree.is_wide(place)} or named
    top = max(support[place] for place in fine)
    strong = [place for place in fine if support[place] >= max(1.0, top * _SHARE)]
    held = {holder for place in strong for holder in tree.holders(place)[1:]}
    leaves = [place for place in strong if place not in held] or strong
    main = min(leaves, key=lambda p: (-support[p], -tree.weight(p), p))
    chain = [place for place in tree.holders(main) if place in fine]
    often = [p for p in fine if p not in chain and support[p] >= max(2.0, top * _SHARE) and _beside(p, main, traits)]
    near = [p for p in often if tree.relate(p, main) != Nearness.APART]
    return tuple(dict.fromkeys((*chain, *sorted(near))))


def _named_places(traits: Iterable[Trait]) -> list[tuple[str, ...]]:
    """The places of each distinct sentence: its own; those taken over where none has, and none sets itself apart."""
    own = {t.told.claim.quote: t.places for t in traits if t.own_places and t.places}
    if not own and any(t.apart for t in traits):
        return []
    taken = {t.told.claim.quote: t.places[:1] for t in traits if t.places}
    return [places for _, places in sorted((own or taken).items())]


def _beside(place: str, main: str, traits: Sequence[Trait]) -> bool:
    """Whether sentences name the place together with the main one."""
    return sum(place in t.places and main in t.places for t in traits if t.own_places) >= 1


def find_actors(traits: Sequence[Trait]) -> tuple[IncidentActor, ...]:
    """The parties by role that several sentences name, or any where few sentences speak."""
    named: dict[tuple[ActorRole, str], set[str]] = {}
    for trait in traits:
        for part in trait.told.claim.actors:
            if part.role != ActorRole.SPEAKER_ABOUT:
                named.setdefault((part.role, part.actor), set()).add(trait.told.claim.quote)
    sentences = len({trait.told.claim.quote for trait in traits})
    need = 1 if sentences <= _FEW else 2
    kept = [key for key, quotes in named.items() if len(quotes) >= need] or sorted(named)[:1]
    return tuple(IncidentActor(role=role, actor=actor) for role, actor in sorted(kept))


def _reasons(cluster: Cluster, counts: Sequence[IncidentCount]) -> tuple[str, ...]:
    refused = [f"no single figure for {row.measure}: {row.refusal}" for row in counts if row.refusal]
    merged = [f"claims put together by: {', '.join(cluster.reasons)}"] if cluster.reasons else []
    return (*cluster.said, *merged, *refused)
