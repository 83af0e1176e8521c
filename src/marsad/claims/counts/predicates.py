"""The predicate behind a counted group: a walk to the right, over what may stand between, to a measure word."""

from collections.abc import Mapping
from dataclasses import dataclass

from marsad.claims.counts.groups import Group
from marsad.claims.counts.numbers import Number
from marsad.claims.counts.wording import Wording
from marsad.lexicon.counting import (
    MeasureWord,
    load_count_words,
    load_groups,
    load_measures,
    load_number_words,
    match_phrase,
)

_BE = load_count_words("be")
_HAVE = load_count_words("have")
_NEGATIONS = load_count_words("negation")
_ENDS = load_count_words("stop")
_TURNS = load_count_words("turn")
_RELATIVES = frozenset({"who", "which", "that"})
_LINKING = load_count_words("linking")
_WHEN = frozenset({"last", "this", "earlier", "early", "late", "later", "next", "previously"})
_JOINS = frozenset({",", "and", "or", "with", "as", "&", "plus", "alongside", "besides", "to", "while", "including"})
_PREPOSITIONS = load_count_words("preposition")
_NO_OBJECT = load_count_words("after_verb")
_AMONG_THEM = ("among", "them")
_OF_THE = ("of", "the")
_STEPS = 40

Predicate = tuple[tuple[MeasureWord, ...], int, frozenset[str]]
"""The measure words found, the place, and the frames that the voice allows."""


@dataclass(slots=True)
class _Voice:
    be: bool = False
    weak: "Predicate | None" = None
    have: bool = False
    crossed: bool = False
    inside: bool = False


def follow_group(wording: Wording, number: Number, group: Group, starts: Mapping[int, int]) -> tuple[Predicate, ...]:
    """The measure words behind the group that can be its predicate, the likelier first; at most two.

    Names, places and further members of the list may stand between; a verb, a new clause or a negation ends the walk.
    Another number must be joined to this one by a comma or a conjunction. A participle without auxiliary yields to a
    finite predicate behind it: "people wounded in the raid died".
    """
    voice, place = _Voice(), max(group.end, number.end)
    for _ in range(_STEPS):
        if place >= len(wording) or wording.at(place) in _ENDS:
            return _or_weak(voice)
        word = wording.at(place)
        if place in starts and place == number.end + 2 and wording.words[number.end : place] == _OF_THE:
            place = _pass_state(wording, starts[place])
            continue
        if place in starts:
            joined = wording.at(place - 1) in _JOINS or wording.words[place - 2 : place] == _AMONG_THEM
            apart = wording.at(starts[place]) == "of" and wording.at(starts[place] + 1) in {"whom", "which"}
            if voice.weak or not joined or apart or not _may_cross(wording, number, place):
                return _or_weak(voice)
            voice.crossed, voice.be, voice.have = True, False, False
            place = starts[place]
            continue
        step = _step(wording, group, voice, place, word)
        if isinstance(step, tuple):
            return (step, *_or_weak(voice))
        if step is None:
            return _or_weak(voice)
        place = step
    return _or_weak(voice)


def _pass_state(wording: Wording, place: int) -> int:
    """ "three of the five wounded later died": what the whole suffered is not what became of the part."""
    found = match_phrase(load_measures(), wording.words, place)
    return found[1] if found is not None and any(word.frame == "state" for word in found[0]) else place


def _or_weak(voice: _Voice) -> tuple[Predicate, ...]:
    return (voice.weak,) if voice.weak is not None else ()


def _may_cross(wording: Wording, number: Number, place: int) -> bool:
    """ "In a raid on 12 homes, 5 people died": a number behind a preposition shares nothing across a comma."""
    return not (wording.at(place - 1) == "," and wording.at(number.start - 1) in _PREPOSITIONS)


def _step(wording: Wording, group: Group, voice: _Voice, place: int, word: str) -> Predicate | int | None:
    if word == "(":
        return _skip_brackets(wording, place)
    if word == "since" and wording.at(place - 1) in _HAVE:
        return place + 1
    if word in _NEGATIONS or word in _TURNS:
        return None
    if word in _BE or word in _HAVE:
        voice.be, voice.have = voice.be or word in _BE, voice.have or word in _HAVE
        return place + 1
    if wording.at(place + 1) == "-" and wording.joined(place):
        return place + 1
    found = match_phrase(load_measures(), wording.words, place)
    if found is not None and (place == group.end or not _is_noun(wording, place)):
        return _weigh(wording, voice, group, place, found)
    if word in _LINKING or word in _RELATIVES:
        voice.inside = voice.inside or (word in _RELATIVES and place == group.end)
        return place + 1
    if wording.token(place).pos_ == "VERB" and not _is_reduced(wording, voice, place):
        return None
    return place + 1


def _skip_brackets(wording: Wording, place: int) -> int | None:
    for end in range(place, min(place + 20, len(wording))):
        if wording.at(end) == ")":
            return end + 1
    return None


