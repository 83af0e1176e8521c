"""What a number counts: the word that kills, frees or destroys the group, found left of it, right of it, by parse."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from marsad.claims.counts.groups import Group
from marsad.claims.counts.numbers import Number
from marsad.claims.counts.predicates import follow_group
from marsad.claims.counts.wording import Wording
from marsad.lexicon.counting import (
    MeasureWord,
    load_count_words,
    load_groups,
    load_measures,
    match_phrase,
    match_phrase_before,
    phrase_words,
)
from marsad.model.claims import Measure

HARM = frozenset({Measure.KILLED, Measure.INJURED, Measure.MISSING})
_PERSONAL = HARM | {Measure.DETAINED, Measure.RELEASED}
_DISPLACED = frozenset({"displaced person", "internally displaced person", "idp"})
_HELD = frozenset({"hostage", "captive", "abductee", "kidnap victim"})
_BE = frozenset({"was", "were", "been", "be", "is", "are", "being"})
_BODIES = frozenset({"family", "group", "team", "crew", "party", "batch", "band"})
_STAY = frozenset({"were", "are"})
_NEGATIONS = frozenset({"not", "n't", "never", "without", "no", "avoid", "avoided", "prevent", "prevented"})
_SKIPPED = frozenset({"the", "these", "those", "all", "its", "their", "his", "her", "our", "in", "another", '"', "“"})
_TOLLS = load_count_words("toll")
_HARMED = load_count_words("harmed")
_STEPS = 5
_UNIT_STEPS = 3
_COMPOUNDING = frozenset({"-", "related"})
_EXCHANGING = frozenset({"exchanged", "swapped", "traded"})
_AROUND_TIME = frozenset({",", "at", "on", "in", "of", "early", "late"})
_FAR_BEFORE = 16


@dataclass(frozen=True, slots=True)
class Link:
    """What a number counts and the place of the word that says so; `rule` names how it was found."""

    measure: Measure
    place: int
    rule: str


def fits(word: MeasureWord, group: Group) -> bool:
    """Whether a measure word takes such a group; a noun that no lexicon knows is taken at the word's own side."""
    if not group.named:
        return "person" in word.things or not word.things
    if group.word is None:
        return word.measure not in {Measure.MOVED, Measure.FIRED}
    return group.word.thing in word.things if word.things else group.word.thing not in {"place", "other", "munition"}


def pick(words: Iterable[MeasureWord], group: Group, frames: frozenset[str]) -> MeasureWord | None:
    """The first sense of a measure word that has one of the frames and takes the group."""
    return next((word for word in words if word.frame in frames and fits(word, group)), None)


_OF = frozenset({"of"})
_AMONG = frozenset({"object", "state", "passive"})
_COMPANY = phrase_words(("along with", "together with", "accompanied by", "and also"))
_INCLUDE = frozenset({"include", "includes", "included", "including"})
_ACTIVE = frozenset({"object", "active"})
_UNIT = frozenset({"unit"})


def link_unit(wording: Wording, number: Number) -> Link | None:
    """ "12 deaths", "dozens of serious injuries", "five of the dead": the noun itself is what is counted."""
    place = number.end + 1 if wording.at(number.end) == "of" else number.end
    definite = wording.at(place) in {"the", "those"}
    place += definite
    skipped = 0
    while skipped < _UNIT_STEPS:
        found = match_phrase(load_measures(), wording.words, place)
        if found is not None:
            return _take_unit(wording, found, place, definite)
        if place < len(wording) and wording.at(place) in _COMPOUNDING:
            place += 1
            continue
        if place >= len(wording) or wording.token(place).pos_ not in {"ADJ", "NOUN"}:
            return None
        skipped += 1
        people = match_phrase(load_groups(), wording.words, place)
        if people is not None and people[0].plural:
            return None
        place += 1
    return None


def _take_unit(wording: Wording, found: tuple[tuple[MeasureWord, ...], int], place: int, definite: bool) -> Link | None:
    """ "three of the wounded died" counts the dead, "12 dead" is left to the predicate, a "death toll" counts none."""
    words, end = found
    after = end + 1 if wording.at(end) in _BE | {"have", "has", "had", "later"} else end
    if definite and match_phrase(load_measures(), wording.words, after) is not None:
        return None
    unit = next((word for word in words if word.frame == "unit"), None)
    state = end == place + 1 and wording.at(place) in _HARMED
    noun = definite or wording.token(place).pos_ == "NOUN" or not state
    return Link(unit.measure, place, "unit") if unit is not None and noun and wording.at(end) not in _TOLLS else None


