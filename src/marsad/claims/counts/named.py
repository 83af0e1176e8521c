"""Persons who were harmed and whom no number counts: "Bashir Noor and his wife were killed" are one and one."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from marsad.claims.counts.counted import Counted
from marsad.claims.counts.groups import Group, is_person
from marsad.claims.counts.listed import find_included, find_listed, read_before, read_joined
from marsad.claims.counts.numbers import Number
from marsad.claims.counts.wording import Wording
from marsad.claims.kinds.grammar import expand, grammatical_subjects, is_passive, is_verbal, objects_of, under
from marsad.lexicon.bodies import find_body
from marsad.lexicon.counting import (
    GroupWord,
    load_count_words,
    load_groups,
    load_measures,
    load_number_words,
    match_phrase,
)
from marsad.lexicon.gazetteer import find_entries, is_exact
from marsad.lexicon.happenings import load_kinds
from marsad.lexicon.parties import load_parties
from marsad.lexicon.place_words import load_place_words
from marsad.model.claims import CountRelation, Kind, Measure

NAMED = GroupWord("named person", False, "person", "named person", None, None)
"""The class of a person who is given by name alone."""

_BESIDE = {
    "he": GroupWord("man", False, "person", "man", None, "male"),
    "him": GroupWord("man", False, "person", "man", None, "male"),
    "she": GroupWord("woman", False, "person", "woman", None, "female"),
    "her": GroupWord("woman", False, "person", "woman", None, "female"),
}
"""One person beside others who are counted: "he and his daughter died"."""

_HARM = frozenset({Measure.KILLED, Measure.INJURED, Measure.DETAINED, Measure.RELEASED})
_OWN = frozenset({"his", "her", "their", "the", "its", "my", "our"})
_HOW, _AGES = frozenset({"ADJ", "NUM", "PUNCT"}), frozenset({"year", "month", "week", "day"})
_NEVER = frozenset({"not", "n't", "never"})
_MEANT = frozenset({"to"})
_LIVES = frozenset({"life", "live"})
_ALONG = frozenset({"along", "together"})
_NONE = frozenset({"neither", "nor", "no"})
_DONE_TO_PEOPLE = frozenset({Measure.KILLED, Measure.INJURED, Measure.DETAINED})
_NEAR = 12
"""Words between a count and "including"."""
_STRANGE = frozenset({"", "ORG", "WORK_OF_ART", "PRODUCT", "EVENT", "DATE"})
"""What the parser calls a name that it does not know for a person's."""

_Harmed = tuple[int, Measure, tuple[Token, ...], int | None]
"""The place of a word of harm, its measure, the nouns for whom it harmed, the index of the count they are part of."""


def find_named(wording: Wording, found: tuple[Counted, ...]) -> tuple[Counted, ...]:
    """The harmed persons of a clause who stand in no count of it, each counted once.

    A person is a name that the parser takes for a person's, or one singular noun for a person with "his", "her" or
    "the"; "he", "she", "him" or "her" before an "and" that joins such a one. They are the objects or passive subjects
    of words of harm, the subjects of dying, or whose death it is: "the murder of Ines Calder", "Calder's murder".
    """
    taken = {at for one in found for at in range(one.number.start, one.end)}
    named: list[Counted] = []
    for place, measure, harmed, whole in (*_find_harmed(wording), *_find_lists(wording, found)):
        if whole is None and _are_counted(harmed, measure, place, found):
            continue
        for noun in harmed:
            one = _count_one(wording, noun, place, measure, taken)
            if one is not None:
                taken |= set(range(one.number.start, one.end))
                named.append(replace(one, whole=whole))
    return tuple(named)


def _find_lists(wording: Wording, found: tuple[Counted, ...]) -> Iterator[_Harmed]:
    """Lists of names: of those whom a verb of harm counts ("the two who were held are Calder and Roe") they are parts.

    So are they behind "including" and "among them": "killed nine people, including Ines Calder".
    """
    for place, measure, names in find_listed(wording):
        counted = (at for at, one in enumerate(found) if one.place == place and one.measure is measure)
        yield place, measure, names, next(counted, None)
    for place, names in find_included(wording):
        near = max((at for at, one in enumerate(found) if one.end <= place <= one.end + _NEAR), default=None)
        if near is not None and found[near].measure in _DONE_TO_PEOPLE and is_person(found[near].noun):
            whole = found[near].whole if found[near].whole is not None else near
            yield found[near].place, found[near].measure, names, whole


