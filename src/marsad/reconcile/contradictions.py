"""Contradictions: different sources on the same thing. Counts stand in `disputes`; here occurrence and party.

A denial counts against who asserts the same happening; not confirming is no denial. One who is named as the doer and
denies it, and two who name different doers, differ on the party.
"""

from collections.abc import Iterable, Sequence

from marsad.model.claims import ActorRole, BodyKind, Kind, Stance
from marsad.model.ids import make_id
from marsad.model.incidents import Contradiction, ContradictionKind, Incident, Position, State
from marsad.reconcile.cliques import find_cliques
from marsad.reconcile.clusters import Cluster
from marsad.reconcile.marks import find_mark, has_mark
from marsad.reconcile.nations import name_nation
from marsad.reconcile.scene import Scene, Told, find_denials, name_position
from marsad.reconcile.traits import families_of

_BETWEEN = 8
_DONE_BY_ONE = frozenset({Kind.AIRSTRIKE, Kind.SHELLING, Kind.BOMBING, Kind.ATTACK, Kind.DESTRUCTION})
_ARMED = frozenset({BodyKind.ARMED_GROUP, BodyKind.GOVERNMENT})
_VERB = {Stance.ASSERTS: "says so", Stance.DENIES: "denies it", Stance.DOES_NOT_CONFIRM: "does not confirm it"}


def contradict(about: str, kind: ContradictionKind, positions: Iterable[Position]) -> Contradiction:
    """A contradiction with its positions in order of source."""
    ordered = tuple(sorted(positions, key=lambda p: (p.source, p.stance, p.value)))
    claims = sorted(claim for position in ordered for claim in position.claims)
    return Contradiction(id=make_id("contradiction", about, kind, *claims), about=about, kind=kind, positions=ordered)


def find_occurrence(about: str, told: Sequence[Told], scene: Scene) -> Contradiction | None:
    """Who says that it happened against who denies it; one source against its earlier self is a change instead.

    Who only denies that its own side did it ("denied that its soldiers", "any involvement") differs on the party.
    """
    standing = (one for one in told if one.voiced and not one.withdrawn)
    voiced = [one for one in standing if one.is_real or one.claim.stance != Stance.ASSERTS]
    asserting = {t.position for t in voiced if t.claim.stance == Stance.ASSERTS}
    denying = find_denials(voiced)
    if not any(a != b.position for a in asserting for b in denying):
        return None
    detail = {t.claim.id for t in voiced if t.claim.stance == Stance.DENIES} - {t.claim.id for t in denying}
    kept = [t for t in voiced if t.claim.id not in detail]
    if all(_is_on_party(one, scene) for one in denying):
        return contradict(about, ContradictionKind.PARTY, _sides(denying, kept, scene))
    return contradict(about, ContradictionKind.OCCURRENCE, _positions(kept))


def _is_on_party(denial: Told, scene: Scene) -> bool:
    """Whether a denial is of having done it, and not of its having happened."""
    own = any(scene.is_same_body(denial.speaker.source, agent) for agent in _agents(denial))
    return own or has_mark(denial.claim.quote, "own_side")


def _sides(denying: Sequence[Told], told: Sequence[Told], scene: Scene) -> list[Position]:
    """Those who deny it and those who name somebody; where nobody does, all who say that it happened."""
    asserting = [one for one in told if one.position not in {denial.position for denial in denying}]
    naming: dict[str, list[Told]] = {}
    for one in asserting:
        if one.asserts and _armed_agents(one, scene):
            naming.setdefault(one.position, []).append(one)
    named = [
        _doer_position(held, frozenset().union(*(_armed_agents(one, scene) for one in held)), scene)
        for held in naming.values()
    ]
    own = [one for one in told if one.position in {denial.position for denial in denying}]
    return [*_positions(own), *(named or _positions(asserting))]


def _armed_agents(told: Told, scene: Scene) -> frozenset[str]:
    """Whoever fights and is named as the doer, with a name or not."""
    return frozenset(at for at in _agents(told) if at in scene.actors and scene.actors[at].kind in _ARMED)


def _positions(voiced: Sequence[Told]) -> list[Position]:
    """Each source once: by its denial, where it has one, else by what it said last."""
    rows: dict[str, list[Told]] = {}
    for one in voiced:
        rows.setdefault(one.position, []).append(one)
    return [_position(held) for held in rows.values()]


def _position(told: Sequence[Told]) -> Position:
    last = max(told, key=lambda t: (_told_at(t), t.claim.stance == Stance.ASSERTS, t.claim.id)).claim.stance
    stance = Stance.DENIES if any(t.claim.stance == Stance.DENIES for t in told) else last
    held = [t for t in told if t.claim.stance == stance]
    value = _VERB[stance]
    if stance == Stance.DENIES and last == Stance.ASSERTS:
        value += ", and later says so"
    elif stance == Stance.DENIES and any(t.claim.stance == Stance.ASSERTS for t in told):
        value += ", and said so before"
    return Position(
        source=name_position(held), stance=stance, value=value, claims=tuple(sorted({t.claim.id for t in held}))
    )


def _told_at(told: Told) -> float:
    return told.told_from.timestamp() if told.told_from else 0.0


def find_disputed_occurrences(
    incidents: Sequence[Incident], clusters: Sequence[Cluster], states: Sequence[State], scene: Scene
) -> tuple[Contradiction, ...]:
    """Denials within incidents, between rows of one kind of state, and side by side in one report."""
    found = [
        one
        for incident, cluster in zip(incidents, clusters, strict=True)
        if (one := find_occurrence(incident.id, [t.told for t in cluster.traits], scene)) is not None
    ]
    seen = {claim for one in found for position in one.positions for claim in position.claims}
    return (*found, *_side_by_side(incidents, scene, seen))