def link_left(wording: Wording, number: Number, group: Group) -> Link | None:
    """ "killed 12", "the death of 12", "home to 12": a measure word just before the number, in the active voice."""
    place = number.start
    for _ in range(_STEPS):
        found = match_phrase_before(load_measures(), wording.words, place)
        if found is not None:
            words, start = found
            return _take_left(wording, words, start, place, group)
        if wording.at(place - 1) == "of":
            body = _before_body(wording, place - 2)
            if body is None:
                return _link_noun(wording, place - 1, group)
            place = body
            continue
        if place < 1 or not _may_skip(wording, place - 1):
            break
        place -= 1
    return (
        _link_among(wording, number, group)
        or _link_company(wording, number, group)
        or _link_others(wording, number, group)
        or _link_exchanged(wording, number)
    )


def _link_exchanged(wording: Wording, number: Number) -> Link | None:
    """ "45 soldiers were exchanged for 38 fighters": those on the other side are free too."""
    if wording.at(number.start - 1) not in {"for", "with"}:
        return None
    for at in range(number.start - 2, max(-1, number.start - 5), -1):
        if wording.at(at) in _EXCHANGING:
            return Link(Measure.RELEASED, at, "exchanged")
    return None


def _link_others(wording: Wording, number: Number, group: Group) -> Link | None:
    """ "It killed Omar Said, a trader from the north, and six others": they came to the same harm."""
    after = number.end + 1
    if wording.at(number.end) != "others" or wording.at(number.start - 1) != "and":
        return None
    if after < len(wording) and wording.token(after).pos_ not in {"PUNCT", "ADP", "SCONJ"}:
        return None
    for at in range(number.start - 2, max(-1, number.start - _FAR_BEFORE), -1):
        found = match_phrase(load_measures(), wording.words, at)
        word = pick(found[0], group, _AMONG | {"subject"}) if found else None
        if word is not None and word.measure in HARM:
            return Link(word.measure, at, "company")
    return None


def _link_company(wording: Wording, number: Number, group: Group) -> Link | None:
    """ "he was killed along with his three sons": in company with one who came to harm."""
    place = number.start - 1 if wording.at(number.start - 1) in _SKIPPED else number.start
    if wording.words[max(0, place - 2) : place] not in _COMPANY:
        return None
    for at in range(place - 3, max(-1, place - 7), -1):
        found = match_phrase(load_measures(), wording.words, at)
        word = pick(found[0], group, _AMONG | {"subject"}) if found else None
        if word is not None and word.measure in _PERSONAL:
            return Link(word.measure, at, "left")
    return None


def _link_among(wording: Wording, number: Number, group: Group) -> Link | None:
    """ "among those killed were 12", "the dead included 12": the measure word stands before the verb of being."""
    if wording.at(number.start - 1) not in _BE | _INCLUDE:
        return None
    for place in range(number.start - 2, max(-1, number.start - 8), -1):
        found = match_phrase(load_measures(), wording.words, place)
        word = pick(found[0], group, _AMONG) if found else None
        if word is not None and wording.at(place - 1) in {"those", "the", "people"}:
            return Link(word.measure, place, "left")
    return None


def link_of_those(wording: Wording, number: Number, group: Group) -> Link | None:
    """ "of those killed, three were women": the harm that the opening names."""
    for place in range(number.start - 1, max(-1, number.start - 10), -1):
        found = match_phrase(load_measures(), wording.words, place)
        word = pick(found[0], group, _AMONG) if found else None
        if word is not None:
            return Link(word.measure, place, "of those")
    return None


def _before_body(wording: Wording, place: int) -> int | None:
    """Where "a family of six" starts: the number counts the family's own."""
    if wording.at(place) not in _BODIES:
        return None
    while place > 0 and (wording.at(place - 1) in {"a", "an", "the"} or wording.token(place - 1).pos_ == "ADJ"):
        place -= 1
    return place


def _may_skip(wording: Wording, place: int) -> bool:
    return wording.at(place) in _SKIPPED or (wording.token(place).pos_ == "ADV" and wording.at(place).isalpha())


def _link_noun(wording: Wording, of: int, group: Group) -> Link | None:
    found = match_phrase_before(load_measures(), wording.words, of)
    if found is None:
        return None
    words, start = found
    word = pick(words, group, _OF)
    return Link(word.measure, start, "of") if word is not None else None


def _take_left(wording: Wording, words: tuple[MeasureWord, ...], start: int, end: int, group: Group) -> Link | None:
    word = pick(words, group, _ACTIVE | (_OF if wording.at(end - 1) in {"to", "by", "with"} else frozenset()))
    if word is None or (word.form == "past" and wording.at(start - 1) in _BE):
        return None
    if _has_own_state(wording, start, end, group):
        return None
    before = {wording.at(place) for place in range(start - 3, start)}
    if before & _NEGATIONS or _is_doubled(wording, start, word):
        return None
    captive = group.word is not None and (group.word.singular in _HELD or group.word.thing == "captive")
    held = word.measure is Measure.PRESENT and captive
    return Link(Measure.DETAINED if held else word.measure, start, "left")


def _has_own_state(wording: Wording, start: int, end: int, group: Group) -> bool:
    """ "10 civilians killed 15 injured in": no comma, and the bare number's state right behind it."""
    if group.named or wording.token(start - 1).pos_ not in {"NOUN", "PROPN", "NUM"} if start else True:
        return False
    found = match_phrase(load_measures(), wording.words, end + 1)
    return found is not None and any(word.frame in {"object", "state"} for word in found[0]) and start > 0


