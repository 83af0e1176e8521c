"""Profiles: what a cluster of claims says of its own: kind, places, time, figures; by what is voiced where it is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from marsad.model.claims import Kind, Measure, Scope, Stance, When
from marsad.reconcile.anew import HARM
from marsad.reconcile.clusters import Cluster, spread
from marsad.reconcile.intervals import FINE, Interval, agree_on
from marsad.reconcile.kinds import LASTING, KindFamily, choose_kind
from marsad.reconcile.marks import has_mark
from marsad.reconcile.placing import PlaceTree
from marsad.reconcile.traits import Counted, Trait

STANDING = frozenset({Measure.PRESENT, Measure.BESIEGED, Measure.FIRED})
Weight = tuple[bool, int, int, str]


@dataclass(frozen=True, kw_only=True)
class Profile:
    """A cluster with its core: its voiced assertions, else what is voiced, else its assertions, else all its claims."""

    cluster: Cluster
    core: tuple[Trait, ...]
    weight: Weight
    places: tuple[str, ...]
    wide: tuple[str, ...]

    @property
    def family(self) -> KindFamily:
        """The family of kinds that all its claims are of."""
        return self.core[0].family

    @cached_property
    def kind(self) -> Kind:
        """What most of the core calls it."""
        return choose_kind(trait.kind for trait in self.core)

    @cached_property
    def when(self) -> When | None:
        """What the core's own fine times share."""
        return agree_on(self.times)

    @cached_property
    def times(self) -> tuple[When, ...]:
        """The core's own fine times that have begin and end."""
        own = (t.when for t in self.core if t.own_when and t.when and t.when.precision in FINE)
        return tuple(when for when in own if when.start and when.end)

    @cached_property
    def dates(self) -> tuple[When, ...]:
        """The core's own times of any fineness that have begin and end."""
        own = (t.when for t in self.core if t.own_when and t.when)
        return tuple(when for when in own if when.start and when.end)

    @cached_property
    def doers(self) -> frozenset[str]:
        """Who does it, by the core."""
        return frozenset().union(*(trait.agents for trait in self.core))

    @cached_property
    def harm(self) -> tuple[Counted, ...]:
        """New figures of harm for a whole, each once; tolls brought up to date are of what was told before."""
        found = {(row.count.measure, row.group, row.figure): row for row in self._harm()}
        return tuple(found.values())

    def _harm(self) -> Iterator[Counted]:
        for trait in self.core if self.family != KindFamily.PACT else ():
            told_of = trait.rises or has_mark(trait.told.claim.quote, "toll_word")
            for row in trait.figures if not told_of else ():
                if row.count.measure in HARM and row.count.scope == Scope.NEW and row.count.subset_of is None:
                    yield row

    @cached_property
    def counted(self) -> bool:
        """Whether the core gives a figure of what happened, and not of who was there."""
        if self.family == KindFamily.PACT:
            return False
        return any(count.measure not in STANDING for trait in self.core for count in trait.told.claim.counts)

    @cached_property
    def lasting(self) -> bool:
        """Whether it is fighting, a siege or a flight of days."""
        need = 4 if self.kind in LASTING else 2
        return need * sum(trait.lasting for trait in self.core) >= len(self.core)

    @cached_property
    def ordinal(self) -> int | None:
        """Its place in a row, where one is given."""
        return min((t.ordinal for t in self.core if t.ordinal is not None), default=None)

    @cached_property
    def told_from(self) -> datetime | None:
        """When the core was first told."""
        return min((t.told.told_from for t in self.core if t.told.told_from), default=None)

    @cached_property
    def positions(self) -> frozenset[str]:
        """Whose positions the core gives."""
        return frozenset(trait.told.voice for trait in self.core)

    @cached_property
    def reports(self) -> frozenset[str]:
        """The reports that the core stands in."""
        return frozenset(trait.told.claim.report for trait in self.core)

    @cached_property
    def leads(self) -> frozenset[str]:
        """The reports that lead with it."""
        return frozenset(trait.told.claim.report for trait in self.core if trait.told.leads)

    @cached_property
    def days(self) -> tuple[Interval, ...]:
        """The times of its core in days, its own or taken over."""
        return tuple(_days(self.core))

    @cached_property
    def lead_days(self) -> tuple[Interval, ...]:
        """Those of what reports lead with."""
        return tuple(_days(trait for trait in self.core if trait.told.leads))

    @cached_property
    def denies(self) -> bool:
        """Whether anybody denies it."""
        return any(trait.told.claim.stance == Stance.DENIES for trait in self.cluster.traits)

    @cached_property
    def cluster_places(self) -> frozenset[str]:
        """All places that its claims give or take over."""
        return frozenset(place for trait in self.cluster.traits for place in trait.places)

    @property
    def voiced(self) -> bool:
        """Whether somebody speaks of it."""
        return any(trait.told.voiced for trait in self.cluster.traits)

    @property
    def asserts(self) -> bool:
        """Whether anybody says that it is so."""
        return any(trait.told.claim.stance == Stance.ASSERTS for trait in self.core)

    @property
    def is_slight(self) -> bool:
        """Voiced without place, time and figure; narrated without harm, and without place or time."""
        own = bool(self.dates) or self.counted
        if self.voiced:
            return not own and not self.places
        return not self.harm and not (own and self.places)

    @cached_property
    def is_toll(self) -> bool:
        """Whether most of its sentences give a new figure of harm."""
        return 2 * len([t for t in self.core if t.part]) >= len(self.core)


def draw_profile(cluster: Cluster, tree: PlaceTree) -> Profile:
    """The profile of a cluster: it weighs by what it has of its own, voices, sentences, then id."""
    voiced = [t for t in cluster.traits if t.told.voiced]
    core = _asserting(voiced) or voiced or _asserting(cluster.traits) or list(cluster.traits)
    named = dict.fromkeys(place for trait in core if trait.own_places for place in trait.places)
    said = len({t.told.claim.quote for t in core})
    profile = Profile(
        cluster=cluster,
        core=tuple(core),
        weight=(False, len({t.told.voice for t in core if t.told.voiced}), said, core[0].id),
        places=tuple(place for place in named if not tree.is_wide(place)),
        wide=tuple(place for place in named if tree.is_wide(place)),
    )
    return replace(profile, weight=(not profile.is_slight, *profile.weight[1:]))


def _days(traits: Iterable[Trait]) -> Iterator[Interval]:
    for trait in traits:
        if trait.when and trait.when.precision in FINE and trait.when.start and trait.when.end:
            yield trait.when.start, trait.when.end


def _asserting(traits: Sequence[Trait]) -> list[Trait]:
    return [trait for trait in traits if trait.told.claim.stance == Stance.ASSERTS]


def sample_core(profile: Profile, size: int) -> Sequence[Trait]:
    """At most `size` sentences of the core, spread over it."""
    first: dict[str, Trait] = {}
    for trait in profile.core:
        first.setdefault(trait.told.claim.quote, trait)
    return spread(list(first.values()), size)
