"""A text cut into pieces: paragraphs and lines, wrapped lines put together, the very long cut at sentence ends."""

from dataclasses import dataclass
from itertools import pairwise

from marsad.lexicon.tables import words_for

LONGEST = 20_000
"""Characters of a piece: a longer paragraph is cut, so that no later stage parses a book at once."""
_WRAP_WIDTH = 120
_LISTED = 0.8
"""Share of lines with a capital first from which on they are items of a list."""
_DECK = 15
"""Words of a line that may be the deck below a headline."""
_AUXILIARIES = words_for("heads.csv", "auxiliary")
_ENDS = frozenset(".!?…؟。！？:;\"”’'»)]*_")
_STOPS = frozenset(".!?؟。！？")
_CLOSERS = "\"”’'»)]*_ \u200e\u200f"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text without white space at its ends; `joined` says that it goes on from the line above."""

    start: int
    end: int
    gap: bool
    """Whether a blank line stands above it."""

    def of(self, text: str) -> str:
        """Its words."""
        return text[self.start : self.end]


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does, quotes and brackets aside."""
    return line.rstrip(_CLOSERS)[-1:] in _STOPS


def reads_as_prose(line: str) -> bool:
    """Whether a line is at least a sentence of eight words; cut-off teasers ("...") are none."""
    said = line.rstrip(_CLOSERS)
    return ends_sentence(line) and not said.endswith(("..", "…")) and len(line[:400].split()) >= 8


def reads_as_deck(line: str) -> bool:
    """Whether a line without a full stop tells something whole: fifteen words, with an auxiliary verb among them.

    Headlines leave auxiliaries out; the line below a report's own headline often has one.
    """
    words = [word.strip(",;:").lower() for word in line[:600].split()]
    return len(words) >= _DECK and not line.rstrip().endswith(("..", "…")) and not _AUXILIARIES.isdisjoint(words)


def split_pieces(text: str) -> tuple[Piece, ...]:
    """All of the text but white space, in pieces, in order.

    A line is a piece of its own unless the text is hard-wrapped; then the lines between blank lines are one.
    """
    lines = _split_lines(text)
    pieces = _unwrap(text, lines) if _is_wrapped(text, lines) else lines
    return tuple(part for piece in pieces for part in _cut(text, piece))


def _split_lines(text: str) -> list[Piece]:
    lines: list[Piece] = []
    start, gap = 0, True
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start:end]
        if said := line.strip():
            at = start + len(line) - len(line.lstrip())
            lines.append(Piece(at, at + len(said), gap))
        gap = not said
        start = end + 1
    return lines


def _is_wrapped(text: str, lines: list[Piece]) -> bool:
    """Whether most lines that another follows are about equally long and break off in mid-sentence.

    Lines that nearly all begin with a capital are a list, unless all of the text is in capitals.
    """
    inner = [line for line, after in pairwise(lines) if not after.gap]
    if len(inner) < 4:
        return False
    opened = sum(1 for _, after in pairwise(lines) if not after.gap and text[after.start].isupper())
    if opened > _LISTED * len(inner) and not text.isupper():
        return False
    widths = sorted(line.end - line.start for line in inner)
    width = widths[int(len(widths) * 0.95)]
    full = sum(1 for size in widths if size >= width * 0.75)
    broken = sum(1 for line in inner if text[line.end - 1] not in _ENDS)
    return 40 <= width <= _WRAP_WIDTH and full >= 0.7 * len(inner) and broken >= 0.6 * len(inner)


def _unwrap(text: str, lines: list[Piece]) -> list[Piece]:
    """Lines of a wrapped text as paragraphs; a line that is short and ends a sentence ends the paragraph too."""
    width = max(line.end - line.start for line in lines)
    joined: list[Piece] = []
    whole = True
    for line in lines:
        if joined and not line.gap and not whole:
            joined[-1] = Piece(joined[-1].start, line.end, joined[-1].gap)
        else:
            joined.append(line)
        whole = line.end - line.start < width * 0.6
    return joined


def _cut(text: str, piece: Piece) -> list[Piece]:
    """A very long piece in parts: at a sentence's end, else at white space, else where the length is reached."""
    parts: list[Piece] = []
    start, gap = piece.start, piece.gap
    while piece.end - start > LONGEST:
        limit = start + LONGEST
        half = start + LONGEST // 2
        stop = text.rfind(". ", half, limit)
        space = stop + 1 if stop > 0 else text.rfind(" ", half, limit)
        end = space if space > 0 else limit
        while text[end - 1].isspace():
            end -= 1
        parts.append(Piece(start, end, gap))
        while end < piece.end and text[end].isspace():
            end += 1
        start, gap = end, False
    if start < piece.end:
        parts.append(Piece(start, piece.end, gap))
    return parts


def repeats_itself(words: str) -> bool:
    """Whether a long stretch says the same few words again and again: under 2 in 100 of its words differ."""
    said = words.split()
    return len(said) >= 500 and len(set(said)) * 50 < len(said)
