"""Numbers that count nobody and nothing: ages, dates, times, durations, distances, sums, names with a number."""

from marsad.claims.counts.cardinals import read_cardinal
from marsad.claims.counts.wording import Wording
from marsad.lexicon.counting import load_count_words, load_groups, load_number_words, match_phrase

_YEAR_CUES = load_count_words("year_cue")
_OLDEST = 120
_NOMINAL = frozenset({"NOUN", "ADJ", "PROPN", "VERB"})
_FRACTIONS = load_count_words("fraction")


def is_measurement(wording: Wording, at: int, end: int) -> bool:
    """Whether the number between two places measures, dates or names something in place of counting it."""
    return (
        _has_unit(wording, end)
        or "population" in wording.words[max(0, at - 4) : at]
        or _is_compound(wording, at, end)
        or _is_money(wording, at)
        or is_date(wording, at, end)
        or _is_age(wording, at, end)
        or _is_name(wording, at, end)
    )


def _has_unit(wording: Wording, end: int) -> bool:
    """A unit follows, itself or behind a hyphen or one adjective: "five km", "six-day", "two more weeks"."""
    units = load_number_words("unit")
    step = end + 1 if wording.at(end) in {"-", "more", "full", "consecutive", "straight", "other"} else end
    return wording.at(end) in units or wording.at(step) in units


def _is_compound(wording: Wording, at: int, end: int) -> bool:
    """Part of a hyphened word or a fraction: "three-pronged", "two-thirds", "F-16", "24/7", "one in five"."""
    if wording.at(end) == "-" and wording.joined(end - 1) and wording.joined(end):
        return True
    spelled = wording.at(at).isalpha() and wording.token(at).text[:1].isupper()
    if not spelled and wording.at(at - 1) in {"-", "/", "#", "@"} and wording.joined(at - 1) and wording.joined(at - 2):
        return True
    if wording.at(end) in {"/", ":"} and wording.joined(end - 1) and wording.joined(end):
        return True
    before = read_cardinal(wording, at - 2) if wording.at(at - 1) == "in" else None
    share = before is not None and before.end == at - 1 and before.value < 10
    return share or wording.at(end) in _FRACTIONS or (wording.at(end) == "in" and wording.at(end + 1).isdigit())


def _is_money(wording: Wording, at: int) -> bool:
    return wording.at(at - 1) in load_number_words("currency")


def is_date(wording: Wording, at: int, end: int) -> bool:
    """A day of a month, or four figures that stand as a year."""
    months, word = load_number_words("month"), wording.at(at)
    if _is_span_of_days(wording, at, end):
        return True
    if end - at != 1 or not word.isdigit():
        return False
    before, after = wording.at(at - 1), wording.at(end)
    if int(word) <= 31 and ((after in months and after != "may") or (before in months and before != "may")):
        return True
    if int(word) <= 31 and "may" in {before, after} and "May" in {_raw(wording, at - 1), _raw(wording, end)}:
        return True
    if len(word) != 4 or not 1900 <= int(word) <= 2100:
        return False
    if _is_ordinal(before) or (before == "," and _is_ordinal(wording.at(at - 2))):
        return True
    if wording.token(at - 1).pos_ in {"DET", "PRON"} if before else False:
        return True
    if before in months or before in _YEAR_CUES or (before == "," and wording.at(at - 2).isdigit()):
        return True
    return after == "" or wording.token(end).pos_ not in _NOMINAL


def _is_span_of_days(wording: Wording, at: int, end: int) -> bool:
    """ "between 8 and 14 March", "from March 3 to 9": two days of one month."""
    if end - at != 3 or not (wording.at(at).isdigit() and wording.at(end - 1).isdigit()):
        return False
    days = 0 < int(wording.at(at)) < int(wording.at(end - 1)) <= 31
    return days and bool({_raw(wording, end).lower(), _raw(wording, at - 1).lower()} & load_number_words("month"))


def _is_ordinal(word: str) -> bool:
    """ "9th", "23rd"."""
    return word[:1].isdigit() and word.endswith(("st", "nd", "rd", "th"))


def _raw(wording: Wording, at: int) -> str:
    return wording.token(at).text if 0 <= at < len(wording) else ""


def _is_age(wording: Wording, at: int, end: int) -> bool:
    """Behind a name in commas or brackets: "Asha Noor, 34, ...", "Asha Noor (34)"; "aged 34"; "a man of 34"."""
    before, after = wording.at(at - 1), wording.at(end)
    if before == "of" and _is_one_of_age(wording, at, end):
        return True
    if before in {"aged", "age"} or _is_further_age(wording, at) or _is_listed_age(wording, at):
        return True
    named = at >= 2 and (wording.token(at - 2).pos_ == "PROPN" or wording.token(at - 2).text.isupper())
    opens = before in {",", "("} and named
    closed = after in {",", ")", ".", "", ";"} or (
        before == "," and after in {"was", "were", "is", "are", "who", "and"}
    )
    return opens and closed and wording.at(at).isdigit() and int(wording.at(at)) <= _OLDEST


def _is_one_of_age(wording: Wording, at: int, end: int) -> bool:
    """ "a man of 44": one person, and no noun behind the figure."""
    single = match_phrase(load_groups(), wording.words, at - 2)
    alone = end >= len(wording) or wording.token(end).pos_ in {"PUNCT", "AUX", "VERB", "ADP", "CCONJ", "PRON"}
    one = single is not None and single[0].thing == "person" and not single[0].plural
    return one and alone and wording.at(at - 3) in {"a", "an", "another", "one"} and _may_be_age(wording.at(at))


def _is_further_age(wording: Wording, at: int) -> bool:
    """ "aged 4, 6 and 9"."""
    for place in range(at - 1, max(-1, at - 8), -1):
        if wording.at(place) == "aged":
            return True
        if wording.at(place) not in {",", "and", "or", "to", "-"} and not wording.at(place).isdigit():
            return False
    return False


def _is_listed_age(wording: Wording, at: int) -> bool:
    """ "his two brothers, 17 and 22, were arrested": figures alone between commas behind a noun for people."""
    if not _may_be_age(wording.at(at)):
        return False
    first, last = at, at
    while wording.at(first - 1) in {",", "and"} and _may_be_age(wording.at(first - 2)):
        first -= 2
    while wording.at(last + 1) in {",", "and"} and _may_be_age(wording.at(last + 2)):
        last += 2
    closed = wording.at(first - 1) == "," and wording.at(last + 1) in {",", ")"}
    people = match_phrase(load_groups(), wording.words, first - 2) if first >= 2 else None
    return first < last and closed and people is not None and people[0].thing == "person"


def _may_be_age(word: str) -> bool:
    return word.isdigit() and int(word) <= _OLDEST


def _is_name(wording: Wording, at: int, end: int) -> bool:
    """A designator or a proper noun that the number completes: "Resolution 12", "Highway 5", "Kalibr 3"."""
    before = wording.at(at - 1)
    if not before or not wording.at(at).isdigit():
        return False
    if before in load_number_words("designator"):
        counted = match_phrase(load_groups(), wording.words, end)
        return counted is None or not counted[0].plural
    capital = wording.token(at - 1).pos_ == "PROPN" and before not in load_number_words("weekday")
    return capital and end < len(wording) and wording.token(end).pos_ in {"ADP", "PUNCT"}
