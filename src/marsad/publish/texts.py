"""The reports themselves at the page's end, every claim's sentence an anchor that leads to what rests on it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from marsad.model.claims import Claim, Stance
from marsad.model.reports import Block, DateBasis, Report
from marsad.publish.index import Index, name_chain, name_outlet
from marsad.publish.masking import Mask
from marsad.publish.sentences import STANCE_WORDS
from marsad.publish.times import say_published
from marsad.publish.weaving import Piece, Wrap, weave

BLOCK_LIMIT = 2_000
"""Characters of a paragraph shown beyond its last claim; what is left out is counted, so a huge file stays readable."""

REPORT_LIMIT = 20_000
"""Characters of a report after which paragraphs without a claim are left out, and counted."""

BASIS_WORDS = {
    DateBasis.STATED: "stated",
    DateBasis.DATELINE: "from its dateline",
    DateBasis.INHERITED: "taken from its copy",
    DateBasis.FILE: "from the file’s name",
    DateBasis.RECEIVED: "when it was received, at the latest",
    DateBasis.UNKNOWN: "unknown",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A block of a report with its anchors; `left_out` counts characters that are not shown."""

    kind: str
    pieces: tuple[Piece, ...]
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportText:
    """A report as the page's last part shows it."""

    id: str
    key: str
    outlet: str
    agency: str
    author: str
    published: str
    basis: str
    url: str
    language: str
    unread_why: str
    paragraphs: tuple[Paragraph, ...]
    left_out: int


def show_reports(index: Index, mask: Mask, reports: Iterable[Report]) -> Iterator[ReportText]:
    """Reports in the order given, each laid out as it is asked for."""
    claims: dict[str, list[Claim]] = {}
    for claim in index.claims.values():
        claims.setdefault(claim.report, []).append(claim)
    return (show_report(index, mask, report, claims.get(report.id, [])) for report in reports)


def show_report(index: Index, mask: Mask, report: Report, claims: list[Claim]) -> ReportText:
    """One report: its head, and its blocks in order."""
    paragraphs, left_out = _show_blocks(report, _anchor(index, claims), mask)
    return ReportText(
        id=report.id,
        key=report.key,
        outlet=name_outlet(report),
        agency=report.agency or "",
        author=report.author or "",
        published=say_published(report.published),
        basis=BASIS_WORDS[report.published_basis],
        url=report.url if report.url and report.url.startswith(("https://", "http://")) else "",
        language=report.language or "",
        unread_why=report.unread_why or "",
        paragraphs=paragraphs,
        left_out=left_out,
    )


def _anchor(index: Index, claims: Iterable[Claim]) -> tuple[Wrap, ...]:
    """A link for each claim that something rests on, else a plain anchor, with the way it came; in order."""
    wraps: list[Wrap] = []
    for claim in sorted(claims, key=lambda c: (c.span, c.id)):
        ground = index.ground_of.get(claim.id)
        wraps.append(
            Wrap(
                span=claim.span,
                tag="a" if ground else "span",
                id=claim.id,
                href=ground or None,
                way=name_chain(index, claim)[:-1],
                stance="" if claim.stance is Stance.ASSERTS else STANCE_WORDS[claim.stance],
            )
        )
    return tuple(wraps)


def _show_blocks(report: Report, wraps: tuple[Wrap, ...], mask: Mask) -> tuple[tuple[Paragraph, ...], int]:
    shown: list[Paragraph] = []
    left_out = spent = at = 0
    for block in report.blocks:
        mine: list[Wrap] = []
        while at < len(wraps) and wraps[at].span[0] < block.end:
            mine.append(wraps[at])
            at += 1
        if spent > REPORT_LIMIT and not mine:
            left_out += block.end - block.start
            continue
        paragraph = _show_block(report, block, mine, mask)
        spent += block.end - block.start - paragraph.left_out
        shown.append(paragraph)
    return tuple(shown), left_out


def _show_block(report: Report, block: Block, wraps: list[Wrap], mask: Mask) -> Paragraph:
    last = max((w.span[1] for w in wraps), default=block.start)
    end = min(block.end, max(last, block.start) + BLOCK_LIMIT)
    pieces = weave(report.text, (block.start, end), wraps, mask.spans.get(report.id, ()))
    return Paragraph(kind=block.kind, pieces=pieces, left_out=block.end - end)