def _is_doubled(wording: Wording, start: int, word: MeasureWord) -> bool:
    """ "killed or wounded 30": one figure for two measures counts neither."""
    if wording.at(start - 1) not in {"and", "or", "/", "&"}:
        return False
    found = match_phrase_before(load_measures(), wording.words, start - 1)
    return found is not None and any(
        other.measure in HARM and other.measure is not word.measure and other.frame == "object" for other in found[0]
    )


def link_right(wording: Wording, number: Number, group: Group, starts: Mapping[int, int]) -> Link | None:
    """ "12 were killed", "12 dead", "12 soldiers and a guard died": the predicate behind the group."""
    for words, place, frames in follow_group(wording, number, group, starts):
        word = pick(words, group, frames)
        near = place == group.end or (group.word is not None) or not group.named or wording.at(place - 1) in _BE
        if word is not None and near:
            return Link(word.measure, place, "right")
    return None


def link_late(wording: Wording, number: Number, group: Group) -> Link | None:
    """ "Arrested at dawn today, Monday, nine citizens": only a time stands between the verb and whom it is done to."""
    place, timed = number.start, False
    while place > 0 and (_is_time(wording, place - 1) or (wording.at(place - 1) in _AROUND_TIME and place > 1)):
        place -= 1
        timed = timed or _is_time(wording, place)
    found = match_phrase_before(load_measures(), wording.words, place) if timed else None
    return _take_left(wording, *found, place, group) if found is not None and group.named else None


def _is_time(wording: Wording, place: int) -> bool:
    return wording.token(place).ent_type_ in {"DATE", "TIME"}


def link_quality(wording: Wording, group: Group) -> Link | None:
    """ "12 wounded civilians", where no other word says what became of them."""
    if group.quality is None:
        return None
    found = match_phrase(load_measures(), wording.words, group.quality)
    word = pick(found[0], group, frozenset({"object", "state"})) if found else None
    return Link(word.measure, group.quality, "quality") if word is not None else None


_BY_DEP = {
    "dobj": _ACTIVE,
    "obj": _ACTIVE,
    "nsubjpass": frozenset({"object", "passive", "state"}),
    "nsubj": frozenset({"subject"}),
}


def link_parse(wording: Wording, number: Number, group: Group) -> Link | None:
    """What the parse makes of it, where the words between are too many: the verb whose object or subject it is."""
    token = wording.token(group.head if group.named else number.core)
    for _ in range(4):
        if token.dep_ not in {"conj", "appos", "nummod", "quantmod", "compound"}:
            break
        token = token.head
    place = token.head.i - wording.start
    frames = _BY_DEP.get(token.dep_)
    if frames is None or not 0 <= place < len(wording) or _is_negated(token.head):
        return None
    found = match_phrase(load_measures(), wording.words, place)
    word = pick(found[0], group, frames) if found else None
    if word is None or group.word is None or _is_doubled(wording, place, word):
        return None
    return Link(word.measure, place, "parse")


def link_held(wording: Wording, group: Group) -> Link | None:
    """ "650 of the detainees were under age 18": captives of whom nothing else is said are held, the displaced
    displaced.
    """
    if group.word is not None and group.word.singular in _DISPLACED and group.word.plural:
        return Link(Measure.DISPLACED, group.head, "held")
    captive = group.word is not None and group.word.thing == "captive" and group.word.plural
    stays = wording.at(group.end) in _STAY and wording.at(group.end + 1) != "to"
    return Link(Measure.DETAINED, group.head, "held") if captive and stays else None


def link_present(wording: Wording, group: Group) -> Link | None:
    """ "between 30 and 40 soldiers were inside", "71 people were on board", "were still in the camp"."""
    people = group.word is not None and group.word.thing in {"person", "armed", "captive", "household"}
    place = group.end
    if not people or wording.at(place) not in _STAY:
        return None
    place += 1
    while wording.at(place) in {"still", "also", "now", "already", "reportedly"}:
        place += 1
    here = wording.at(place) in {"inside", "aboard", "onboard", "there"} or wording.words[place : place + 2] == (
        "on",
        "board",
    )
    bounded = wording.at(place) in {"in", "at"} and place + 1 < len(wording)
    there = bounded and wording.token(place + 1).pos_ in {"DET", "PROPN"}
    return Link(Measure.PRESENT, place, "present") if here or there else None


def _is_negated(verb: Token) -> bool:
    return any(child.dep_ == "neg" for child in verb.children)


def is_counted_singular(group: Group, link: Link | None) -> bool:
    """Whether "a" or "one" counts: one known person, to whom harm, capture or release came."""
    one = group.word is not None and not group.word.plural and group.word.thing in {"person", "armed", "captive"}
    return one and link is not None and link.measure in _PERSONAL
