"""Which count is part of which: "including", "among them", "of whom", "of the eight, five", parts behind a colon."""

from dataclasses import dataclass

from marsad.claims.counts.cardinals import read_cardinal
from marsad.claims.counts.groups import Group, read_group
from marsad.claims.counts.numbers import Number
from marsad.claims.counts.wording import Wording
from marsad.lexicon.counting import load_measures, match_phrase, match_phrase_before

_INCLUDING = frozenset({"including", "include", "includes", "included", "incl", "incl."})
_THEM = frozenset({"them", "whom", "which", "those"})
_COPULAS = frozenset({"were", "was", "are", "is", "being"})
_OPENERS = frozenset({":", "-", "("})
_GRADES = frozenset({"seriously", "critically", "severely", "badly", "gravely", "lightly", "slightly"})
_BEFORE_FATE = frozenset({"later", "also", "then", "have", "has", "had", "since", "subsequently", "found"})
_LOOK = 4


@dataclass(frozen=True, slots=True)
class Part:
    """A number that is part of a whole, with its group where the part's own words name it; `rule` says by what."""

    group: Group
    rule: str


def find_part(wording: Wording, number: Number, group: Group) -> Part | None:
    """What makes a number part of a count before it, if anything does."""
    return (
        _part_including(wording, number, group)
        or _part_of_them(wording, number)
        or _part_among(wording, number, group)
        or _part_graded(wording, number, group)
        or _part_opened(wording, number, group)
    )


def _part_including(wording: Wording, number: Number, group: Group) -> Part | None:
    """ "including two children"; the group may be "of the children"."""
    before = number.start - 1
    if wording.at(before) in _INCLUDING or (
        wording.at(before) in {"the", "his", "her", "their"} and wording.at(before - 1) in _INCLUDING
    ):
        return Part(group, "including")
    return None


def _part_of_them(wording: Wording, number: Number) -> Part | None:
    """ "2 of whom were children", "four of them by a bomb": the whole's group unless a noun follows."""
    if wording.at(number.end) != "of" or wording.at(number.end + 1) not in _THEM:
        return None
    if _has_own_fate(wording, number.end + 2):
        return None
    place = number.end + 2
    while wording.at(place) in _COPULAS | {"a", "an"}:
        place += 1
    named = read_group(wording, place)
    if named.named and named.word is not None and named.start == place:
        return Part(named, "of them")
    return Part(Group(number.end, -1, number.end + 2, None, others=True), "of them")


def _part_among(wording: Wording, number: Number, group: Group) -> Part | None:
    """ "among them three women", "of whom five are women", "among the dead were two guards"."""
    for place in range(number.start - 1, max(-1, number.start - 1 - _LOOK), -1):
        word = wording.at(place)
        if word in {"them", "whom"} and wording.at(place - 1) in {"among", "of", "amongst"}:
            return None if _has_own_fate(wording, number.end) else Part(_said_to_be(wording, number, group), "among")
        if word not in _COPULAS | {"at", "the"}:
            return None
    return None


def _has_own_fate(wording: Wording, place: int) -> bool:
    """ "two of whom were wounded", "four of them later died": the part has a measure word of its own."""
    if wording.at(place) in _COPULAS:
        place += 1
        while wording.at(place) in _BEFORE_FATE:
            place += 1
        return match_phrase(load_measures(), wording.words, place) is not None
    while wording.at(place) in _BEFORE_FATE:
        place += 1
    found = match_phrase(load_measures(), wording.words, place)
    return found is not None and any(word.frame == "subject" and word.form == "past" for word in found[0])


def _said_to_be(wording: Wording, number: Number, group: Group) -> Group:
    """ "of whom five are children": the noun behind the verb of being."""
    if group.named or wording.at(number.end) not in _COPULAS:
        return group
    named = read_group(wording, number.end + 1)
    return named if named.named and named.word is not None else group


def _part_graded(wording: Wording, number: Number, group: Group) -> Part | None:
    """ "four seriously", "two with serious burns": a degree of the harm just told."""
    if group.named or wording.at(number.start - 1) not in {",", "and", "("}:
        return None
    graded = wording.at(number.end) in _GRADES and wording.at(number.end + 1) in {",", ".", "", "and", ")"}
    marked = wording.at(number.end) == "with" and any(
        wording.at(at) in {"injuries", "wounds", "burns", "injury"} for at in range(number.end + 1, number.end + 4)
    )
    if not graded and not marked:
        return None
    return Part(Group(number.end, -1, number.end, None, others=True), "graded")


def _part_opened(wording: Wording, number: Number, group: Group) -> Part | None:
    """ "12 people: eight soldiers and ...": the first part behind a colon, dash or bracket."""
    opener = wording.at(number.start - 1) in _OPENERS | {"--"} and not wording.joined(number.start - 1)
    if opener and (group.named or is_at_place(wording, number)):
        return Part(group, "opened")
    told = wording.at(number.start - 1) == "," and is_at_place(wording, number)
    if told and match_phrase_before(load_measures(), wording.words, number.start - 1) is not None:
        return Part(group, "opened")
    if wording.at(number.start - 1) == "(" and group.named:
        return Part(group, "opened")
    return None


def is_at_place(wording: Wording, number: Number) -> bool:
    """ "302 killed: 232 in the capital, 52 in the port": a bare figure with a place of its own."""
    bare = wording.at(number.end) in {"in", "at", "near", "from"} and number.end + 1 < len(wording)
    return bare and wording.token(number.end + 1).pos_ in {"PROPN", "DET"}


def _is_counted(wording: Wording, place: int) -> bool:
    """A number or what became of people: "of the eight", "of those killed"."""
    counted = read_cardinal(wording, place) is not None
    return counted or match_phrase(load_measures(), wording.words, place) is not None


def read_predicated(wording: Wording, number: Number) -> Group | None:
    """ "Of the eight, five were civilians": the noun that a bare number is said to be."""
    opened = any(
        wording.at(at) in {"of", "among"}
        and wording.at(at + 1) in {"the", "those", "these", "all"}
        and _is_counted(wording, at + 2)
        for at in range(max(0, number.start - 14), number.start)
    )
    if not opened or wording.at(number.end) not in _COPULAS:
        return None
    named = read_group(wording, number.end + 1)
    return named if named.named and named.word is not None and named.quality is None else None
