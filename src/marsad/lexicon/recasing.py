"""Letters restored: a paragraph in capitals is parsed as if it had been set in upper and lower case, letter for letter.

Feeds of agencies, teleprinters and archives come all in capitals, where a parser trained on newspapers loses names and
half of the verbs. The restored text has the same length, so spans stay those of the report.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import re2

from marsad.lexicon.bodies import find_body, is_acronym
from marsad.lexicon.casing import Case, is_plain_word, names_of_peoples, usual_case
from marsad.lexicon.gazetteer import find_entries, is_exact, region_named
from marsad.lexicon.place_names import fold_place
from marsad.lexicon.place_words import family_of, load_place_words
from marsad.lexicon.tables import read_rows

_SHOUTED = 0.9
_FEWEST = 4
"""Words below which capitals are a heading's or a name's own."""
_WORD = re2.compile(r"[\pL\pM]+(?:['’][\pL\pM]+)*")
_ENDS = frozenset(".!?:")
_OPENING = " \"'“‘([—-"
_PARTICLES = frozenset(
    (
        "de",
        "del",
        "el",
        "la",
        "las",
        "los",
        "le",
        "les",
        "du",
        "da",
        "dos",
        "das",
        "di",
        "y",
        "van",
        "von",
        "bin",
        "ibn",
    )
)
_BEFORE_PLACES = frozenset(("in", "at", "from", "near", "to", "of", "outside", "around", "between", "and", "through"))
_SMALL = frozenset(("of", "the", "and", "for", "in", "on", "to", "a", "an", "at", "by", "against", "with"))
_LONGEST_NAME = 6
_MONTHS = frozenset(row[0] for row in read_rows("months.csv"))
_TOWN, _CITY = 5_000, 100_000
_DIVISIONS = frozenset(("province", "county"))
"""Kinds of divisions that stand behind a name; "region" and "district" stand behind any word."""
_LONGEST_ACRONYM = 6
_SHORTEST_NAME = 4
_ENDINGS = ("s", "ed", "ing", "ly", "er", "ist", "ian", "man")
_ROMAN = frozenset(("ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii"))


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the paragraph: where it stands, its letters in lower case, whether it opens a sentence."""

    start: int
    end: int
    low: str
    opens: bool


def restore_case(text: str) -> str:
    """A paragraph in capitals with the case that its words usually have; any other paragraph as it stands."""
    words = list(_split_words(text))
    letters = [letter for letter in text if letter.isalpha()]
    if len(words) < _FEWEST or sum(letter.isupper() for letter in letters) < _SHOUTED * len(letters):
        return text
    cases = _choose_cases(text, words)
    out = list(text)
    for at, word in enumerate(words):
        case = cases[at]
        if case is not Case.CAPITALS:
            said = _set_title(word.low) if case is Case.TITLE or word.opens else word.low
            if len(said) == word.end - word.start:
                out[word.start : word.end] = said
        elif word.low.endswith(("'s", "’s")):
            out[word.end - 1] = "s"
    return "".join(out)


def _set_title(low: str) -> str:
    """A name's capitals: the first letter, and the one behind the apostrophe of O'Neill or d'Ivoire."""
    head, mark, tail = low.partition("'")
    tail = tail.capitalize() if len(head) == 1 and len(tail) > 2 else tail
    return head.capitalize() + mark + tail


def _split_words(text: str) -> Iterator[_Word]:
    for match in _WORD.finditer(text):
        start, end = match.span()
        yield _Word(start, end, text[start:end].lower(), _opens(text, start))


def _opens(text: str, start: int) -> bool:
    """Whether a word is a sentence's first: nothing before it, or an end that is not the dot of an initial."""
    before = text[max(0, start - 8) : start]
    said = before.rstrip(_OPENING)
    if not said:
        return start == len(before)
    if said[-1] not in _ENDS or said == before:
        return False
    return not (said[-1] == "." and said[-3:-2] in (" ", ".", "(") and said[-2:-1].isalpha())


def _choose_cases(text: str, words: Sequence[_Word]) -> Mapping[int, Case]:
    """The case of each word by its usual case, then names of bodies and places as a whole, then their particles."""
    bracketed = frozenset(word.low for word in words if _is_bracketed(text, word))
    cases = {at: _choose_case(text, words, at, bracketed) for at in range(len(words))}
    common = [cases[at] is Case.LOWER and word.low not in _SMALL for at, word in enumerate(words)]
    for start, end in _find_names(text, words, common):
        cases.update((at, Case.TITLE) for at in range(start, end) if common[at])
    for at in (*range(len(words)), *reversed(range(len(words)))):
        if cases[at] is Case.LOWER and _is_in_name(text, words, cases, at):
            cases[at] = Case.TITLE
    for at in range(1, len(words)):
        if words[at].low in _PARTICLES:
            cases[at] = _case_particle(text, words, cases, at)
    return cases