def find_names_included(wording: Wording) -> Iterator[tuple[int, int]]:
    """Where persons' names stand behind "including" and "among them", whatever they are part of."""
    for place, names in find_included(wording):
        for noun in names:
            one = _count_one(wording, noun, place, Measure.KILLED, set())
            if one is not None and one.group.word is NAMED:
                yield one.group.start, one.group.end


def _find_harmed(wording: Wording) -> Iterator[_Harmed]:
    for place in range(len(wording)):
        measure = _read_harm(wording, place)
        if measure is not None:
            yield place, measure, tuple(_victims(wording, place, measure)), None


def _are_counted(harmed: tuple[Token, ...], measure: Measure, place: int, found: tuple[Counted, ...]) -> bool:
    """ "Four miners, A, B, C and D, died": the names of a counted group that came to the same harm."""
    names = sum(noun.pos_ == "PROPN" for noun in harmed)
    counts = (one.number for one in found if one.measure is measure and one.place == place)
    return names > 1 and any((number.best or number.low or 0) >= names for number in counts)


def _read_harm(wording: Wording, place: int) -> Measure | None:
    """The measure of a verb or noun of harm that is not negated, and of no verb that is only meant: "to kill him"."""
    token = wording.token(place)
    if any(child.dep_ == "neg" or child.lower_ in _NEVER | _MEANT for child in token.children) or _is_spared(token):
        return None
    found = match_phrase(load_measures(), wording.words, place)
    frames = {"object", "subject"} if is_verbal(token) else {"of"}
    word = next((word for word in found[0] if word.frame in frames), None) if found else None
    personal = word is not None and word.measure in _HARM and "person" in word.things
    return word.measure if word is not None and personal else None


def _is_spared(token: Token) -> bool:
    """ "An attempt on the life of Ines Calder": a life that is no object of "took", "claimed" or "the loss of"."""
    return token.lemma_.lower() in _LIVES and token.dep_ != "dobj" and token.head.head.lemma_.lower() != "loss"


def _victims(wording: Wording, place: int, measure: Measure) -> Iterator[Token]:
    token = wording.token(place)
    if not is_verbal(token):
        yield from _whose(wording, token)
        return
    found = match_phrase(load_measures(), wording.words, place)
    dies = found is not None and any(word.frame == "subject" and word.measure is measure for word in found[0])
    nouns = expand(grammatical_subjects(token)) if dies else objects_of(token)
    listed = read_before(wording, place) if is_passive(token) else () if dies else read_joined(wording, place + 1)
    for noun in (*nouns, *_company(token), *listed):
        if 0 <= noun.i - wording.start < len(wording):
            yield noun


def _company(token: Token) -> tuple[Token, ...]:
    """ "Omar Said was abducted along with Ines Calder": who came to the same harm."""
    along = (child for child in token.children if child.lower_ in _ALONG)
    return tuple(noun for word in along for noun in under(word, frozenset({"with"})))


def _whose(wording: Wording, noun: Token) -> Iterator[Token]:
    """Whose death or abduction a noun names: behind "of", or before it with "'s"."""
    owners = expand(child for child in noun.children if child.dep_ == "poss")
    at = noun.i - wording.start + 1
    listed = read_joined(wording, at + 1) if wording.at(at) == "of" else ()
    for one in (*under(noun, frozenset({"of"})), *owners, *listed):
        if 0 <= one.i - wording.start < len(wording):
            yield one


def _count_one(wording: Wording, noun: Token, place: int, measure: Measure, taken: set[int]) -> Counted | None:
    start, end = _bounds(wording, noun)
    if (
        wording.at(end) == ":"
        or taken & set(range(start, end))
        or not 0 <= start < end <= len(wording)
        or wording.at(start - 1) in _NONE
    ):
        return None
    word = _name_one(wording, noun, start, end, measure)
    if word is NAMED and _takes_places(wording.at(place)):
        return None
    if word is None or (word is NAMED and (_renames(wording, start, taken) or _is_explained(wording, noun, taken))):
        return None
    number = Number(start, start, end, 1, 1, 1, CountRelation.EXACTLY, article=True)
    group = Group(start, noun.i - wording.start, end, word)
    said = wording.text(start, end) if word is not NAMED else None
    return Counted(number, group, measure, place, "named", None, False, said, group)


def _takes_places(form: str) -> bool:
    """ "captured", "seized": also said of towns, whose names the parser takes for persons'."""
    return any(entry.kind is Kind.CONTROL for entry, _ in load_kinds().get(form, ()))


