"""Rulings: what people put together, keep apart, accept or reject, over the happenings that the rules found.

Put together goes first, then kept apart: a happening that holds both ends of a pair kept apart is parted, and each of
its other claims goes to the side that it matches best. Claims that a person put together stay on one side. A rejected
happening is left out for as long as no claim comes that was not there when it was rejected.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from marsad.model.claims import Kind
from marsad.model.judgements import Edge, Rulings, Whole
from marsad.reconcile.clusters import Cluster
from marsad.reconcile.joining import Joining
from marsad.reconcile.kinds import FAMILY_OF, KindFamily
from marsad.reconcile.matching import score_match
from marsad.reconcile.placing import PlaceTree
from marsad.reconcile.traits import Trait

_HALF = 0.5


def apply_rulings(
    clusters: Sequence[Cluster], traits: Sequence[Trait], rulings: Rulings, tree: PlaceTree
) -> tuple[Cluster, ...]:
    """The happenings as people judged them; those that no judgement is about stay as they are."""
    found = (*clusters, *_bring_in(clusters, traits, rulings))
    found = _put_together(found, rulings.together)
    found = tuple(part for cluster in found for part in _part(cluster, rulings, tree))
    weighed = (_weigh(cluster, rulings.wholes) for cluster in found)
    return tuple(sorted((c for c in weighed if c is not None), key=lambda c: c.traits[0].id))


def _claims(cluster: Cluster) -> frozenset[str]:
    return frozenset(trait.told.claim.id for trait in cluster.traits)


def _bring_in(clusters: Sequence[Cluster], traits: Sequence[Trait], rulings: Rulings) -> list[Cluster]:
    """Claims that the rules left out of all happenings and that a person put with another."""
    held = {claim for cluster in clusters for claim in _claims(cluster)}
    named = {claim for edge in rulings.together for claim in (edge.one, edge.other)} - held
    first: dict[str, Trait] = {}
    for trait in sorted(traits, key=lambda t: (not t.primary, t.id)):
        if trait.told.claim.id in named:
            first.setdefault(trait.told.claim.id, trait)
    return [Cluster(traits=(trait,), reasons=()) for _, trait in sorted(first.items())]


def _put_together(clusters: Sequence[Cluster], edges: Sequence[Edge]) -> tuple[Cluster, ...]:
    homes: dict[str, list[int]] = {}
    for at, cluster in enumerate(clusters):
        for claim in _claims(cluster):
            homes.setdefault(claim, []).append(at)
    joined: Joining[int] = Joining()
    words: dict[int, set[str]] = {}
    for edge in edges:
        ours, theirs = (
            _looked_at(homes.get(claim, []), kind, clusters)
            for claim, kind in zip((edge.one, edge.other), edge.kinds, strict=True)
        )
        pairs = sorted(
            ((a, b) for a in ours for b in theirs),
            key=lambda pair: clusters[pair[0]].traits[0].family != clusters[pair[1]].traits[0].family,
        )
        for a, b in pairs[:1]:
            joined.join(a, b)
            words.setdefault(a, set()).add(f"put together by {edge.words}")
    groups: dict[int, list[int]] = {}
    for at in range(len(clusters)):
        groups.setdefault(joined.find(at), []).append(at)
    return tuple(_unite([clusters[at] for at in group], {w for at in group for w in words.get(at, ())})
                 for group in groups.values())  # fmt: skip


def _looked_at(homes: Sequence[int], kind: Kind | None, clusters: Sequence[Cluster]) -> list[int]:
    """Of the happenings that hold a claim those of the kind that was looked at, where there are such."""
    kin = [at for at in homes if kind is not None and clusters[at].traits[0].family == FAMILY_OF.get(kind)]
    return kin or list(homes)


def _unite(clusters: Sequence[Cluster], words: Iterable[str]) -> Cluster:
    if len(clusters) == 1:
        return replace(clusters[0], said=(*clusters[0].said, *sorted(words)))
    traits = {trait.id: trait for cluster in clusters for trait in cluster.traits}
    return Cluster(
        traits=tuple(traits[key] for key in sorted(traits)),
        reasons=tuple(sorted({reason for cluster in clusters for reason in cluster.reasons})),
        merges=tuple(merge for cluster in clusters for merge in cluster.merges),
        said=tuple(sorted({*words, *(word for cluster in clusters for word in cluster.said)})),
    )


def _part(cluster: Cluster, rulings: Rulings, tree: PlaceTree) -> tuple[Cluster, ...]:
    """Part a happening that holds what a person keeps apart."""
    claims = _claims(cluster)
    family = cluster.traits[0].family
    edges = [e for e in rulings.apart if e.one in claims and e.other in claims and family in _families(e, family)]
    if not edges:
        return (cluster,)
    bound = [e for e in rulings.together if e.one in claims and e.other in claims]
    sides = _choose_sides(_bind(cluster, bound), edges, tree)
    said = (*cluster.said, *sorted({f"kept apart by {edge.words}" for edge in edges}))
    return tuple(replace(cluster, traits=tuple(sorted(side, key=lambda t: t.id)), said=said) for side in sides)


def _families(edge: Edge, family: KindFamily) -> set[KindFamily | None]:
    """The families of the happenings that were looked at; any where a claim was looked at alone."""
    return {FAMILY_OF.get(kind) if kind else family for kind in edge.kinds}


def _bind(cluster: Cluster, bound: Sequence[Edge]) -> list[tuple[Trait, ...]]:
    """The claims that move as one: each alone, or those that a person put together."""
    joined: Joining[str] = Joining()
    for edge in bound:
        joined.join(edge.one, edge.other)
    groups: dict[str, list[Trait]] = {}
    for trait in cluster.traits:
        groups.setdefault(joined.find(trait.told.claim.id), []).append(trait)
    return [tuple(group) for _, group in sorted(groups.items())]


def _choose_sides(units: Sequence[tuple[Trait, ...]], edges: Sequence[Edge], tree: PlaceTree) -> list[list[Trait]]:
    """First what is kept apart, then the rest, each with the side that it matches best and may be on."""
    foes: dict[str, set[str]] = {}
    for edge in edges:
        foes.setdefault(edge.one, set()).add(edge.other)
        foes.setdefault(edge.other, set()).add(edge.one)
    sides: list[list[Trait]] = []
    ranked = sorted(units, key=lambda unit: not any(trait.told.claim.id in foes for trait in unit))
    for unit in ranked:
        barred = {foe for trait in unit for foe in foes.get(trait.told.claim.id, ())}
        open_to = [side for side in sides if not barred & {trait.told.claim.id for trait in side}]
        if open_to:
            max(open_to, key=lambda side: (_affinity(unit, side, tree), len(side))).extend(unit)
        else:
            sides.append(list(unit))
    return sides


def _affinity(unit: Sequence[Trait], side: Sequence[Trait], tree: PlaceTree) -> float:
    """The best match between two groups of claims; below all where none can be one happening."""
    scores = (score for a in unit for b in side if (score := score_match(a, b, tree)) is not None)
    return max(scores, default=float("-inf"))


def _weigh(cluster: Cluster, wholes: Sequence[Whole]) -> Cluster | None:
    """What a person said of the happening as a whole; None where it was rejected and nothing new has come."""
    claims, family = _claims(cluster), cluster.traits[0].family
    for whole in wholes:
        shared = claims & whole.claims
        if len(shared) < _HALF * len(whole.claims) or (whole.of is not None and FAMILY_OF.get(whole.of) != family):
            continue
        new = len(claims - whole.claims)
        if whole.rejected and not new:
            return None
        said = f"{'rejected' if whole.rejected else 'accepted'} by {whole.words}"
        more = (f"{new} more claims came after that" if new > 1 else "1 more claim came after that",) if new else ()
        return replace(cluster, said=(*cluster.said, said, *more), review=bool(new))
    return cluster
