"""Folding: a happening that says nothing of its own goes into the one that it speaks of, or is left out.

What has a place, a time or a figure of its own stays apart unless these agree. Voiced happenings are judged by what is
voiced in them, so narration never brings two of them together. The lighter goes into the heavier; ties by id.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import product

from marsad.model.claims import PlacePrecision
from marsad.model.incidents import Merge
from marsad.reconcile.clusters import Cluster, merge_claims
from marsad.reconcile.groups import could_be_same, same_group
from marsad.reconcile.intervals import gap_between, shares_time
from marsad.reconcile.kinds import FIRE, KindFamily, kinds_score
from marsad.reconcile.matching import ANSWERED, Match, find_reasons, list_matches
from marsad.reconcile.placing import Nearness, PlaceTree
from marsad.reconcile.profiles import STANDING, Profile, Weight, draw_profile, sample_core
from marsad.reconcile.traits import Counted
from marsad.reconcile.values import agree, middle

OWN_ENOUGH = 2.0
SLIGHT_ENOUGH = 1.25
PACT_ENOUGH = 0.75
ELSE_ENOUGH = 2.75
_SAMPLE = 6
_BARRED = 0.34
_CHOICES = 12
_LASTS = timedelta(days=5)
_NEWS = timedelta(days=3)
_EQUAL = 1.0
_TELLING = 5
_NOTHING = "nothing of its own that sets it apart"
_TOGETHER = (Nearness.SAME, Nearness.INSIDE, Nearness.NEAR)


def fold_clusters(clusters: Sequence[Cluster], tree: PlaceTree) -> tuple[Cluster, ...]:
    """Fold the voiced first, then what outlets narrate; leave out what is slight and fits nowhere."""
    profiles = [draw_profile(cluster, tree) for cluster in clusters]
    held = _fold([p for p in profiles if p.voiced], [], tree)
    held = _fold([p for p in profiles if not p.voiced], held, tree)
    kept = [profile for profile in held if not (profile.is_slight and profile.asserts)] or held
    return tuple(profile.cluster for profile in sorted(kept, key=lambda p: p.cluster.traits[0].id))


def _fold(lighter: Sequence[Profile], heavier: Sequence[Profile], tree: PlaceTree) -> list[Profile]:
    """Each profile, lightest first, into the heavier one that it fits best, if any."""
    standing = {profile.weight: profile for profile in (*heavier, *lighter)}
    index = _Index(standing.values())
    fixed = {profile.weight for profile in heavier}
    for weight in sorted(profile.weight for profile in lighter):
        small = standing[weight]
        others = [standing[at] for at in index.near(small) if at in standing and (at in fixed or at > weight)]
        scored = [(fit, big.weight) for big in others if (fit := fit_in(small, big, tree)) is not None]
        if scored:
            (_, one, other), at = max(scored, key=lambda row: (row[0][0], row[1]))
            merge = merge_claims(one, other, (*find_reasons(one, other, tree), _NOTHING))
            del standing[weight]
            standing[at] = replace(_merge(small, standing[at], merge, tree), weight=at)
            index.note(small, at)
    return list(standing.values())


class _Index:
    """Happenings by family, report and place; a happening that was folded is found at the one that holds it."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        """Note every happening under its own weight."""
        self._at: dict[tuple[str, str], set[Weight]] = {}
        for profile in profiles:
            self.note(profile, profile.weight)
        every = {key: held for key, held in self._at.items() if not key[1]}
        self._main = {key: sorted(held, reverse=True)[:_CHOICES] for key, held in every.items()}

    def note(self, profile: Profile, weight: Weight) -> None:
        """Let what the profile shares lead to the happening of this weight."""
        for key in self._keys(profile):
            self._at.setdefault((profile.family, key), set()).add(weight)

    def near(self, profile: Profile) -> list[Weight]:
        """All of a small family; in a large one those that share most with it, and the heaviest."""
        every = self._at[profile.family, ""]
        if len(every) <= 2 * _CHOICES:
            return sorted(every)
        shared = Counter(at for key in self._keys(profile) if key for at in self._at[profile.family, key])
        most = sorted(shared, key=lambda at: (shared[at], at), reverse=True)[:_CHOICES]
        return sorted({*most, *self._main[profile.family, ""]})

    def _keys(self, profile: Profile) -> set[str]:
        reports = {f"report {trait.told.claim.report}" for trait in profile.core}
        return {"", *reports, *(f"place {place}" for place in profile.places)}


def _merge(small: Profile, big: Profile, merge: Merge, tree: PlaceTree) -> Profile:
    traits = tuple(sorted((*small.cluster.traits, *big.cluster.traits), key=lambda t: t.id))
    reasons = {*small.cluster.reasons, *big.cluster.reasons, _NOTHING}
    merges = (*small.cluster.merges, *big.cluster.merges, merge)
    return draw_profile(Cluster(traits=traits, reasons=tuple(sorted(reasons)), merges=merges), tree)


def fit_in(small: Profile, big: Profile, tree: PlaceTree) -> Match | None:
    """How well a happening fits into a heavier one, and by which claims; None where kind, row, place, time or figures
    keep it apart.
    """
    kinds = kinds_score(small.kind, big.kind)
    if kinds is None or (small.ordinal is not None and big.ordinal not in (None, small.ordinal)):
        return None
    if _is_other_kind(small, big, kinds) or _is_set_apart(small, big) or _is_of_other_days(small, big):
        return None
    place, time = _place(small, big, tree), _time(small, big, tree)
    if place is None or time is None:
        return None
    leading = _both_lead(small, big)
    if _figures_differ(small, big) and not leading and not _is_one_scene(small, big, tree, time):
        return None
    pair = _best_pair(small, big, tree)
    if pair is None:
        return None
    best = pair[0] + _EQUAL * _share_figure(small, big)
    return None if best < _needed(small, place, time, leading=leading) else (best + place + time, *pair[1:])


def _both_lead(small: Profile, big: Profile) -> bool:
    """Whether reports lead with the one and others with the other, on one day: that is mostly one happening."""
    if small.leads <= big.leads or big.leads <= small.leads or small.lasting or big.lasting:
        return False
    return any(shares_time(one, other) for one in small.lead_days for other in big.lead_days)


def _needed(small: Profile, place: float, time: float, *, leading: bool) -> float:
    """Little where it says nothing of its own; more where what it says is not borne out by both place and time, unless
    reports lead with both.
    """
    if small.is_slight:
        return PACT_ENOUGH if small.family == KindFamily.PACT and small.voiced else SLIGHT_ENOUGH
    if leading:
        return OWN_ENOUGH
    if (small.places and place <= 0) or (small.when is not None and time <= 0):
        return ELSE_ENOUGH
    return OWN_ENOUGH


def _is_other_kind(small: Profile, big: Profile, kinds: float) -> bool:
    """A strike within a battle is its own where it has a place, time or figure; flight and convoys are two things."""
    if small.family == KindFamily.PACT:
        return small.kind != big.kind
    if big.lasting != small.lasting and not small.is_slight:
        return small.is_toll or small.kind in FIRE or big.kind in FIRE
    return kinds < 0.0


def _is_of_other_days(small: Profile, big: Profile) -> bool:
    """What dates itself to days that the other's days or telling do not touch, where either does so coarsely."""
    both_fine = small.when is not None and big.when is not None
    spans = [(when.start, when.end) for when in (() if both_fine else small.dates)]
    if not spans or (small.lasting and big.lasting):
        return False
    days = [(when.start, when.end) for when in big.dates]
    if not days and big.told_from is not None and small.when is None:
        days = [(big.told_from - _NEWS, big.told_from + _NEWS)]
    return bool(days) and not any(shares_time(span, day) for span in spans for day in days)


