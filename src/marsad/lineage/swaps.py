"""Swaps: which words of a sentence stand in another's place, and whether that changes a figure or only a spelling."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from marsad.lexicon.folding import fold_word
from marsad.model.reports import Span

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|\w+(?:['’ʼ`]\w+)*")
_NUMBERS = frozenset(
    (
        *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
        *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty"),
        *("forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "hundreds", "thousand", "thousands"),
        *("million", "millions", "billion", "dozen", "dozens", "scores", "several", "half"),
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
    for tag, one, one_end, other, other_end in matcher.get_opcodes():
        if tag != "equal":
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


def _name_kind(ours: list[str], theirs: list[str]) -> SwapKind:
    """Figures if the numbers differ, spelling if every word folds to its counterpart, else words."""
    if [word for word in ours if _is_number(word)] != [word for word in theirs if _is_number(word)]:
        return SwapKind.FIGURES
    if ours and [fold_word(word) for word in ours] == [fold_word(word) for word in theirs]:
        return SwapKind.SPELLING
    return SwapKind.WORDS


def _is_number(word: str) -> bool:
    return word[:1].isdigit() or word.lower() in _NUMBERS
