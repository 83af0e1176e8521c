"""Verbs of headlines that the parser takes for nouns or adjectives: "Rebels storm Kati", "Houthis free 50"."""

from spacy.tokens import Token

from marsad.lexicon.bodies import find_body
from marsad.lexicon.parties import load_demonyms, load_parties

_MANY = frozenset({"thousands", "hundreds", "dozens", "scores", "many", "several", "millions"})
_COLLECTIVE = ("men", "people", "army", "police", "forces", "troops", "militia")
_OBJECTS = frozenset({"PROPN", "DET", "NOUN", "NUM", "ADJ"})


def is_headline_verb(token: Token) -> bool:
    """A bare form right behind a plural party, a body or "thousands", with what it is done to, or "as", behind it."""
    if token.pos_ not in {"NOUN", "PROPN", "ADJ"} or token.i in {0, len(token.doc) - 1}:
        return False
    before, after = token.nbor(-1), token.nbor(1)
    if token.i == token.sent.start or not _acts(before, token):
        return False
    return after.pos_ in _OBJECTS or after.lower_ in {"as", "amid", "after", "from"}


def _acts(subject: Token, verb: Token) -> bool:
    """Whether a noun can be the subject of a form: the bare one of many, the one in -s of a single body."""
    word, bare = subject.lower_, not verb.lower_.endswith("s")
    if not bare:
        return False
    if word in _MANY or (word in load_parties() and word.endswith(("s", *_COLLECTIVE))):
        return True
    plural = subject.text.endswith("s") and subject.text[:1].isupper() and not subject.text.isupper()
    known = subject.text in load_demonyms() or subject.text.removesuffix("s") in load_demonyms()
    return plural and (known or find_body(subject.text) is not None)
