"""Cleaning: each piece of a report gets its kind; nothing is deleted. What is boilerplate yields no claims."""

from dataclasses import dataclass, replace

from marsad.intake.credits import (
    find_trailing_credit,
    read_agency_line,
    read_byline,
    read_copyright,
    read_reporter,
)
from marsad.intake.dateline import FoundDateline, find_dateline
from marsad.intake.furniture import Mark, bare, is_heading, mark_line
from marsad.intake.neighbours import (
    Line,
    mark_captions,
    mark_foot,
    mark_galleries,
    mark_menu,
    mark_repeats,
    mark_sections,
    restore_placed,
)
from marsad.intake.paragraphs import Piece, ends_sentence, reads_as_prose, repeats_itself, split_pieces
from marsad.intake.photos import find_leading_credit
from marsad.intake.stampline import find_leading_stamp, is_name_line, read_stamp
from marsad.intake.titles import loosen
from marsad.lexicon.stamps import WrittenDate
from marsad.model.reports import Block, BlockKind

_TOP = 6
"""Pieces at the top in which a masthead and the date beside it are looked for."""
_FURNITURE = frozenset((Mark.FURNITURE, Mark.LINK, Mark.BYLINE, Mark.CREDIT, Mark.CAPTION_HEAD))
_OPENING = 4
"""Paragraphs of the body in which a dateline is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """A report's blocks, and what its furniture says of it."""

    blocks: tuple[Block, ...]
    stamp: WrittenDate | None = None
    dateline: FoundDateline | None = None
    agency: str | None = None
    author: str | None = None
    outlet: str | None = None
    title: str | None = None
    garbled: bool = False


def clean(text: str, title: str | None, outlet: str | None) -> Cleaned:
    """Mark every piece of a report's text as title, body, caption or boilerplate; read credits and dates on the way.

    `title` is the title that the text opens with, where it is known. A sentence is boilerplate only where its words are
    those of page furniture, it came before, or it stands below the comments.
    """
    lines = [line for at, piece in enumerate(split_pieces(text)) for line in _cut_credits(text, piece, at == 0)]
    found = Cleaned(blocks=())
    found = _mark_title(lines, title, found)
    first, last = _find_prose(lines)
    found = _mark_lines(lines, first, last, outlet, found)
    mark_galleries(lines)
    mark_sections(lines)
    mark_captions(lines, outlet)
    mark_repeats(lines)
    found = _mark_top(lines, first, found)
    mark_foot(lines, last)
    mark_menu(lines, first)
    restore_placed(lines)
    found = _find_title(lines, found) if title is None else found
    for line in lines:
        line.kind = line.kind or BlockKind.BODY
    return _split_body(text, lines, found)


def _cut_credits(text: str, piece: Piece, opens: bool) -> list[Line]:
    """A paragraph, and on lines of their own the credit run into a caption's start and the one behind its full stop."""
    said = piece.of(text)
    start = 0 if opens else find_leading_credit(said)
    head: list[Line] = []
    if start:
        credit = Piece(piece.start, piece.start + len(said[:start].rstrip()), piece.gap)
        head = [Line(credit, credit.of(text), kind=BlockKind.BOILERPLATE, mark=Mark.CAPTION_HEAD)]
        piece = Piece(piece.start + start, piece.end, False)
    trailing = find_trailing_credit(piece.of(text))
    if trailing is None:
        return [*head, Line(piece, piece.of(text))]
    stop = piece.start + len(text[piece.start : piece.start + trailing[0]].rstrip())
    parts = (Piece(piece.start, stop, piece.gap), Piece(piece.start + trailing[0], piece.end, False))
    return [*head, *(Line(part, part.of(text)) for part in parts)]


def _mark_title(lines: list[Line], title: str | None, found: Cleaned) -> Cleaned:
    """The pieces at the very top that make up the known title."""
    rest = loosen(title or "")
    for line in lines[:4]:
        words = loosen(line.said)
        if not words or not rest.startswith(words):
            break
        line.kind = BlockKind.TITLE
        rest = rest[len(words) :].strip()
    return replace(found, title=title)


def _find_prose(lines: list[Line]) -> tuple[int, int]:
    """The first and last piece that reads as a sentence and is no furniture by its words; (len, -1) if none does."""
    prose = [
        at
        for at, line in enumerate(lines)
        if line.kind is None and reads_as_prose(line.said) and mark_line(line.said, False, False) is None
    ]
    return (prose[0], prose[-1]) if prose else (len(lines), -1)


