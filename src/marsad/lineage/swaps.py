"""Swaps: which words of a sentence stand in another's place, and whether that changes a figure or only a spelling."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import takewhile

from marsad.lexicon.folding import fold_word
from marsad.model.reports import Span

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|\w+(?:['’ʼ`]\w+)*")
_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_VALUES = {word: str(value) for value, word in enumerate(_SMALL)}
_NUMBERS = frozenset(
    (
        *_SMALL,
        *("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "hundreds", "thousand"),
        *("thousands", "million", "millions", "billion", "dozen", "dozens", "scores", "several", "half"),
    )
)
_LONGEST = 400
"""Words: longer sentences are only told to differ, so that the work stays bounded."""


class SwapKind(StrEnum):
    """What a swap touches."""

    FIGURES = "figures"
    SPELLING = "spelling"
    WORDS = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """Words of the left report that stand in the place of words of the right one; None where there are none."""

    kind: SwapKind
    left: Span | None
    right: Span | None


def find_swaps(texts: tuple[str, str], left: Span, right: Span) -> tuple[Swap, ...]:
    """Find the swapped words of two sentences, in order. Case and punctuation alone are no swap."""
    spans = [
        [match.span() for match in _WORD.finditer(text, *part)] for text, part in zip(texts, (left, right), strict=True)
    ]
    words = [[text[start:end].lower() for start, end in part] for text, part in zip(texts, spans, strict=True)]
    if max(map(len, words)) > _LONGEST:
        return () if words[0] == words[1] else (Swap(kind=SwapKind.WORDS, left=left, right=right),)
    matcher = SequenceMatcher(None, words[0], words[1], autojunk=False)
    swaps = []
    for tag, *edges in matcher.get_opcodes():
        for one, one_end, other, other_end in _part_spellings(words, edges) if tag != "equal" else ():
            ours = [texts[0][start:end] for start, end in spans[0][one:one_end]]
            theirs = [texts[1][start:end] for start, end in spans[1][other:other_end]]
            swaps.append(
                Swap(
                    kind=_name_kind(ours, theirs),
                    left=(spans[0][one][0], spans[0][one_end - 1][1]) if ours else None,
                    right=(spans[1][other][0], spans[1][other_end - 1][1]) if theirs else None,
                )
            )
    return tuple(swaps)


def _part_spellings(words: Sequence[Sequence[str]], edges: Sequence[int]) -> Iterator[tuple[int, int, int, int]]:
    """Part a swap into other spellings at its front, the words that differ, and other spellings at its end."""
    one, one_end, other, other_end = edges
    folded = _fold(words[0][one:one_end]), _fold(words[1][other:other_end])
    front = _count_alike(*folded)
    back = _count_alike(*(side[front:][::-1] for side in folded))
    parts = (
        (one, one + front, other, other + front),
        (one + front, one_end - back, other + front, other_end - back),
        (one_end - back, one_end, other_end - back, other_end),
    )
    return (part for part in parts if part[0] < part[1] or part[2] < part[3])


def _count_alike(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """How many words two rows open with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(ours, theirs, strict=False)))


def _name_kind(ours: list[str], theirs: list[str]) -> SwapKind:
    """Figures if the numbers differ, spelling if every word folds to its counterpart ("9" to "nine"), else words."""
    if _fold(filter(_is_number, ours)) != _fold(filter(_is_number, theirs)):
        return SwapKind.FIGURES
    if ours and _fold(ours) == _fold(theirs):
        return SwapKind.SPELLING
    return SwapKind.WORDS


def _fold(words: Iterable[str]) -> list[str]:
    """Words without what is only spelling: small numbers in digits, thousands without commas."""
    plain = (word.replace(",", "") if word[:1].isdigit() else fold_word(word) for word in words)
    return [_VALUES.get(word, word) for word in plain]


def _is_number(word: str) -> bool:
    return word[:1].isdigit() or word.lower() in _NUMBERS
