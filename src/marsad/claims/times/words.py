"""The text of a time cut into words, numbers and signs, and the small readings that all the others use."""

from dataclasses import dataclass

import re2

from marsad.lexicon.times import load_time_words

_PIECES = re2.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}[:.]\d{2}(?::\d{2})?"
    r"|\d+(?:,\d{3})*|[aApP]\.\s?[mM]\.?|(?:\p{L}\.){2,}|\p{L}[\p{L}\p{M}]*(?:-\p{L}[\p{L}\p{M}]*)*|[^\s\p{Z}\p{L}\d]"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word, number or sign, with its place in the text; `low` is its lower case."""

    text: str
    low: str
    start: int
    end: int


Words = tuple[Word, ...]


def split_words(text: str) -> Words:
    """Cut a text into words, in one linear pass; "Sunday's" gives "Sunday", "'" and "s"."""
    spans = (match.span() for match in _PIECES.finditer(text))
    return tuple(Word(text[start:end], text[start:end].lower(), start, end) for start, end in spans)


def low_at(words: Words, at: int) -> str:
    """The lower-case word at a place, empty outside the text."""
    return words[at].low if 0 <= at < len(words) else ""


def skip(words: Words, at: int, *choices: str) -> int:
    """The place after the word at `at` if it is one of the choices, else `at`."""
    return at + 1 if low_at(words, at) in choices else at


def is_possessive(words: Words, at: int) -> bool:
    """Whether `'s` or a bare apostrophe stands at a place."""
    return low_at(words, at) in ("'", "’")


def read_number(words: Words, at: int) -> tuple[int, tuple[int, int]] | None:
    """A number of units as (low, high): "two", "12", "a few", "a couple of"; vague ones by the table."""
    numbers = load_time_words().numbers
    low = low_at(words, at)
    if low == "a" and low_at(words, at + 1) in ("few", "couple", "dozen"):
        return skip(words, at + 2, "of"), numbers[low_at(words, at + 1)]
    if low.isdecimal() and len(low) <= 3:
        return at + 1, (int(low), int(low))
    if low in numbers:
        return at + 1, numbers[low]
    return None


def read_year(words: Words, at: int) -> int | None:
    """A four-digit year from 1900 to 2099."""
    low = low_at(words, at)
    return int(low) if len(low) == 4 and low.isascii() and low.isdecimal() and 1900 <= int(low) <= 2099 else None
