"""Causes: what sources say did the harm, where they cannot all be right.

| cause | told by |
|---|---|
| from the air | an air strike; aircraft, drones, what they drop |
| fire from the ground | words of shelling ("bombardment" may be from the air); mortars, guns, tanks |
| a rocket or missile | its weapon; it may come from the air or the ground, so it contradicts neither |
| a planted or carried explosive | car bombs, mines, suicide bombers |
| an accident, nature | words for it as what brought the harm about |

Guns and blades do their harm beside all of these and contradict only the last row. Fighting has many causes, so only
strikes, blasts, attacks and their harm are looked at.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations

from marsad.lexicon.weapons import find_weapons
from marsad.model.claims import Kind, Stance
from marsad.model.incidents import Contradiction, ContradictionKind, Incident, Position
from marsad.reconcile.cliques import find_cliques
from marsad.reconcile.clusters import Cluster
from marsad.reconcile.contradictions import contradict
from marsad.reconcile.kinds import FAMILY_OF, KindFamily
from marsad.reconcile.marks import has_mark, plain_words
from marsad.reconcile.scene import Told, name_position

_AIR, _GROUND, _ROCKET = "an attack from the air", "fire from the ground", "a rocket or missile"
_PLANTED, _ARMS = "a planted or carried explosive", "guns or blades"
_ACCIDENT, _NATURE = "an accident", "nature"
_OF_ONE_CAUSE = frozenset({Kind.AIRSTRIKE, Kind.SHELLING, Kind.BOMBING, Kind.ATTACK, Kind.KILLING, Kind.DESTRUCTION})
_BY_WEAPON = {"air": _AIR, "missile": _GROUND, "armour": _GROUND, "explosive": _PLANTED, "small arms": _ARMS}
_SHELL = "shell"
_FLYING = frozenset({"rocket", "missile", "projectile"})
_BY_MARK = {"accident": _ACCIDENT, "nature": _NATURE}
_MEANT = frozenset({_AIR, _GROUND, _ROCKET, _PLANTED, _ARMS})
_APART = frozenset(
    {
        *(frozenset(pair) for pair in ((_AIR, _GROUND), (_AIR, _PLANTED), (_GROUND, _PLANTED), (_ROCKET, _PLANTED))),
        *(frozenset({cause, chance}) for cause in _MEANT for chance in _BY_MARK.values()),
        frozenset(_BY_MARK.values()),
    }
)


def find_disputed_causes(incidents: Sequence[Incident], clusters: Sequence[Cluster]) -> tuple[Contradiction, ...]:
    """Sources that give one happening causes of which no two can be one."""
    found: list[Contradiction] = []
    for incident, cluster in zip(incidents, clusters, strict=True):
        if incident.kind in _OF_ONE_CAUSE:
            found += _dispute(incident, [t.told for t in cluster.traits if t.told.voiced])
    return tuple(found)


def _dispute(incident: Incident, told: Sequence[Told]) -> list[Contradiction]:
    held: dict[str, dict[Told, frozenset[str]]] = {}
    for one in told:
        if one.asserts and (causes := find_causes(one)):
            held.setdefault(one.position, {})[one] = causes
    given = {position: frozenset().union(*ones.values()) for position, ones in held.items()}
    edges = [(a, b) for a, b in combinations(sorted(given), 2) if _cannot_be_one(given[a], given[b])]
    return [
        contradict(incident.id, ContradictionKind.CAUSE, (_position(held[name]) for name in clique))
        for clique in find_cliques(edges)
    ]


def _cannot_be_one(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    return all(frozenset({a, b}) in _APART for a in ours for b in theirs)


def find_causes(told: Told) -> frozenset[str]:
    """What a claim says did the harm: by its kinds and weapon; an accident only where the words make it the cause."""
    claim = told.claim
    for mark, cause in _BY_MARK.items():
        if has_mark(claim.quote, mark) and has_mark(claim.quote, "caused"):
            return frozenset({cause})
    kinds = (claim.kind, *claim.kinds)
    causes = {_AIR} if Kind.AIRSTRIKE in kinds else set()
    if Kind.SHELLING in kinds and any(word.startswith(_SHELL) for word in plain_words(claim.quote)):
        causes.add(_GROUND)
    if FAMILY_OF.get(claim.kind) == KindFamily.VIOLENCE and claim.weapon is not None:
        causes |= _of_weapon(claim.weapon)
    return frozenset(causes)


def _of_weapon(name: str) -> frozenset[str]:
    if name.lower() in _FLYING:
        return frozenset({_ROCKET})
    families = {weapon.family for _, _, weapon in find_weapons(name.split())}
    return frozenset(_BY_WEAPON[family] for family in families if family in _BY_WEAPON)


def _position(told: Mapping[Told, frozenset[str]]) -> Position:
    causes = sorted(frozenset().union(*told.values()))
    weapons = sorted({one.claim.weapon for one in told if one.claim.weapon})
    return Position(
        source=name_position(told),
        stance=Stance.ASSERTS,
        value=" and ".join(causes) + (f" ({', '.join(weapons)})" if weapons else ""),
        claims=tuple(sorted({one.claim.id for one in told})),
    )
