"""Who did an act, to what, with what: the strings of the text for perpetrators, physical targets and instruments."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from marsad.evaluate.credit import list_words
from marsad.evaluate.keys import Fill
from marsad.lexicon.bodies import find_body
from marsad.lexicon.counting import load_groups, match_phrase
from marsad.model.claims import Actor, ActorRole, BodyKind, Claim, Measure

_BODIES = frozenset({BodyKind.ARMED_GROUP, BodyKind.ORGANISATION, BodyKind.GOVERNMENT})
_BUILT = frozenset({BodyKind.ORGANISATION, BodyKind.GOVERNMENT})
"""Bodies that have a seat which may be hit: a ministry, an embassy, a party."""
_DAMAGE = frozenset({Measure.DAMAGED, Measure.DESTROYED})
_CORPS = frozenset({"police", "force"})
"""Nouns for people that name a body: the task documents give "armed forces" and "police" as organisations."""


def find_doers(claims: Sequence[Claim], actors: Mapping[str, Actor], text: str, *, bodies: bool) -> tuple[Fill, ...]:
    """The agents that are bodies, or those that are people, in order of the text.

    "Guerrillas" are people; "guerrillas of the Front" too, beside the Front, which is a body.
    """
    return _distinct(
        said
        for claim in claims
        for part in claim.actors
        if part.role is ActorRole.AGENT
        for said in _name_doer(text[slice(*part.span)], actors[part.actor], bodies=bodies)
    )


def _name_doer(said: str, actor: Actor, *, bodies: bool) -> Iterator[str]:
    if not are_people(said):
        if (actor.kind in _BODIES) is bodies:
            yield said
    elif not bodies:
        yield said
    else:
        before = said.rpartition(" ")[0]
        if find_body(before) is not None:
            yield before
        elif find_body(actor.name) is not None:
            yield actor.name


def are_people(said: str) -> bool:
    """Whether words are for people of some sort, by the last of them, and for no corps."""
    known = match_phrase(load_groups(), (said.lower().split()[-1],), 0)
    return known is not None and known[0].thing in ("person", "armed") and known[0].singular not in _CORPS


def find_things(claims: Sequence[Claim], actors: Mapping[str, Actor], text: str) -> tuple[Fill, ...]:
    """What was hit: things that counts tell to be damaged, and targets that are neither people nor armed."""
    return _distinct(thing for claim in claims for thing in _list_things(claim, actors, text))


def _list_things(claim: Claim, actors: Mapping[str, Actor], text: str) -> Iterator[str]:
    yield from (
        count.of for count in claim.counts if count.measure in _DAMAGE and count.of and not are_people(count.of)
    )
    for part in claim.actors:
        said = text[slice(*part.span)]
        if part.role is ActorRole.TARGET and actors[part.actor].kind in _BUILT and not are_people(said):
            yield said


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
