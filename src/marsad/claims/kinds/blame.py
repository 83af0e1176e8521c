"""Who is blamed for a happening: "blamed X for the blast", "accused X of shelling", "held X responsible for it"."""

from collections.abc import Iterator

from spacy.tokens import Token

from marsad.claims.kinds.grammar import expand, under

_ACCUSING = frozenset({"blame", "accuse", "suspect", "condemn"})
_REACH = 6


def find_blamed(trigger: Token) -> tuple[Token, ...]:
    """The nouns that a verb of blame above the happening names as its doers; none where there is no such verb."""
    verb = next((above for above in _above(trigger) if _blames(above)), None)
    if verb is None:
        return ()
    if trigger.dep_ == "dobj" and trigger.head.i == verb.i:
        return under(verb, frozenset({"on"}))
    objects = (child for child in verb.children if child.dep_ in {"dobj", "nsubjpass"} and child.i != trigger.i)
    held = (
        inner
        for child in verb.children
        if child.dep_ in {"ccomp", "xcomp", "oprd"}
        for inner in child.children
        if inner.dep_ == "nsubj"
    )
    return expand((*objects, *(held if verb.lemma_.lower() == "hold" else ())))


def _above(token: Token) -> Iterator[Token]:
    """What governs the happening, up to the first verb that is no part of its own phrase."""
    for _ in range(_REACH):
        if token.head.i == token.i:
            return
        token = token.head
        yield token
        if token.pos_ == "VERB" and token.dep_ in {"ROOT", "ccomp", "conj", "relcl"}:
            return


def _blames(verb: Token) -> bool:
    if verb.lemma_.lower() == "hold":
        return any(inner.lower_ in {"responsible", "accountable"} for inner in verb.subtree)
    return verb.lemma_.lower() in _ACCUSING
