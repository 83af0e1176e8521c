"""States: truces, agreements and sieges by claimant, with begin, end and where they stand.

| status | when (first that fits) |
|---|---|
| denied | its source only denies it |
| broken | its source says that it failed |
| expired | its end, or that of the same truce by another source, lies before the latest report |
| planned | its source speaks of it only as planned |
| ongoing | otherwise |
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from marsad.model.claims import ActorRole, Kind, PlacePart, PlacePrecision, Precision, Stance, Status
from marsad.model.ids import make_id
from marsad.model.incidents import State, StateKind, StateStatus
from marsad.reconcile.joining import Joining
from marsad.reconcile.marks import has_mark, is_on_clause
from marsad.reconcile.placing import Nearness
from marsad.reconcile.scene import Scene, Told

_STATE_OF = {
    Kind.CEASEFIRE: StateKind.CEASEFIRE,
    Kind.AGREEMENT: StateKind.AGREEMENT,
    Kind.SIEGE: StateKind.SIEGE,
}
_TOWNS = frozenset({PlacePrecision.LOCALITY, PlacePrecision.UNKNOWN})
_TWO = 2
_SHORT = frozenset({Precision.INSTANT, Precision.HOUR})
_SAME_TIME = timedelta(hours=6)


def find_states(scene: Scene) -> tuple[State, ...]:
    """The states of a story by id: one row per kind, source and truce, however many relays tell of it."""
    found: list[State] = []
    for kind, state in _STATE_OF.items():
        told = [t for t in scene.told if not t.claim.background and _speaks_of(kind, t)]
        found += [_state(state, group, scene) for group in _group(told, scene) if _takes_a_side(group)]
    return tuple(sorted((_expire(state, found, scene) for state in found), key=lambda s: s.id))


def _takes_a_side(told: Sequence[Told]) -> bool:
    """Not to confirm a deal is no state of it, nor is to deny that one broke it."""
    return any(one.claim.stance == Stance.ASSERTS or _denies(one) for one in told)


def _denies(told: Told) -> bool:
    """A denial of the truce itself: "there is no truce", not "we did not break it" or "the deal does not cover X"."""
    quote = told.claim.quote
    return told.claim.stance == Stance.DENIES and not has_mark(quote, "broken") and not is_on_clause(quote)


def _expire(state: State, states: Sequence[State], scene: Scene) -> State:
    """What expires, expires: a truce whose end another source gives is over for all, unless it began after that."""
    if state.end is not None or state.status not in (StateStatus.ONGOING, StateStatus.PLANNED):
        return state
    for other in states:
        if other.kind != state.kind or other.status != StateStatus.EXPIRED or other.end is None:
            continue
        apart = state.place and other.place and _are_two(state.place, other.place, scene)
        if not apart and (state.start is None or state.start < other.end):
            return replace(state, status=StateStatus.EXPIRED)
    return state


def _speaks_of(kind: Kind, told: Told) -> bool:
    """A truce as the main thing or with its time; an agreement that a source speaks of; a siege as the main thing."""
    if kind == Kind.CEASEFIRE:
        timed = any(has_mark(told.claim.quote, mark) for mark in ("until", "began", "over", "broken"))
        return told.claim.kind == kind or (kind in told.claim.kinds and timed) or _is_of_truce(told)
    if kind == Kind.AGREEMENT and not _is_of_truce(told):
        return told.voiced and kind in (told.claim.kind, *told.claim.kinds) and is_of_deal(told)
    return kind != Kind.AGREEMENT and told.claim.kind == kind


def _is_of_truce(told: Told) -> bool:
    """What was agreed is a truce: "the two sides had agreed to a 72-hour truce"."""
    return (
        told.voiced and told.claim.kind == Kind.AGREEMENT and has_mark(told.claim.quote, "truce") and is_of_deal(told)
    )


def is_of_deal(told: Told) -> bool:
    """A deal is spoken of, not talks about one, agreements in general, or what others are called on to agree."""
    quote = told.claim.quote
    if has_mark(quote, "habit") or (told.asserts is False and has_mark(quote, "wish")):
        return False
    return has_mark(quote, "agreed")


def _group(told: Sequence[Told], scene: Scene) -> list[tuple[Told, ...]]:
    """One truce of one source; what outlets narrate goes to the truce of a source that it fits."""
    truces = [_Truce(group) for group in _join([one for one in told if one.voiced], scene)]
    left: list[Told] = []
    for one in (one for one in told if not one.voiced):
        fitting = [truce for truce in truces if truce.fits(one, scene)]
        if fitting:
            max(fitting, key=lambda truce: (truce.ends, len(truce.told), truce.told[0].claim.id)).add(one)
        else:
            left.append(one)
    groups = (*(truce.told for truce in truces), *_join(left, scene))
    return [tuple(sorted(group, key=lambda t: t.claim.id)) for group in groups]


class _Truce:
    """What is told of one truce of one source, and the settings that it is said to have."""

    def __init__(self, told: list[Told]) -> None:
        """Start with what the source says."""
        self.told: list[Told] = []
        self.ends = False
        self._settings: set[_Setting] = set()
        for one in told:
            self.add(one)

    def add(self, one: Told) -> None:
        """Take in what is told of it."""
        self.told.append(one)
        self.ends = self.ends or _end(one) is not None
        if one.claim.stance == Stance.ASSERTS:
            self._settings.add(_setting(one))

    def fits(self, one: Told, scene: Scene) -> bool:
        """Whether a source says that it is, and nothing that it says of it differs."""
        setting = _setting(one)
        return bool(self._settings) and not any(_differ(setting, other, scene) for other in self._settings)


def _join(told: Sequence[Told], scene: Scene) -> list[list[Told]]:
    """What one source says of one truce; settings are compared and not claims, which are many and say the same."""
    held: dict[tuple[str, _Setting], list[int]] = {}
    for at, one in enumerate(told):
        held.setdefault((one.position if one.voiced else "", _setting(one)), []).append(at)
    joined: Joining[int] = Joining()
    for (speaker, setting), mine in held.items():
        for (position, other), theirs in held.items():
            if speaker == position and not _differ(setting, other, scene):
                joined.join(mine[0], theirs[0])
    groups: dict[int, list[Told]] = {}
    for ats in held.values():
        groups.setdefault(joined.find(ats[0]), []).extend(told[at] for at in ats)
    return [sorted(group, key=lambda t: t.claim.id) for _, group in sorted(groups.items())]


_Setting = tuple[tuple[str, ...], datetime | None]
"""The places of a truce and when it ends."""


def _setting(told: Told) -> _Setting:
    return tuple(sorted({part.place for part in _places(told)})), _end(told)


def _differ(one: _Setting, other: _Setting, scene: Scene) -> bool:
    """Other places, or ends that are hours apart; places of what was done under it are not its own."""
    places = [(a, b) for a in one[0] for b in other[0]]
    if places and all(_are_two(a, b, scene) for a, b in places):
        return True
    a, b = one[1], other[1]
    return a is not None and b is not None and abs(a - b) > _SAME_TIME


def _are_two(one: str, other: str, scene: Scene) -> bool:
    """Whether two places are apart, or two towns of which nobody knows how near they are: each has its own truce."""
    nearness = scene.places.relate(one, other)
    if nearness != Nearness.UNKNOWN:
        return nearness == Nearness.APART
    return all(scene.places.precision(place) in _TOWNS for place in (one, other))


def _places(told: Told) -> tuple[PlacePart, ...]:
    return told.claim.places if told.claim.kind in _STATE_OF else ()


def _end(told: Told) -> datetime | None:
    """When it ends by the words: "until noon" ends at noon, "until Monday" with Monday."""
    when = told.claim.when
    if when is None or not has_mark(told.claim.quote, "until"):
        return None
    if when.start is None or when.end is None or when.precision not in _SHORT:
        return when.end
    return when.start if when.end - when.start <= timedelta(hours=1) else when.end


def _start(told: Told) -> datetime | None:
    """When it begins by the words."""
    when = told.claim.when
    if when is None or when.start is None or not has_mark(told.claim.quote, "began"):
        return None
    return None if _end(told) == when.start else when.start


def _state(kind: StateKind, told: Sequence[Told], scene: Scene) -> State:
    claims = tuple(sorted({one.claim.id for one in told}))
    end = min((e for one in told if (e := _end(one))), default=None)
    places = [p.place for t in told for p in _places(t)] or [p.place for t in told for p in t.claim.places]
    source = min(one.speaker.source for one in told)
    return State(
        id=make_id("state", scene.story.id, kind, source, *claims),
        kind=kind,
        parties=_parties(told),
        place=scene.places.finest([p for p in places if not scene.places.is_wide(p)] or places),
        start=min((s for one in told if (s := _start(one))), default=None),
        end=end,
        status=_status(told, end, scene.latest),
        source=source,
        basis=_basis(told, scene),
        claims=claims,
    )


def _parties(told: Sequence[Told]) -> tuple[str, ...]:
    """Who agreed, by the words; where these name fewer than two, also who does something under it."""
    parts = [part for one in told for part in one.claim.actors]
    agreed = {part.actor for part in parts if part.role == ActorRole.PARTY}
    acting = {part.actor for part in parts if part.role == ActorRole.AGENT} if len(agreed) < _TWO else set()
    return tuple(sorted(agreed | acting))


def _status(told: Sequence[Told], end: datetime | None, latest: datetime | None) -> StateStatus:
    asserting = [one for one in told if one.claim.stance == Stance.ASSERTS]
    if not asserting and any(map(_denies, told)):
        return StateStatus.DENIED
    if any(has_mark(one.claim.quote, "broken") and one.is_real for one in asserting):
        return StateStatus.BROKEN
    if any(has_mark(one.claim.quote, "over") and one.is_real for one in asserting):
        return StateStatus.EXPIRED
    if end is not None and latest is not None and end < latest:
        return StateStatus.EXPIRED
    planned = (Status.PLANNED, Status.CONDITIONAL)
    if asserting and all(one.claim.status in planned for one in asserting):
        return StateStatus.PLANNED
    return StateStatus.ONGOING


def _basis(told: Sequence[Told], scene: Scene) -> str:
    first = min(told, key=lambda t: (t.claim.stance != Stance.ASSERTS, not t.voiced, t.claim.stance, t.claim.id))
    verb = {Stance.ASSERTS: "says", Stance.DENIES: "denies", Stance.DOES_NOT_CONFIRM: "does not confirm"}
    return f"{scene.name_of(first.speaker.source)} {verb[first.claim.stance]}: {first.claim.quote.strip()}"
