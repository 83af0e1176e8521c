"""Persons who were harmed and whom no number counts: "Bashir Noor and his wife were killed" are one and one."""

from collections.abc import Iterator

from spacy.tokens import Token

from marsad.claims.counts.counted import Counted
from marsad.claims.counts.groups import Group
from marsad.claims.counts.numbers import Number
from marsad.claims.counts.wording import Wording
from marsad.claims.kinds.grammar import expand, grammatical_subjects, is_verbal, objects_of, under
from marsad.lexicon.bodies import find_body
from marsad.lexicon.counting import (
    GroupWord,
    load_count_words,
    load_groups,
    load_measures,
    load_number_words,
    match_phrase,
)
from marsad.lexicon.happenings import load_kinds
from marsad.model.claims import CountRelation, Kind, Measure

NAMED = GroupWord("named person", False, "person", "named person", None, None)
"""The class of a person who is given by name alone."""

_HARM = frozenset({Measure.KILLED, Measure.INJURED, Measure.DETAINED, Measure.RELEASED})
_OWN = frozenset({"his", "her", "their", "the", "its", "my", "our"})
_NEVER = frozenset({"not", "n't", "never"})
_MEANT = frozenset({"to"})
_NONE = frozenset({"neither", "nor", "no"})


def find_named(wording: Wording, found: tuple[Counted, ...]) -> tuple[Counted, ...]:
    """The harmed persons of a clause who stand in no count of it, each counted once.

    A person is a name that the parser takes for a person's, or one singular noun for a person with "his", "her" or
    "the". They are the objects or passive subjects of words of harm, the subjects of dying, or whose death it is: "the
    murder of Ines Calder", "Calder's murder".
    """
    taken = {at for one in found for at in range(one.number.start, one.end)}
    named: list[Counted] = []
    for place in range(len(wording)):
        measure = _read_harm(wording, place)
        if measure is None:
            continue
        harmed = tuple(_victims(wording, place, measure))
        if _are_counted(harmed, measure, place, found):
            continue
        for noun in harmed:
            one = _count_one(wording, noun, place, measure, taken)
            if one is not None:
                taken |= set(range(one.number.start, one.end))
                named.append(one)
    return tuple(named)


def _are_counted(harmed: tuple[Token, ...], measure: Measure, place: int, found: tuple[Counted, ...]) -> bool:
    """ "Four miners, A, B, C and D, died": the names of a counted group that came to the same harm."""
    names = sum(noun.pos_ == "PROPN" for noun in harmed)
    counts = (one.number for one in found if one.measure is measure and one.place == place)
    return names > 1 and any((number.best or number.low or 0) >= names for number in counts)


def _read_harm(wording: Wording, place: int) -> Measure | None:
    """The measure of a verb or noun of harm that is not negated, and of no verb that is only meant: "to kill him"."""
    token = wording.token(place)
    if any(child.dep_ == "neg" or child.lower_ in _NEVER | _MEANT for child in token.children):
        return None
    found = match_phrase(load_measures(), wording.words, place)
    frames = {"object", "subject"} if is_verbal(token) else {"of"}
    word = next((word for word in found[0] if word.frame in frames), None) if found else None
    personal = word is not None and word.measure in _HARM and "person" in word.things
    return word.measure if word is not None and personal else None


def _victims(wording: Wording, place: int, measure: Measure) -> Iterator[Token]:
    token = wording.token(place)
    if not is_verbal(token):
        yield from _whose(wording, token)
        return
    found = match_phrase(load_measures(), wording.words, place)
    dies = found is not None and any(word.frame == "subject" and word.measure is measure for word in found[0])
    nouns = expand(grammatical_subjects(token)) if dies else objects_of(token)
    for noun in nouns:
        if 0 <= noun.i - wording.start < len(wording):
            yield noun


def _whose(wording: Wording, noun: Token) -> Iterator[Token]:
    """Whose death or abduction a noun names: behind "of", or before it with "'s"."""
    owners = expand(child for child in noun.children if child.dep_ == "poss")
    for one in (*under(noun, frozenset({"of"})), *owners):
        if 0 <= one.i - wording.start < len(wording):
            yield one


def _count_one(wording: Wording, noun: Token, place: int, measure: Measure, taken: set[int]) -> Counted | None:
    start, end = _bounds(wording, noun)
    if taken & set(range(start, end)) or not 0 <= start < end <= len(wording) or wording.at(start - 1) in _NONE:
        return None
    word = _name_one(wording, noun, start, end)
    if word is NAMED and _takes_places(wording.at(place)):
        return None
    if word is None or (word is NAMED and _renames(wording, start, taken)):
        return None
    number = Number(start, start, end, 1, 1, 1, CountRelation.EXACTLY, article=True)
    group = Group(start, noun.i - wording.start, end, word)
    said = wording.text(start, end) if word is not NAMED else None
    return Counted(number, group, measure, place, "named", None, False, said, group)


def _takes_places(form: str) -> bool:
    """ "captured", "seized": also said of towns, whose names the parser takes for persons'."""
    return any(entry.kind is Kind.CONTROL for entry, _ in load_kinds().get(form, ()))


def _renames(wording: Wording, start: int, taken: set[int]) -> bool:
    """ "a paramedic Omar Said", "a man named Omar Said": the name of one just counted."""
    before = start - 1
    while wording.at(before) in {",", "named", "called", "identified", "as", "("}:
        before -= 1
    return before in taken


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
    return start, end + 1


def _is_person(wording: Wording, noun: Token, start: int, end: int) -> bool:
    """A name that the parser takes for a person's, however short; or one with a title before it: "Dr Ines Roe"."""
    if find_body(wording.text(start, end)) is not None:
        return False
    titled = bool({wording.at(start), wording.at(start - 1)} & load_count_words("title"))
    return noun.ent_type_ == "PERSON" or (titled and noun.ent_type_ not in {"GPE", "LOC"})


def _name_one(wording: Wording, noun: Token, start: int, end: int) -> GroupWord | None:
    if noun.pos_ == "PROPN":
        return NAMED if _is_person(wording, noun, start, end) else None
    found = match_phrase(load_groups(), wording.words, noun.i - wording.start)
    single = found is not None and not found[0].plural and found[0].thing in {"person", "armed"}
    owned = noun.i - wording.start > start and wording.at(start) in _OWN
    bare = not any(child.dep_ in {"compound", "nummod"} for child in noun.children)
    return found[0] if found is not None and single and owned and bare else None
