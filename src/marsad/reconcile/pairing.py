"""Pairing: which claims are compared: those that share a place, a figure or a stretch of a report.

In a block of many claims only neighbours are compared, by day and time and by day and wording, so that work grows with
the claims and not with their square.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations

from marsad.reconcile.matching import figure_keys
from marsad.reconcile.placing import PlaceTree
from marsad.reconcile.traits import Trait

Twins = tuple[Trait, ...]
"""Copies of one sentence; the one told first stands for them."""
Key = str | tuple[str, int]
"""A place, a measure with a number, or a report with a stretch of its sentences."""
_WINDOW = 4
_BLOCK = 64
_NEIGHBOURS = 4
_NEVER = datetime(9999, 12, 30, tzinfo=UTC)


def find_twins(traits: Sequence[Trait]) -> list[Twins]:
    """Claims of one sentence, in several reports or not, are one from the start; short sentences stand alone."""
    found: dict[tuple[str, ...], list[Trait]] = {}
    for trait in traits:
        claim = trait.told.claim
        voiced = "voiced" if trait.told.voiced else "narrated"
        key = (trait.family, trait.kind, claim.quote, claim.stance, voiced)
        found.setdefault(key if len(trait.told.words) > 3 else (trait.id,), []).append(trait)
    return [tuple(sorted(members, key=_told_first)) for members in found.values()]


def _told_first(trait: Trait) -> tuple[bool, float, str]:
    day = trait.told.told_from
    return day is None, day.timestamp() if day else 0.0, trait.id


def pair_twins(twins: Sequence[Twins], tree: PlaceTree) -> Iterator[tuple[int, int, Trait, Trait]]:
    """Indices of two sentences that are compared, the smaller first, and the two claims that stand for them."""
    blocks: dict[tuple[str, Key], list[int]] = {}
    for at, members in enumerate(twins):
        for key in {key for trait in members for key in keys_of(trait, tree)}:
            blocks.setdefault((members[0].family, key), []).append(at)
    orders = [_rank(order(members[0]) for members in twins) for order in (_by_time, _by_words)]
    near: list[set[int]] = [set() for _ in twins]
    for block in blocks.values():
        for a, b in _pair_up(block, orders):
            near[a].add(b)
    by_report = [{trait.told.claim.report: trait for trait in reversed(members)} for members in twins]
    for a, found in enumerate(near):
        ours = twins[a]
        for b in sorted(found):
            theirs = twins[b]
            alone = len(ours) == len(theirs) == 1
            one, other = (ours[0], theirs[0]) if alone else _side_by_side(ours, theirs, by_report[b])
            yield a, b, one, other


def _rank(keys: Iterable[tuple[str, str, str]]) -> list[int]:
    """The place of each in the order of its key."""
    ordered = sorted((key, at) for at, key in enumerate(keys))
    ranks = [0] * len(ordered)
    for rank, (_, at) in enumerate(ordered):
        ranks[at] = rank
    return ranks


def _pair_up(block: Sequence[int], orders: Sequence[Sequence[int]]) -> Iterable[tuple[int, int]]:
    """All pairs of a block; in a large one only those that are near in one of the orders."""
    if len(block) <= _BLOCK:
        return combinations(block, 2)
    ordered = [sorted(block, key=ranks.__getitem__) for ranks in orders]
    steps = range(1, _NEIGHBOURS + 1)
    return ((a, b) if a < b else (b, a) for row in ordered for s in steps for a, b in zip(row, row[s:], strict=False))


def _by_time(trait: Trait) -> tuple[str, str, str]:
    start = trait.when.start or trait.when.end if trait.when else None
    return (start or trait.told.told_from or _NEVER).isoformat(), trait.kind, trait.id


def _by_words(trait: Trait) -> tuple[str, str, str]:
    """The day, and the content word that a fixed hash puts first: sentences that share most words share it."""
    first = min(map(_hash_word, trait.told.words), default="")
    return _by_time(trait)[0][:10], first, trait.id


@lru_cache(maxsize=65536)
def _hash_word(word: str) -> str:
    return blake2b(word.encode(), digest_size=4).hexdigest()


def _side_by_side(ours: Twins, theirs: Twins, by_report: Mapping[str, Trait]) -> tuple[Trait, Trait]:
    """Two sentences as they stand in the first report that has both, else as each was told first."""
    for trait in ours:
        if (beside := by_report.get(trait.told.claim.report)) is not None:
            return trait, beside
    return ours[0], theirs[0]


def keys_of(trait: Trait, tree: PlaceTree) -> set[Key]:
    """What two claims must share to be compared: a place, a harm figure or a stretch of a report."""
    window = trait.told.order // _WINDOW
    report = trait.told.claim.report
    return {*tree.meeting_points(trait.places), *figure_keys(trait), (report, window), (report, window + 1)}
