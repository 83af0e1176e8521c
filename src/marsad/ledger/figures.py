"""Figures as people write them: "8", "at least 8", "more than 8", "about 8", "up to 8", "fewer than 8", "6 to 8"."""

from dataclasses import dataclass

from marsad.model.claims import CountRelation

_WORDS = {
    ("at", "least"): CountRelation.AT_LEAST,
    ("more", "than"): CountRelation.MORE_THAN,
    ("fewer", "than"): CountRelation.FEWER_THAN,
    ("less", "than"): CountRelation.FEWER_THAN,
    ("up", "to"): CountRelation.UP_TO,
    ("about",): CountRelation.ABOUT,
}
_MOST = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A figure as it goes into a count."""

    low: int | None
    best: int | None
    high: int | None
    relation: CountRelation


def read_figure(text: str) -> Written | None:
    """A figure as a person wrote it, by the contract's table of relations; None where it is none."""
    words = tuple(text.casefold().replace(",", "").split())
    if len(words) == 3 and words[1] in ("to", "-") and words[0] != "up":
        low, high = _number(words[0]), _number(words[2])
        if low is None or high is None or low > high:
            return None
        return Written(low=low, best=low if low == high else None, high=high, relation=CountRelation.EXACTLY)
    relation = _WORDS.get(words[:-1], CountRelation.EXACTLY if len(words) == 1 else None)
    number = _number(words[-1]) if words else None
    return None if relation is None or number is None else _bound(number, relation)


def _number(word: str) -> int | None:
    return int(word) if word.isascii() and word.isdigit() and int(word) < _MOST else None


def _bound(number: int, relation: CountRelation) -> Written | None:
    if relation == CountRelation.FEWER_THAN and number == 0:
        return None
    low = {CountRelation.EXACTLY: number, CountRelation.AT_LEAST: number, CountRelation.MORE_THAN: number + 1}
    high = {CountRelation.EXACTLY: number, CountRelation.UP_TO: number, CountRelation.FEWER_THAN: number - 1}
    best = number if relation in (CountRelation.EXACTLY, CountRelation.ABOUT) else None
    return Written(low=low.get(relation), best=best, high=high.get(relation), relation=relation)
