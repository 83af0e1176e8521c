"""The age of the counted, as their own words or the words right behind them give it."""

from marsad.claims.counts.counted import Counted
from marsad.claims.counts.groups import find_aged
from marsad.claims.counts.wording import Wording
from marsad.model.claims import Measure

_AGED = frozenset({Measure.KILLED, Measure.INJURED, Measure.MISSING, Measure.DETAINED, Measure.PRESENT})
_ADULT = 18
_OLDEST = 120
_BELOW = frozenset({"under", "below"})
_LOOK = 4


def read_age(wording: Wording, one: Counted) -> str | None:
    """ "a 12-year-old boy", "two girls aged 7": the age as it is given; "were under age 18": child."""
    if one.measure not in _AGED:
        return None
    for place in range(one.number.end, one.number.end + 3):
        aged = find_aged(wording, place) if wording.at(place).isdigit() else None
        if aged is not None and "year" in wording.at(aged - 3) + wording.at(aged - 2):
            return wording.at(place)
    if one.rule == "named" and wording.at(one.end) in {",", "("} and wording.at(one.end + 1).isdigit():
        return wording.at(one.end + 1) if int(wording.at(one.end + 1)) <= _OLDEST else None
    for place in range(one.end, one.end + 2):
        if wording.at(place) == "aged" and wording.at(place + 1).isdigit():
            return wording.at(place + 1)
    return _read_below(wording, one)


def _read_below(wording: Wording, one: Counted) -> str | None:
    """ "were under 18", "younger than 15", "under the age of 16"."""
    for place in range(one.end, one.end + _LOOK):
        younger = wording.at(place) == "younger" and wording.at(place + 1) == "than"
        if wording.at(place) in _BELOW or younger:
            figure = next((at for at in range(place + 1, place + 5) if wording.at(at).isdigit()), None)
            said = wording.words[place + 1 : figure] if figure is not None else ("none",)
            plain = all(word in {"the", "age", "of", "than"} for word in said)
            return "child" if figure is not None and plain and int(wording.at(figure)) <= _ADULT else None
    return None
