"""What a clause's number counts, while the clause is read; the same dead told twice, and parts that make up a whole."""

from dataclasses import dataclass, replace

from marsad.claims.counts.groups import Group, is_person
from marsad.claims.counts.numbers import Number
from marsad.claims.counts.wording import Wording
from marsad.model.claims import Measure

_LIST = frozenset(
    {",", "and", "or", "as", "well", "along", "with", "together", "plus", "alongside", "&", "also", "then"}
)
GENERIC = frozenset({"person", "individual", "other", "victim", "member", "family member", "civilian", "soul"})
"""Nouns for anybody, of whom the more special are part."""
_PLACED = frozenset({"left", "of", "list", "parse", "right", "unit"})
"""How a count was found that bare numbers with places may go on from: "nine were hurt in one town, five in another"."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A count while its clause is read."""

    number: Number
    group: Group
    measure: Measure
    place: int
    rule: str
    whole: int | None
    toll: bool
    of: str | None
    noun: Group
    """The group that names the counted: this one's own, or the one it goes on from."""

    @property
    def end(self) -> int:
        """The place behind its last word."""
        return max(self.number.end, self.group.end)


def say_group(wording: Wording, group: Group) -> str | None:
    """The group as written, without the number."""
    return wording.text(group.start, group.end).lstrip("\"“‘' ") or None if group.named else None


def is_same_sort(part: Group, whole: Group) -> bool:
    """People are part of people, vehicles of vehicles."""
    if part.word is None or whole.word is None:
        return True
    return part.word.thing == whole.word.thing or (is_person(part) and is_person(whole))


def fits_inside(part: Number, whole: Number) -> bool:
    """A part is no greater than its whole."""
    least = part.low if part.low is not None else part.best
    most = whole.high if whole.high is not None else whole.best
    return least is None or most is None or least <= most


def is_listed(wording: Wording, last: Counted, number: Number) -> bool:
    """Only commas and conjunctions stand between a count and the next number."""
    between = wording.words[last.end : number.start]
    return 0 < len(between) <= 4 and all(word in _LIST for word in between)


def goes_on_behind_place(wording: Wording, last: Counted, number: Number) -> bool:
    """A conjunction stands before the number, and only a phrase without verb or number behind the count before."""
    between = range(max(last.end, last.place + 1), number.start)
    joined = wording.at(number.start - 1) in {"and", "or", ","}
    places = all(wording.token(at).pos_ not in {"VERB", "AUX", "NUM", "SCONJ"} for at in between)
    return joined and places and 1 < len(between) <= 16


def shares(wording: Wording, number: Number, group: Group, last: Counted) -> bool:
    """A list goes on with the same sort of thing by its noun, at once or behind a place: "3 in one town and 5 in"."""
    if not group.named:
        each = wording.at(number.end) == "each"
        placed = wording.at(number.end + each) in {"in", "at", "near"}
        return placed and last.rule in _PLACED and goes_on_behind_place(wording, last, number)
    if last.rule not in {"left", "of", "list", "parse"}:
        return False
    if group.word is not None and group.word.thing in {"place", "other"}:
        return False
    near = is_listed(wording, last, number)
    return (near or goes_on_behind_place(wording, last, number)) and is_same_sort(group, last.noun)


def drop_repeats(found: tuple[Counted, ...]) -> tuple[Counted, ...]:
    """The same dead told twice in one sentence count once: same measure, same figures, no different group."""
    kept: list[Counted] = []
    moved: dict[int, int] = {}
    for index, one in enumerate(found):
        twin = next((at for at, other in enumerate(kept) if _repeats(one, other)), None)
        if twin is not None:
            moved[index] = twin
            continue
        moved[index] = len(kept)
        kept.append(replace(one, whole=moved[one.whole]) if one.whole is not None else one)
    return tuple(kept)


def _repeats(one: Counted, other: Counted) -> bool:
    same = (one.measure, one.number.low, one.number.best, one.number.high) == (
        other.measure,
        other.number.low,
        other.number.best,
        other.number.high,
    )
    if not same or one.whole is not None or other.whole is not None or one.rule == "list" or one.number.article:
        return False
    return one.of is None or other.of is None or one.of.lower() == other.of.lower()


def split_sums(found: tuple[Counted, ...]) -> tuple[Counted, ...]:
    """ "12 people, eight soldiers and four guards, were killed": parts that add up to a general whole before them."""
    if len(found) < 3 or found[0].noun.word is None or found[0].noun.word.singular not in GENERIC:
        return found
    whole, parts = found[0], found[1:]
    exact = all(one.number.low == one.number.high is not None for one in found)
    alike = all(one.measure is whole.measure and one.whole is None and one.noun.named for one in parts)
    if not exact or not alike or sum(one.number.best or 0 for one in parts) != whole.number.best:
        return found
    return (whole, *(replace(one, whole=0) for one in parts))


def borrow(group: Group, before: tuple[Counted, ...]) -> Group:
    """A bare number may take the sort of the group before it: "four trucks burned and two damaged"."""
    last = before[-1].noun
    return Group(group.start, last.head, group.end, last.word, group.others) if last.named else group


def inherit(group: Group, before: tuple[Counted, ...]) -> Group:
    """The group that a bare "two others" or "seven" goes on from: the last one named."""
    for one in reversed(before):
        if one.noun.named and not one.toll and one.whole is None:
            single = one.noun.word is not None and not one.noun.word.plural and one.noun.word.singular not in GENERIC
            return group if single else one.noun
    return group


def stands_alone(wording: Wording, number: Number, group: Group) -> bool:
    """A bare number behind a verb ends its phrase: "killed 12 in", "killing four and"."""
    end = max(number.end, group.end)
    if end >= len(wording) or group.others:
        return True
    return wording.token(end).pos_ in {"ADP", "PUNCT", "CCONJ", "SCONJ", "VERB", "ADV", "PROPN", "AUX", "ADJ"}
