"""Parts told before their whole, and groups that words behind a count name more closely."""

from collections.abc import Mapping

from marsad.claims.counts.counted import GENERIC, Counted, fits_inside, say_group
from marsad.claims.counts.groups import Group, is_person, nobody, read_group
from marsad.claims.counts.measures import HARM, Link
from marsad.claims.counts.numbers import Number
from marsad.claims.counts.wording import Wording
from marsad.lexicon.counting import load_groups, load_measures, match_phrase
from marsad.model.claims import Measure

_COPULAS = frozenset({"was", "were", "is", "are"})
_AMONG = frozenset({"among", "amongst"})
_THEM = frozenset({"them", "those", "these", "which"})
_KIN = frozenset({"child", "woman", "man", "relative", "elderly", "youth"})
_LOOK = 3
_FAR = 15


def find_whole_behind(wording: Wording, number: Number, group: Group, starts: Mapping[int, int]) -> int | None:
    """ "Three children were among the 11 killed", "two of the nine dead were boys": where the whole starts."""
    if wording.at(number.end) == "of" and wording.at(number.end + 1) == "the" and number.end + 2 in starts:
        return number.end + 2 if _find_said(wording, starts[number.end + 2]) is not None else None
    place = max(group.end, number.end)
    if wording.at(place) not in _COPULAS:
        return None
    place += 2 if wording.at(place + 1) in {"also", "reportedly"} else 1
    if wording.at(place) not in _AMONG:
        return None
    return next((at for at in range(place + 1, place + 1 + _LOOK) if at in starts), None)


def count_inside(wording: Wording, number: Number, group: Group, whole: Counted, index: int) -> Counted:
    """The count of such a part: its whole's measure and scope."""
    if wording.at(number.end) == "of":
        group = _find_said(wording, whole.number.end) or group
    noun = group if group.named else whole.noun
    return Counted(
        number, group, whole.measure, whole.place, "among", index, whole.toll, say_group(wording, noun), noun
    )


def _find_said(wording: Wording, end: int) -> Group | None:
    """ "Two of the nine dead were children": the noun that the part is said to be, behind the harm of the whole."""
    harmed = any(match_phrase(load_measures(), wording.words, at) for at in range(end, end + _LOOK))
    copula = next((at for at in range(end, end + _LOOK) if wording.at(at) in _COPULAS), None)
    if not harmed or copula is None:
        return None
    named = read_group(wording, copula + 1)
    return named if named.named and named.word is not None and named.start == copula + 1 else None


def find_closer_group(wording: Wording, end: int) -> Group | None:
    """ "killed 12, all security guards": the noun that names all of the counted behind a comma."""
    if wording.at(end) not in {",", "-"} or wording.at(end + 1) != "all":
        return None
    place = end + 4 if wording.words[end + 2 : end + 4] == ("of", "them") else end + 2
    named = read_group(wording, place)
    return named if named.named and named.word is not None and named.start == place else None


def find_said_of_those(wording: Wording, end: int) -> Group | None:
    """ "Two of those killed were farmers": the noun that some of the harmed are said to be."""
    if wording.at(end) != "of" or wording.at(end + 1) not in {"those", "the"}:
        return None
    return _find_said(wording, end + 2)


def is_of(wording: Wording, number: Number, aside: Group | None) -> bool:
    """ "nine shells, five of them": part of what was named last and is no count, so none itself."""
    part = wording.at(number.end) == "of" and wording.at(number.end + 1) in _THEM
    return aside is not None and part


def is_member(group: Group) -> bool:
    """ "members of ..." names whose they are and not what they are."""
    return group.word is not None and group.word.singular in {"member", "family member"}


def is_origin(wording: Wording, number: Number, group: Group) -> bool:
    """ "eight people belonging to two families": households that the counted come from are not counted."""
    household = group.word is not None and group.word.thing == "household"
    before = wording.words[max(0, number.start - 2) : number.start]
    return household and (before[-1:] == ("from",) or before in {("belonging", "to"), ("members", "of")})


def is_apposed(wording: Wording, number: Number, group: Group, link: Link, whole: Counted) -> bool:
    """ "Seven civilians, a teacher, his wife and their five children, were killed": kin and children told in apposition
    to a general whole are part of it.
    """
    if whole.noun.word is None or whole.noun.word.singular not in GENERIC or wording.at(whole.end) != ",":
        return False
    kin = group.word is not None and group.word.party in _KIN
    return kin and link.place == whole.place and link.rule != "list" and fits_inside(number, whole.number)


def is_missing(wording: Wording, end: int) -> bool:
    """ "the toll may rise as there are dozens of people missing": a state of its own right behind the group."""
    return wording.at(end) in {"missing", "wounded", "injured", "trapped", "unaccounted"}


def find_harmed(wording: Wording, noun: Group, number: Number, measure: Measure) -> Group:
    """ "two shells hit a camp for displaced people and killed five of them": the people spoken of, not the shells."""
    if measure not in HARM or noun.word is None or is_person(noun):
        return noun
    for place in range(number.start - 1, max(-1, number.start - _FAR), -1):
        found = match_phrase(load_groups(), wording.words, place)
        if found is not None and found[0].plural and found[0].thing in {"person", "armed", "captive"}:
            return Group(place, found[1] - 1, found[1], found[0])
    return nobody(number.end)


def find_thing_meant(wording: Wording, number: Number) -> Group | None:
    """ "They emptied two lorries and burned the other two": the things named last, where no people are."""
    if wording.words[max(0, number.core - 2) : number.core] != ("the", "other"):
        return None
    for place in range(number.start - 1, max(-1, number.start - _FAR), -1):
        found = match_phrase(load_groups(), wording.words, place)
        if found is not None:
            things = found[0].plural and found[0].thing not in {"person", "armed", "captive", "household", "other"}
            return Group(place, found[1] - 1, found[1], found[0]) if things else None
    return None
