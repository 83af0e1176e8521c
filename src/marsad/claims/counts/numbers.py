"""Numbers in words and digits, with how they are said; ages, dates, sums and the like are not numbers of anything."""

from dataclasses import dataclass

from marsad.claims.counts.cardinals import read_cardinal
from marsad.claims.counts.measurements import is_date, is_measurement
from marsad.claims.counts.wording import Wording
from marsad.lexicon.counting import (
    load_count_words,
    load_groups,
    load_modifiers,
    load_vague,
    match_phrase,
    match_phrase_before,
)
from marsad.model.claims import CountRelation

_RUNNING = load_count_words("toll", "total", "the dead")
_FAR = 12
"""Words before "from" in which the toll stands."""
_BETWEEN = {"between": "and", "from": "to"}
_DIGIT_LINKS = frozenset({"to", "-", "or"})
_ARTICLES = frozenset({"a", "an", "another"})
_HANDED = frozenset(
    ("hand", "hands", "handed", "handing", "turn", "turns", "turned", "turning", "take", "took", "taken", "taking")
)
"""Verbs whose "over" is their own: "handed over 9" is no figure that is exceeded."""
_OWNERS = frozenset({"the", "its", "their", "his", "her", "our", "these", "those"})
_PRONOUN_ONE = frozenset({"no", "any", "every", "each", "this", "that", "which", "the", "some", "only", "everyone"})


@dataclass(frozen=True, slots=True)
class Number:
    """A number phrase: its places in the clause, its figures, and whether it is a mere "a" or "one"."""

    start: int
    core: int
    end: int
    low: int | None
    best: int | None
    high: int | None
    relation: CountRelation
    article: bool = False


def relate(relation: CountRelation, value: int) -> tuple[int | None, int | None, int | None]:
    """Low, best and high of a value under a relation: "more than n" starts at n + 1, "fewer than n" ends at n - 1."""
    match relation:
        case CountRelation.EXACTLY:
            return value, value, value
        case CountRelation.MORE_THAN:
            return value + 1, None, None
        case CountRelation.AT_LEAST:
            return value, None, None
        case CountRelation.UP_TO:
            return None, None, value
        case CountRelation.FEWER_THAN:
            return None, None, value - 1
        case _:
            return None, value, None


_FIGURES = load_count_words("toll", "total", "estimate")
_EARLIER = frozenset({"earlier", "previous", "initial", "original", "former", "preliminary"})


@dataclass(frozen=True, slots=True)
class _Core:
    end: int
    low: int | None
    best: int | None
    high: int | None
    rough: bool


def _read_vague(wording: Wording, at: int) -> _Core | None:
    found = match_phrase(load_vague(), wording.words, at)
    if found is None:
        return None
    vague, end = found
    return _Core(end, vague.low, vague.best, vague.high, rough=True)


def _read_core(wording: Wording, at: int) -> _Core | None:
    """The bare number at a place: a vague phrase, or a cardinal with the upper end of its range."""
    if wording.at(at) == "both":
        return _read_both(wording, at)
    if wording.at(at) == "all" and wording.at(at + 1) == "but":
        return _read_all_but(wording, at)
    vague = _read_vague(wording, at)
    first = read_cardinal(wording, at)
    if vague is not None and (first is None or vague.end > first.end or vague.best is not None):
        return vague
    if first is None:
        return None
    link = wording.at(first.end)
    between = _BETWEEN.get(_word_before(wording, at)) == link
    if (link in _DIGIT_LINKS or between) and not is_date(wording, at, first.end) and not _is_moved(wording, at - 1):
        second = read_cardinal(wording, first.end + 1)
        if second is not None:
            low = first.value * (second.scale if first.scale == 1 and second.value >= 1000 else 1)
            if low < second.value and (link != "or" or second.value - low <= max(2, low)):
                return _Core(second.end, low, None, second.value, rough=False)
    return _Core(first.end, first.value, first.value, first.value, rough=first.rough)


def _word_before(wording: Wording, at: int) -> str:
    """The word before a place, also before the clause: in "said between 35 and 40 died" the verb has the "between"."""
    if at > 0:
        return wording.at(at - 1)
    first = wording.token(at)
    return first.nbor(-1).lower_ if first.i > first.sent.start else ""


def _is_moved(wording: Wording, at: int) -> bool:
    """ "Raised its toll from 12 to 14", "the number of dead rose from 12 to 14": a figure and what it became."""
    before = wording.words[max(0, at - _FAR) : at]
    return wording.at(at) == "from" and bool(_RUNNING & set(before))


def _read_all_but(wording: Wording, at: int) -> _Core | None:
    """ "all but three of the 20" are 17."""
    left = read_cardinal(wording, at + 2)
    if left is None or wording.at(left.end) != "of":
        return None
    place = left.end + 2 if wording.at(left.end + 1) in _OWNERS else left.end + 1
    whole = read_cardinal(wording, place)
    if whole is None or whole.rough or whole.value <= left.value:
        return None
    rest = whole.value - left.value
    return _Core(whole.end, rest, rest, rest, rough=False)


def _is_left_out(wording: Wording, at: int) -> bool:
    """ "all but three hostages": of an unknown whole, it says how many it was not; "an earlier figure of 12" holds no
    more.
    """
    earlier = wording.at(at - 1) == "of" and wording.at(at - 2) in _FIGURES and wording.at(at - 3) in _EARLIER
    return earlier or wording.words[max(0, at - 2) : at] == ("all", "but")


