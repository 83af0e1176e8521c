"""Names that a body gives itself: "an outfit calling itself the Dawn Brigade", "a group known as X"."""

from spacy.tokens import Token

from marsad.claims.attribution.phrases import PARTICLES, strip_determiners

_NAMING = frozenset({"call", "name", "know", "style", "dub"})
_REFLEXIVE = frozenset({"itself", "themselves"})
_INNER = frozenset({"of", "the", "for"}) | PARTICLES
_NEAR = 6


def find_own_name(head: Token) -> tuple[int, int] | None:
    """The bounds of the name: capitals right behind the word of naming, which hangs on the noun."""
    verb = next((child for child in head.rights if child.lemma_.lower() in _NAMING and child.i - head.i < _NEAR), None)
    if verb is None or not _names_itself(verb):
        return None
    doc, start = head.doc, verb.i + 1
    while start < len(doc) and doc[start].lower_ in _REFLEXIVE | {"as", "the"}:
        start += 1
    end = start
    while end < head.sent.end and (_is_capital(doc[end]) or (doc[end].lower_ in _INNER and end > start)):
        end += 1
    while end > start and not _is_capital(doc[end - 1]):
        end -= 1
    return (strip_determiners(doc, start, end), end) if end > start else None


def _names_itself(verb: Token) -> bool:
    """ "called X", "known as X", "calling itself X", "that calls itself X"."""
    reflexive = verb.i + 1 < len(verb.doc) and verb.nbor().lower_ in _REFLEXIVE
    return reflexive or (verb.dep_ == "acl" and verb.tag_ == "VBN")


def _is_capital(token: Token) -> bool:
    return token.text[:1].isupper()