def _renames(wording: Wording, start: int, taken: set[int]) -> bool:
    """ "a paramedic Omar Said", "a man named Omar Said": the name of one just counted, of a list each."""
    before = start - 1
    while wording.at(before) in {",", "named", "called", "identified", "as", "("}:
        before -= 1
    listed = wording.at(start - 1) == "," and wording.token(before).pos_ == "PROPN"
    return before in taken and not listed


def _is_explained(wording: Wording, noun: Token, taken: set[int]) -> bool:
    """ "Omar Said, 45, a paramedic, died": one just counted explains who the name is."""
    return any(child.dep_ == "appos" and child.i - wording.start in taken for child in noun.children)


def _bounds(wording: Wording, noun: Token) -> tuple[int, int]:
    """A person's name as far as it goes, or a noun with its determiner."""
    start = end = noun.i - wording.start
    while start > 0 and wording.token(start - 1).pos_ == "PROPN" and noun.pos_ == "PROPN":
        start -= 1
    while end + 1 < len(wording) and wording.token(end + 1).pos_ == "PROPN" and noun.pos_ == "PROPN":
        if wording.at(end + 1) in load_number_words("weekday") | load_number_words("month"):
            break
        end += 1
    if noun.pos_ == "NOUN" and start > 0 and wording.at(start - 1) in _OWN:
        start -= 1
    elif noun.pos_ == "NOUN":
        start = next((at for at in _find_owners(wording, noun)), start)
    return start, end + 1


def _find_owners(wording: Wording, noun: Token) -> Iterator[int]:
    """ "His six-year-old daughter": where whose she is stands, with no more than words of how she is between."""
    for owner in (child for child in noun.lefts if child.dep_ == "poss" and child.lower_ in _OWN):
        between = noun.doc[owner.i + 1 : noun.i]
        if owner.i >= wording.start and all(token.pos_ in _HOW or token.lower_ in _AGES for token in between):
            yield owner.i - wording.start


def _is_person(wording: Wording, noun: Token, start: int, end: int, measure: Measure) -> bool:
    """A name that the parser takes for a person's, however short; or one with a title or calling before it.

    Of two words or more, and harmed as only people are, it may be one that the parser knows nothing of or takes for a
    body's, as long as no lexicon does.
    """
    said = wording.text(start, end)
    only_title = end - start == 1 and wording.at(start) in load_count_words("title")
    if find_body(said) is not None or noun.ent_type_ in {"GPE", "LOC"} or only_title:
        return False
    if noun.ent_type_ == "PERSON" or _is_titled(wording, start):
        return True
    strange = noun.ent_type_ in _STRANGE and measure in _DONE_TO_PEOPLE and end - start > 1
    return strange and not _is_common(noun) and not any(is_exact(entry, said) for entry in find_entries(said))


def _is_titled(wording: Wording, start: int) -> bool:
    """ "Dr Ines Roe", "rancher Ines Roe": a title opens the name or stands before it, or a noun for one person does."""
    if {wording.at(start), wording.at(start - 1)} & load_count_words("title"):
        return True
    calling = match_phrase(load_groups(), wording.words, start - 1) if start > 0 else None
    return calling is not None and not calling[0].plural and calling[0].thing == "person"


def _is_common(noun: Token) -> bool:
    """Whether a name ends in a word for people, things, places or happenings, or in an acronym."""
    low = noun.lower_
    known = match_phrase(load_groups(), (low,), 0) is not None or low in load_kinds() or low in load_parties()
    return known or low in load_place_words().kinds or (noun.text.isupper() and len(noun.text) > 1)


def _name_one(wording: Wording, noun: Token, start: int, end: int, measure: Measure) -> GroupWord | None:
    if noun.lower_ in _BESIDE:
        return _BESIDE[noun.lower_] if any(other.i > noun.i for other in noun.conjuncts) else None
    if noun.pos_ == "PROPN":
        return NAMED if _is_person(wording, noun, start, end, measure) else None
    found = match_phrase(load_groups(), wording.words, noun.i - wording.start)
    single = found is not None and not found[0].plural and found[0].thing in {"person", "armed"}
    owned = noun.i - wording.start > start and wording.at(start) in _OWN
    bare = not any(child.dep_ in {"compound", "nummod"} for child in noun.children)
    return found[0] if found is not None and single and owned and bare else None