def _is_set_apart(small: Profile, big: Profile) -> bool:
    """By words such as "separately", in half of the lighter or in all of the heavier; fighting that goes on
    at one place with no new toll is not.
    """
    if small.lasting and big.lasting and not small.harm and small.when is None and set(small.places) & set(big.places):
        return False
    apart = sum(t.apart for t in small.core)
    return 2 * apart >= len(small.core) or all(t.apart for t in big.core)


def _figures_differ(small: Profile, big: Profile) -> bool:
    """A new figure of harm that no figure of the other for that group and measure agrees with."""
    for row in small.harm:
        alike = [r for r in big.harm if r.count.measure == row.count.measure and same_group(r.group, row.group)]
        if alike and not any(agree(row.figure, r.figure) for r in alike):
            return True
    return False


def _is_one_scene(small: Profile, big: Profile, tree: PlaceTree, time: float) -> bool:
    """One spot at one time, or both undated, told by others: they differ on the figure and not on the happening."""
    pairs = [(a, b) for a, b in product(small.places, big.places) if _is_spot(a, tree) or _is_spot(b, tree)]
    if not any(tree.relate(a, b) in (Nearness.SAME, Nearness.INSIDE) for a, b in pairs):
        return False
    named = [{t.told.voice for t in p.core if t.told.speaker.near == t.told.voice} for p in (small, big)]
    told_by = [named[at] | {t.told.claim.report for t in p.core} for at, p in enumerate((small, big))]
    undated = not (small.dates or big.dates or small.told_from or big.told_from)
    return not told_by[0] & told_by[1] and (time >= 1.0 or undated)


