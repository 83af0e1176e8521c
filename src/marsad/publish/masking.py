"""What is held back: names of private persons, as ▮▮▮, everywhere but in the ledger itself.

A full name is the words of it, in their order: in any case, and whatever stands between two of them that is no word.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from marsad.model.claims import Claim
from marsad.model.ledger import Ledger
from marsad.model.reports import Span

MASK = "▮▮▮"
_WORD = re.compile(r"[^\W_]+")
"""One class, repeated: linear in the text."""
_GAP = 4
"""Characters between two words of a name: a line break, a hyphen, a point and a blank."""


class _Letters(dict[int, int]):
    """Letters and digits as they are, all else as blanks."""

    def __missing__(self, code: int) -> int:
        self[code] = code if chr(code).isalnum() else ord(" ")
        return self[code]


_LETTERS = _Letters()


class Names:
    """Full names that are held back wherever they stand. What has one word is left out, since a first name alone
    belongs to many.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        """Take names as they were written."""
        self._names: dict[str, frozenset[tuple[str, ...]]] = {}
        self._put(_split(names))

    def also(self, names: Iterable[str]) -> "Names":
        """These names and others."""
        new = [words for words in _split(names) if words not in self._names.get(words[0], ())]
        if not new:
            return self
        both = Names()
        both._names = dict(self._names)
        both._put(new)
        return both

    def _put(self, names: Iterable[tuple[str, ...]]) -> None:
        for words in names:
            self._names[words[0]] = self._names.get(words[0], frozenset()) | {words}

    def stand_in(self, text: str) -> bool:
        """Whether a text has the first word of any of them; where it has not, none stands in it."""
        if not self._names:
            return False
        return not self._names.keys().isdisjoint(text.translate(_LETTERS).casefold().split())

    def find(self, text: str) -> Iterator[Span]:
        """The spans of names in a text, in order: of two that overlap the first, of two that begin together the longer
        one.
        """
        if not self.stand_in(text):
            return
        words = [word.casefold() for word in _WORD.findall(text)]
        begins = [at for at, word in enumerate(words) if word in self._names and any(self._fit(words, at))]
        spans = [match.span() for match in _WORD.finditer(text)] if begins else []
        end = 0
        for at in begins:
            size = max((size for size in self._fit(words, at) if _are_near(spans[at : at + size])), default=0)
            if at >= end and size:
                yield spans[at][0], spans[at + size - 1][1]
                end = at + size

    def _fit(self, words: list[str], at: int) -> Iterator[int]:
        """How many words each name has that begins there."""
        return (len(name) for name in self._names[words[at]] if tuple(words[at : at + len(name)]) == name)


def _are_near(words: list[Span]) -> bool:
    return all(right[0] - left[1] <= _GAP for left, right in pairwise(words))


def _split(names: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The words of full names."""
    split = (tuple(_WORD.findall(name.casefold())) for name in names)
    return (words for words in split if len(words) > 1)


NO_NAMES = Names()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mask:
    """Spans held back by report, merged and in order; full names held back wherever they stand; and all names that were
    found, single words too.
    """

    spans: Mapping[str, tuple[Span, ...]]
    names: Names
    found: tuple[str, ...]


def find_withheld(ledger: Ledger, more: Names = NO_NAMES) -> Mask:
    """All that the claims withhold, and `more` full names. A name of two words or more is withheld in every text; one
    word in its place only.
    """
    return withhold(ledger.claims, {r.id: r.text for r in ledger.reports}, more)


def withhold(claims: Iterable[Claim], texts: Mapping[str, str], more: Names = NO_NAMES) -> Mask:
    """The same of some claims, with the texts of their reports by id."""
    spans: dict[str, list[Span]] = {}
    found: set[str] = set()
    for claim in claims:
        for start, end in claim.withheld:
            spans.setdefault(claim.report, []).append((start, end))
            found.add(texts[claim.report][start:end].strip())
    names = more.also(found)
    for report, text in texts.items():
        spans.setdefault(report, []).extend(names.find(text))
    merged = {report: _merge(held) for report, held in spans.items() if held}
    return Mask(spans=merged, names=names, found=tuple(sorted(found)))


def _merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def mask_text(mask: Mask, text: str) -> str:
    """A text with every full name that is held back masked."""
    return "".join(MASK if held else part for part, held in part_names(mask, text))


def find_held(mask: Mask, text: str) -> tuple[Span, ...]:
    """What is held back of a text that is no report's: full names, and every single word that was found."""
    lone = {name.casefold() for name in mask.found}
    words = (match.span() for match in _WORD.finditer(text) if match.group().casefold() in lone) if lone else ()
    return _merge((*mask.names.find(text), *words))


def part_stretch(text: str, start: int, end: int, holes: tuple[Span, ...]) -> Iterator[tuple[str, bool]]:
    """A stretch of a report's text in parts, each with whether it is held back; a held-back span stands once and whole,
    where it starts, whatever cuts the stretch.
    """
    at = start
    for left, right in holes:
        if right <= at:
            continue
        if left >= end:
            break
        if left > at:
            yield text[at:left], False
        if left >= start:
            yield text[left:right], True
        at = min(right, end)
    if at < end:
        yield text[at:end], False


def mask_stretch(text: str, start: int, end: int, holes: tuple[Span, ...]) -> str:
    """A stretch of a report's text with what is held back masked."""
    return "".join(MASK if held else part for part, held in part_stretch(text, start, end, holes))


def part_names(mask: Mask, text: str) -> Iterator[tuple[str, bool]]:
    """A text in parts, each with whether it is a full name that is held back."""
    at = 0
    for start, end in mask.names.find(text):
        if start > at:
            yield text[at:start], False
        yield text[start:end], True
        at = end
    if at < len(text):
        yield text[at:], False
