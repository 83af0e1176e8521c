"""Passes over a report's lines that look at their neighbours: link lists, captions, repeats and the foot."""

import re
from dataclasses import dataclass

from marsad.intake.dateline import find_dateline
from marsad.intake.furniture import Mark, mark_line
from marsad.intake.galleries import find_galleries
from marsad.intake.paragraphs import Piece, ends_sentence, reads_as_deck, reads_as_prose, repeats_itself
from marsad.intake.photos import has_photo_credit
from marsad.intake.stampline import Stamp
from marsad.intake.titles import loosen
from marsad.model.reports import BlockKind

_FOOT_WORDS = 30
"""Words of a line below the last sentence that may be furniture by its place alone."""
_BULLETS = frozenset("-–—•*·▪●0123456789")
_CLOSED = 3
"""Sentences that a report must have above its foot before a line there is furniture by its place alone."""
_CALLS, _CALL_WORDS = 3, 30
"""The last lines, and their most words, that are furniture where their last sentence is a call to readers."""
_ACCOUNT = re.compile(r"(?:^|\s)@\w{2,30}$")
"""How the line over a post ends: with its account."""
_TOLD = 6
"""Words of a line that may be all that a report tells."""
_REPEATED = 2
"""Words that a line must have to be furniture because it came before."""


@dataclass(slots=True)
class Line:
    """A piece of a report on its way to a block."""

    piece: Piece
    said: str
    kind: BlockKind | None = None
    mark: Mark | None = None
    stamp: Stamp | None = None
    placed: bool = False
    """Whether it is boilerplate by where it stands, and not by its words."""


def mark_sections(lines: list[Line]) -> None:
    """Link lists: their heads, and the lines below them up to the next sentence; from comment widgets on, everything.

    A tail is taken for the end of the report only where less prose follows it than came before. A list above the first
    sentence ends at the report's own deck too; no list goes beyond the account that heads a post.
    """
    prose = [len(line.said) if line.kind is None and reads_as_prose(line.said) else 0 for line in lines]
    total, before, inside = sum(prose), 0, False
    for at, line in enumerate(lines):
        if line.mark is Mark.TAIL and before * 2 > total:
            for later in lines[at:]:
                later.placed = later.placed or later.kind is None
                later.kind = BlockKind.BOILERPLATE
            return
        if line.mark in (Mark.TAIL, Mark.SECTION):
            line.kind, inside = BlockKind.BOILERPLATE, True
        elif (
            prose[at]
            or line.kind is BlockKind.TITLE
            or _ACCOUNT.search(line.said)
            or (inside and not before and line.kind is None and reads_as_deck(line.said))
        ):
            inside = False
        elif inside:
            line.placed = line.placed or line.kind is None
            line.kind = BlockKind.BOILERPLATE
        before += prose[at]


def mark_captions(lines: list[Line], outlet: str | None) -> None:
    """Captions by their own words or credit, by the label above them, or by the credit line below them."""
    for at, line in enumerate(lines):
        if line.kind is not None:
            continue
        above = lines[at - 1].mark if at else None
        below = lines[at + 1].mark if at + 1 < len(lines) else None
        credited = (below is Mark.CREDIT or above is Mark.CAPTION_HEAD) and _can_caption(line.said)
        if line.mark is Mark.CAPTION or credited or has_photo_credit(line.said, outlet):
            line.kind = BlockKind.CAPTION


def _can_caption(said: str) -> bool:
    """Whether a line beside a credit or label can be its caption: up to 60 words, no quote, no dateline."""
    return len(said) <= 600 and len(said.split()) <= 60 and said[0] not in "“\"'‘«" and find_dateline(said) is None


def mark_repeats(lines: list[Line]) -> None:
    """A line that came before, or that says no more than the title or the line above it, is boilerplate."""
    seen: set[str] = set()
    above, garbled = "", set[str]()
    for line in lines:
        words = loosen(line.said)
        again = words in seen or (words.count(" ") >= 2 and len(line.said) < 400 and f" {words}" in f" {above}")
        if again and words.count(" ") + 1 >= _REPEATED and line.kind in (None, BlockKind.CAPTION):
            line.kind = BlockKind.BOILERPLATE
        rest = set(line.said.split()) if garbled and not line.piece.gap else {""}
        if repeats_itself(line.said) or rest <= garbled:
            line.kind, garbled = BlockKind.BOILERPLATE, garbled or set(line.said.split())
        else:
            garbled = set()
        seen.add(words)
        above = words if len(words) < 600 else ""


def mark_foot(lines: list[Line], last: int) -> None:
    """Short lines without a full stop below the last of at least three sentences: names, adverts, links."""
    prose = sum(1 for line in lines[: last + 1] if line.kind is None and reads_as_prose(line.said))
    if prose < _CLOSED:
        return
    for line in lines[-_CALLS:]:
        if line.kind is None and len(line.said.split()) <= _CALL_WORDS and _ends_in_call(line.said):
            line.kind = BlockKind.BOILERPLATE
    listed = lines[last].said.endswith(":")
    for line in lines[last + 1 :]:
        listed = line.said.endswith(":") or ((listed or not line.piece.gap) and line.said[0] in _BULLETS)
        short = len(line.said.split()) <= _FOOT_WORDS and not ends_sentence(line.said)
        if line.kind is None and short and not listed:
            line.kind, line.placed = BlockKind.BOILERPLATE, True


def mark_galleries(lines: list[Line]) -> None:
    """Numbered picture galleries, with the head and name above them."""
    for at in find_galleries([line.said for line in lines]):
        lines[at].kind = lines[at].kind or BlockKind.BOILERPLATE


def mark_menu(lines: list[Line], first: int) -> None:
    """Single capitalised words above the first sentence: the sections that a page stands in."""
    for line in lines[:first]:
        word = line.said.strip("-–—|>» ")
        if line.kind is None and word.isalpha() and word.isascii() and word[0].isupper() and first < len(lines):
            line.kind = BlockKind.BOILERPLATE


def restore_placed(lines: list[Line]) -> None:
    """Place alone never takes a whole report: where nothing else is left, its longer lines are the body."""
    if any(line.kind in (None, BlockKind.CAPTION) for line in lines):
        return
    seen: set[str] = set()
    for line in lines:
        words = loosen(line.said)
        if line.placed and words not in seen and words.count(" ") + 1 >= _TOLD:
            line.kind = None
        seen.add(words)


def _ends_in_call(line: str) -> bool:
    """Whether a line of several sentences closes with one that is furniture: "... Sign up here."."""
    head, _, call = line.rstrip(".!? ").rpartition(". ")
    return (
        bool(head)
        and sum(word.isalpha() for word in call.split()) >= 2
        and mark_line(call, False, True) is Mark.FURNITURE
    )
