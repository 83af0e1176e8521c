"""Which sense a word has, by what stands beside it: whom it is done to, with what, and by whom."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from spacy.tokens import Doc, Token

from marsad.claims.attribution.headline_verbs import is_headline_verb
from marsad.claims.kinds.grammar import agents_of, carried_by, climb, is_passive, is_verbal, objects_of, under
from marsad.lexicon.bodies import find_body
from marsad.lexicon.cues import find_role
from marsad.lexicon.happenings import KindEntry
from marsad.lexicon.parties import load_context, load_demonyms, load_parties
from marsad.lexicon.weapons import Weapon, find_weapons

_NEAR = 6
_PRONOUNS = frozenset({"they", "he", "she", "we", "who", "some", "them", "all", "most", "none"})
_HEADS_OF = frozenset({"head", "chair", "general", "major", "principal", "local", "minor", "deputy", "guard"})
_TAKEN = frozenset({"kidnap", "abduct", "capture", "detain", "hold", "seize", "arrest", "imprison", "take"})
"""Verbs that make captives: "two engineers whom it had kidnapped"."""
_ANYBODY = frozenset({"anyone", "anybody", "him", "her", "them"})
_ACTIVE_ONLY = frozenset({"reach", "enter", "cross", "leave", "depart", "head", "arrive", "return", "gather", "go"})
_TOWARDS = frozenset({"on", "against", "at", "in", "to", "from", "of", "into"})
_PLACE_ENTS = frozenset({"GPE", "LOC", "FAC"})
_MEANWHILE = frozenset({"amid", "amidst", "during", "after", "before", "since", "until", "despite", "following"})
_BREAKS = frozenset({"advcl", "relcl", "ccomp", "parataxis"})


def family_of(noun: Token) -> str | None:
    """The family of a party noun (armed, forces, civilian, captive, authority), or None."""
    parties = load_parties()
    return parties.get(noun.lower_) or parties.get(noun.lemma_.lower())


def is_people(noun: Token) -> bool:
    """A noun or number that stands for persons: a party noun, a person's name, a people, or a bare number."""
    if family_of(noun) is not None or noun.ent_type_ in {"PERSON", "NORP"} or noun.text in load_demonyms():
        return True
    if noun.pos_ == "NUM" or noun.lower_ in {"dozens", "hundreds", "thousands", "scores", "others", "many", "several"}:
        return not any(is_place(child) for child in noun.children)
    if noun.lower_ in _ANYBODY or (noun.pos_ == "NOUN" and _is_somebody(noun)):
        return True
    if noun.lemma_.lower() in load_context("told thing"):
        return False
    return any(is_people(inner) for inner in under(noun, frozenset({"of"})))


def _is_somebody(noun: Token) -> bool:
    """A noun for a person by what one is or does, as those who speak are called: a nurse, an engineer."""
    role = find_role(noun.text, noun.lemma_)
    return role is not None and role.sense == "person" and noun.lemma_.lower() not in _HEADS_OF


def is_place(noun: Token) -> bool:
    """A noun that stands for ground or a building, or a name that is not known as a party."""
    if noun.lower_ in load_context("place") or noun.lemma_.lower() in load_context("place"):
        return True
    if family_of(noun) is not None:
        return False
    if noun.ent_type_ in _PLACE_ENTS:
        return True
    if noun.pos_ == "PROPN" and noun.ent_type_ not in {"PERSON", "NORP", "ORG", "DATE", "TIME"}:
        return find_body(noun.text) is None
    return any(is_place(inner) for inner in under(noun, frozenset({"of"})))


def is_armed(noun: Token) -> bool:
    """A noun for people under arms, or the name of a body known to the lexicon, or a country that acts."""
    family = family_of(noun)
    if family is not None:
        return family in {"armed", "forces"}
    return find_body(noun.text) is not None


def nearby_weapons(trigger: Token, words: Sequence[Token], families: frozenset[str]) -> bool:
    """Whether a weapon of some families belongs to a trigger: under it, its subject's or just before it."""
    found = _weapons_in(words[0].doc, words[0].i, words[-1].i + 1) if words else ()
    return any(weapon.family in families and any(belongs(word, trigger) for word in tokens) for tokens, weapon in found)


