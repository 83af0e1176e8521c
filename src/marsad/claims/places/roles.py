"""The part that a place has in its sentence: where, from, to, via; or none, when it stands for its government."""

from spacy.tokens import Token

from marsad.claims.places.toponym_runs import Toponym
from marsad.lexicon.countries import Country, countries_by_word
from marsad.lexicon.place_words import load_place_words
from marsad.model.claims import PlaceRole

_STEPS = 6
_SIDES = frozenset(("direction", "directions", "side", "part", "parts", "centre", "center", "coast", "edge"))
_BLAMED = frozenset(("responsible", "accountable", "liable"))
_SUBJECTS = ("nsubj", "csubj")


def role_of(root: Token) -> PlaceRole:
    """The role by the preposition that governs the place, or by the verb of motion whose object it is."""
    words = load_place_words()
    top = _first_of_list(root)
    if top.dep_ in ("dobj", "pobj", "nsubjpass") and top.dep_ != "pobj":
        lemma = top.head.lemma_.lower()
        for role in (PlaceRole.FROM, PlaceRole.TO, PlaceRole.VIA):
            if lemma in words.verbs[role.value]:
                return role
        return PlaceRole.AT
    if top.dep_ != "pobj":
        return PlaceRole.AT
    preposition = top.head
    if preposition.lower_ == "for":
        return PlaceRole.TO if _moves(preposition.head) else PlaceRole.AT
    if preposition.lower_ == "of" and preposition.head.lower_ == "out":
        return PlaceRole.FROM
    if preposition.lower_ == "of" and _is_part(preposition.head):
        return role_of(preposition.head)
    if preposition.head.lower_ == "from" and preposition.head.dep_ == "prep":
        return PlaceRole.FROM
    if preposition.lower_ == "to" and preposition.head.lower_ in ("next", "close", "according", "due", "adjacent"):
        return PlaceRole.AT
    return PlaceRole(words.prepositions.get(preposition.lower_, "at"))


def _is_part(noun: Token) -> bool:
    """Whether a noun before "of" is a place, a side or a surrounding of what follows: "the direction of", "west of"."""
    words = load_place_words()
    known = noun.lower_ in words.kinds or noun.lower_ in words.directions or noun.lower_ in words.surroundings
    return noun.pos_ == "NOUN" and (known or noun.lower_ in _SIDES)


def _moves(head: Token) -> bool:
    """Whether a verb, or the adverb or noun under it, sets out somewhere."""
    motion = load_place_words().verbs["for"]
    return head.lemma_.lower() in motion or head.head.lemma_.lower() in motion


def _first_of_list(root: Token) -> Token:
    """The first of a list or the noun that an apposition explains: it holds the grammar for all."""
    for _ in range(_STEPS):
        if root.dep_ not in ("conj", "appos", "compound", "nmod") or root.head.i == root.i:
            return root
        if root.dep_ in ("compound", "nmod") and root.head.pos_ != "PROPN":
            return root.head if root.head.lower_ in load_place_words().kinds else root
        root = root.head
    return root


def is_actor(one: Toponym, root: Token) -> bool:
    """A country or its capital that acts, is addressed or owns an institution stands for its government.

    "Ankara said", "accused Turkey of", "by Israel", "Iran's army"; but "Syria has seen" and "in Iran" are places.
    """
    country = countries_by_word().get(one.name.lower().removeprefix("the "))
    if country is None or one.kind not in (None, "country"):
        return False
    top = root
    for _ in range(_STEPS):
        if top.dep_ != "conj" or top.head.i == top.i:
            break
        top = top.head
    return _acts(top) or _owns(top) or _is_addressed(top, country)


def _acts(top: Token) -> bool:
    if top.dep_ not in _SUBJECTS:
        return top.dep_ == "pobj" and top.head.dep_ == "agent"
    return top.head.lemma_.lower() not in load_place_words().verbs["suffers"]


def _owns(top: Token) -> bool:
    """Owner or modifier of what is no kind of place: "Iran's army", "Syria talks"."""
    words = load_place_words()
    if top.i and top.dep_ in ("appos", "compound", "conj") and top.nbor(-1).lower_ in words.institutions:
        return True
    if top.dep_ in ("compound", "nmod", "amod", "poss"):
        head = top.head
        placed = head.lower_ in words.kinds or head.lower_ in words.surroundings
        return not (placed or head.pos_ == "PROPN") or head.lower_ in words.institutions
    if top.dep_ == "pobj" and top.head.lower_ == "of":
        return top.head.head.lower_ in words.institutions
    return False


def _is_addressed(top: Token, country: Country) -> bool:
    words = load_place_words()
    blamed = top.dep_ in ("dobj", "nsubj", "nsubjpass") and any(word.lower_ in _BLAMED for word in top.head.children)
    if blamed:
        return True
    if top.dep_ in ("dobj", "dative"):
        return top.head.lemma_.lower() in words.verbs["towards"]
    if top.dep_ != "pobj":
        return False
    preposition = top.head
    if preposition.lower_ == "from":
        return preposition.head.lower_ in words.institutions
    if preposition.lower_ in ("with", "against", "by", "for"):
        return not _moves(preposition.head)
    return preposition.lower_ == "between" and preposition.head.pos_ == "NOUN" and country.capital != top.text
