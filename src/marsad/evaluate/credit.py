"""Credit for one filler of a template against the key's: 1 where it is right, a half where it is partly right, else 0.

The halves follow the conference's guidelines for mismatches (MUC-4 proceedings, appendix C), made mechanical: a date
that ends on the key's day but is said as a day for a span or the other way round; a place that is right but more or
less specific; a value that is right of another target; a string of which the one holds all words of the other.
"""

import re
from collections.abc import Callable

from marsad.evaluate.keys import Fill, Slot
from marsad.lexicon.folding import fold_letters

RIGHT, PARTLY, WRONG = 1.0, 0.5, 0.0

_KIND = re.compile(r"\([^)]*\)")
_DAY = re.compile(r"(\d{1,2}) ([A-Z]{3} \d{2})")
_BETWEEN = re.compile(r"\s-\s")
_LIGHT = frozenset({"a", "an", "the", "of", "and", "in", "his", "her", "their", "its", "two", "some", "several"})


def give_credit(slot: Slot, key: Fill, answer: Fill) -> float:
    """The best credit of an answer over the key's alternates."""
    compare = _COMPARED.get(slot, _compare_words)
    best = max((compare(right, said) for right in key.values for said in answer.values), default=WRONG)
    if slot in (Slot.HUMAN_NUMBER, Slot.HUMAN_EFFECT) and best and not is_about(key, answer):
        return best / 2
    return best


def is_about(key: Fill, answer: Fill) -> bool:
    """Whether two fillers are of one target: some names of theirs share a word that carries meaning; none is any."""
    if not key.about:
        return True
    return any(list_words(one) & list_words(other) for one in key.about for other in answer.about)


def list_words(said: str) -> frozenset[str]:
    """The words of a string that carry meaning, folded, a plural s left off."""
    words = [fold_letters(word) for word in re.findall(r"[^\W_]+", said)]
    kept = [word for word in words if word not in _LIGHT] or words
    return frozenset(word[:-1] if len(word) > 3 and word.endswith("s") else word for word in kept)


def _compare_values(right: str, said: str) -> float:
    return RIGHT if right == said else WRONG


def _compare_dates(right: str, said: str) -> float:
    key, answer = _read_days(right), _read_days(said)
    if not key or not answer:
        return WRONG
    if key == answer:
        return RIGHT
    return PARTLY if key[-1] == answer[-1] else WRONG


def _read_days(said: str) -> tuple[str, ...]:
    """The days of a date, with "" before one that is open to earlier days."""
    days = tuple(f"{int(day):02} {rest}" for day, rest in _DAY.findall(said))
    return ("", *days) if said.lstrip(" (").startswith("-") else days


def _compare_places(right: str, said: str) -> float:
    """Right with the same country and innermost name; partly where one path lies within the other."""
    key, answer = _list_names(right), _list_names(said)
    if not key or not answer or not key[0] & answer[0]:
        return WRONG
    if (len(key) > 1) == (len(answer) > 1) and key[-1] & answer[-1]:
        return RIGHT
    shorter, longer = sorted((key, answer), key=len)
    held = frozenset().union(*longer)
    return PARTLY if all(names & held for names in shorter) else WRONG


def _list_names(path: str) -> list[frozenset[str]]:
    """A place's names from the country inwards, folded, without their kinds; "A - B" is either."""
    parts = _KIND.sub("", path).split(":")
    return [frozenset(fold_letters(name) for name in _BETWEEN.split(part) if name.strip()) for part in parts]


def _compare_words(right: str, said: str) -> float:
    key, answer = list_words(right), list_words(said)
    if key == answer:
        return RIGHT
    return PARTLY if key and answer and (key <= answer or answer <= key) else WRONG


_COMPARED: dict[Slot, Callable[[str, str], float]] = {
    Slot.TYPE: _compare_values,
    Slot.STAGE: _compare_values,
    Slot.HUMAN_NUMBER: _compare_values,
    Slot.HUMAN_EFFECT: _compare_values,
    Slot.DATE: _compare_dates,
    Slot.PLACE: _compare_places,
}
