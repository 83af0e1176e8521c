"""Names in a list of the harmed: "the dead were Ines Calder, 53, and Omar Said", "among the injured is Paul Rone"."""

from collections.abc import Iterator

from spacy.tokens import Token

from marsad.claims.counts.wording import Wording
from marsad.lexicon.counting import load_count_words, load_measures, match_phrase
from marsad.model.claims import Measure

_LINKS = frozenset({"was", "were", "is", "are", "include", "includes", "included", ":"})
_FURTHER = frozenset({"identified", "named", "as", ":"})
_BETWEEN = frozenset({",", ";", "(", ")", "-", "and", "year", "years", "old", "aged", "also"})


def find_listed(wording: Wording) -> Iterator[tuple[int, Measure, tuple[Token, ...]]]:
    """Such lists: the place of the word of harm, its measure, and the last word of each name.

    The list stands behind "the dead", "the injured" and the like with "were", "are", "include" or a colon. It ends at
    the first word that is no name, age, comma or "and", but for a noun before a name ("a driver Omar Said").
    """
    for place in range(1, len(wording)):
        measure = _read_state(wording, place)
        if measure is None:
            continue
        at = place + 2
        while wording.at(at) in _FURTHER:
            at += 1
        names = tuple(_read_names(wording, at))
        if names:
            yield place, measure, names


def _read_state(wording: Wording, place: int) -> Measure | None:
    """The measure of "the dead", "the wounded" before a word that opens a list."""
    if wording.at(place - 1) not in {"the", "those"} or wording.at(place + 1) not in _LINKS:
        return None
    found = match_phrase(load_measures(), wording.words, place)
    return next((word.measure for word in found[0] if word.frame == "state"), None) if found else None


def _read_names(wording: Wording, at: int) -> Iterator[Token]:
    while at < len(wording):
        token = wording.token(at)
        if token.pos_ == "PROPN" and not wording.at(at).isdecimal():
            while at + 1 < len(wording) and wording.token(at + 1).pos_ == "PROPN":
                at += 1
            yield wording.token(at)
        elif not (wording.at(at) in _BETWEEN or wording.at(at).isdecimal() or _is_calling(wording, at)):
            return
        at += 1


def _is_calling(wording: Wording, at: int) -> bool:
    """ "a", "driver", "Dr": what may stand before a name of the list."""
    token = wording.token(at)
    return token.pos_ in {"NOUN", "ADJ", "NUM"} or token.tag_ == "DT" or wording.at(at) in load_count_words("title")
