"""Parts of a whole in one clause: "including two children", "of the eight, five were civilians"."""

from marsad.claims.counts.counted import Counted, fits_inside, goes_on_behind_place, is_listed, is_same_sort, say_group
from marsad.claims.counts.groups import Group
from marsad.claims.counts.measures import link_left
from marsad.claims.counts.numbers import Number
from marsad.claims.counts.subsets import Part, find_part, is_at_place, read_predicated
from marsad.claims.counts.wording import Wording

_STATED = frozenset({"including", "opened"})


def read_part(wording: Wording, number: Number, group: Group, before: tuple[Counted, ...]) -> Counted | None:
    """The count of a part: it has its whole's measure and scope, is of its sort, and is no greater than it."""
    part = _find_any(wording, number, group, before) if before else None
    if part is None:
        return None
    whole = len(before) - 1
    while before[whole].whole is not None:
        whole = before[whole].whole or 0
    top, named = before[whole], part.group
    other_sort = named.word is not None and not is_same_sort(named, top.noun)
    if (part.rule in _STATED and other_sort) or not fits_inside(number, top.number):
        return None
    noun = named if named.named else top.noun
    return Counted(number, named, top.measure, top.place, part.rule, whole, top.toll, say_group(wording, noun), noun)


def _is_among_told(wording: Wording, number: Number, last: Counted) -> bool:
    """ "Among the 31 wounded are three children": the whole stands behind "among", the part behind the verb."""
    place = last.number.start - 1
    place -= wording.at(place) in {"the", "those", "at", "least"}
    return wording.at(place) in {"among", "amongst"} and wording.at(number.start - 1) in {"are", "is", "were", "was"}


def _find_any(wording: Wording, number: Number, group: Group, before: tuple[Counted, ...]) -> Part | None:
    """A part by its own words, by "were civilians" behind it, or as the next item in a list of parts."""
    part = find_part(wording, number, group)
    if part is not None:
        return part
    if _is_among_told(wording, number, before[-1]):
        return Part(group, "among")
    predicated = read_predicated(wording, number)
    if predicated is not None:
        return Part(predicated, "predicated")
    last = before[-1]
    listed = group.named and is_listed(wording, last, number)
    placed = last.rule == "opened" and is_at_place(wording, number) and goes_on_behind_place(wording, last, number)
    goes_on = last.whole is not None and last.rule != "graded" and (listed or placed)
    if not goes_on or link_left(wording, number, group) is not None:
        return None
    return Part(group, last.rule)