def _mark_lines(lines: list[Line], first: int, last: int, outlet: str | None, found: Cleaned) -> Cleaned:
    """Furniture, dates, bylines and credits by the words of each line."""
    for at, line in enumerate(lines):
        if line.kind is not None:
            continue
        line.stamp = read_stamp(line.said)
        agency = read_agency_line(line.said) or read_copyright(bare(line.said))
        byline = read_byline(line.said)
        line.mark = mark_line(line.said, at < first, at > last or at * 4 >= len(lines) * 3)
        if line.mark is Mark.LINK and reads_as_prose(line.said):
            line.mark = None
        if line.stamp or agency or byline or line.mark in _FURNITURE:
            line.kind = BlockKind.BOILERPLATE
        if agency and not found.agency and agency != outlet:
            found = replace(found, agency=agency)
        who = byline or (read_reporter(line.said) if line.mark is Mark.BYLINE else None)
        if who and not found.author:
            found = replace(found, author=who)
    return found


def _mark_top(lines: list[Line], first: int, found: Cleaned) -> Cleaned:
    """The date line, and a masthead beside it at the top: a name of up to five words above or below the date."""
    stamps = [line for line in lines if line.stamp and line.kind is BlockKind.BOILERPLATE]
    chosen = next((line for line in stamps if line.stamp and not line.stamp.changed), stamps[0] if stamps else None)
    if chosen is None or chosen.stamp is None:
        return found
    found = replace(found, stamp=chosen.stamp.written)
    at = next(number for number, line in enumerate(lines) if line is chosen)
    if at > min(_TOP, first):
        return found
    near = [line for line in (lines[at - 1] if at else None, lines[at + 1] if at + 1 < len(lines) else None) if line]
    named = (line for line in near if line.kind is None and is_name_line(line.said) and not is_heading(line.said))
    masthead = next(named, None)
    if masthead:
        masthead.kind = BlockKind.BOILERPLATE
    return replace(found, outlet=chosen.stamp.beside or (bare(masthead.said) if masthead else None))


def _find_title(lines: list[Line], found: Cleaned) -> Cleaned:
    """The title of a text that came without: its first line that is no furniture, short, with prose below."""
    at = next((number for number, line in enumerate(lines) if line.kind is not BlockKind.BOILERPLATE), None)
    if at is None or lines[at].kind is not None or at + 1 >= len(lines):
        return found
    said = lines[at].said
    short = 3 <= len(said.split()) <= 30 and len(said) <= 250 and not said.endswith((".", ",", ";", ":"))
    if not short or said[0].islower() or find_dateline(said) or find_leading_stamp(said):
        return found
    if not any(line.kind is None and len(line.said.split()) >= 8 for line in lines[at + 1 :]):
        return found
    lines[at].kind = BlockKind.TITLE
    return replace(found, title=said)


def _split_body(text: str, lines: list[Line], found: Cleaned) -> Cleaned:
    """The blocks: datelines and leading dates cut off the body, broken sentences put together."""
    blocks: list[Block] = []
    bodies = 0
    for line in lines:
        start, end, kind = line.piece.start, line.piece.end, line.kind or BlockKind.BODY
        if kind is BlockKind.BODY:
            start, found = _cut_opening(text, blocks, start, end, bodies, found)
            bodies += 1
        if start < end:
            _add(text, blocks, Block(start=start, end=end, kind=kind))
    garbled = any(repeats_itself(line.said) for line in lines if line.kind is BlockKind.BOILERPLATE)
    return replace(found, blocks=tuple(blocks), garbled=garbled)


def _cut_opening(
    text: str, blocks: list[Block], start: int, end: int, bodies: int, found: Cleaned
) -> tuple[int, Cleaned]:
    """Where a paragraph of the body begins behind a leading date and a dateline, and what these say."""
    leading = find_leading_stamp(text[start:end]) if not bodies else None
    if leading:
        found = replace(found, stamp=found.stamp or leading[0])
        start = _cut_off(text, blocks, start, start + leading[1])
    opening = find_dateline(text[start:end]) if bodies < _OPENING and found.dateline is None else None
    if opening:
        found = replace(found, dateline=opening)
        start = _cut_off(text, blocks, start, start + opening.end)
    return start, found


def _cut_off(text: str, blocks: list[Block], start: int, end: int) -> int:
    """Put the opening of a paragraph aside as boilerplate; say where the rest begins."""
    blocks.append(Block(start=start, end=start + len(text[start:end].rstrip()), kind=BlockKind.BOILERPLATE))
    return end


def _add(text: str, blocks: list[Block], block: Block) -> None:
    """Add a block; a paragraph that goes on in small letters where the one above broke off is one with it."""
    above = blocks[-1] if blocks else None
    if above and above.kind is block.kind is BlockKind.BODY:
        head, tail = text[above.start : above.end][-400:], text[block.start : block.end]
        broken = not head.endswith((":", ";")) and not ends_sentence(head) and len(head.split()) >= 8
        if broken and tail[:1].islower() and len(tail.split()) >= 4:
            blocks[-1] = Block(start=above.start, end=block.end, kind=BlockKind.BODY)
            return
    blocks.append(block)
