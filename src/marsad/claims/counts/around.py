"""Measure words that stand around what they count: "drove 40,000 people from their homes", "took six men away"."""

from marsad.claims.counts.groups import Group, is_person
from marsad.claims.counts.measures import Link
from marsad.claims.counts.numbers import Number
from marsad.claims.counts.wording import Wording
from marsad.lexicon.counting import load_count_words
from marsad.model.claims import Measure

_DRIVING = load_count_words("driving")
_HOMES = load_count_words("home")
_TAKING = frozenset({"take", "takes", "taking", "took", "taken"})
_AWAY = frozenset({"away", "captive", "prisoner"})
_WOUNDS = frozenset({"wounds", "injuries", "burns", "injury", "wound"})
_REACH = 5


def link_around(wording: Wording, number: Number, group: Group) -> Link | None:
    """What becomes of people by a verb before them and the words behind them, or by wounds that they have."""
    if not is_person(group) and group.named:
        return None
    end, before = group.head + 1 if group.named else number.end, number.start - 1
    verb = wording.at(before) or ""
    behind = [wording.at(at) for at in range(end, min(len(wording), end + _REACH))]
    if verb in _DRIVING and behind[:1] in (["from"], ["out"]) and any(word in _HOMES for word in behind):
        return Link(Measure.DISPLACED, before, "left")
    if verb in _TAKING and ((behind[:1] and behind[0] in _AWAY) or behind[:2] == ["with", "them"]):
        return Link(Measure.DETAINED, before, "left")
    wounds = next((at for at, word in enumerate(behind) if word in _WOUNDS), None)
    if behind[:1] == ["with"] and wounds is not None and "," not in behind[:wounds]:
        return Link(Measure.INJURED, end + wounds, "right")
    return None
