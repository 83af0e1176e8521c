"""The single words of violence, weapons and fighters, in all their forms: what a fast look at a report goes by."""

from functools import cache

from spacy.lang.en.stop_words import STOP_WORDS

from marsad.lexicon.happenings import inflect_verb, load_kinds
from marsad.lexicon.parties import load_parties
from marsad.lexicon.tables import read_rows
from marsad.lexicon.weapons import load_weapons
from marsad.model.claims import Kind, Measure

_MILD = frozenset((Kind.STATEMENT, Kind.OTHER, Kind.AID, Kind.AGREEMENT, Kind.MOVEMENT, Kind.SURVEILLANCE))
_CALM = frozenset((Measure.MOVED, Measure.PRESENT, Measure.EVACUATED))
_SHORTEST = 3


@cache
def list_conflict_words() -> tuple[str, ...]:
    """Words in small ASCII letters, in order: of kinds that are violent or end violence, of weapons, parties and harm.

    Of phrases, kinds and harm give none; weapons and parties give each of their words. Function words are left out.
    """
    kinds = (
        form
        for form, entries in load_kinds().items()
        for entry, _ in entries
        if entry.kind not in _MILD and len(entry.words) == 1
    )
    weapons = (word for words in load_weapons() for word in words)
    parties = (word for form in load_parties() for word in form.replace("-", " ").split())
    harm = (
        form
        for phrase, forms, _, measure, *_ in read_rows("measures.csv")
        if " " not in phrase and measure not in _CALM
        for form in (*inflect_verb(phrase), *forms.replace("|", " ").split())
    )
    words = {word.lower() for word in (*kinds, *weapons, *parties, *harm)}
    plain = (word for word in words if word.isascii() and word.isalpha() and len(word) >= _SHORTEST)
    return tuple(sorted(word for word in plain if word not in STOP_WORDS))
