"""A stretch of report text with marks woven in: sentences that can be linked to, cues, figures, held-back names."""

from collections.abc import Sequence
from dataclasses import dataclass

from marsad.model.reports import Span
from marsad.publish.masking import mask_stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrap:
    """An element around a span: `a`, `span`, `b` or `i`; `id` is its anchor and `href` where it leads."""

    span: Span
    tag: str
    id: str | None = None
    href: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Text, or the opening or the closing of an element."""

    text: str = ""
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
        if to > at and (shown := mask_stretch(text, at, to, holes)):
            pieces.append(Piece(text=shown))
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
            wrap = Wrap(span=wrap.span, tag="span", id=wrap.id)
        pieces.append(Piece(opens=wrap))
        open_until.append((min(end, open_until[-1][0]) if open_until else end, wrap))
    close_before(span[1])
    advance(span[1])
    return tuple(pieces)
