"""Cardinal numbers in words and digits: "1,200", "1.5 million", "one hundred and twenty", "two dozen", "45k"."""

from dataclasses import dataclass
from decimal import Decimal

import re2

from marsad.claims.counts.wording import Wording

_DIGITS = re2.compile(r"^(\d{1,3}(?:,\d{3})+|\d{1,12})(\.\d{1,3})?(k|m|bn)?\+?$")
_SHORT = {"k": 1000, "m": 1_000_000, "bn": 1_000_000_000}
_ONE_WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TEN_WORDS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ONES = {word: value for value, word in enumerate(_ONE_WORDS)}
_TENS = {word: value * 10 for value, word in enumerate(_TEN_WORDS, start=2)}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_DOZENS = {"dozen": 12, "score": 20}
_STEPS = 12


@dataclass(frozen=True, slots=True)
class Cardinal:
    """A value, the place after it, the largest scale word in it, and whether it is round by its wording."""

    value: int
    end: int
    scale: int
    rough: bool


def read_cardinal(wording: Wording, at: int) -> Cardinal | None:
    """The cardinal that starts at a place; "a hundred" and "two dozen" are round figures."""
    if wording.at(at) in {"a", "an"} and wording.at(at + 1) in _SCALES:
        found = _read_words(wording, at + 1, 1)
        return Cardinal(found.value, found.end, found.scale, rough=True)
    digits = _read_digits(wording.at(at))
    if digits is not None:
        return _scale_digits(wording, at + 1, digits)
    if wording.at(at) not in _ONES and wording.at(at) not in _TENS:
        return None
    return _read_words(wording, at, None)


def _read_digits(word: str) -> Decimal | None:
    found = _DIGITS.fullmatch(word) if word[:1].isdigit() else None
    if found is None:
        return None
    whole, part, short = found.group(1), found.group(2), found.group(3)
    figure = Decimal(int(whole.replace(",", "")))
    if part:
        figure += Decimal(f"0{part}")
    return figure * _SHORT[short] if short else figure


def _scale_digits(wording: Wording, at: int, figure: Decimal) -> Cardinal | None:
    scale = 1
    if wording.at(at) == "-" and wording.at(at + 1) in _DOZENS:
        at += 1
    if wording.at(at) in _SCALES:
        scale = _SCALES[wording.at(at)]
        return _whole(figure * scale, at + 1, scale)
    if wording.at(at) in _DOZENS:
        return _whole(figure * _DOZENS[wording.at(at)], at + 1, _DOZENS[wording.at(at)], rough=True)
    return _whole(figure, at, scale)


def _whole(figure: Decimal, end: int, scale: int, rough: bool = False) -> Cardinal | None:
    """Fractions of a person are none: "2.5" alone is a measurement."""
    return Cardinal(int(figure), end, scale, rough) if figure == int(figure) else None


def _read_words(wording: Wording, at: int, first: int | None) -> Cardinal:
    """Add up number words; "and" joins only behind a scale word, hyphens only inside a number."""
    total, part, scale, rough = 0, first or 0, 1, False
    tens = False
    for _ in range(_STEPS):
        word = wording.at(at)
        following = wording.at(at + 1)
        hyphened = word == "-" and (following in _ONES or following in _DOZENS)
        if hyphened or (word == "and" and scale > 1 and part % 100 == 0 and _is_small(following)):
            word, at = following, at + 1
        if word in _SCALES:
            scale = max(scale, _SCALES[word])
            if word == "hundred":
                part *= 100
            else:
                total, part = total + max(part, 1) * _SCALES[word], 0
            tens = False
        elif word in _DOZENS and part:
            return Cardinal(total + part * _DOZENS[word], at + 1, _DOZENS[word], rough=True)
        elif word in _TENS and part % 100 == 0 and (part == 0 or part >= 100 or total):
            part, tens = part + _TENS[word], True
        elif word in _ONES and (part % 100 == 0 or (tens and _ONES[word] < 10)) and not (part == 0 and first):
            part, tens = part + _ONES[word], False
            if part < 100 and not _goes_on(wording, at + 1):
                at += 1
                break
        else:
            break
        at += 1
    return Cardinal(total + part, at, scale, rough)


def _is_small(word: str) -> bool:
    return word in _ONES or word in _TENS


def _goes_on(wording: Wording, at: int) -> bool:
    return wording.at(at) in _SCALES or wording.at(at) in _DOZENS or wording.at(at) == "-"
