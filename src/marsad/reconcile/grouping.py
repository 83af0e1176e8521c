"""Grouping: claims into happenings, by their best pairs and the mean of all; and what only joins a happening."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from marsad.model.incidents import Merge
from marsad.reconcile.clustering import Clustering, fit_of
from marsad.reconcile.clusters import Cluster, merge_claims, spread
from marsad.reconcile.matching import ENOUGH, find_reasons, list_matches
from marsad.reconcile.pairing import Key, find_twins, keys_of, pair_twins
from marsad.reconcile.placing import PlaceTree
from marsad.reconcile.traits import Trait

_NEAR = 12
_BARRED = 0.2
DOUBT_ENOUGH = 2.0


def group_traits(traits: Sequence[Trait], tree: PlaceTree) -> tuple[Cluster, ...]:
    """Claims that can make an incident, put into happenings."""
    twins = find_twins(sorted(traits, key=lambda t: t.id))
    work = Clustering(twins, tree)
    work.compare(pair_twins(twins, tree))
    return tuple(work.run())


def join_claims(
    clusters: Sequence[Cluster], extras: Iterable[Trait], tree: PlaceTree, *, doubts: bool
) -> tuple[tuple[Cluster, ...], tuple[Trait, ...]]:
    """Add claims that make no incident of their own to the happening that they fit best; and those that fit none.

    A denial needs less: it says little beside what it denies.
    """
    added: dict[int, list[Trait]] = {}
    merged: dict[int, list[Merge]] = {}
    left: list[Trait] = []
    index = _index(clusters, tree)
    for extra in sorted(extras, key=lambda t: t.id):
        near = _nearest(at for key in keys_of(extra, tree) for at in index.get((extra.family, key), ()))
        scored = [(_fit(extra, clusters[at], tree), -at) for at in near]
        (score, best), at = max(scored, key=lambda row: (row[0][0], row[1]), default=((-1.0, None), 0))
        if score >= (DOUBT_ENOUGH if doubts else ENOUGH) and best is not None:
            added.setdefault(-at, []).append(extra)
            merged.setdefault(-at, []).append(merge_claims(extra, best, find_reasons(extra, best, tree)))
        else:
            left.append(extra)
    joined = tuple(
        replace(
            cluster,
            traits=tuple(sorted((*cluster.traits, *added.get(at, ())), key=lambda t: t.id)),
            merges=(*cluster.merges, *merged.get(at, ())),
        )
        for at, cluster in enumerate(clusters)
    )
    return joined, tuple(left)


def _nearest(found: Iterable[int]) -> list[int]:
    """The happenings that share most keys with a claim, in order."""
    shared = Counter(found)
    return sorted(sorted(shared, key=lambda at: (-shared[at], at))[:_NEAR])


def _index(clusters: Sequence[Cluster], tree: PlaceTree) -> dict[tuple[str, Key], set[int]]:
    found: dict[tuple[str, Key], set[int]] = {}
    for at, cluster in enumerate(clusters):
        for trait in cluster.traits:
            for key in keys_of(trait, tree):
                found.setdefault((trait.family, key), set()).add(at)
    return found


def _fit(extra: Trait, cluster: Cluster, tree: PlaceTree) -> tuple[float, Trait | None]:
    """How well a claim fits into a happening, and what it matches best there."""
    looked_at = spread(cluster.traits, _NEAR)
    found = list_matches(((extra, trait) for trait in looked_at), _BARRED * len(looked_at), tree)
    if not found:
        return -1.0, None
    return fit_of([score for score, _, _ in found]).score, max(found, key=lambda row: (row[0], row[2].id))[2]