def _side_by_side(incidents: Sequence[Incident], scene: Scene, seen: set[str]) -> list[Contradiction]:
    """A report that sets a denial beside another source's assertion of the same, outside any incident."""
    found: list[Contradiction] = []
    largest = min(incidents, key=_by_size, default=None)
    holding: dict[str, list[Incident]] = {}
    for incident in incidents:
        for claim in incident.claims:
            holding.setdefault(claim, []).append(incident)
    for at, denial in enumerate(scene.told):
        if denial.claim.stance != Stance.DENIES or not denial.voiced or denial.claim.background:
            continue
        if denial.claim.id in seen:
            continue
        near = [t for t in scene.told[max(0, at - 3) : at + 4] if _answers(denial, t)]
        held = [incident for one in (denial, *near) for incident in holding.get(one.claim.id, ())]
        about = min(held, key=_by_size, default=largest)
        if near and about is not None and (one := find_occurrence(about.id, (denial, *near), scene)):
            found.append(one)
    return found


def _answers(denial: Told, other: Told) -> bool:
    """Told within a sentence of the denial, by another source, about the same kind of thing in the same words."""
    if other.claim.report != denial.claim.report or abs(other.order - denial.order) > 1 or other.claim.background:
        return False
    if not other.asserts or not other.voiced or other.position == denial.position:
        return False
    alike = denial.claim.kind == other.claim.kind != Kind.STATEMENT
    kin = alike or families_of(denial).keys() & families_of(other).keys()
    return bool(kin) and (_share_sentence(denial, other) or len(denial.words & other.words) >= 2)


def _share_sentence(one: Told, other: Told) -> bool:
    """Clauses of one sentence: alike in span, or with no more than ", but" between."""
    (_, end), (start, _) = sorted((one.claim.span, other.claim.span))
    return start - end <= _BETWEEN


def _by_size(incident: Incident) -> tuple[int, str]:
    """Those with most claims first."""
    return -len(incident.claims), incident.id


def find_disputed_parties(
    incidents: Sequence[Incident], clusters: Sequence[Cluster], scene: Scene
) -> tuple[Contradiction, ...]:
    """Sources that name different doers of one incident, and the named who deny it."""
    found: list[Contradiction] = []
    for incident, cluster in zip(incidents, clusters, strict=True):
        told = [t.told for t in cluster.traits if t.told.voiced]
        found += _named_doers(incident, told, scene)
        found += _accused(incident, told, scene)
    return tuple(found)


def _agents(told: Told) -> frozenset[str]:
    """Who does it; not whom a claim names only for what it was done for: "in revenge for the army's raid"."""
    reason = told.claim.span[0] + find_mark(told.claim.quote, "reason")
    doers = (part for part in told.claim.actors if part.role == ActorRole.AGENT)
    return frozenset(part.actor for part in doers if part.span[0] < reason)


def _named_doers(incident: Incident, told: Sequence[Told], scene: Scene) -> list[Contradiction]:
    """Two sources whose armed doers have nobody in common, nor a state and its army; in a clash both sides do it."""
    if incident.kind not in _DONE_BY_ONE:
        return []
    held: dict[str, list[Told]] = {}
    for one in told:
        if one.asserts and _named_armed(one, scene):
            held.setdefault(one.position, []).append(one)
    doers = {at: frozenset().union(*(_named_armed(one, scene) for one in ones)) for at, ones in held.items()}
    of = {at: {name_nation(scene.actors[doer]) for doer in found} for at, found in doers.items()}
    edges = [(a, b) for a in doers for b in doers if a < b and not of[a] & of[b]]
    return [
        contradict(
            incident.id, ContradictionKind.PARTY, (_doer_position(held[name], doers[name], scene) for name in clique)
        )
        for clique in find_cliques(edges)
    ]


def _named_armed(told: Told, scene: Scene) -> frozenset[str]:
    """The armed bodies and governments that are named as doers: "troops" and "pilots" may be anybody's."""
    rows = (scene.actors[actor] for actor in _agents(told) if actor in scene.actors)
    return frozenset(
        r.id for r in rows if r.kind == BodyKind.GOVERNMENT or (r.kind in _ARMED and r.name != r.name.lower())
    )


def _doer_position(told: Sequence[Told], doers: frozenset[str], scene: Scene) -> Position:
    names = ", ".join(scene.actors[doer].name for doer in sorted(doers) if doer in scene.actors)
    return Position(
        source=name_position(told),
        stance=Stance.ASSERTS,
        value=f"names {names}",
        claims=tuple(sorted({one.claim.id for one in told})),
    )


def _accused(incident: Incident, told: Sequence[Told], scene: Scene) -> list[Contradiction]:
    """One who is named as the doer by another and denies it."""
    found: list[Contradiction] = []
    for position in sorted({one.position for one in told if one.claim.stance == Stance.DENIES}):
        denials = [one for one in told if one.position == position and one.claim.stance == Stance.DENIES]
        if all(_is_on_party(one, scene) for one in denials):
            continue
        source = min(one.speaker.source for one in denials)
        accusers = [
            one
            for one in told
            if one.claim.stance == Stance.ASSERTS
            and not one.withdrawn
            and one.position != position
            and any(scene.is_same_body(source, agent) for agent in _agents(one))
        ]
        if accusers:
            found.append(contradict(incident.id, ContradictionKind.PARTY, _positions((*denials, *accusers))))
    return found
