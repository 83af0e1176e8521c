"""Picture galleries in the midst of a report: numbered lines ("3/16 2031 ...") that tell of other days."""

import re
from collections.abc import Sequence

from marsad.intake.titles import loosen

_NUMBERED = re.compile(r"(?P<at>\d{1,3})\s?/\s?(?P<of>\d{1,3})\s+(?P<year>(?:19|20)\d{2}\b)?")
_HEAD = re.compile(
    r"(?i)(?:\d{1,3} )?(?:show|view|see|open)(?: all| the| full| this| photo| image)* "
    r"(?:all|gallery|slideshow|photos|images|pictures)\b\W*(?P<name>.*)$"
)
_ENOUGH = 3
"""Numbered lines in a row that make a gallery."""
_ABOVE = 3
"""Lines above the first numbered one in which the gallery's head and name are looked for."""


def find_galleries(lines: Sequence[str]) -> frozenset[int]:
    """Which lines are a gallery: three or more numbered in a row, that count on, out of the same whole.

    A thread of posts is numbered too ("1/5 We reached ..."): a gallery has a head that offers to show all, or opens
    most of its lines with a year.
    """
    found: set[int] = set()
    at = 0
    while at < len(lines):
        stop, dated = _follow(lines, at)
        if stop - at >= _ENOUGH:
            head = _find_head(lines, at)
            if head is not None or dated * 2 > stop - at:
                found.update(range(at if head is None else head, stop))
        at = max(stop, at + 1)
    return frozenset(found)


def _follow(lines: Sequence[str], at: int) -> tuple[int, int]:
    """Where the numbered lines that begin here end, and how many of them open with a year."""
    dated, last, whole = 0, -1, ""
    while at < len(lines) and (match := _NUMBERED.match(lines[at])):
        if last >= 0 and (match["of"] != whole or int(match["at"]) != last + 1):
            break
        last, whole = int(match["at"]), match["of"]
        dated += match["year"] is not None
        at += 1
    return at, dated


def _find_head(lines: Sequence[str], first: int) -> int | None:
    """The line with which a gallery's head begins: the offer to show all, or the name above it that it repeats."""
    for at in range(first - 1, max(first - 1 - _ABOVE, -1), -1):
        match = _HEAD.match(lines[at])
        if match and len(lines[at]) <= 120:
            name = loosen(match["name"])
            return at - 1 if name and at and loosen(lines[at - 1]) == name else at
    return None
