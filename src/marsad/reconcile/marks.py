"""Marks: words in a claim's sentence that say how it stands to others ("another", "until", "has risen to")."""

import re
from functools import cache, lru_cache
from itertools import pairwise

from marsad.lexicon.tables import read_rows

_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
}
_WORD = re.compile(r"[^\W_]+")
_POINTERS = ("the", "this", "that", "these", "those")


@cache
def _phrases(mark: str) -> tuple[str, ...]:
    return tuple(f" {phrase} " for kind, phrase, _ in read_rows("marks.csv") if kind == mark)


@cache
def _openings() -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Each first word of a phrase with the marks and phrases that it can open."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for mark, phrase, _ in read_rows("marks.csv"):
        words = tuple(phrase.split())
        found.setdefault(words[0], []).append((mark, words))
    return {first: tuple(rows) for first, rows in found.items()}


@lru_cache(maxsize=65536)
def _marks_in(text: str) -> dict[str, tuple[tuple[int, int], ...]]:
    """The marks whose phrases stand in a text as whole words, each with the first and last word of its phrases."""
    words, openings = plain_words(text), _openings()
    found: dict[str, list[tuple[int, int]]] = {}
    for at, word in enumerate(words):
        for mark, phrase in openings.get(word, ()):
            if words[at : at + len(phrase)] == phrase:
                found.setdefault(mark, []).append((at, at + len(phrase) - 1))
    return {mark: tuple(spans) for mark, spans in found.items()}


@cache
def marked_words(mark: str) -> frozenset[str]:
    """The mark's words, for marks that are single words."""
    return frozenset(phrase for kind, phrase, _ in read_rows("marks.csv") if kind == mark)


@lru_cache(maxsize=65536)
def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case without punctuation; "n't" reads "not" and a hyphen parts two words."""
    eased = text.lower().replace("n't", " not").replace("n’t", " not").replace("'s", " ").replace("’s", " ")
    return tuple(_WORD.findall(eased))


def has_mark(text: str, mark: str) -> bool:
    """Whether one of the mark's phrases stands in the text as whole words."""
    return mark in _marks_in(text)


@lru_cache(maxsize=65536)
def find_mark(text: str, mark: str) -> int:
    """Where the mark's first phrase begins in a text; the text's length where none stands."""
    if not has_mark(text, mark):
        return len(text)
    low = text.lower()
    starts = [at for at in range(len(low)) if low[at].isalnum() and (at == 0 or not low[at - 1].isalnum())]
    words = [plain_words(low[start:end])[:1] for start, end in zip(starts, [*starts[1:], len(low)], strict=True)]
    said = "".join(f" {word[0] if word else ''}" for word in words) + " "
    found = [at for phrase in _phrases(mark) if (at := said.find(phrase)) != -1]
    return starts[said[: min(found)].count(" ")] if found else len(text)


def opens_with(text: str, mark: str, within: int = 6) -> bool:
    """Whether one of the mark's phrases begins among the first words of the text and ends at most three words on."""
    return any(first < within and last < within + 3 for first, last in _marks_in(text).get(mark, ()))


@lru_cache(maxsize=65536)
def find_ordinal(text: str) -> int | None:
    """The place in a row that a counted noun has: "a second batch" is 2; "first aid" is none."""
    words = plain_words(text)
    if _ORDINALS.keys().isdisjoint(words):
        return None
    nouns = marked_words("batch")
    for at, word in enumerate(words):
        if word not in _ORDINALS or (words[at + 1 : at + 2] == ("aid",) and words[at + 2 : at + 3] == ("kit",)):
            continue
        if any(later in nouns or later.removesuffix("s") in nouns for later in words[at + 1 : at + 4]):
            return _ORDINALS[word]
    return None


@lru_cache(maxsize=65536)
def points_back(text: str) -> bool:
    """Whether the text names a happening that was told already: "the attack", "this raid"."""
    words = plain_words(text)
    nouns = marked_words("definite")
    if nouns.isdisjoint(words):
        return False
    return any(word in _POINTERS and after in nouns for word, after in pairwise(words))


@lru_cache(maxsize=65536)
def names_several(text: str) -> bool:
    """Whether the text tells of several happenings: "four attacks", "21 raids", "several separate raids"."""
    words = plain_words(text)
    nouns, many = marked_words("definite"), marked_words("several")
    if many.isdisjoint(words) and not any(word.isdigit() for word in words):
        return False
    return any(
        word.endswith("s")
        and word.removesuffix("s") in nouns
        and (set(words[max(0, at - 3) : at]) & many or (at and words[at - 1].isdigit() and int(words[at - 1]) > 1))
        for at, word in enumerate(words)
    )


@lru_cache(maxsize=65536)
def points_to_several(text: str) -> bool:
    """Whether the text opens with several happenings that were told already: "those attacks", "the four raids"."""
    words = plain_words(text)[:4]
    nouns = marked_words("definite")
    if words[:1] not in (("the",), ("these",), ("those",)):
        return False
    return any(word.endswith("s") and word.removesuffix("s") in nouns for word in words[1:])


@lru_cache(maxsize=65536)
def is_on_clause(text: str) -> bool:
    """Whether the text is on what a deal says and not on the deal: "that the agreement bars troops"."""
    words = plain_words(text)
    deals, says = marked_words("agreed"), marked_words("clause")
    if says.isdisjoint(words):
        return False
    return any(word in deals and not says.isdisjoint(words[at + 1 : at + 3]) for at, word in enumerate(words))


def forget_texts() -> None:
    """Let go of what was kept of a story's texts: that story asks about them again and again, no other does."""
    for kept in (
        _marks_in,
        plain_words,
        find_mark,
        find_ordinal,
        points_back,
        names_several,
        points_to_several,
        is_on_clause,
    ):
        kept.cache_clear()
