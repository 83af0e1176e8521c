"""Clusters: claims of one happening, and why they were put together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from marsad.model.incidents import Merge
from marsad.reconcile.traits import Trait


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Claims of one happening, in order of id, and why they were put together.

    `merges` say it pair by pair. `said` is what people judged of it, `review` whether it waits for a person where one
    has looked at it.
    """

    traits: tuple[Trait, ...]
    reasons: tuple[str, ...]
    merges: tuple[Merge, ...] = ()
    said: tuple[str, ...] = ()
    review: bool | None = None


def merge_claims(one: Trait, other: Trait, reasons: Iterable[str]) -> Merge:
    """Two claims that are of one happening, and why."""
    why = tuple(sorted(set(reasons) - {""}))
    return Merge(claim=one.told.claim.id, other=other.told.claim.id, reasons=why)


def spread(traits: Sequence[Trait], size: int) -> Sequence[Trait]:
    """At most so many claims, evenly from first to last."""
    step = -(-len(traits) // size)
    return traits[::step] if step > 1 else traits
