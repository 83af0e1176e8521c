"""What the rules say of each word of a paragraph, as the tagger sees it."""

from collections.abc import Sequence

from spacy.tokens import Doc

from marsad.claims.attribution.attributing import Attribution
from marsad.claims.attribution.contents import mark_quoted
from marsad.claims.attribution.quotes import find_quotes
from marsad.claims.attribution.tag_features import describe


def describe_paragraphs(docs: Sequence[tuple[int, Doc]], found: Sequence[Attribution]) -> list[list[list[str]]]:
    """The features of each paragraph of one report, given with their offsets, in order."""
    quotes = find_quotes([(base, doc.text) for base, doc in docs])
    told: dict[int, list[Attribution]] = {}
    for each in found:
        told.setdefault(each.sentence.base, []).append(each)
    described: list[list[list[str]]] = []
    for base, doc in docs:
        quoted = mark_quoted(doc, [quote for quote in quotes if quote.paragraph == base])
        marks = [token.i in quoted.groups for token in doc]
        described.append(describe(doc, marks, _take(base, doc, told.get(base, []))))
    return described


def _take(base: int, doc: Doc, found: Sequence[Attribution]) -> list[str]:
    """Each word as the rules took it: cue, source, relay, content and how deep, or none."""
    letters = [""] * len(doc)
    for each in found:
        if not (each.chain or each.cue):
            continue
        for at in range(*each.clause):
            letters[at] += "I" if at > each.clause[0] else "B"
    for each in found:
        spans = [(mention.span, "s" if number == 0 else "y") for number, mention in enumerate(each.chain)]
        spans += [(each.cue.span, "c")] if each.cue else []
        for (start, end), letter in spans:
            within = 0 <= start - base < len(doc.text)
            held = doc.char_span(start - base, end - base, alignment_mode="expand") if within else None
            if held is not None:
                for token in held:
                    letters[token.i] = letter + ("" if token.i == held.start else "+")
    return letters
