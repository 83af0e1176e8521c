"""Whether a count is new with the happening or a running total."""

from marsad.claims.counts.numbers import Number
from marsad.claims.counts.wording import Wording
from marsad.lexicon.counting import load_count_words, phrase_words
from marsad.model.claims import Measure, Scope

_SO_FAR = phrase_words(("so far", "to date", "up to now", "until now", "thus far", "as of"))
_PERIODS = load_count_words("period")
_LASTING = load_count_words("lasting")
_TOLLS = load_count_words("toll")
_WARS = frozenset({"conflict", "war", "uprising", "insurgency", "revolution", "crackdown"})
_COUNTING = load_count_words("counting")
_AUXILIARIES = 3
_LARGE = 1000
_HAVE = frozenset({"has", "have", "'ve", "had"})
_CLAUSE_STARTS = frozenset({";", ":", "said", "that", "as", "while", "when", "where", "after", "though", "but"})
_LASTED = frozenset({"since", "already"})


def judge_scope(wording: Wording, measure: Measure, place: int, number: Number, toll_elsewhere: bool) -> Scope:
    """Cumulative with "so far", "since" or "already", over a named period in the perfect, for what a war has done.

    Thousands that "have been" killed or moved are no news of a day. A death toll in the same clause makes its dead
    cumulative, unless the toll has a figure of its own; then "since" is the toll's too.
    """
    words = wording.words
    if any(words[at : at + 2] in _SO_FAR for at in range(len(words))):
        return Scope.CUMULATIVE
    if measure is Measure.KILLED and not toll_elsewhere and not _TOLLS.isdisjoint(words):
        return Scope.CUMULATIVE
    if _has_counted(wording, number):
        return Scope.CUMULATIVE
    perfect = _is_perfect(wording, place)
    if not toll_elsewhere and (_has_since(wording, place, perfect) or _opens_with_since(wording)):
        return Scope.CUMULATIVE
    if perfect and _is_large(number):
        return Scope.CUMULATIVE
    before = min(place, number.start)
    if perfect and (_has_period(wording) or "already" in words or _has_lasting_subject(wording, before)):
        return Scope.CUMULATIVE
    if perfect and any(words[at] in {"in", "during"} and words[at + 2] in _WARS for at in range(len(words) - 2)):
        return Scope.CUMULATIVE
    return Scope.NEW


def _has_counted(wording: Wording, number: Number) -> bool:
    """ "Has documented 40 deaths": who has counted gives what it comes to so far; the verb may be the clause's cue.

    The number stands right behind: "have documented the death of four" tells of four.
    """
    at = wording.start + number.start
    before = [token.lower_ for token in wording.doc[max(0, at - 2 * _AUXILIARIES) : at]]
    near = range(1, min(_AUXILIARIES, len(before)) + 1)
    verb = next((back for back in near if before[-back] in _COUNTING), 0)
    return bool(verb) and any(word in _HAVE for word in before[:-verb][-_AUXILIARIES:])


def _is_large(number: Number) -> bool:
    return max(number.low or 0, number.best or 0) >= _LARGE


def _is_perfect(wording: Wording, place: int) -> bool:
    """The measure word, or "left ... dead", stands in the present perfect."""
    for at in range(place, max(-1, place - 30), -1):
        if wording.at(at) in {"has", "have", "'ve"}:
            return True
        if wording.at(at) in _CLAUSE_STARTS and at < place:
            return False
    return False


def _has_since(wording: Wording, place: int, perfect: bool) -> bool:
    """ "since" with a time behind it, first in the clause, behind the measure word, or with the perfect."""
    for at, word in enumerate(wording.words):
        if word == "since" and at + 1 < len(wording) and wording.token(at + 1).pos_ not in {"PRON", "AUX", "VERB"}:
            return at <= 1 or at > place or perfect
    return False


def _opens_with_since(wording: Wording) -> bool:
    """ "Since the rising of 2 May, the office has recorded 40 deaths": before the clause, with what has been told."""
    if not len(wording):
        return False
    sentence = wording.token(0).sent
    before = wording.doc[sentence.start : wording.start]
    first = next((token for token in before if token.is_alpha), None)
    return first is not None and first.lower_ == "since" and any(token.lower_ in _HAVE for token in before)


def _has_period(wording: Wording) -> bool:
    """ "in the last two months", "this year", "over the past week"."""
    for at, word in enumerate(wording.words):
        if word in {"last", "past", "this", "recent"} and any(
            wording.at(step) in _PERIODS for step in range(at + 1, at + 4)
        ):
            return True
    return False


def _has_lasting_subject(wording: Wording, before: int) -> bool:
    """The clause opens with something that lasts: a war, an offensive, months of shelling."""
    return any(wording.at(at) in _LASTING for at in range(max(0, before - 25), before))
