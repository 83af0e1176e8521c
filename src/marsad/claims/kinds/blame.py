"""Who is blamed for a happening: "blamed X for the blast", "accused X of shelling", "held X responsible for it"."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from marsad.claims.kinds.grammar import expand, under

_ACCUSING = frozenset({"blame", "accuse", "suspect", "condemn"})
_REACH = 6


def find_blamed(trigger: Token) -> tuple[Token, ...]:
    """The nouns that a verb of blame above the happening names as its doers; none where there is no such verb."""
    verb = next((above for above in _above(trigger) if _blames(above)), None)
    if verb is None:
        return _laid_on(trigger) or _stand_behind(trigger)
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


def find_accused(doc: Doc, clause: tuple[int, int]) -> Token | None:
    """Whom the cue of a clause accuses, where that opens the clause: "accuses the army of using heavy weapons"."""
    root = doc[slice(*clause)].root
    return root if root.dep_ == "dobj" and root.head.lemma_.lower() in _ACCUSING else None


def find_counterparts(doc: Doc, clause: tuple[int, int]) -> tuple[Token, ...]:
    """Those who accuse "each other" or "one another" of what a clause tells: each accuses the others."""
    accused = find_accused(doc, clause)
    if accused is None or accused.lower_ not in {"other", "another"}:
        return ()
    if not any(child.lower_ in {"each", "one"} for child in accused.lefts):
        return ()
    return expand(child for child in accused.head.lefts if child.dep_ == "nsubj")


def _laid_on(trigger: Token) -> tuple[Token, ...]:
    """ "A strike blamed on the coalition": the blame is said of the happening itself."""
    clauses = (child for child in trigger.rights if child.dep_ in {"acl", "relcl"} and child.lemma_.lower() == "blame")
    return tuple(noun for clause in clauses for noun in under(clause, frozenset({"on"})))


def _stand_behind(trigger: Token) -> tuple[Token, ...]:
    """ "Rebels were behind the attack", and without a verb in headlines: who stands before "behind"."""
    tie = next((above for above in _above(trigger) if above.lower_ == "behind"), None)
    if tie is None or tie.head.i >= tie.i:
        return ()
    if tie.head.pos_ in {"NOUN", "PROPN"}:
        return expand((tie.head,))
    return expand(child for child in tie.head.lefts if child.dep_ == "nsubj") if tie.head.lemma_ == "be" else ()


def find_claimant(doc: Doc, clause: tuple[int, int]) -> tuple[Token, ...]:
    """Who claims an attack, or the responsibility for one, as its own deed, where the cue of a clause says so."""
    root = doc[slice(*clause)].root
    own = root.dep_ in {"dobj", "nsubjpass"} and root.head.lemma_ == "claim"
    if not own or any(child.dep_ == "neg" for child in root.head.children):
        return ()
    if root.dep_ == "dobj":
        return expand(child for child in root.head.lefts if child.dep_ == "nsubj")
    return under(root.head, frozenset({"by"}))


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
