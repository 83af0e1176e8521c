"""A stretch of report text with marks woven in: sentences that can be linked to, cues, figures, held-back names."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from marsad.model.reports import Span
from marsad.publish.masking import part_stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrap:
    """An element around a span: `a`, `span`, `b` or `i`; `id` is its anchor, `href` the id that it leads to, `way` the
    sources that a claim came through before its outlet, and `stance` what the first of them does where it does not
    assert.
    """

    span: Span
    tag: str
    id: str | None = None
    href: str | None = None
    way: tuple[str, ...] = ()
    stance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Text, a name that is held back, or the opening or the closing of an element."""

    text: str = ""
    held: str = ""
    opens: Wrap | None = None
    closes: Wrap | None = None


def weave(text: str, span: Span, wraps: Sequence[Wrap], holes: tuple[Span, ...] = ()) -> tuple[Piece, ...]:
    """Pieces of `text` over `span` in order, elements properly nested.

    A wrap that leaves the stretch or its neighbour is cut there; a link within a link becomes a plain span.
    """
    pieces: list[Piece] = []
    open_until: list[tuple[int, Wrap]] = []
    at = span[0]

    def advance(to: int) -> None:
        nonlocal at
        if to > at:
            parts = part_stretch(text, at, to, holes)
            pieces.extend(Piece(held=part) if held else Piece(text=part) for part, held in parts)
        at = max(at, to)

    def close_before(limit: int) -> None:
        while open_until and open_until[-1][0] <= limit:
            end, wrap = open_until.pop()
            advance(end)
            pieces.append(Piece(closes=wrap))

    for wrap in sorted(wraps, key=lambda w: (w.span[0], -w.span[1], w.id or "")):
        start, end = max(wrap.span[0], span[0]), min(wrap.span[1], span[1])
        if start >= end:
            continue
        close_before(start)
        advance(start)
        if wrap.tag == "a" and any(w.tag == "a" for _, w in open_until):
            wrap = replace(wrap, tag="span", href=None)
        pieces.append(Piece(opens=wrap))
        open_until.append((min(end, open_until[-1][0]) if open_until else end, wrap))
    close_before(span[1])
    advance(span[1])
    return tuple(pieces)
