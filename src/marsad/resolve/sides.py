"""Sides: whom "both sides", "the warring parties" are, by the report's own words.

They are the two bodies that the report last named together as parties before them; where it named none, or the words
speak of one side only, nobody: an actor without a name that could be anybody's is left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from marsad.lexicon.bodies import fold_name
from marsad.model.claims import ActorRole
from marsad.model.drafts import ActorMention, Draft

_SIDES = frozenset({"sides", "parties", "belligerents"})
_SIDE = frozenset({"side", "party", "belligerent"})
_BESIDE = frozenset({"the", "both", "two", "all", "each", "either", "one", "other", "warring", "opposing", "rival",
                     "fighting", "conflicting"})  # fmt: skip
_PAIR = 2


def name_sides(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """The drafts, in their order, with each side given the names that its report gives."""
    pairs: dict[str, tuple[ActorMention, ...]] = {}
    named: list[Draft] = []
    for draft in drafts:
        actors = tuple(dict.fromkeys(each for actor in draft.actors for each in _stand_for(actor, draft, pairs)))
        named.append(draft if actors == draft.actors else replace(draft, actors=actors))
        parties = _named_parties(actors)
        if len(parties) == _PAIR:
            pairs[draft.report] = parties
    return tuple(named)


def _stand_for(actor: ActorMention, draft: Draft, pairs: dict[str, tuple[ActorMention, ...]]) -> Iterable[ActorMention]:
    words = fold_name(actor.name).split()
    if not words or words[-1] not in _SIDES | _SIDE or not _BESIDE.issuperset(words[:-1]):
        return (actor,)
    if words[-1] in _SIDE or len(_named_parties(draft.actors)) >= _PAIR:
        return ()
    return tuple(replace(actor, name=party.name, kind=party.kind) for party in pairs.get(draft.report, ()))


def _named_parties(actors: Iterable[ActorMention]) -> tuple[ActorMention, ...]:
    """The parties with a name of their own, each once."""
    parties = (actor for actor in actors if actor.role == ActorRole.PARTY and actor.name != actor.name.lower())
    return tuple({actor.name: actor for actor in parties}.values())
