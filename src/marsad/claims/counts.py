"""Counts: how many of whom were harmed, held, moved or hit, as one sentence says it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from marsad.claims.groups import Group, is_person, read_group
from marsad.claims.measures import (
    HARM,
    Link,
    is_counted_singular,
    link_left,
    link_parse,
    link_quality,
    link_right,
    link_unit,
)
from marsad.claims.numbers import Number, find_numbers
from marsad.claims.parties import name_party
from marsad.claims.scopes import judge_scope
from marsad.claims.sentences import Sentence
from marsad.claims.subsets import find_part, read_predicated
from marsad.claims.tolls import find_told_measure, find_toll
from marsad.claims.wording import Wording, word_clause
from marsad.model.claims import Measure, Scope
from marsad.model.drafts import DraftCount

_LIST = frozenset(
    {",", "and", "or", "as", "well", "along", "with", "together", "plus", "alongside", "&", "also", "then"}
)
_PARTITIVE = frozenset({"of"})
_GENERIC = frozenset({"person", "individual", "other", "victim", "member", "family member", "civilian", "soul"})
_AGE_LOOK = 7


@dataclass(frozen=True, slots=True)
class _Found:
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
        return max(self.number.end, self.group.end)


def find_counts(sentence: Sentence, clause: tuple[int, int] | None = None) -> tuple[DraftCount, ...]:
    """The counts of a clause, in text order; the whole sentence by default.

    A number is a count only where a word of the clause says what became of its group. Ages, dates, sums and refusals
    ("could not say how many") give none. Parts point at their whole by its index; the same dead told twice count once.
    """
    start, end = clause or (sentence.tokens.start, sentence.tokens.end)
    wording = word_clause(sentence.tokens.doc, start, end)
    found = _split_sums(_drop_repeats(_read_counts(wording)))
    tolled = any(one.toll for one in found)
    return tuple(_draft(sentence, wording, one, found, tolled) for one in found)


def _read_counts(wording: Wording) -> tuple[_Found, ...]:
    numbers = find_numbers(wording)
    starts = {number.start: number.end for number in numbers}
    found: list[_Found] = []
    for number in numbers:
        one = _read_count(wording, number, starts, tuple(found))
        if one is not None:
            found.append(one)
    return tuple(found)


def _read_count(
    wording: Wording, number: Number, starts: Mapping[int, int], before: tuple[_Found, ...]
) -> _Found | None:
    group = read_group(wording, number.end)
    if _is_partitive_base(wording, number, before):
        return None
    if not number.article:
        toll = _read_toll(wording, number, group, before)
        if toll is not None:
            return toll
        part = _read_part(wording, number, group, before)
        if part is not None:
            return part
    else:
        part = _read_part(wording, number, group, before) if _is_single_person(group) else None
        if part is not None:
            return part
    return _read_linked(wording, number, group, starts, before)


def _is_single_person(group: Group) -> bool:
    return is_person(group) and group.word is not None and not group.word.plural


def _is_partitive_base(wording: Wording, number: Number, before: tuple[_Found, ...]) -> bool:
    """ "33 of 41 drones": the second figure is what the first is taken from."""
    return bool(before) and wording.at(number.start - 1) in _PARTITIVE and before[-1].number.end == number.start - 1


def _read_toll(wording: Wording, number: Number, group: Group, before: tuple[_Found, ...]) -> _Found | None:
    toll = find_toll(wording, number)
    if toll is None:
        return None
    told = find_told_measure(wording, toll.place) if toll.measure is None and not before else None
    measure = toll.measure or (told[0] if told else before[-1].measure if before else None)
    if measure is None:
        return None
    own = (
        group
        if group.named and group.word is not None and is_person(group)
        else Group(number.end, -1, number.end, None)
    )
    noun = own if own.named else (toll.group or (told[1] if told else own))
    return _Found(number, own, measure, toll.place, "toll", None, True, _say(wording, noun), noun)


def _read_part(wording: Wording, number: Number, group: Group, before: tuple[_Found, ...]) -> _Found | None:
    if not before:
        return None
    part = find_part(wording, number, group)
    rule, named = (part.rule, part.group) if part is not None else ("", group)
    whole = len(before) - 1
    while before[whole].whole is not None:
        whole = before[whole].whole or 0
    if part is None:
        last = before[-1]
        predicated = read_predicated(wording, number)
        if predicated is not None:
            rule, named = "predicated", predicated
        elif last.whole is not None and last.rule != "graded" and _is_listed(wording, last, number) and group.named:
            rule = last.rule
            if link_left(wording, number, group) is not None:
                return None
        else:
            return None
    top = before[whole]
    if rule in {"including", "opened"} and named.named and named.word is not None and not _same_sort(named, top.noun):
        return None
    if not _fits_inside(number, top.number):
        return None
    noun = named if named.named else top.noun
    return _Found(number, named, top.measure, top.place, rule, whole, top.toll, _say(wording, noun), noun)


def _same_sort(part: Group, whole: Group) -> bool:
    """People are part of people, vehicles of vehicles."""
    if part.word is None or whole.word is None:
        return True
    return part.word.thing == whole.word.thing or (is_person(part) and is_person(whole))


def _fits_inside(part: Number, whole: Number) -> bool:
    """A part is no greater than its whole."""
    least = part.low if part.low is not None else part.best
    most = whole.high if whole.high is not None else whole.best
    return least is None or most is None or least <= most


def _is_listed(wording: Wording, last: _Found, number: Number) -> bool:
    """Only commas and conjunctions stand between a count and the next number."""
    between = wording.words[last.end : number.start]
    return 0 < len(between) <= 4 and all(word in _LIST for word in between)


def _read_linked(
    wording: Wording, number: Number, group: Group, starts: Mapping[int, int], before: tuple[_Found, ...]
) -> _Found | None:
    unit = link_unit(wording, number) if not number.article else None
    if unit is not None:
        return _count_units(wording, number, unit)
    named = group if group.named or not before else _borrow(group, before)
    link = _find_link(wording, number, group, named, starts, before)
    if link is None or (number.article and not is_counted_singular(group, link)):
        return None
    if number.article and link.rule == "right" and wording.at(number.start - 1) == "of":
        return None
    if not group.named and link.rule == "left" and not _stands_alone(wording, number, group):
        return None
    noun = group
    if not group.named and before:
        noun = _inherit(group, before)
    elif group.word is not None and group.word.singular == "other" and before:
        noun = before[-1].noun if before[-1].noun.named else group
    return _Found(number, group, link.measure, link.place, link.rule, None, False, _say(wording, noun), noun)


def _borrow(group: Group, before: tuple[_Found, ...]) -> Group:
    """A bare number may take the sort of the group before it: "four trucks burned and two damaged"."""
    last = before[-1].noun
    return Group(group.start, last.head, group.end, last.word, group.others) if last.named else group


def _inherit(group: Group, before: tuple[_Found, ...]) -> Group:
    """The group that a bare "two others" or "seven" goes on from: the last one named."""
    for one in reversed(before):
        if one.noun.named and not one.toll:
            single = one.noun.word is not None and not one.noun.word.plural and one.noun.word.singular not in _GENERIC
            return group if single else one.noun
    return group


def _stands_alone(wording: Wording, number: Number, group: Group) -> bool:
    """A bare number behind a verb ends its phrase: "killed 12 in", "killing four and"."""
    end = max(number.end, group.end)
    if end >= len(wording) or group.others:
        return True
    return wording.token(end).pos_ in {"ADP", "PUNCT", "CCONJ", "SCONJ", "VERB", "ADV", "PROPN", "AUX", "ADJ"}


def _find_link(
    wording: Wording,
    number: Number,
    group: Group,
    named: Group,
    starts: Mapping[int, int],
    before: tuple[_Found, ...],
) -> Link | None:
    left = link_left(wording, number, group)
    if left is not None and left.measure is not Measure.PRESENT:
        return left
    right = link_right(wording, number, replace(named, end=group.end) if not group.named else group, starts)
    if right is not None or left is not None:
        return right or left
    if before and _is_listed(wording, before[-1], number) and _shares(group, before[-1]):
        return Link(before[-1].measure, before[-1].place, "list")
    return link_quality(wording, group) or link_parse(wording, number, group)


def _shares(group: Group, last: _Found) -> bool:
    """A list goes on with the same sort of thing, by its noun."""
    if not group.named or (group.word is not None and group.word.thing in {"place", "other"}):
        return False
    return last.rule in {"left", "of", "list", "parse"} and _same_sort(group, last.noun)


def _count_units(wording: Wording, number: Number, unit: Link) -> _Found:
    """ "dozens of injuries among residents": the group, where named, stands behind "among", "of" or "to"."""
    end = unit.place + 1
    group = Group(end, -1, end, None)
    if wording.at(end) in {"among", "of", "to", "amongst"}:
        noun = read_group(wording, end + 1)
        if is_person(noun):
            return _Found(
                number,
                replace(group, start=number.end),
                unit.measure,
                unit.place,
                "unit",
                None,
                False,
                _say(wording, noun),
                noun,
            )
    return _Found(number, group, unit.measure, unit.place, "unit", None, False, None, group)


def _say(wording: Wording, group: Group) -> str | None:
    """The group as written, without the number."""
    return wording.text(group.start, group.end) if group.named else None


def _drop_repeats(found: tuple[_Found, ...]) -> tuple[_Found, ...]:
    """The same dead told twice in one sentence count once: same measure, same figures, no different group."""
    kept: list[_Found] = []
    moved: dict[int, int] = {}
    for index, one in enumerate(found):
        twin = next((at for at, other in enumerate(kept) if _repeats(one, other)), None)
        if twin is not None:
            moved[index] = twin
            continue
        moved[index] = len(kept)
        kept.append(replace(one, whole=moved[one.whole]) if one.whole is not None else one)
    return tuple(kept)


def _repeats(one: _Found, other: _Found) -> bool:
    same = (one.measure, one.number.low, one.number.best, one.number.high) == (
        other.measure,
        other.number.low,
        other.number.best,
        other.number.high,
    )
    if not same or one.whole is not None or other.whole is not None or one.rule == "list" or one.number.article:
        return False
    return one.of is None or other.of is None or one.of.lower() == other.of.lower()


def _split_sums(found: tuple[_Found, ...]) -> tuple[_Found, ...]:
    """ "12 people, eight soldiers and four guards, were killed": parts that add up to a general whole before them."""
    if len(found) < 3 or found[0].noun.word is None or found[0].noun.word.singular not in _GENERIC:
        return found
    whole, parts = found[0], found[1:]
    exact = all(one.number.low == one.number.high is not None for one in found)
    alike = all(one.measure is whole.measure and one.whole is None and one.noun.named for one in parts)
    if not exact or not alike or sum(one.number.best or 0 for one in parts) != whole.number.best:
        return found
    return (whole, *(replace(one, whole=0) for one in parts))


def _draft(sentence: Sentence, wording: Wording, one: _Found, found: tuple[_Found, ...], tolled: bool) -> DraftCount:
    top = found[one.whole] if one.whole is not None else one
    scope = (
        Scope.CUMULATIVE
        if top.toll
        else judge_scope(wording, top.measure, max(top.place, top.number.start), top.number, tolled)
    )
    party = name_party(wording, one.noun, _read_age(wording, one))
    tokens = wording.doc[wording.start + one.number.start : wording.start + one.end]
    return DraftCount(
        of=one.of,
        party=party.name,
        measure=one.measure,
        low=one.number.low,
        best=one.number.best,
        high=one.number.high,
        relation=one.number.relation,
        verbatim=wording.text(one.number.start, one.number.end),
        span=sentence.spot(tokens),
        place=None,
        scope=scope,
        since=None,
        as_of=None,
        subset_of=one.whole,
        age=party.age,
        gender=party.gender,
    )


def _read_age(wording: Wording, one: _Found) -> str | None:
    """ "a 12-year-old boy", "two girls aged 7": the age as it is given."""
    if one.measure not in HARM:
        return None
    for place in range(one.number.end, one.number.end + 3):
        if wording.words[place + 1 : place + 5] == ("-", "year", "-", "old") and wording.at(place).isdigit():
            return wording.at(place)
    for place in range(one.end, one.end + 2):
        if wording.at(place) == "aged" and wording.at(place + 1).isdigit():
            return wording.at(place + 1)
    return None
