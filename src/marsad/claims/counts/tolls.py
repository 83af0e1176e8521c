"""Running totals: "the toll rose to 12", "bringing the total to 57", "the number of rebels who surrendered exceeds"."""

from dataclasses import dataclass

from marsad.claims.counts.groups import Group, nobody, read_group
from marsad.claims.counts.numbers import Number
from marsad.claims.counts.wording import Wording
from marsad.lexicon.counting import (
    MeasureWord,
    load_count_words,
    load_groups,
    load_measures,
    load_number_words,
    match_phrase,
)
from marsad.model.claims import Measure

_TOLLS = load_count_words("toll")
_LOSSES = frozenset({"losses"})
_TOTALS = load_count_words("total")
_ARRIVALS = load_count_words("arrival")
_RISES = load_count_words("rise")
_ENDS = frozenset({";", ".", "?", "!"})
_BRINGS = frozenset({"took", "take", "takes", "taking", "brought", "bring", "brings", "bringing", "raised", "raising"})
_PUTS = frozenset({"put", "puts", "putting"})
_LOOK = 45
_BEHIND = 10


@dataclass(frozen=True, slots=True)
class Toll:
    """A number that closes a running total; `measure` None is that of the count before, `group` as the total names."""

    measure: Measure | None
    group: Group | None
    place: int


def find_toll(wording: Wording, number: Number) -> Toll | None:
    """The total that a number closes: it is arrived at ("to", "reached", "stands at"), never added ("by")."""
    behind = _find_behind(wording, number)
    if behind is not None:
        return behind
    lead = wording.words[number.start : number.core]
    arrives = _before_day(wording, number.start - 1) in _ARRIVALS or bool(set(lead) & _RISES)
    direct = wording.at(number.start - 1) in {"of", ":"} and _is_toll_before(wording, number.start - 1)
    if not arrives and not direct:
        return None
    for place in range(number.start - 1, max(-1, number.start - _LOOK), -1):
        word = wording.at(place)
        if word in _ENDS:
            return None
        state = _read_state(wording, place)
        if state is not None:
            return Toll(state, None, place)
        if (
            word in _TOLLS
            or (word in _LOSSES and not _counts_things(wording, number))
            or (word in _TOTALS and _is_total(wording, place, number))
            or _lists(wording, place, number)
        ):
            return _read_toll(wording, place, number)
    return None


def tells_of_another(wording: Wording, number: Number) -> bool:
    """ "Minister visits Sefrou as Oran toll reaches 34": the total of another matter, called by its place."""
    place = next((at for at in range(number.start - 1, number.start - 4, -1) if wording.at(at) in _TOLLS), 0)
    named = place - 2 if wording.at(place - 1) == "death" else place - 1
    return named > 0 and wording.token(named).pos_ == "PROPN" and "as" in wording.words[:named]


def _read_state(wording: Wording, place: int) -> Measure | None:
    """ "put the dead at 21": the measure of the counted; the verb may be the cue before the clause."""
    verb = wording.start + place - 2
    if wording.at(place - 1) != "the" or verb < 0 or wording.doc[verb].lower_ not in _PUTS:
        return None
    found = match_phrase(load_measures(), wording.words, place)
    return next((word.measure for word in found[0] if word.frame == "state"), None) if found else None


def _find_behind(wording: Wording, number: Number) -> Toll | None:
    """ "bringing to 21 the number of people killed": the total is named behind its figure."""
    if wording.at(number.start - 1) != "to" or wording.at(number.start - 2) not in _RISES | _BRINGS:
        return None
    place = number.end + 1
    if wording.at(number.end) not in {"the", "its", "their"} or wording.at(place) not in _TOLLS | _TOTALS:
        return None
    end = min(len(wording), place + _BEHIND)
    group = read_group(wording, place + 2) if wording.at(place + 1) == "of" else None
    people = (
        group is not None and group.word is not None and group.word.thing in {"person", "armed", "captive", "household"}
    )
    measure = _measure_between(wording, place + 1, end) or (Measure.KILLED if wording.at(place) in _TOLLS else None)
    return Toll(measure, group if people else None, place)


