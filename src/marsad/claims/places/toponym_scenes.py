"""Scenes: names that no gazetteer has, where the words around leave room for a place alone, whatever the parse."""

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from marsad.lexicon.cues import find_role
from marsad.lexicon.gazetteer import region_named
from marsad.lexicon.happenings import load_kinds
from marsad.lexicon.parties import load_context
from marsad.lexicon.place_words import family_of
from marsad.lexicon.weapons import find_weapons
from marsad.model.claims import Kind

_AROUND = frozenset(("near", "outside", "around", "inside", "into", "towards", "toward"))
_INWARD = frozenset(("believe", "trust", "confide", "invest", "see", "find", "result", "rejoice", "delight"))
_FROM_AFAR = frozenset((Kind.AIRSTRIKE, Kind.SHELLING, Kind.BOMBING))
_MOVING = frozenset((Kind.MOVEMENT, Kind.WITHDRAWAL, Kind.EVACUATION, Kind.DISPLACEMENT))
_LISTED = 8
_WORDS_AFTER = 4


def is_scene(name: TokenSpan) -> bool:
    """Whether something is done at what the parser takes for a person or a body.

    "Were seized in Tala Umbo last night", "near Tala Umbo", "withdrew from Tala Umbo", "shells fell on Tala Umbo",
    "retook Tala Umbo"; and the other names of a list that such a name opens.
    """
    root = name.root
    for _ in range(_LISTED):
        if root.dep_ != "conj" or root.head.pos_ not in ("PROPN", "NOUN"):
            break
        root = root.head
    if _goes_on(name) or root.text[:1].islower() or _is_titled(name):
        return False
    return _is_led(root) or _is_taken(root)


def _is_titled(name: TokenSpan) -> bool:
    """ "The owner Ana Ruiz": a role right before a name makes it a person's."""
    before = name.doc[name.start - 1] if name.start > name.sent.start else None
    return before is not None and before.pos_ == "NOUN" and find_role(before.text, before.lemma_) is not None


def _goes_on(name: TokenSpan) -> bool:
    after = name.doc[name.end] if name.end < len(name.doc) else None
    return after is not None and (after.text in ("'s", "’s", "'") or after.pos_ in ("NOUN", "PROPN"))


def _is_led(root: Token) -> bool:
    """Whether a preposition leads to it that only a place can follow, for what it hangs on."""
    tie, above = root.head, root.head.head
    if root.dep_ != "pobj" or tie.i > root.left_edge.i:
        return False
    if tie.lower_ in _AROUND:
        return True
    verb, word = above.pos_ == "VERB", above.lemma_.lower()
    if tie.lower_ == "in":
        return root.ent_type_ == "PERSON" and verb and word not in _INWARD
    if tie.lower_ in ("from", "to"):
        if above.dep_ == "dobj" and above.pos_ == "NOUN":
            above, verb = above.head, above.head.pos_ == "VERB"
        return verb and tie.i > above.i and bool(_kinds_of(above) & _MOVING)
    if tie.lower_ != "on":
        return False
    falls = verb and any(find_weapons([child.text]) for child in above.lefts if child.dep_ == "nsubj")
    return falls or word in ("advance", "march", "close") or (above.pos_ == "NOUN" and _kinds_of(above) <= _FROM_AFAR)


def _kinds_of(word: Token) -> set[Kind]:
    """The kinds that a word may have; a set that no other holds where it has none."""
    entries = (entry for entry, _ in load_kinds().get(word.lower_, ()) if len(entry.words) == 1)
    return {entry.kind for entry in entries} or {Kind.OTHER}


def _is_taken(root: Token) -> bool:
    """Whether it is the object of a verb that takes ground or shells it."""
    if root.dep_ != "dobj" or root.head.pos_ != "VERB":
        return False
    return bool({root.head.lemma_.lower(), root.head.lower_} & load_context("ground verb"))


def is_addressed(tokens: TokenSpan, name: TokenSpan) -> bool:
    """Whether what holds a place stands behind a comma: "Tala Umbo, Kasha District", "Tala Umbo, North Kivu"."""
    doc, at = name.doc, name.end
    if at + 1 >= tokens.end or doc[at].text != "," or not doc[at + 1].text[:1].isupper():
        return False
    stop = at + 1
    while stop < min(tokens.end, at + 1 + _WORDS_AFTER) and doc[stop].text[:1].isupper():
        stop += 1
    if stop < tokens.end and (doc[stop].pos_ in ("NOUN", "ADJ") and family_of(doc[stop].lower_) != "region"):
        return False
    last = doc[stop - 1].lower_ if stop == tokens.end or doc[stop].pos_ != "NOUN" else doc[stop].lower_
    held = doc[at + 1 : stop].text
    if stop > at + 2 and family_of(last) == "region":
        return True
    return region_named(held) is not None and name.root.dep_ != "nsubj"
