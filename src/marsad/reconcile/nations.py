"""Nations: which state an actor is or acts for, so that a country and its army are one doer."""

from marsad.lexicon.bodies import find_body, find_state
from marsad.model.claims import Actor, BodyKind


def name_nation(actor: Actor) -> str:
    """The country that a government or an army is of: "Russia", "the Russian army"; else the actor alone."""
    if actor.kind != BodyKind.GOVERNMENT:
        return actor.id
    bodies = [find_state(name) or find_body(name) for name in (actor.name, *actor.aliases)]
    found = {body.country for body in bodies if body and body.kind == BodyKind.GOVERNMENT and body.country}
    return min(found, default=actor.id)