def _share_figure(small: Profile, big: Profile) -> bool:
    """Whether both hold one figure of five or more for what happened, narrated or denied as it may be."""
    ours, theirs = _telling(small), _telling(big)
    return any(
        a.count.measure == b.count.measure and a.figure == b.figure and could_be_same(a.group, b.group)
        for a in ours
        for b in theirs
    )


def _telling(profile: Profile) -> list[Counted]:
    """The figures of a happening that hardly come twice."""
    rows = {row: None for trait in profile.cluster.traits for row in trait.figures}
    return [row for row in rows if row.count.measure not in STANDING and middle(row.figure) >= _TELLING]


def _place(small: Profile, big: Profile, tree: PlaceTree) -> float | None:
    """1 where they share a place, 0 where one names none finer than what holds the other, or one that no map knows in a
    report that tells of both; None where apart.
    """
    if small.places and big.places:
        found = {tree.relate(a, b) for a, b in product(small.places, big.places)}
        if found & set(_TOGETHER) or any(tree.share_name(a, b) for a, b in product(small.places, big.places)):
            return 1.0
        unknown = Nearness.APART not in found and all(map(tree.is_nowhere, small.places))
        return 0.0 if unknown and small.reports <= big.reports else None
    ours, theirs = small.places or small.wide, big.places or big.wide
    if ours and theirs and all(tree.relate(a, b) == Nearness.APART for a, b in product(ours, theirs)):
        return None
    return 0.0


def _time(small: Profile, big: Profile, tree: PlaceTree) -> float | None:
    """1 where they share time, 0 where one gives none; None where apart, save for fighting that lasts."""
    if small.when is None or big.when is None:
        a, b = small.told_from, big.told_from
        if (small.dates and big.dates) or _share_days(small, big):
            return 0.0
        if a and b:
            answers = small.denies and a > b and bool(set(small.cluster_places) & set(big.places))
            return None if abs(a - b) > (ANSWERED if big.lasting or answers else _NEWS) else 0.0
        return 0.0 if _bound(small, big, tree) else None
    one = (small.when.start, small.when.end)
    spread = big.times if big.family == KindFamily.MOVEMENT or big.lasting else (big.when,)
    others = [(when.start, when.end) for when in spread]
    if any(shares_time(one, other) for other in others):
        return 1.0
    near = any(gap_between(one, other) <= _LASTS for other in others)
    return 0.5 if small.lasting and big.lasting and near else None


def _share_days(small: Profile, big: Profile) -> bool:
    """Whether reports put them on one day, be it by what else they tell."""
    return any(shares_time(one, other) for one in small.days for other in big.days)


def _bound(small: Profile, big: Profile, tree: PlaceTree) -> bool:
    """What nothing dates is bound by a report that tells of both, a figure of harm, an exact place or a doer at one
    place that they share, or by being a pact or fighting that goes on.
    """
    lasts = small.lasting and big.lasting
    if lasts or small.family == KindFamily.PACT:
        return True
    if any(_is_spot(place, tree) for place in set(small.places) & set(big.places)):
        return True
    if small.doers & big.doers and any(_together(a, b, tree) for a, b in product(small.places, big.places)):
        return True
    if small.reports & big.reports:
        return True
    return any(a.count.measure == b.count.measure and a.figure == b.figure for a in small.harm for b in big.harm)


def _together(one: str, other: str, tree: PlaceTree) -> bool:
    return tree.relate(one, other) in _TOGETHER


def _is_spot(place: str, tree: PlaceTree) -> bool:
    """A prison, a market, a quarter: exact, or inside a town."""
    inside = any(not tree.is_wide(holder) for holder in tree.holders(place)[1:])
    return inside or tree.precision(place) == PlacePrecision.EXACT


def _best_pair(small: Profile, big: Profile, tree: PlaceTree) -> Match | None:
    """The best match between their claims; None where too many pairs cannot be."""
    pairs = list(product(sample_core(small, _SAMPLE), sample_core(big, _SAMPLE)))
    found = list_matches(pairs, _BARRED * len(pairs), tree)
    return max(found, key=lambda row: (row[0], row[1].id, row[2].id), default=None)
