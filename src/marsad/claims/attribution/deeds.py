"""Verbs of telling that tell of a deed: "agreed to a pause", "denied access"."""

from spacy.tokens import Token

from marsad.lexicon.parties import load_context


def agrees_on_thing(verb: Token) -> bool:
    """ "Agreed to a pause", "agreed on terms": no words are told."""
    if verb.lemma_ != "agree" or any(child.dep_ in {"ccomp", "xcomp"} for child in verb.children):
        return False
    return any(child.dep_ == "prep" and child.lower_ in {"to", "on", "upon"} for child in verb.rights)


def refuses_thing(verb: Token) -> bool:
    """ "Denied permission for a convoy": what one grants or denies, not what one calls untrue."""
    if verb.lemma_ != "deny":
        return False
    granted = load_context("granted")
    return any(child.dep_ == "dobj" and child.lemma_.lower() in granted for child in verb.rights)
