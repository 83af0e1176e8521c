"""What else became of the same counted: "two were detained and later released", "captured and shot eight soldiers"."""

from spacy.tokens import Token

from marsad.claims.counts.counted import Counted
from marsad.claims.counts.measures import HARM, pick
from marsad.claims.counts.wording import Wording
from marsad.lexicon.counting import load_measures, match_phrase
from marsad.model.claims import Measure

_FRAMES = frozenset({"object", "passive", "state"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})


def count_joined(wording: Wording, one: Counted) -> tuple[tuple[Measure, int], ...]:
    """The measure and the place of each verb joined by "and" or "but" to the one that counts, with the same people.

    Two verbs of harm are left to one figure: nobody knows how many of each "killed and wounded 30" are.
    """
    if one.toll or one.rule not in {"right", "left"} or not 0 <= one.place < len(wording):
        return ()
    verb = wording.token(one.place)
    if verb.pos_ != "VERB":
        return ()
    joined = [child for child in verb.rights if child.dep_ == "conj"] if one.rule == "right" else []
    if one.rule == "left" and verb.dep_ == "conj" and not any(child.dep_ in _SUBJECTS for child in verb.lefts):
        joined = [verb.head]
    found = (_read(wording, one, each) for each in joined if _is_of_the_same(each, one.rule))
    return tuple(each for each in found if each is not None)


def _is_of_the_same(verb: Token, rule: str) -> bool:
    """A verb done to the same people: no subject or object of its own, no modal, and not negated."""
    own = {child.dep_ for child in verb.children}
    barred = {"neg", "aux", "dobj"} | (_SUBJECTS if rule == "right" else frozenset())
    return verb.pos_ == "VERB" and not own & barred


def _read(wording: Wording, one: Counted, verb: Token) -> tuple[Measure, int] | None:
    place = verb.i - wording.start
    found = match_phrase(load_measures(), wording.words, place) if 0 <= place < len(wording) else None
    word = pick(found[0], one.group, _FRAMES if one.rule == "left" else _FRAMES | {"subject"}) if found else None
    if word is None or word.measure is one.measure or {word.measure, one.measure} <= HARM:
        return None
    return word.measure, place
