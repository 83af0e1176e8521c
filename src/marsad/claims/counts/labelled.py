"""Figures behind a label that opens a line: "Killed: 14", "Houses destroyed: 200", "Total deaths: 31 (5 children)"."""

from marsad.claims.counts.groups import Group, nobody, read_group
from marsad.claims.counts.measures import Link, pick
from marsad.claims.counts.numbers import Number
from marsad.claims.counts.wording import Wording
from marsad.lexicon.counting import load_measures, match_phrase

_BULLETS = frozenset({"-", "–", "—", "•", "*", "·"})
_LONGEST = 6


def link_label(wording: Wording, number: Number) -> tuple[Link, Group] | None:
    """What the label counts and of whom, where the number follows its colon at once and has no word of its own."""
    colon = number.start - 1
    if wording.at(colon) != ":":
        return None
    first = next((at + 1 for at in range(colon - 1, -1, -1) if wording.at(at) == ";"), 0)
    opens = first > 0 or wording.token(0).i == wording.token(0).sent.start
    if not opens or not 0 < colon - first <= _LONGEST:
        return None
    if match_phrase(load_measures(), wording.words, number.end) is not None:
        return None
    for place in range(first, colon):
        found = match_phrase(load_measures(), wording.words, place)
        group = _label_group(wording, first, place)
        words = tuple(word for word in found[0] if word.form != "ing") if found else ()
        word = pick(words, group, _FRAMES)
        if word is not None:
            return Link(word.measure, place, "label"), group
    return None


_FRAMES = frozenset({"unit", "state", "object", "passive"})


def _label_group(wording: Wording, opens: int, measure: int) -> Group:
    """Who or what stands before the measure word of the label: "civilians killed", "houses destroyed"."""
    first = next((at for at in range(opens, measure) if wording.at(at) not in _BULLETS), measure)
    group = read_group(wording, first) if first < measure else nobody(measure)
    return group if group.named and group.end <= measure else nobody(measure)
