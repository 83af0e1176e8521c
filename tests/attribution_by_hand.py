"""Sentences written for the tests, parsed as the reading stage does."""

from marsad.claims.attribution.attributing import Attribution, attribute
from marsad.claims.sentences import Sentence, load_parser
from marsad.model.reports import BlockKind


def read_paragraphs(*paragraphs: str, title: bool = False) -> list[Sentence]:
    """The sentences of a report made of these paragraphs, two characters apart; the first may be the title."""
    sentences: list[Sentence] = []
    base = 0
    for number, text in enumerate(paragraphs):
        block = BlockKind.TITLE if title and number == 0 else BlockKind.BODY
        for sentence in load_parser()(text).sents:
            sentences.append(Sentence(base, sentence, len(sentences), number, block))
        base += len(text) + 2
    return sentences


def attribute_text(*paragraphs: str, title: bool = False) -> tuple[Attribution, ...]:
    """The attributions of a report made of these paragraphs."""
    return attribute(read_paragraphs(*paragraphs, title=title))


def names(attribution: Attribution) -> list[str]:
    """The names of a chain, originator first."""
    return [mention.name for mention in attribution.chain]


def told(attribution: Attribution) -> str:
    """The words that are claimed."""
    return attribution.sentence.tokens.doc[slice(*attribution.clause)].text
