"""Which words of a report stand in quotation marks."""

from collections.abc import Sequence
from dataclasses import replace

from marsad.claims.attribution.contents import Quotation, mark_quoted
from marsad.claims.attribution.quotes import Quote, find_quotes
from marsad.claims.sentences import Sentence
from marsad.model.reports import BlockKind


def find_quotations(sentences: Sequence[Sentence]) -> dict[int, Quotation]:
    """The quoted tokens of each parsed stretch, by its offset: a long paragraph is parsed in several.

    A caption between two paragraphs does not end a quotation that runs on.
    """
    docs = {sentence.base: sentence.tokens.doc for sentence in sentences}
    captions = {sentence.base for sentence in sentences if sentence.block is BlockKind.CAPTION}
    running = [(base, doc.text) for base, doc in docs.items() if base not in captions]
    apart = [(base, doc.text) for base, doc in docs.items() if base in captions]
    by_paragraph: dict[int, list[Quote]] = {}
    found = find_quotes(running)
    last = max((quote.group for quote in found), default=0)
    shifted = (replace(quote, group=quote.group + last) for quote in find_quotes(apart))
    for quote in (*found, *shifted):
        by_paragraph.setdefault(quote.paragraph, []).append(quote)
    return {number: mark_quoted(doc, by_paragraph.get(number, [])) for number, doc in docs.items()}
