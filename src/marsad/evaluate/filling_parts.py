"""Who did an act, to what, with what: the strings of the text for perpetrators, physical targets and instruments."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from marsad.evaluate.credit import list_words
from marsad.evaluate.keys import Fill
from marsad.model.claims import Actor, ActorRole, BodyKind, Claim, Measure

_BODIES = frozenset({BodyKind.ARMED_GROUP, BodyKind.ORGANISATION, BodyKind.GOVERNMENT})
_PEOPLE = frozenset({BodyKind.PERSON, BodyKind.UNNAMED, BodyKind.WITNESS})
_DAMAGE = frozenset({Measure.DAMAGED, Measure.DESTROYED})


def find_doers(claims: Sequence[Claim], actors: Mapping[str, Actor], text: str, *, bodies: bool) -> tuple[Fill, ...]:
    """The agents that are bodies, or those that are people, in order of the text."""
    return _distinct(
        text[slice(*part.span)]
        for claim in claims
        for part in claim.actors
        if part.role is ActorRole.AGENT and (actors[part.actor].kind in _BODIES) is bodies
    )


def find_things(claims: Sequence[Claim], actors: Mapping[str, Actor], text: str) -> tuple[Fill, ...]:
    """What was hit: things that counts tell to be damaged, and targets that are no people."""
    return _distinct(thing for claim in claims for thing in _list_things(claim, actors, text))


def _list_things(claim: Claim, actors: Mapping[str, Actor], text: str) -> Iterator[str]:
    yield from (count.of for count in claim.counts if count.measure in _DAMAGE and count.of)
    for part in claim.actors:
        if part.role is ActorRole.TARGET and actors[part.actor].kind not in _PEOPLE:
            yield text[slice(*part.span)]


def find_instruments(claims: Iterable[Claim]) -> tuple[Fill, ...]:
    """The weapons of the claims."""
    return _distinct(claim.weapon for claim in claims if claim.weapon)


def _distinct(said: Iterable[str]) -> tuple[Fill, ...]:
    """Strings in capitals; one whose words another holds is left out."""
    kept: list[str] = []
    for one in (string.upper() for string in said):
        if not any(list_words(one) <= list_words(held) for held in kept):
            kept = [held for held in kept if not list_words(held) <= list_words(one)] + [one]
    return tuple(Fill(values=(one,)) for one in kept)