def _is_in_name(text: str, words: Sequence[_Word], cases: Mapping[int, Case], at: int) -> bool:
    """Whether a rare word stands beside one of a person's or place's name: dictionaries hold surnames as common words.

    Forms with an ending are none ("Lima kiosks", "Belmonte dithered"), nor is one beside a people's or country's name.
    """
    low = words[at].low
    if usual_case(low) is not None or len(low) < _SHORTEST_NAME or low in _PARTICLES or low.endswith(_ENDINGS):
        return False
    for beside in (at - 1, at + 1):
        if 0 <= beside < len(words) and cases[beside] is Case.TITLE and _bears_name(words[beside].low):
            first, second = sorted((words[at], words[beside]), key=lambda word: word.start)
            if text[first.end : second.start] == " ":
                return True
    return False


def _bears_name(low: str) -> bool:
    return low not in _MONTHS and not low.endswith(("'s", "’s")) and low not in names_of_peoples()


def _case_particle(text: str, words: Sequence[_Word], cases: Mapping[int, Case], at: int) -> Case:
    """ "San Marcos de la Vega" has its particles small; one that opens a name is part of it: "La Paz"."""
    after = next((i for i in range(at + 1, len(words)) if words[i].low not in _PARTICLES), None)
    named = after is not None and cases[after] is Case.TITLE
    before = at - 1
    while before > 0 and words[before].low in _PARTICLES:
        before -= 1
    between = text[words[before].end : words[at].start]
    goes_on = cases[before] is Case.TITLE and all(sign.isalpha() or sign == " " for sign in between)
    return Case.TITLE if named and not goes_on else Case.LOWER


def _choose_case(text: str, words: Sequence[_Word], at: int, bracketed: frozenset[str]) -> Case:
    word = words[at]
    upper = text[word.start : word.end]
    if text[word.start - 1 : word.start].isdigit() or _is_possessive(text, word):
        return Case.LOWER
    if len(word.low) == 1:
        return Case.CAPITALS if word.low != "a" or text[word.end : word.end + 1] == "." else Case.LOWER
    if _is_month(text, word):
        return Case.TITLE
    usual = usual_case(word.low)
    if usual is not None:
        return usual
    if _is_town(word.low, words[at - 1].low if at else ""):
        return Case.TITLE
    if word.low in _ROMAN or word.low in bracketed or _is_initials(upper):
        return Case.CAPITALS
    return Case.LOWER if is_plain_word(word.low) else Case.TITLE


def _is_month(text: str, word: _Word) -> bool:
    """A month beside a number: "3 MAY" is no verb."""
    beside = text[max(0, word.start - 2) : word.start].rstrip()[-1:] + text[word.end : word.end + 3].lstrip(" .,")[:1]
    return word.low in _MONTHS and any(sign.isdigit() for sign in beside)


def _is_possessive(text: str, word: _Word) -> bool:
    return word.low == "s" and text[word.start - 1 : word.start] in ("'", "’")


def _is_town(low: str, before: str) -> bool:
    """Whether a word that may be a common one names a town, behind a word that places stand behind: "in Lima"."""
    return before in _BEFORE_PLACES and any(entry.population >= _TOWN for entry in find_entries(low))


def _is_bracketed(text: str, word: _Word) -> bool:
    """Whether a short word stands alone in brackets, as an acronym behind its name does: "(FNX)"."""
    around = text[max(0, word.start - 1) : word.start] + text[word.end : word.end + 1]
    return around in ("()", "[]") and len(word.low) <= _LONGEST_ACRONYM and not is_plain_word(word.low)


def _is_initials(upper: str) -> bool:
    """Whether a word is an acronym: a known one, or up to six letters that cannot be spoken."""
    if len(upper) > _LONGEST_ACRONYM:
        return False
    spoken = any(letter in "AEIOUYÁÉÍÓÚ" for letter in upper)
    return not spoken or (is_acronym(upper) and find_body(upper) is not None)


def _find_names(text: str, words: Sequence[_Word], common: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Stretches that name a body or a place and hold a common word, the longest first."""
    at = 0
    while at < len(words):
        last = min(len(words), at + _LONGEST_NAME)
        ends = [end for end in range(last, at, -1) if words[at].low not in _SMALL and any(common[at:end])]
        end = next((end for end in ends if _is_named(text, words, at, end)), None)
        if end:
            yield at, end
        at = end or at + 1


def _is_named(text: str, words: Sequence[_Word], at: int, end: int) -> bool:
    """Whether words name a body or a place, of two words or more, or any place that a word of kind stands by."""
    said = text[words[at].start : words[end - 1].end]
    if end > at + 1 and _is_name(said):
        return True
    families = _families_beside(words, at, end)
    known = (family_of(entry.kind) for entry in (find_entries(said) if families else ()) if is_exact(entry, said))
    return any(family in families for family in known)


def _families_beside(words: Sequence[_Word], at: int, end: int) -> tuple[str, ...]:
    """The families of the kinds that stand by a name: "the victoria department", "the town of victoria"."""
    kinds = load_place_words().kinds
    after = kinds.get(words[end].low) if end < len(words) else None
    before = kinds.get(words[at - 2].low) if at > 1 and words[at - 1].low == "of" else None
    told = (after if after and after.kind in _DIVISIONS else None, before)
    return tuple(kind.family for kind in told if kind)


def _is_name(said: str) -> bool:
    if find_body(said) is not None:
        return True
    if region_named(said) is not None:
        return True
    key = fold_place(said)
    return any(entry.population >= _CITY and fold_place(entry.name) == key for entry in find_entries(said))