def _is_age(wording: Wording, at: int) -> bool:
    """ "A man (54)": a bare number in brackets behind one person."""
    if wording.at(at - 1) != "(" or wording.at(at + 1) != ")" or at < 2:
        return False
    found = match_phrase(load_groups(), wording.words, at - 2)
    single = found is not None and not found[0].plural and found[0].thing in {"person", "armed", "captive"}
    return single or wording.token(at - 2).pos_ == "PROPN"


def _read_both(wording: Wording, at: int) -> _Core | None:
    """ "both brothers" are two; "both sides" are nobody."""
    found = match_phrase(load_groups(), wording.words, at + 1)
    people = found is not None and found[0].plural and found[0].thing in {"person", "armed", "captive"}
    return _Core(at + 1, 2, 2, 2, rough=False) if people else None


def _modified(wording: Wording, core: int, end: int) -> tuple[int, int, CountRelation | None]:
    """Where a number phrase starts and ends with its modifiers, and the relation that they give it."""
    start, relation = core, None
    for _ in range(3):
        before = match_phrase_before(load_modifiers("before"), wording.words, start)
        if before is None:
            break
        if wording.at(before[1]) == "over" and wording.at(before[1] - 1) in _HANDED:
            break
        said, start = before
        relation = said if relation in {None, CountRelation.EXACTLY} else relation
    after = match_phrase(load_modifiers("after"), wording.words, end)
    if after is not None and relation in {None, CountRelation.EXACTLY}:
        relation, end = after
    elif wording.at(end) == "+":
        relation, end = CountRelation.AT_LEAST, end + 1
    return start, end, relation


def _build(wording: Wording, at: int, core: _Core) -> Number:
    start, end, said = _modified(wording, at, core.end)
    if core.low != core.high or core.low is None:
        return _build_inexact(wording, at, core, start, end, said)
    relation = said or (CountRelation.ABOUT if core.rough else CountRelation.EXACTLY)
    if said is CountRelation.EXACTLY and core.rough:
        relation = CountRelation.ABOUT
    low, best, high = relate(relation, core.low)
    return Number(start, at, end, low, best, high, relation)


def _build_inexact(wording: Wording, at: int, core: _Core, start: int, end: int, said: CountRelation | None) -> Number:
    """A vague word keeps its table's range; a round figure takes relations like a number; a range is `about`."""
    if core.best is not None:
        relation = said if said not in {None, CountRelation.EXACTLY} else CountRelation.ABOUT
        low, best, high = relate(relation or CountRelation.ABOUT, core.best)
        return Number(start, at, end, low, best, high, relation or CountRelation.ABOUT)
    if core.rough:
        floor = said in {CountRelation.MORE_THAN, CountRelation.AT_LEAST}
        return Number(start, at, end, core.low, None, None if floor else core.high, CountRelation.VAGUE)
    if wording.at(at - 1) in _BETWEEN and start == at:
        start = at - 1
    return Number(start, at, end, core.low, None, core.high, CountRelation.ABOUT)


def _join_ends(wording: Wording, pair: list[Number]) -> list[Number]:
    """ "at least one but possibly up to 12": a floor and a ceiling of the same group are one range."""
    if len(pair) < 2:
        return pair
    floor, ceiling = pair
    between = wording.words[floor.end : ceiling.start]
    open_ends = (floor.relation, ceiling.relation) == (CountRelation.AT_LEAST, CountRelation.UP_TO)
    if not open_ends or not 0 < len(between) <= 2 or between[0] not in {"but", "or", "and", ","}:
        return pair
    return [Number(floor.start, ceiling.core, ceiling.end, floor.low, None, ceiling.high, CountRelation.ABOUT)]


def _read_article(wording: Wording, at: int) -> Number | None:
    """The singular "a", "another" or "one"; whether it counts anything is for the group to say."""
    word = wording.at(at)
    if word not in _ARTICLES and word != "one":
        return None
    told = wording.at(at - 1) == "that" and wording.token(at - 1).pos_ == "SCONJ"
    if word == "one" and wording.at(at - 1) in _PRONOUN_ONE and not told:
        return None
    start, end, relation = _modified(wording, at, at + 1) if word == "one" else (at, at + 1, None)
    relation = relation or CountRelation.EXACTLY
    low, best, high = relate(relation, 1)
    return Number(start, at, end, low, best, high, relation, article=word != "one")


def find_numbers(wording: Wording) -> tuple[Number, ...]:
    """The numbers of a clause that may count somebody or something, in order and without overlap."""
    found: list[Number] = []
    at = 0
    while at < len(wording):
        core = _read_core(wording, at)
        if wording.at(at) == "one" and core is not None and core.end == at + 1:
            core = None
        if core is None:
            article = _read_article(wording, at)
            if article is not None and not is_measurement(wording, at, article.end):
                found.append(article)
            at += 1
            continue
        if not is_measurement(wording, at, core.end) and not _is_left_out(wording, at) and not _is_age(wording, at):
            found.append(_build(wording, at, core))
            found[-2:] = _join_ends(wording, found[-2:])
        at = max(core.end, found[-1].end if found else 0)
    return tuple(found)
