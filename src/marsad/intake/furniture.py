"""Lines that belong to a page and not to its report, by `lexicon/furniture.csv`."""

from enum import StrEnum
from functools import cache

import re2

from marsad.lexicon.tables import read_rows

_EDGES = " \t\u00a0*_#>•·|«»‹›→←►▶▪●◆■-–—\u200e\u200f"


class Mark(StrEnum):
    """What the wording of a line says that it is."""

    FURNITURE = "furniture"
    LINK = "link"
    BYLINE = "byline"
    SECTION = "section"
    TAIL = "tail"
    CREDIT = "credit"
    CAPTION_HEAD = "caption_head"
    CAPTION = "caption"


_HEADING = "heading"
_ORDER = (Mark.TAIL, Mark.SECTION, Mark.CAPTION_HEAD, Mark.CAPTION, Mark.CREDIT, Mark.BYLINE, Mark.FURNITURE, Mark.LINK)


def is_heading(line: str) -> bool:
    """Whether a line only heads a part of a report or of a site: "KEY FIGURES"."""
    said = bare(line)
    return any(len(said) <= longest and pattern.match(said) for _, longest, pattern in _rules(_HEADING))


@cache
def _rules(mark: str) -> "tuple[tuple[str, int, re2._Regexp], ...]":
    """The rules of one mark: where they hold, up to how many characters, and as one pattern each."""
    groups: dict[tuple[str, int], list[str]] = {}
    for kind, place, longest, rule, _ in read_rows("furniture.csv"):
        if kind == mark:
            groups.setdefault((place, int(longest)), []).append(f"(?:{rule})")
    return tuple(
        (place, longest, re2.compile(f"(?is)(?:{'|'.join(rules)})")) for (place, longest), rules in groups.items()
    )


def bare(line: str) -> str:
    """A line without the signs that lists, links and Markdown put around it."""
    return line.strip(_EDGES)


def mark_line(line: str, top: bool, foot: bool) -> Mark | None:
    """What a line is by its wording, or None; `top` and `foot` say that it stands before or after the report's prose.

    Each rule holds up to a length of its own: a longer line is never furniture by its wording.
    """
    said = bare(line)
    if not said:
        return Mark.FURNITURE
    for mark in _ORDER:
        for place, longest, pattern in _rules(mark):
            here = place == "any" or (place == "top" and top) or (place == "foot" and foot)
            if here and len(said) <= longest and pattern.match(said):
                return mark
    return None