@lru_cache(maxsize=1)
def _weapons_in(doc: Doc, start: int, stop: int) -> tuple[tuple[tuple[Token, ...], Weapon], ...]:
    """The weapons of a clause, found once for all of its happenings."""
    words = tuple(token for token in doc[start:stop] if not token.is_space)
    return tuple((words[first:last], weapon) for first, last, weapon in find_weapons([word.text for word in words]))


def belongs(word: Token, trigger: Token) -> bool:
    """Whether a weapon's word stands with a happening: under it, before it, or as its subject or object."""
    if word.i == trigger.i or 0 < trigger.i - word.i <= 2:
        return True
    if trigger.dep_ in {"compound", "amod"} and trigger.head.i == word.i:
        return True
    governor = trigger if is_verbal(trigger) else carried_by(trigger)
    if word.dep_ == "pobj" and word.head.lower_ in _MEANWHILE:
        return False
    for above in climb(word):
        if above.i == trigger.i:
            return True
        if above.dep_ == "pobj" and above.head.lower_ in _MEANWHILE:
            return False
        if governor is not None and above.i == governor.i:
            return is_verbal(trigger) or _shares(word, trigger, governor)
        if is_verbal(above) and above.dep_ in _BREAKS:
            return False
    return False


def _shares(word: Token, trigger: Token, governor: Token) -> bool:
    """A weapon and a nominal happening under one verb belong together as its subject and its object."""

    def branch(token: Token) -> str:
        below = token
        for above in climb(token):
            if above.i == governor.i:
                return below.dep_
            below = above
        return ""

    return {branch(word), branch(trigger)} <= {"nsubj", "dobj", "agent", "nsubjpass", "prep"} and branch(
        word
    ) != branch(trigger)


def _things(trigger: Token, words: Sequence[Token]) -> tuple[Token, ...]:
    """What a trigger is done to: by the parse, else the nouns that follow closely, else those that precede."""
    if is_verbal(trigger):
        found = objects_of(trigger)
        if found:
            return found
    if trigger.dep_ == "amod":
        return (trigger.head,)
    nominal = trigger.pos_ in {"NOUN", "PROPN"} and not trigger.text.lower().endswith("ed")
    if nominal and not is_headline_verb(trigger):
        return under(trigger, _TOWARDS)
    after = [word for word in words if 0 < word.i - trigger.i <= _NEAR and word.pos_ in {"NOUN", "PROPN", "NUM"}]
    before = [word for word in words if 0 < trigger.i - word.i <= _NEAR and word.pos_ in {"NOUN", "PROPN", "NUM"}]
    return tuple(after[:2]) or tuple(before[-2:])


def _movers(trigger: Token, words: Sequence[Token]) -> tuple[Token, ...]:
    if is_verbal(trigger):
        found = (*agents_of(trigger), *objects_of(trigger))
        if found:
            return found
    before = [word for word in words if 0 < trigger.i - word.i <= _NEAR and word.pos_ in {"NOUN", "PROPN"}]
    return tuple(before[-2:])


def _given(trigger: Token) -> tuple[Token, ...]:
    """With what a verb serves people: "reached 900 people with hot meals"."""
    return under(trigger, frozenset({"with"})) if is_verbal(trigger) else ()


def _has(words: Sequence[Token], family: str) -> bool:
    context = load_context(family)
    return any(word.lower_ in context or word.lemma_.lower() in context for word in words)


def _moves(noun: Token) -> bool:
    return (
        is_people(noun)
        or noun.lower_ in _PRONOUNS
        or noun.lower_ in load_context("transport")
        or find_body(noun.text) is not None
        or bool(find_weapons([noun.text]))
        or any(_moves(inner) for inner in under(noun, frozenset({"of"})))
    )


def _labour(trigger: Token, words: Sequence[Token]) -> bool:
    held = (*trigger.lefts, *under(trigger, frozenset({"by", "over", "for"})))
    before = [word for word in words if word.i == trigger.i - 1]
    return _has(held, "labour") or any(word.lower_ == "on" for word in before)


