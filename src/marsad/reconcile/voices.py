"""Voices: who stands behind a claim after spokespeople, relays and copies are collapsed.

A voice has a root. The root of a named originator is the body that its affiliations lead to. An unnamed originator
has the root of its first relay; where that is an agency or an outlet, reports that copy one another, all that this
relay carries, and the same role elsewhere ("a doctor" in two papers) are one root. An outlet or agency that narrates
is no voice.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from marsad.model.claims import BodyKind, Claim, Source, Stance
from marsad.model.incidents import Voice
from marsad.reconcile.joining import Joining
from marsad.reconcile.marks import marked_words, plain_words

_CARRIERS = frozenset({BodyKind.OUTLET, BodyKind.AGENCY})
_NAMELESS = frozenset({BodyKind.UNNAMED, BodyKind.WITNESS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks in a claim: the root that counts (None for bare narration) and the source that a row shows.

    `near` is the nearest body that a person or role speaks for: the air force, where `source` is the armed forces.
    `role` tells apart who may be one voice and says different things: "a councillor" and "an official" of one relay.
    `kind` is that of `near`.
    """

    root: str | None
    source: str
    near: str
    role: str = ""
    kind: BodyKind = BodyKind.UNNAMED

    @property
    def voice(self) -> str:
        """Whose voice this is: the root, or for bare narration the outlet."""
        return self.root or f"narrated {self.source}"

    @property
    def position(self) -> str:
        """Whose position this is: the voice's, with its role where it has no name."""
        return f"{self.voice} {self.role}".rstrip()


def affiliated(source: str, sources: Mapping[str, Source]) -> str:
    """The body that a source's affiliations lead to, or the source itself."""
    seen = [source]
    at = source
    while (row := sources.get(at)) is not None and row.affiliation and row.affiliation not in seen:
        at = row.affiliation
        seen.append(at)
    return at


def find_speakers(
    claims: Sequence[Claim], sources: Mapping[str, Source], family_of: Mapping[str, str]
) -> dict[str, Speaker]:
    """The speaker of each claim, by claim id."""
    carried: Joining[str] = Joining()
    found = {claim.id: _speaker(claim.chain, sources) for claim in claims}
    bodies: dict[str, str] = {}
    for claim in claims:
        role = f"role {name_role(sources, claim.chain[0])}"
        root = found[claim.id].root
        if (relay := _carrier(claim.chain, sources)) is not None:
            carried.join(relay, f"family {family_of.get(claim.report, claim.report)}")
            carried.join(relay, role)
        elif root is not None and _is_nameless(claim.chain[0], sources):
            bodies[role] = min(root, bodies.get(role, root))
    known: dict[str, str] = {}
    for role, root in bodies.items():
        at = carried.find(role)
        known[at] = min(root, known.get(at, root))
    return {claim.id: _rooted(found[claim.id], claim, sources, carried, known) for claim in claims}


def _rooted(
    speaker: Speaker, claim: Claim, sources: Mapping[str, Source], carried: Joining[str], known: Mapping[str, str]
) -> Speaker:
    """What is carried has the root of all that may be the same speaker: a body, where one is known to relay it."""
    relay = _carrier(claim.chain, sources)
    if relay is None:
        return speaker
    at = carried.find(relay)
    return replace(speaker, root=known.get(at, f"carried {at}"), role=name_role(sources, claim.chain[0]))


def name_role(sources: Mapping[str, Source], source: str) -> str:
    """An unnamed role without article, number and plural: "two doctors" and "a doctor" are one."""
    words = plain_words(sources[source].name if source in sources else source)
    kept = [word.removesuffix("s") for word in words if word not in marked_words("role_dull")]
    return " ".join(kept) or " ".join(words)


def _is_nameless(source: str, sources: Mapping[str, Source]) -> bool:
    return _kind(affiliated(source, sources), sources) in _NAMELESS


def _kind(source: str, sources: Mapping[str, Source]) -> BodyKind:
    return sources[source].kind if source in sources else BodyKind.UNNAMED


def _speaker(chain: Sequence[str], sources: Mapping[str, Source]) -> Speaker:
    first, *relays = chain
    if (house := _house_of(first, relays, sources)) is not None:
        return Speaker(root=None, source=house, near=house)
    body = affiliated(first, sources)
    if _kind(first, sources) in _CARRIERS and _kind(body, sources) in _CARRIERS:
        return Speaker(root=None, source=first, near=first)
    if _kind(body, sources) in _NAMELESS:
        root = _speaker(relays, sources).root if relays else None
        return Speaker(root=root, source=body, near=body)
    near = _near(first, sources)
    return Speaker(root=body, source=body, near=near, kind=_kind(near, sources))


def _house_of(source: str, relays: Sequence[str], sources: Mapping[str, Source]) -> str | None:
    """The outlet or agency whose staff the originator is: "its correspondent", "the agency's camera"."""
    houses = [relay for relay in relays if _kind(relay, sources) in _CARRIERS]
    row = sources.get(source)
    if not houses or row is None or row.kind in _CARRIERS:
        return None
    named = row.name.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").casefold()
    for house in houses:
        names = (sources[house].name, *sources[house].aliases)
        if any(named.startswith(f"{name.casefold()}'s ") for name in names):
            return house
    others = row.affiliation is not None and affiliated(source, sources) not in houses
    return houses[0] if not others and set(plain_words(row.name)) & marked_words("staff") else None


def _near(source: str, sources: Mapping[str, Source]) -> str:
    """The first on the way of affiliations that is neither a person nor unnamed."""
    at = source
    while (row := sources.get(at)) is not None and row.affiliation and row.kind in _NAMELESS | {BodyKind.PERSON}:
        at = row.affiliation
    return at


def _carrier(chain: Sequence[str], sources: Mapping[str, Source]) -> str | None:
    """The outlet or agency through which alone an unnamed originator is known, or None."""
    for at, source in enumerate(chain):
        body = affiliated(source, sources)
        if _kind(source, sources) in _CARRIERS and _kind(body, sources) in _CARRIERS:
            return source if at else None
        if _kind(body, sources) not in _NAMELESS:
            return None
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One claim as it is counted: who speaks, how, and in which family of reports."""

    claim: str
    speaker: Speaker
    name: str
    stance: Stance
    family: str


def count_voices(heard: Iterable[Heard]) -> tuple[tuple[Voice, ...], int]:
    """The voice rows behind claims, and how many distinct roots assert.

    One row per root, shown name and stance; bare narration has no row, nor a doubt of one that also takes a side.
    """
    rows: dict[tuple[str, str, Stance], list[Heard]] = {}
    for one in sorted(heard, key=lambda h: h.claim):
        if one.speaker.root is not None:
            rows.setdefault((one.speaker.root, one.name.casefold(), one.stance), []).append(one)
    sided = {root for root, _, stance in rows if stance != Stance.DOES_NOT_CONFIRM}
    rows = {key: held for key, held in rows.items() if key[2] != Stance.DOES_NOT_CONFIRM or key[0] not in sided}
    voices = sorted((_voice(stance, held) for (_, _, stance), held in rows.items()), key=lambda v: (v.source, v.stance))
    roots = {root for root, _, stance in rows if stance == Stance.ASSERTS}
    return tuple(voices), len(roots)


def _voice(stance: Stance, held: Sequence[Heard]) -> Voice:
    return Voice(
        source=min(one.speaker.source for one in held),
        stance=stance,
        families=tuple(sorted({one.family for one in held})),
        claims=tuple(sorted({one.claim for one in held})),
    )