def _before_day(wording: Wording, place: int) -> str:
    """The word at a place, or before the day that stands there: "reached on Sunday 20"."""
    if wording.at(place) in load_number_words("weekday"):
        place -= 2 if wording.at(place - 1) == "on" else 1
    return wording.at(place)


def find_told_measure(wording: Wording, place: int) -> tuple[Measure, Group] | None:
    """What the clause before a total told of: "more inmates surrendered, bringing the total to 550"."""
    for at in range(place, max(-1, place - _LOOK), -1):
        found = match_phrase(load_measures(), wording.words, at)
        word = next((word for word in found[0] if word.frame in {"object", "subject"}), None) if found else None
        if word is None or word.measure in {Measure.MOVED, Measure.FIRED}:
            continue
        groups = (read_group(wording, start) for start in range(max(0, at - 5), at))
        group = next((group for group in groups if group.named and group.word is not None), nobody(place))
        return word.measure, group
    return None


def _counts_things(wording: Wording, number: Number) -> bool:
    """ "Put losses at 12 tanks": no people are lost."""
    found = match_phrase(load_groups(), wording.words, number.end)
    return found is not None and found[0].thing not in {"person", "armed", "captive"}


def _is_toll_before(wording: Wording, place: int) -> bool:
    return any(wording.at(step) in _TOLLS for step in range(place - 3, place))


def _is_total(wording: Wording, place: int, number: Number) -> bool:
    return _rises(wording, place, number) or _is_put(wording, place)


def _is_put(wording: Wording, place: int) -> bool:
    """ "put the number at 20": the verb is the cue before the clause."""
    verb = wording.start + place - 2
    return wording.at(place - 1) == "the" and verb >= 0 and wording.doc[verb].lower_ in _PUTS


def _lists(wording: Wording, place: int, number: Number) -> bool:
    """ "the number of those arrested to 136", its verb left out; "put the number of dead at 9, that of hurt at 14"."""
    named = wording.at(place) in _TOTALS | {"that"} and wording.at(place + 1) == "of"
    arrived = wording.at(number.start - 1) in {"to", "at"}
    return named and arrived and _measure_between(wording, place + 1, number.start) is not None


def _rises(wording: Wording, place: int, number: Number) -> bool:
    """A rising or reaching verb stands around the word for a total."""
    return any(wording.at(step) in _RISES for step in (*range(place - 4, place), *range(place + 1, number.core)))


def _read_toll(wording: Wording, place: int, number: Number) -> Toll:
    group = read_group(wording, place + 1) if wording.at(place + 1) == "of" else None
    if group is not None and (not group.named or group.end > number.start):
        group = None
    measure = _measure_between(wording, place + 1, number.start)
    if measure is None and wording.at(place) in _TOLLS | _LOSSES:
        measure = Measure.KILLED
    people = (
        group is not None and group.word is not None and group.word.thing in {"person", "armed", "captive", "household"}
    )
    return Toll(measure, group if people else None, place)


def _takes_people(word: MeasureWord) -> bool:
    return not word.things or bool(word.things & {"person", "armed"}) or word.measure is not Measure.DESTROYED


def _measure_between(wording: Wording, start: int, end: int) -> Measure | None:
    """What the words of the total count: "the number of rebels who have surrendered"."""
    told = match_phrase(load_measures(), wording.words, start)
    if wording.at(start) != "of" and (told is None or all(word.form == "ing" for word in told[0])):
        return None
    for place in range(start, end):
        found = match_phrase(load_measures(), wording.words, place)
        named = match_phrase(load_groups(), wording.words, place) is not None
        if found is not None and not named and wording.at(place) not in _ARRIVALS | _RISES | {"down"}:
            for word in found[0]:
                if word.frame in {"object", "active", "subject", "state", "unit"} and _takes_people(word):
                    return word.measure
    return None