def _armed(trigger: Token, words: Sequence[Token]) -> bool:
    if any(is_armed(word) for word in words if word.pos_ in {"NOUN", "PROPN", "ADJ"}):
        return True
    violent = {"strike", "attack", "raid", "shelling", "bombardment", "explosion", "blast"}
    return bool(find_weapons([word.text for word in words])) or any(word.lemma_.lower() in violent for word in words)


def _leaves_by_convoy(trigger: Token, words: Sequence[Token]) -> bool:
    own = objects_of(trigger) if is_verbal(trigger) and not is_passive(trigger) else ()
    if own and not any(is_people(noun) or is_place(noun) for noun in own):
        return False
    return _has(words, "convoy") and any(_moves(noun) for noun in _movers(trigger, words))


def _hit_place(trigger: Token, words: Sequence[Token]) -> bool:
    """A place hit by people or weapons, not by nature or hardship."""
    return not _has(words, "hardship") and any(is_place(noun) for noun in _things(trigger, words))


def _departs(trigger: Token, words: Sequence[Token]) -> bool:
    """Somebody goes somewhere: no object but a place ("left the camp", not "left ten people dead")."""
    passive = is_verbal(trigger) and is_passive(trigger)
    if passive and trigger.lemma_.lower() in _ACTIVE_ONLY:
        return False
    own = objects_of(trigger) if is_verbal(trigger) and not passive else ()
    if any(not is_place(noun) for noun in own) and any(_moves(noun) or noun.pos_ == "ADJ" for noun in own):
        return False
    return any(_moves(noun) for noun in _movers(trigger, words))


def _leaves_home(trigger: Token, words: Sequence[Token]) -> bool:
    civilian = any(family_of(noun) == "civilian" for noun in _movers(trigger, words))
    return civilian and _has(objects_of(trigger) if is_verbal(trigger) else (), "home")


def _falls(trigger: Token, words: Sequence[Token]) -> bool:
    """A place falls to somebody, or a town, post or hill falls without more."""
    subjects = _movers(trigger, words)
    if any(noun.lower_ in load_context("fall") or noun.ent_type_ == "GPE" for noun in subjects):
        return not any(child.dep_ in {"dobj", "acomp"} for child in trigger.children)
    into = under(trigger, frozenset({"to", "under", "into"}))
    taken = any(is_armed(noun) for noun in into) and any(noun.pos_ == "PROPN" for noun in subjects)
    return taken or (bool(into) and any(is_place(noun) for noun in subjects))


_NEEDS: dict[str, Callable[[Token, Sequence[Token]], bool]] = {
    "": lambda _trigger, _words: True,
    "speech": lambda _trigger, _words: True,
    "air": lambda trigger, words: nearby_weapons(trigger, words, frozenset({"air"})),
    "missile": lambda trigger, words: nearby_weapons(trigger, words, frozenset({"missile", "armour", "naval"})),
    "explosive": lambda trigger, words: nearby_weapons(trigger, words, frozenset({"explosive"})),
    "people": lambda trigger, words: any(is_people(noun) for noun in _things(trigger, words)),
    "captive": lambda trigger, words: any(_captive(noun) for noun in _things(trigger, words)),
    "soldier": lambda trigger, words: any(family_of(noun) in {"armed", "forces"} for noun in _things(trigger, words)),
    "camera": lambda trigger, words: any(
        noun.lemma_.lower() in {"camera", "video", "footage", "photo", "picture", "image", "clip"}
        for noun in _movers(trigger, words)
    ),
    "of place": lambda trigger, _words: any(is_place(noun) for noun in under(trigger, frozenset({"of"}))),
    "held": lambda trigger, words: (
        is_verbal(trigger)
        and is_passive(trigger)
        and any(family_of(noun) is not None or noun.pos_ == "NUM" for noun in _things(trigger, words))
    ),
    "held place": lambda trigger, words: (
        is_verbal(trigger) and is_passive(trigger) and any(is_armed(noun) for noun in agents_of(trigger))
    ),
    "agreeing": lambda trigger, words: any(
        is_people(noun) or find_body(noun.text) is not None or noun.lower_ in _PRONOUNS
        for noun in _movers(trigger, words)
    ),
    "place": lambda trigger, words: any(is_place(noun) for noun in _things(trigger, words)),
    "post": lambda trigger, words: _has(_things(trigger, words), "post"),
    "vehicle": lambda trigger, words: _has(_things(trigger, words), "vehicle"),
    "aid": lambda trigger, words: _has(
        [inner for noun in (*_movers(trigger, words), *_given(trigger)) for inner in noun.subtree], "aid"
    ),
    "of aid": lambda trigger, _words: _has([*under(trigger, frozenset({"of"}))], "aid"),
    "landing": lambda _trigger, words: any(is_armed(word) for word in words) and not _has(words, "aid"),
    "deal": lambda trigger, words: _has(_things(trigger, words), "deal"),
    "hit place": _hit_place,
    "weapon": lambda trigger, words: any(
        find_weapons([inner.text for inner in noun.subtree]) for noun in _things(trigger, words)
    ),
    "forces": lambda trigger, words: any(
        is_armed(noun) or bool(find_weapons([noun.text])) for noun in _things(trigger, words)
    ),
    "departs": _departs,
    "dead": lambda trigger, words: any(word.i > trigger.i and word.lower_ == "dead" for word in words),
    "armed": _armed,
    "labour": _labour,
    "convoy": _leaves_by_convoy,
    "home": _leaves_home,
    "under": lambda trigger, words: (
        trigger.dep_ == "pobj"
        and trigger.head.lower_ == "under"
        and any(child.dep_ == "poss" or child.lower_ == "of" for child in trigger.children)
        and any(is_armed(word) or word.lower_ in {"our", "its", "their"} for word in words)
    ),
    "stands": lambda trigger, words: not _has(_movers(trigger, words), "deal"),
    "fell": _falls,
    "establish": lambda _trigger, words: any(
        word.lemma_.lower() in {"establish", "build", "erect", "set"} for word in words
    ),
}


