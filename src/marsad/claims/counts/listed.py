"""Names in lists of the harmed: "the dead were Ines Calder, 53, and Omar Said", "the arrest of Calder and Said"."""

from collections.abc import Iterator

from spacy.tokens import Token

from marsad.claims.counts.wording import Wording
from marsad.lexicon.counting import load_count_words, load_measures, match_phrase
from marsad.model.claims import Measure

_LINKS = frozenset({"was", "were", "is", "are", "include", "includes", "included", ":"})
_FURTHER = frozenset({"identified", "named", "as", ":"})
_BETWEEN = frozenset({",", ";", "-", "and", "year", "years", "old", "aged", "also", "along", "together", "with"})
_OPENING, _CLOSING = frozenset({"(", "["}), frozenset({")", "]"})
_ORIGIN = frozenset({"from", "of"})
_ENDS = frozenset({",", ";", "and", ""})
_AUXILIARIES = frozenset({"was", "were", "been", "being", "is", "are", "be"})
_DONE = frozenset({"object", "subject"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OWNED = frozenset({"'s", "’s"})
_REACH = 12
"""Words between "those" or "the" and the verb behind which a list stands, and inside brackets in it."""

List = tuple[int, Measure, tuple[Token, ...]]
"""The place of the word of harm, its measure, and the last word of each name."""


def find_listed(wording: Wording) -> Iterator[List]:
    """Lists behind "the dead were", "those who were kidnapped are", "the wounded guards include" or a colon.

    A list ends at the first word that is no name, age, bracket, origin, comma or "and", but for a noun or "her" before
    a name ("a driver Omar Said"); "his wife" stands for one too. What stands right before a verb is no part of it:
    "and Ines Calder said".
    """
    for place in range(1, len(wording)):
        measure = _read_state(wording, place)
        at = place + 2 if measure is not None else 0
        if measure is None:
            measure, at = _read_identified(wording, place)
        if measure is None:
            continue
        while wording.at(at) in _FURTHER:
            at += 1
        names = read_names(wording, at)
        if names:
            yield place, measure, names


def _read_state(wording: Wording, place: int) -> Measure | None:
    """The measure of "the dead", "the wounded" before a word that opens a list."""
    if wording.at(place - 1) not in {"the", "those"} or wording.at(place + 1) not in _LINKS:
        return None
    found = match_phrase(load_measures(), wording.words, place)
    return next((word.measure for word in found[0] if word.frame == "state"), None) if found else None


def _read_identified(wording: Wording, place: int) -> tuple[Measure | None, int]:
    """The measure of a participle in "those who were held are", "the wounded guards were", and where the list begins.

    It is done to those whom the list names: behind "was" or "were", before their noun, or right before the verb.
    """
    found = match_phrase(load_measures(), wording.words, place)
    word = next((word for word in found[0] if word.frame in _DONE and "person" in word.things), None) if found else None
    if word is None:
        return None, 0
    before, link = wording.at(place - 1), _find_link(wording, place + 1)
    passive = "who" in wording.words[max(0, place - 4) : place] and (before in _AUXILIARIES or word.frame == "subject")
    quality = wording.token(place).dep_ == "amod" or before == "the"
    reduced = link == place + 1 and wording.token(place - 1).pos_ in {"NOUN", "PRON", "DET"}
    opened = {"the", "those", "one"} & set(wording.words[max(0, place - _REACH) : place])
    return (word.measure, link + 1) if link and opened and (passive or quality or reduced) else (None, 0)


def _find_link(wording: Wording, at: int) -> int:
    """The place of the next "are", "were" or "include" with no punctuation and no verb before it; 0 where none."""
    for place in range(at, min(at + _REACH, len(wording))):
        if wording.at(place) in _LINKS:
            return place
        if wording.token(place).is_punct or wording.token(place).pos_ in {"VERB", "AUX", "PROPN", "PRON", "ADP"}:
            return 0
    return 0


def find_included(wording: Wording) -> Iterator[tuple[int, tuple[Token, ...]]]:
    """The places of "including" and "among them", each with the names of the list behind it."""
    for place in range(len(wording)):
        if wording.at(place) == "including" or wording.words[max(0, place - 1) : place + 1] == ("among", "them"):
            yield place, read_names(wording, place + 1)


def read_names(wording: Wording, at: int, end: int | None = None) -> tuple[Token, ...]:
    """The last word of each name of a list that begins at a place, up to where it ends."""
    names: list[Token] = []
    while at < (len(wording) if end is None else end):
        token, word = wording.token(at), wording.at(at)
        if token.pos_ == "PROPN" and not word.isdecimal():
            at = _end_name(wording, at)
            if wording.at(at + 1) not in _OWNED and (at + 1 == len(wording) or wording.token(at + 1).pos_ != "NOUN"):
                names.append(wording.token(at))
        elif word in _OPENING:
            at = next((end for end in range(at, at + _REACH) if wording.at(end) in _CLOSING), len(wording))
        elif word in _ORIGIN and names:
            at = next((end for end in range(at, at + _REACH) if wording.at(end + 1) in _ENDS), len(wording))
        elif token.pos_ == "NOUN" and _is_kin(wording, at):
            names.append(token)
        elif not (word in _BETWEEN or word.isdecimal() or word in _OWNED or _is_calling(wording, at)):
            break
        at += 1
    speaks = end is None and at < len(wording) and wording.token(at).tag_ in _FINITE
    if names and speaks and names[-1].i - wording.start == at - 1:
        names.pop()
    return tuple(names)


def read_joined(wording: Wording, at: int) -> tuple[Token, ...]:
    """The names of a list that begins at a place and has an "and" or a semicolon in it; else none."""
    return _keep_joined(wording, read_names(wording, at))


def read_before(wording: Wording, place: int) -> tuple[Token, ...]:
    """The names of such a list that ends right before the auxiliary of a passive verb."""
    end = place
    while wording.at(end - 1) in _AUXILIARIES | {"also", "have", "had", "has"}:
        end -= 1
    start = end
    while start > 0 and end < place and _may_be_listed(wording, start - 1):
        start -= 1
    return _keep_joined(wording, read_names(wording, start, end))


def _may_be_listed(wording: Wording, at: int) -> bool:
    return wording.token(at).pos_ == "PROPN" or wording.at(at) in {",", ";", "and"} or _is_calling(wording, at)


def _keep_joined(wording: Wording, names: tuple[Token, ...]) -> tuple[Token, ...]:
    if not names:
        return ()
    between = wording.words[names[0].i - wording.start : names[-1].i - wording.start]
    return names if {"and", ";"} & set(between) else ()


def _end_name(wording: Wording, at: int) -> int:
    while at + 1 < len(wording) and wording.token(at + 1).pos_ == "PROPN":
        at += 1
    return at


def _is_kin(wording: Wording, at: int) -> bool:
    """ "his wife" with no name behind it."""
    owned = wording.token(at - 1).tag_ == "PRP$" if at else False
    after = at + 2 if wording.at(at + 1) == "," else at + 1
    return owned and not (after < len(wording) and wording.token(after).pos_ == "PROPN")


def _is_calling(wording: Wording, at: int) -> bool:
    """ "a", "driver", "Dr", "her": what may stand before a name of the list."""
    token = wording.token(at)
    known = token.pos_ in {"NOUN", "ADJ", "NUM"} or token.tag_ in {"DT", "PRP$"} or token.dep_ in {"amod", "advmod"}
    return known or wording.at(at) in load_count_words("title")
