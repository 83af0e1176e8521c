"""What a group's surroundings say against or beside its verb: still held, kept somewhere, bodies only handed on."""

from marsad.claims.counts.groups import Group
from marsad.claims.counts.measures import Link
from marsad.claims.counts.numbers import Number
from marsad.claims.counts.wording import Wording
from marsad.lexicon.counting import load_count_words
from marsad.model.claims import Measure

_REACH = 8
_CAPTIVITY = frozenset({"captivity", "captive", "captives", "detention", "custody", "hostage", "held", "detained"})
_WHERE = frozenset({"in", "at", "on", "near", "inside", "outside", "around", "across", "there", "stationed", "based"})
_BREAKS = frozenset({",", ";", ":", "."})


def link_still_held(wording: Wording, group: Group) -> Link | None:
    """ "to rescue the 30 still held", "free the 30 who remain in captivity": those to be freed are yet held."""
    lasts = False
    for place in range(group.end, min(group.end + _REACH, len(wording))):
        word = wording.at(place)
        if word in _BREAKS:
            return None
        lasts = lasts or word in {"still", "remain", "remains", "remaining", "yet"}
        if lasts and word in _CAPTIVITY:
            return Link(Measure.DETAINED, place, "held on")
    return None


def link_having(wording: Wording, number: Number, group: Group) -> Link | None:
    """ "the country has 600 soldiers at a base": forces that somebody has in a place are there."""
    forces = group.word is not None and group.word.thing == "armed" and group.word.plural
    before = wording.at(number.start - 1)
    if not forces or before not in {"has", "have", "had", "keeps", "keep", "kept", "maintains", "maintain"}:
        return None
    return Link(Measure.PRESENT, group.end, "present") if wording.at(group.end) in _WHERE else None


def is_handed_on(wording: Wording, number: Number, body: int) -> bool:
    """ "delivered 3 bodies to", "3 bodies were handed over": the dead of a toll already told, and no new ones."""
    if wording.at(body) not in {"body", "bodies", "corpse", "corpses", "remains"}:
        return False
    words, end = load_count_words("hand_on"), body + 1
    near = [wording.at(place) for place in range(number.start - 2, number.start)]
    behind = [wording.at(place) for place in range(end, min(end + 4, len(wording)))]
    passive = bool({"were", "was", "been", "being"} & set(behind)) and bool(words & set(behind))
    return bool(words & set(near)) or passive
