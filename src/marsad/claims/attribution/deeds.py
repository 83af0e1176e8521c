"""Verbs of telling that tell of a deed, or describe: "agreed to a pause", "denied access", "believed to be herders"."""

from spacy.tokens import Token

from marsad.lexicon.cues import find_role
from marsad.lexicon.parties import load_context

_RELEASED = frozenset(
    {"figure", "name", "list", "detail", "number", "toll", "result", "finding", "information", "picture", "screenshot"}
)
_DEEMED = frozenset({"believed", "thought", "suspected", "presumed", "alleged", "said", "reported"})


def agrees_on_thing(verb: Token) -> bool:
    """ "Agreed to a pause", "agreed on terms": no words are told."""
    if verb.lemma_ != "agree" or any(child.dep_ in {"ccomp", "xcomp"} for child in verb.children):
        return False
    return any(child.dep_ == "prep" and child.lower_ in {"to", "on", "upon"} for child in verb.rights)


def refuses_thing(verb: Token) -> bool:
    """ "Denied permission for a convoy", "had been denied water": what one grants, not what one calls untrue."""
    if verb.lemma_ != "deny":
        return False
    granted = load_context("granted")
    if any(child.dep_ == "auxpass" for child in verb.children) and any(c.dep_ in {"dobj", "oprd"} for c in verb.rights):
        return True
    return any(child.dep_ == "dobj" and child.lemma_.lower() in granted for child in verb.rights)


def only_describes(verb: Token) -> bool:
    """ "Gunmen believed to be herders": a participle that the parser takes for a finite verb."""
    if any(child.dep_ in {"aux", "auxpass"} for child in verb.children):
        return False
    return verb.lower_ in _DEEMED and verb.doc[verb.i + 1 : verb.i + 3].text.lower() in {"to be", "to have"}


def is_done_to_people(verb: Token) -> bool:
    """ "Four were released", "the hospital admitted 20 wounded": only words and pictures are released, only faults
    admitted.
    """
    things = [child for child in verb.children if child.dep_ in {"dobj", "nsubjpass"}]
    if verb.lemma_ == "admit":
        return any(child.dep_ == "nummod" for thing in things for child in thing.lefts)
    if verb.lemma_ != "release":
        return False
    return not any(
        _is_word_or_picture(thing) for thing in (*things, *(each for one in things for each in one.conjuncts))
    )


def _is_word_or_picture(noun: Token) -> bool:
    role = find_role(noun.text, noun.lemma_)
    return (role is not None and role.sense == "medium") or noun.lemma_.lower() in _RELEASED
