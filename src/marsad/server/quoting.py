"""Sentences in the paragraphs that they stand in."""

from dataclasses import dataclass

from marsad.model.claims import Claim
from marsad.publish.index import Index
from marsad.publish.masking import Mask
from marsad.publish.sentences import Said, Sentences
from marsad.publish.texts import BLOCK_LIMIT
from marsad.publish.weaving import Piece, Wrap, weave


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What came one way, and the paragraph around its first sentence."""

    said: Said
    paragraph: tuple[Piece, ...]


def show_paragraphs(index: Index, mask: Mask, found: Sentences) -> tuple[Shown, ...]:
    """Each wording with the paragraph around its first sentence."""
    ways = (*((found.lead,) if found.lead else ()), *found.said)
    return tuple(Shown(said=one, paragraph=_mark(index, mask, index.claims[one.quotes[0].claim])) for one in ways)


def _mark(index: Index, mask: Mask, claim: Claim) -> tuple[Piece, ...]:
    """The paragraph that a claim stands in, its sentence marked."""
    report = index.reports[claim.report]
    start, end = claim.span
    block = next((b for b in report.blocks if b.start <= start < b.end), None)
    left = max(block.start, start - BLOCK_LIMIT) if block else start
    right = min(block.end, end + BLOCK_LIMIT) if block else end
    return weave(report.text, (left, right), (Wrap(span=claim.span, tag="mark"),), mask.spans.get(report.id, ()))
