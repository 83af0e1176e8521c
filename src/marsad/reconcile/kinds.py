"""Kinds: which of them can be one happening, and what a happening of several kinds is called."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from functools import cache

from marsad.model.claims import Kind


class KindFamily(StrEnum):
    """Kinds that claims about one happening may differ in."""

    VIOLENCE = "violence"
    MOVEMENT = "movement"
    CUSTODY = "custody"
    PACT = "pact"


FAMILY_OF = {
    Kind.CLASH: KindFamily.VIOLENCE,
    Kind.OFFENSIVE: KindFamily.VIOLENCE,
    Kind.AIRSTRIKE: KindFamily.VIOLENCE,
    Kind.SHELLING: KindFamily.VIOLENCE,
    Kind.BOMBING: KindFamily.VIOLENCE,
    Kind.ATTACK: KindFamily.VIOLENCE,
    Kind.KILLING: KindFamily.VIOLENCE,
    Kind.DESTRUCTION: KindFamily.VIOLENCE,
    Kind.SIEGE: KindFamily.VIOLENCE,
    Kind.EVACUATION: KindFamily.MOVEMENT,
    Kind.DISPLACEMENT: KindFamily.MOVEMENT,
    Kind.MOVEMENT: KindFamily.MOVEMENT,
    Kind.WITHDRAWAL: KindFamily.MOVEMENT,
    Kind.AID: KindFamily.MOVEMENT,
    Kind.DETENTION: KindFamily.CUSTODY,
    Kind.RELEASE: KindFamily.CUSTODY,
    Kind.SURRENDER: KindFamily.CUSTODY,
    Kind.CEASEFIRE: KindFamily.PACT,
    Kind.AGREEMENT: KindFamily.PACT,
}
"""Kinds without a family (control, statement, surveillance, other) make no incident."""

BROAD = frozenset({Kind.ATTACK, Kind.KILLING, Kind.DESTRUCTION, Kind.CLASH, Kind.OFFENSIVE, Kind.SIEGE, Kind.MOVEMENT})
LASTING = frozenset({Kind.OFFENSIVE, Kind.SIEGE, Kind.CLASH, Kind.DISPLACEMENT})
_RANK = {kind: rank for rank, kind in enumerate(Kind)}
_WEAK = frozenset({Kind.KILLING, Kind.DESTRUCTION, Kind.MOVEMENT})
FIRE = frozenset({Kind.AIRSTRIKE, Kind.SHELLING, Kind.BOMBING})
_APART = frozenset(
    frozenset(pair)
    for pair in (
        (Kind.DETENTION, Kind.RELEASE),
        (Kind.DETENTION, Kind.SURRENDER),
        (Kind.RELEASE, Kind.SURRENDER),
        (Kind.AID, Kind.DISPLACEMENT),
        (Kind.AID, Kind.EVACUATION),
        (Kind.AID, Kind.WITHDRAWAL),
        (Kind.WITHDRAWAL, Kind.DISPLACEMENT),
        (Kind.CEASEFIRE, Kind.AGREEMENT),
    )
)


@cache
def kinds_score(one: Kind, other: Kind) -> float | None:
    """How far two kinds can be one happening: 0.75 alike, 0.25 if one is broad, 0 for bombs and shells; None: never."""
    if one == other:
        return 0.75
    pair = frozenset({one, other})
    if pair in _APART:
        return None
    if pair <= FIRE:
        return 0.0
    return 0.25 if one in BROAD or other in BROAD else -0.25


def choose_kind(kinds: Iterable[Kind]) -> Kind:
    """The kind that most claims give; what was done before its outcome; ties go to the list's order."""
    tally = Counter(kinds)
    return min(tally, key=lambda kind: (kind in _WEAK, -tally[kind], _RANK[kind]))
