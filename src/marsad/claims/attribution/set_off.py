"""Speakers set off by a comma right before a cue, where the parser hung them elsewhere: "..., the chief, Ana, said"."""

from itertools import islice, pairwise

from spacy.tokens import Token

from marsad.lexicon.bodies import find_body
from marsad.lexicon.cues import find_role

_MISREAD = frozenset({"npadvmod", "oprd", "dep", "attr", "appos", "dobj"})
_MARKS = frozenset({",", '"', "”", "’", "'", "''", "»"})
_PLAIN = frozenset({"say", "tell", "report", "announce", "confirm", "add", "warn", "write", "make"})
_PARTS = frozenset({"one", "two", "three", "some", "several", "both"})
_OF_PART, _THEM = frozenset({"of", "among"}), frozenset({"them", "whom"})
_REACH = 16
_PHRASE = 6


def find_set_off(verb: Token) -> Token | None:
    """The noun between a comma and a finite cue: "at noon, the chief, Ana Ruiz, had said", "..., the service reported".

    A closing quotation mark does as a comma does.
    """
    if verb.dep_ == "acl":
        return _reduced(verb)
    return next((noun for noun in _before(verb) if verb.doc[noun.left_edge.i - 1].text in _MARKS), None)


def find_uncommaed(verb: Token) -> Token | None:
    """What is left of "they waited one driver said", which lost its comma: the object before the cue."""
    if verb.lemma_ not in {"say", "tell"}:
        return None
    return next((noun for noun in _before(verb) if noun.dep_ == "dobj"), None)


def find_joined(second: Token) -> Token | None:
    """The first of two speakers, set off by a comma, of whom the second alone is the cue's subject."""
    tie = second.left_edge.i - 1
    if tie <= second.sent.start or second.doc[tie].lower_ != "and":
        return None
    low = max(second.sent.start, tie - _PHRASE)
    nouns = (noun for noun in second.doc[low:tie] if noun.right_edge.i == tie - 1)
    return next((noun for noun in nouns if is_set_off(noun) and _is_misread(noun) and _is_somebody(noun)), None)


def _before(verb: Token) -> list[Token]:
    """The nouns that can speak and end right before a finite cue, the nearest first."""
    held = any(child.dep_ == "aux" for child in verb.lefts)
    finite = verb.tag_ in {"VBD", "VBZ", "VBP"} or (held and verb.tag_ == "VBN")
    apart = verb.dep_ == "advcl" and not any(child.dep_ in {"mark", "advmod"} for child in verb.lefts)
    if not finite or not (apart or verb.dep_ in {"ROOT", "conj", "parataxis"}):
        return []
    low = max(verb.sent.start, verb.i - _REACH)
    return [
        noun
        for noun in reversed(verb.doc[low : verb.i])
        if (_is_misread(noun) or _opens_anew(noun))
        and _runs_up_to(noun, verb)
        and _is_somebody(noun)
        and noun.left_edge.i > verb.sent.start
    ]


def _is_misread(noun: Token) -> bool:
    return noun.dep_ in _MISREAD and noun.head.pos_ in {"VERB", "AUX", "NOUN", "PROPN", "NUM"}


def _is_somebody(noun: Token) -> bool:
    """A role or body, a titled name, or some of those of a role: "one of the council's officers"."""
    if find_role(noun.text, noun.lemma_) is not None:
        return True
    if noun.pos_ == "PROPN" and any(
        find_role(each.text, each.lemma_) for each in noun.lefts if each.dep_ == "compound"
    ):
        return True
    if noun.lower_ not in _PARTS:
        return False
    whole = (inner for tie in noun.rights if tie.lower_ == "of" for inner in tie.rights if inner.dep_ == "pobj")
    return any(find_role(inner.text, inner.lemma_) is not None for inner in whole)


def _opens_anew(noun: Token) -> bool:
    """A noun that the parser joined by a comma alone: "killed nine, a medic and a nurse said", "killing nine people,
    residents and a nurse said", "three of whom were girls, a medic said".
    """
    if noun.dep_ == "conj" and noun.head.pos_ == "NUM" and is_set_off(noun):
        return True
    apart = noun.dep_ == "conj" and noun.head.pos_ == "NOUN" and is_set_off(noun)
    above = [each.tag_ for each in islice(noun.head.ancestors, 3)]
    if apart and "VBG" in above and not any(child.dep_ == "cc" for child in noun.head.children):
        return True
    joined = noun.dep_ == "conj" and noun.head.head.dep_ == "relcl" and is_set_off(noun)
    words = [token.lower_ for token in noun.head.head.subtree] if joined else []
    return any(one in _OF_PART and other in _THEM for one, other in pairwise(words))


def _reduced(verb: Token) -> Token | None:
    """ "..., the service SNAI reported on Thursday": a body with a cue right behind it, read as its participle."""
    noun = verb.head
    if verb.lemma_ not in _PLAIN or verb.tag_ != "VBN" or verb.i != noun.i + 1 or not is_set_off(noun):
        return None
    named = noun.ent_type_ == "ORG" or find_body(noun.text) is not None or _is_somebody(noun)
    modified = (child for child in noun.lefts if child.dep_ in {"compound", "poss", "det"})
    return noun if named or any(_is_somebody(child) for child in modified) else None


def _runs_up_to(noun: Token, verb: Token) -> bool:
    """Whether nothing stands between but marks, auxiliaries of the verb, and a second speaker behind "and"."""
    between = verb.doc[noun.right_edge.i + 1 : verb.i]
    held = [each for each in between if each.head.i == verb.i and each.dep_ in {"aux", "neg", "advmod"}]
    rest = [each for each in between if not each.is_punct and each not in held]
    if rest and rest[0].lower_ == "and" and rest[-1].pos_ in {"NOUN", "PROPN"} and _is_somebody(rest[-1]):
        return all(each.pos_ in {"DET", "ADJ", "NUM", "NOUN", "PROPN"} for each in rest[1:])
    return not rest


def is_set_off(noun: Token) -> bool:
    """Whether a comma stands right before a noun phrase."""
    return noun.left_edge.i > 0 and noun.left_edge.nbor(-1).text == ","
