"""Disputes over when and where: two happenings that sources number or count alike, at other times or places.

| what they share | what differs | it is a dispute of |
|---|---|---|
| an ordinal from the second on, or a toll of five or more, and the place | their times, by less than four days | time |
| an ordinal from the second on, and the time | their places, which are apart | place |

Only between sources that differ, and never where one report tells of both.
"""

from collections.abc import Sequence
from datetime import timedelta
from itertools import combinations

from marsad.model.claims import Stance, When
from marsad.model.incidents import Contradiction, ContradictionKind, Incident, Position
from marsad.reconcile.clusters import Cluster
from marsad.reconcile.contradictions import contradict
from marsad.reconcile.intervals import gap_between, shares_time
from marsad.reconcile.kinds import kinds_score
from marsad.reconcile.labels import name_time
from marsad.reconcile.placing import Nearness
from marsad.reconcile.profiles import Profile, draw_profile
from marsad.reconcile.scene import Scene, name_position
from marsad.reconcile.values import middle

_NEAR = timedelta(days=4)
_TOLL = 5


def find_disputed_settings(
    incidents: Sequence[Incident], clusters: Sequence[Cluster], scene: Scene
) -> tuple[Contradiction, ...]:
    """All disputes over when and where, between incidents that stand apart."""
    held: dict[tuple[str, str], list[tuple[Incident, Profile]]] = {}
    for incident, cluster in zip(incidents, clusters, strict=True):
        profile = draw_profile(cluster, scene.places)
        for mark in _marks(profile):
            held.setdefault((profile.family, mark), []).append((incident, profile))
    found = [
        one
        for rows in held.values()
        for (incident, a), (other, b) in combinations(rows, 2)
        if (one := _dispute(incident, a, other, b, scene)) is not None
    ]
    return tuple({one.id: one for one in sorted(found, key=lambda c: c.id)}.values())


def _marks(profile: Profile) -> list[str]:
    """What two tellings of one happening have in common: its place in a row, or its toll."""
    row = [f"number {profile.ordinal}"] if profile.ordinal is not None and profile.ordinal > 1 else []
    tolls = {f"{r.count.measure} {middle(r.figure)}" for r in profile.harm if middle(r.figure) >= _TOLL}
    return [*row, *(sorted(tolls) if not profile.lasting else ())]


def _dispute(one: Incident, a: Profile, other: Incident, b: Profile, scene: Scene) -> Contradiction | None:
    if kinds_score(a.kind, b.kind) is None or not a.voiced or not b.voiced or not _told_apart(a, b):
        return None
    about = min((one, other), key=lambda i: (-len(i.claims), i.id)).id
    numbered = a.ordinal is not None and a.ordinal == b.ordinal
    near = {scene.places.relate(p, q) for p in a.places for q in b.places}
    there = bool(near & {Nearness.SAME, Nearness.INSIDE, Nearness.NEAR}) or (numbered and not near)
    if there and a.when and b.when and not _shares(a.when, b.when) and _gap(a.when, b.when) < _NEAR:
        words = [name_time(when, scene.shift) for when in (a.when, b.when)]
        return _row(about, ContradictionKind.TIME, (a, b), words)
    if numbered and near == {Nearness.APART} and (a.when is None or b.when is None or _shares(a.when, b.when)):
        words = [scene.places.name(scene.places.finest(p.places) or "") for p in (a, b)]
        return _row(about, ContradictionKind.PLACE, (a, b), words)
    return None


def _told_apart(a: Profile, b: Profile) -> bool:
    """By other sources, and in no report together."""
    return not a.positions & b.positions and not a.reports & b.reports


def _shares(one: When, other: When) -> bool:
    return shares_time((one.start, one.end), (other.start, other.end))


def _gap(one: When, other: When) -> timedelta:
    return gap_between((one.start, one.end), (other.start, other.end))


def _row(
    about: str, kind: ContradictionKind, profiles: tuple[Profile, Profile], words: Sequence[str]
) -> Contradiction | None:
    if words[0] == words[1]:
        return None
    positions: list[Position] = []
    for profile, said in zip(profiles, words, strict=True):
        own = [
            t.told
            for t in profile.core
            if t.told.voiced and (t.own_when if kind == ContradictionKind.TIME else t.own_places)
        ]
        for name in sorted({t.position for t in own}):
            told = [t for t in own if t.position == name]
            claims = tuple(sorted({t.claim.id for t in told}))
            positions.append(Position(source=name_position(told), stance=Stance.ASSERTS, value=said, claims=claims))
    return contradict(about, kind, positions) if len(positions) > 1 else None
