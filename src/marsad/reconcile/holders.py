"""Holders: where sources differ on who holds a place.

Two rows of control differ where one report sets them side by side, or where they were told on one day, and their
holders are not one state's. Who denies right behind it that a place is held, or was taken, differs with who says so.
A place that changes hands over days is no contradiction.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from marsad.model.claims import Kind, Stance
from marsad.model.incidents import Contradiction, ContradictionKind, Control, ControlStatus, Position
from marsad.reconcile.contradictions import contradict
from marsad.reconcile.marks import has_mark
from marsad.reconcile.nations import name_nation
from marsad.reconcile.placing import Nearness
from marsad.reconcile.scene import Scene, Told, name_position

_STANDING = (ControlStatus.CLAIMED, ControlStatus.HELD)
_BEHIND = 2


def find_disputed_holders(control: Sequence[Control], scene: Scene) -> tuple[Contradiction, ...]:
    """Rows of control that cannot both be so, about that with the smaller id; and those that another source denies."""
    rows = [row for row in control if row.status in _STANDING]
    found = [_differ(one, other, scene) for one, other in combinations(rows, 2) if _cannot_be(one, other, scene)]
    return (*found, *(denied for row in rows for denied in _denied(row, scene)))


def _told(row: Control, scene: Scene) -> list[Told]:
    return [scene.by_claim[claim] for claim in row.claims]


def _cannot_be(one: Control, other: Control, scene: Scene) -> bool:
    """Two holders of one place by two sources, told in one report or on one day."""
    if scene.places.relate(one.place, other.place) != Nearness.SAME:
        return False
    holders = {name_nation(scene.actors[row.holder]) for row in (one, other) if row.holder in scene.actors}
    if len(holders) < 2 or _kin(one, other, scene):
        return False
    pairs = [(a, b) for a in _told(one, scene) for b in _told(other, scene) if a.position != b.position]
    return any(
        a.claim.report == b.claim.report or (a.told_from is not None and a.told_from == b.told_from) for a, b in pairs
    )


def _kin(one: Control, other: Control, scene: Scene) -> bool:
    """Whether both rows are of one source."""
    return bool({t.position for t in _told(one, scene)} & {t.position for t in _told(other, scene)})


def _differ(one: Control, other: Control, scene: Scene) -> Contradiction:
    positions = (_position(row, scene) for row in (one, other))
    return contradict(min(one.id, other.id), ContradictionKind.PARTY, positions)


def _position(row: Control, scene: Scene) -> Position:
    holder = scene.actors[row.holder].name if row.holder in scene.actors else row.holder
    return Position(
        source=name_position(_told(row, scene)),
        stance=Stance.ASSERTS,
        value=f"says that {holder} holds {scene.places.name(row.place)}",
        claims=row.claims,
    )


def _denied(row: Control, scene: Scene) -> Iterator[Contradiction]:
    """Denials of the hold right behind it in its report, one row a source."""
    told = _told(row, scene)
    denials: dict[str, list[Told]] = {}
    for one in told:
        for other in scene.told:
            if _denies(other, one):
                denials.setdefault(other.position, []).append(other)
    for held in denials.values():
        claims = tuple(sorted({t.claim.id for t in held}))
        no = Position(source=name_position(held), stance=Stance.DENIES, value="denies it", claims=claims)
        yield contradict(row.id, ContradictionKind.OCCURRENCE, (_position(row, scene), no))


def _denies(other: Told, one: Told) -> bool:
    claim = other.claim
    if claim.stance != Stance.DENIES or claim.report != one.claim.report or not other.voiced:
        return False
    if other.position == one.position or not 0 <= other.order - one.order <= _BEHIND:
        return False
    return Kind.CONTROL in (claim.kind, *claim.kinds) or (
        claim.kind == Kind.STATEMENT and has_mark(claim.quote, "hands")
    )