def _is_noun(wording: Wording, place: int) -> bool:
    """A word that also names a thing ("houses", "shelter") and stands as a noun here."""
    return match_phrase(load_groups(), wording.words, place) is not None and wording.token(place).pos_ in {
        "NOUN",
        "PROPN",
    }


def _is_reduced(wording: Wording, voice: _Voice, place: int) -> bool:
    """A participle without auxiliary, which only describes: "people living near the border were killed"."""
    return wording.token(place).tag_ in {"VBN", "VBG"} and not voice.be and not voice.have


def _weigh(
    wording: Wording, voice: _Voice, group: Group, place: int, found: tuple[tuple[MeasureWord, ...], int]
) -> Predicate | int | None:
    """Link, go on, or stop at a measure word, by its voice and by what follows it."""
    words, end = found
    frames = {word.frame for word in words}
    if not frames & {"object", "passive", "subject", "state"}:
        return end
    form = words[0].form
    if form == "plain" and wording.token(place).pos_ == "NOUN" and wording.at(end) == "of":
        return end
    if frames & {"subject"} and _links_state(wording, words, end):
        return end
    if form == "ing" and wording.at(place - 1) != "being" and "subject" not in frames:
        return None
    has_object = _has_object(wording, end)
    passive = (form == "past" and (voice.be or not voice.have)) or wording.at(place - 1) == "being"
    if "state" in frames and (voice.be or voice.crossed or not has_object):
        passive = True
    if passive and (voice.be or not has_object):
        doubled = _is_doubled(wording, words, end)
        if doubled:
            return None
        allowed = frozenset({"object", "passive", "state"}) | _also_subject(frames)
        return _settle(voice, (words, place, allowed), end, finite=frames == {"subject"} and form != "ing")
    if "subject" in frames and not _counts_next(wording, end):
        if _is_state_of_mind(wording, words, end):
            return None
        return _settle(voice, (words, place, frozenset({"subject"})), end, finite=form != "ing")
    return None


def _settle(voice: _Voice, predicate: Predicate, end: int, finite: bool = False) -> Predicate | int:
    """A finite predicate ends the walk; a bare participle or a relative clause waits for one: "people who had been
    taken were freed".
    """
    if voice.inside and voice.weak is None:
        voice.weak, voice.be, voice.have, voice.inside = predicate, False, False, False
        return end
    if voice.be or finite or voice.crossed:
        return predicate
    voice.weak = voice.weak or predicate
    return end


def _is_state_of_mind(wording: Wording, words: tuple[MeasureWord, ...], end: int) -> bool:
    """ "remains unknown", "live happily": being so and so is not being there."""
    present = any(word.measure == "present" for word in words)
    unknown = wording.at(end) in {"unknown", "unclear", "uncertain", "unidentified"}
    return present and end < len(wording) and (unknown or wording.token(end).pos_ == "ADJ")


def _also_subject(frames: set[str]) -> frozenset[str]:
    return frozenset({"subject"}) if "subject" in frames else frozenset()


def _links_state(wording: Wording, words: tuple[MeasureWord, ...], end: int) -> bool:
    """ "remain missing": a verb that only links to the state behind it."""
    if not any(word.measure == "present" for word in words):
        return False
    place = end + 1 if wording.at(end) in {"still", "also"} else end
    found = match_phrase(load_measures(), wording.words, place)
    return found is not None and any(word.frame in {"state", "object"} for word in found[0])


def _has_object(wording: Wording, end: int) -> bool:
    """Whether a noun phrase follows that the verb would govern; a day of the week is none."""
    if end >= len(wording) or wording.at(end) in _NO_OBJECT:
        return False
    word, token = wording.at(end), wording.token(end)
    if token.pos_ == "NUM" and _opens_next(wording, end + 1):
        return False
    if word in load_number_words("weekday") | load_number_words("month") | _WHEN:
        return False
    if token.pos_ == "ADV":
        return end + 1 < len(wording) and wording.token(end + 1).pos_ in {"NUM", "DET"}
    return token.pos_ in {"NUM", "DET", "NOUN", "PROPN", "PRON", "ADJ"}


def _opens_next(wording: Wording, place: int) -> bool:
    """ "10 civilians killed 15 injured": the next figure has a state of its own and no object of this one."""
    found = match_phrase(load_measures(), wording.words, place)
    return found is not None and any(word.frame in {"object", "state"} and word.form != "ing" for word in found[0])


def _counts_next(wording: Wording, end: int) -> bool:
    return end < len(wording) and wording.token(end).pos_ == "NUM"


def _is_doubled(wording: Wording, words: tuple[MeasureWord, ...], end: int) -> bool:
    """ "30 people were killed or injured": one figure for two measures counts neither."""
    if wording.at(end) not in {"and", "or", "/", "&"}:
        return False
    place = end + 2 if wording.at(end + 1) in {"seriously", "critically", "badly"} else end + 1
    found = match_phrase(load_measures(), wording.words, place)
    if found is None or _has_object(wording, found[1]):
        return False
    first = {word.measure for word in words}
    harm = {"killed", "injured", "missing"}
    return any(word.measure in harm and word.measure not in first for word in found[0]) and bool(first & harm)
