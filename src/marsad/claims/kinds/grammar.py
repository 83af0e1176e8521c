"""Who does what to whom around a predicate, by the parse: subjects, objects, by-agents, prepositions."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from marsad.lexicon.parties import load_context, load_parties
from marsad.lexicon.weapons import find_weapons

_ACCUSING = frozenset(
    {"accuse", "blame", "suspect", "charge", "condemn", "denounce", "criticise", "criticize", "convict", "fault"}
)
_OBJECTS = frozenset({"dobj", "obj", "dative", "attr", "oprd"})
_SUBJECTS = frozenset({"nsubj", "csubj"})
_PASSIVE = frozenset({"nsubjpass", "nsubj:pass", "csubjpass"})
_CLAUSAL = frozenset({"xcomp", "conj"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM"})
_STEPS = 12


def climb(token: Token) -> Iterator[Token]:
    """The tokens above a token, nearest first, at most twelve."""
    for _ in range(_STEPS):
        if token.head.i == token.i:
            return
        token = token.head
        yield token


def is_verbal(token: Token) -> bool:
    """A token that the parser treats as a verb."""
    return token.pos_ in {"VERB", "AUX"}


def is_passive(verb: Token) -> bool:
    """A verb with a passive auxiliary or subject, or a past participle that stands behind its noun.

    An auxiliary in capitals is a name that the parser misread ("IS"). "Four killed" is passive.
    """
    if any(child.dep_ == "auxpass" and child.text.isupper() and len(child.text) > 1 for child in verb.children):
        return False
    if any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children):
        return True
    bare = not any(child.dep_ in {"dobj", "aux", "ccomp"} for child in verb.children)
    done_to = verb.lemma_.lower() in load_context("done to") or any(child.dep_ == "agent" for child in verb.children)
    if verb.tag_ in {"VBN", "VBD"} and bare and done_to:
        return True
    if verb.tag_ == "VBN" and verb.dep_ in {"acl", "amod", "relcl"}:
        return not any(child.dep_ in {"nsubj", "dobj", "aux"} for child in verb.children)
    if verb.dep_ == "conj" and verb.tag_ in {"VBN", "VBD"} and is_verbal(verb.head):
        return not any(child.dep_ in {"nsubj", "dobj", "aux"} for child in verb.children) and is_passive(verb.head)
    return False


def expand(nouns: Iterable[Token]) -> tuple[Token, ...]:
    """Nouns with those joined to them by "and", in text order."""
    found: dict[int, Token] = {}
    for noun in nouns:
        found[noun.i] = noun
        found.update({first.i: first for first in noun.lefts if _is_joined(first, noun)})
        for joined in noun.conjuncts:
            if joined.pos_ in _NOMINAL:
                found[joined.i] = joined
    return tuple(found[at] for at in sorted(found))


def _is_joined(first: Token, noun: Token) -> bool:
    """ "The army and rebel fighters", read as one noun phrase: a noun of its own before "and" and people or weapons."""
    if first.dep_ != "nmod" or first.pos_ not in {"NOUN", "PROPN"} or first.nbor().lower_ != "and":
        return False
    parties = load_parties()
    return noun.lower_ in parties or noun.lemma_.lower() in parties or bool(find_weapons([noun.lower_]))


def _own(verb: Token, deps: frozenset[str]) -> tuple[Token, ...]:
    return tuple(child for child in verb.children if child.dep_ in deps)


def grammatical_subjects(verb: Token) -> tuple[Token, ...]:
    """The subjects of a verb, its own or the one that it shares: by "and", an infinitive's, a participle's noun."""
    at = verb
    for _ in range(_STEPS):
        own = _own(at, _SUBJECTS | _PASSIVE)
        if own:
            return _real(at, own)
        if at.dep_ in {"acl", "relcl"}:
            return (at.head,)
        if at.dep_ not in _CLAUSAL | {"advcl", "pcomp", "prep", "aux", "ccomp", "acomp"} or at.head.i == at.i:
            return ()
        if at.dep_ == "ccomp" and at.head.pos_ not in {"VERB", "AUX"}:
            return ()
        at = at.head
    return ()


def _real(verb: Token, subjects: tuple[Token, ...]) -> tuple[Token, ...]:
    """Subjects, with a relative pronoun replaced by the noun that it stands for."""
    if verb.dep_ == "relcl" and any(subject.lower_ in {"who", "which", "that"} for subject in subjects):
        return (verb.head,)
    return subjects


def agents_of(verb: Token) -> tuple[Token, ...]:
    """Who does it: the subject of an active verb, the by-phrase of a passive one, whom one accuses of doing it."""
    accused = _accused_of(verb)
    if accused:
        return accused
    by = tuple(
        grandchild
        for child in verb.children
        if child.dep_ == "agent" or (child.lower_ == "by" and is_passive(verb))
        for grandchild in child.children
        if grandchild.dep_ == "pobj"
    )
    return expand(by) if is_passive(verb) else expand((*by, *grammatical_subjects(verb)))


def _accused_of(verb: Token) -> tuple[Token, ...]:
    """ "Accused the army of shelling the port": the army."""
    prep = verb.head
    if verb.dep_ != "pcomp" or prep.lower_ not in {"of", "for"} or prep.head.lemma_.lower() not in _ACCUSING:
        return ()
    return objects_of(prep.head)


def objects_of(verb: Token) -> tuple[Token, ...]:
    """To whom or what it is done: the object of an active verb, the subject of a passive one."""
    if is_passive(verb):
        return expand(grammatical_subjects(verb))
    own = _own(verb, _OBJECTS)
    if not own and verb.dep_ == "conj" and is_verbal(verb.head):
        later = [child for child in verb.head.children if child.dep_ in _OBJECTS and child.i > verb.i]
        own = tuple(later)
    if not own:
        own = tuple(
            joined
            for child in verb.children
            if child.dep_ == "conj" and is_verbal(child) and not _own(child, _SUBJECTS | _PASSIVE)
            for joined in _own(child, _OBJECTS)
        )
    return expand(own)


def under(token: Token, prepositions: frozenset[str]) -> tuple[Token, ...]:
    """The nouns that a token holds by one of some prepositions, one preposition deep."""
    return expand(
        noun
        for child in token.children
        if child.dep_ in {"prep", "agent"} and child.lower_ in prepositions
        for noun in child.children
        if noun.dep_ == "pobj"
    )


def is_light(verb: Token) -> bool:
    """A verb that only carries the happening named by its subject or object: "launched", "took place", "erupted"."""
    return verb.lemma_.lower() in load_context("light verb")


def carried_by(noun: Token) -> Token | None:
    """The verb that a nominal happening hangs on, through the nouns that carry it ("a series of raids began")."""
    for above in climb(noun):
        if is_verbal(above):
            return above
        if above.dep_ in {"ROOT", "pobj"} and above.pos_ not in _NOMINAL | {"ADP"}:
            return None
    return None