def _captive(noun: Token) -> bool:
    if family_of(noun) == "captive" or any(family_of(child) == "captive" for child in noun.children):
        return True
    clauses = (child for child in noun.rights if child.dep_ in {"relcl", "acl"} and is_people(noun))
    return any(clause.lemma_.lower() in _TAKEN for clause in clauses)


def fits(entry: KindEntry, trigger: Token, words: Sequence[Token]) -> bool:
    """Whether what an entry needs beside it stands there."""
    return _NEEDS[entry.needs](trigger, words)


def is_compound_part(trigger: Token) -> bool:
    """A happening's word that only names a thing: "attack helicopters", "bomb squad", "Human Rights Watch"."""
    if trigger.dep_ not in {"compound", "nmod"} or trigger.head.i <= trigger.i:
        return False
    head = trigger.head
    return head.lower_ in load_context("weapon carrier") or head.lemma_.lower() in load_context("weapon carrier")


def only_describes(trigger: Token) -> bool:
    """A word that tells no happening of its own: "wounded" before people, or the law in "violates agreements".

    Nor does "withdrew" of what one says, asks or offers.
    """
    lemma = trigger.lemma_.lower()
    if lemma == "withdraw" and is_verbal(trigger) and _has(objects_of(trigger), "taken back"):
        return True
    if trigger.lower_ in {"wounded", "injured", "displaced"} and trigger.dep_ == "amod" and trigger.head.i > trigger.i:
        return is_people(trigger.head)
    if trigger.lower_ in {"occupied", "besieged", "surrounding"} and _is_attributive(trigger):
        return True
    if lemma not in load_context("law"):
        return False
    if any(child.lower_ in {"international", "global", "bilateral"} for child in trigger.children):
        return True
    governor = trigger.head.head if trigger.dep_ == "pobj" else trigger.head
    under = trigger.dep_ == "pobj" and trigger.head.lower_ == "under" and trigger.tag_ in {"NNS", "NNPS"}
    plural = trigger.tag_ in {"NNS", "NNPS"} and governor.lemma_.lower() in load_context("breach")
    return under or plural


def _is_attributive(trigger: Token) -> bool:
    """ "The occupied town", "the wall surrounding the yard": a participle that says which place, not what happened."""
    before_noun = trigger.dep_ == "amod" and trigger.head.i > trigger.i
    things = objects_of(trigger) if trigger.lower_ == "surrounding" else ()
    standing = trigger.lower_ == "surrounding" and trigger.dep_ == "acl" and not is_people(trigger.head)
    return before_noun or (standing and bool(things))
