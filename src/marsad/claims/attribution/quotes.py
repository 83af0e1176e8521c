"""Quotations of a report: which characters of which paragraph stand in quotation marks, also across paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass

_OPENERS = "“«„"
_CLOSERS = "”»"
_STOPS = frozenset(",.!?…")
_ENDS = ".!?…"
_BRACKETS = frozenset("([-–—'‘")
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
    """A stretch in marks: whether a mark closes it, and whether it goes on with the speech before it."""

    start: int
    end: int
    closed: bool
    joined: bool = False


def find_quotes(paragraphs: Sequence[tuple[int, str]]) -> tuple[Quote, ...]:
    """The quotations of a report's paragraphs, given as (number, text) in order.

    A quotation left open goes on in the next paragraph where that opens a quotation too (the printers' rule), or where
    a later one closes it without having opened any. Where it does not, its closing mark is lost: it ends with its
    sentence.
    """
    quotes: list[Quote] = []
    group = 0
    carried = False
    for place, (number, text) in enumerate(paragraphs):
        if not text.strip():
            continue
        openings = _split(text, carried)
        is_open = bool(openings) and not openings[-1].closed
        goes_on = is_open and _goes_on(text[openings[-1].start], paragraphs[place + 1 : place + 1 + _REACH])
        for order, opening in enumerate(openings):
            group += not (opening.joined or (order == 0 and carried))
            is_lost = not opening.closed and not goes_on
            end = _end_sentence(text, opening.start) if is_lost else opening.end
            quotes.append(Quote(number, opening.start, end, group))
        carried = goes_on
    return tuple(quotes)


def _split(text: str, carried: bool) -> list[_Opening]:
    """The stretches in marks; with `carried` the paragraph starts inside one, whether or not it repeats the mark.

    A mark that opens while one is open tells that the closing mark before it is lost; one that closes while none is
    open, that its sentence was quoted from the start.
    """
    text = _even_marks(text)
    found: list[_Opening] = []
    start, joined = (0 if carried else -1), False
    for at, mark in enumerate(text):
        turn = _turn(text, at, mark, is_open=start >= 0)
        if turn == "close" and start < 0:
            start = max(_start_sentence(text, at), found[-1].end if found else 0)
        if turn == "close" and text[start:at].strip():
            found.append(_Opening(start, at + 1, True, joined))
            start, joined = -1, False
        elif turn == "open" and start < 0:
            start, joined = at, False
        elif turn == "open" and text[start + 1 : at].strip():
            stop = _end_sentence(text, start)
            if stop < at:
                speaks_on = text[:at].rstrip()[-1:] in _ENDS
                found.append(_Opening(start, at if speaks_on else stop, True, joined))
                start, joined = at, speaks_on
    if start >= 0:
        found.append(_Opening(start, len(text), False, joined))
    return found


def _turn(text: str, at: int, mark: str, *, is_open: bool) -> str | None:
    """Whether a mark opens or closes; a typewriter's by what stands around it, else by what came before it."""
    if mark in _OPENERS:
        return None if is_open else "open"
    if mark in _CLOSERS:
        return "close" if is_open else None
    if mark != '"':
        return None
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if (not before.strip() or before in _BRACKETS) and after.strip() and after not in _STOPS:
        return "open"
    if before.strip() and (not after.strip() or after in _STOPS or after in ";:)]"):
        return "close" if is_open or not before.isdigit() else None
    return "close" if is_open else "open"


def _start_sentence(text: str, at: int) -> int:
    """Where the sentence before a place begins."""
    return max((text.rfind(f"{stop} ", 0, at) + 2 for stop in _ENDS if f"{stop} " in text[:at]), default=0)


def _end_sentence(text: str, start: int) -> int:
    """Where the sentence from a place on ends."""
    return min((text.find(f"{stop} ", start) + 1 for stop in _ENDS if f"{stop} " in text[start:]), default=len(text))


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
