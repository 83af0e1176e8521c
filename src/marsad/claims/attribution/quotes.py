"""Quotations of a report: which characters of which paragraph stand in quotation marks, also across paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass

_OPENERS = "“«„"
_CLOSERS = "”»"
_STOPS = frozenset(",.!?…")
_REACH = 20
"""How many paragraphs on an unclosed quotation may close."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation within one paragraph, marks included; quotations with the same `group` are one speech."""

    paragraph: int
    start: int
    end: int
    group: int


@dataclass(frozen=True, slots=True)
class _Opening:
    start: int
    end: int
    closed: bool


def find_quotes(paragraphs: Sequence[tuple[int, str]]) -> tuple[Quote, ...]:
    """The quotations of a report's paragraphs, given as (number, text) in order.

    A quotation left open runs to the end of its paragraph. It goes on in the next one where that opens a quotation
    too (the printers' rule), or where a later one closes it without having opened any.
    """
    quotes: list[Quote] = []
    group = 0
    carried = False
    for place, (number, text) in enumerate(paragraphs):
        if not text.strip():
            continue
        openings = list(_split(text, carried))
        for order, opening in enumerate(openings):
            group += not (order == 0 and carried)
            quotes.append(Quote(number, opening.start, opening.end, group))
        is_open = bool(openings) and not openings[-1].closed
        carried = is_open and _goes_on(text[openings[-1].start], paragraphs[place + 1 : place + 1 + _REACH])
    return tuple(quotes)


def _split(text: str, carried: bool) -> list[_Opening]:
    """The stretches in marks; with `carried` the paragraph starts inside one, whether or not it repeats the mark."""
    text = _even_marks(text)
    found: list[_Opening] = []
    start = 0 if carried else -1
    for at, mark in enumerate(text):
        if mark in _OPENERS or (mark == '"' and start < 0):
            if start < 0:
                start = at
        elif (mark in _CLOSERS or mark == '"') and start >= 0 and at > start and text[start:at].strip():
            found.append(_Opening(start, at + 1, True))
            start = -1
    if start >= 0:
        found.append(_Opening(start, len(text), False))
    return found


def _even_marks(text: str) -> str:
    """Typewriter marks, and single marks around speech, as double ones, each at its place.

    A single mark closes speech where punctuation stands before it and none but a space or the end after it.
    """
    text = text.replace("``", "“ ").replace("''", " ”")
    if any(mark in text for mark in '"“«„') or not any(mark in text for mark in "'‘"):
        return text
    letters = list(text)
    start = -1
    for at, letter in enumerate(text):
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if letter in "'‘" and start < 0 and not before.strip() and after.isalnum():
            start = at
        elif letter in "'’" and start >= 0 and before in _STOPS and not after.strip():
            letters[start], letters[at] = "“", "”"
            start = -1
    return "".join(letters)


def _goes_on(mark: str, later: Sequence[tuple[int, str]]) -> bool:
    """Whether the quotation goes on in the next paragraph: it opens anew, or a curly one closes first later on."""
    if not later:
        return False
    following = later[0][1].lstrip()
    if following[:1] == '"' or (following[:1] and following[:1] in _OPENERS):
        return True
    if mark == '"':
        return False
    for _, text in later:
        opens = min((text.find(each) for each in _OPENERS if each in text), default=-1)
        closes = min((text.find(each) for each in _CLOSERS if each in text), default=-1)
        if closes >= 0:
            return opens < 0 or closes < opens
        if opens >= 0:
            return False
    return False
