"""Marks by the trained tagger: its stretches, each content with the source that the rules or the nearest words give."""

from collections.abc import Sequence

from spacy.tokens import Doc

from marsad.claims.attribution.attributing import Attribution, attribute
from marsad.claims.attribution.tag_reading import describe_paragraphs
from marsad.claims.attribution.tagging import load_tagger, see, tag
from marsad.claims.sentences import Sentence
from marsad.evaluate.attributed import Mark
from marsad.model.reports import Span

_NEAR = 160
"""Characters between a content and a source that may belong together."""


def mark_tagged(sentences: Sequence[Sentence]) -> tuple[Mark, ...]:
    """What the tagger finds in an article over the rules' reading."""
    found = attribute(sentences)
    docs = {sentence.base: sentence.tokens.doc for sentence in sentences}
    described = describe_paragraphs(list(docs.items()), found)
    tagger = load_tagger()
    marks: list[Mark] = []
    for (base, doc), words in zip(docs.items(), described, strict=True):
        stretches = {
            role: [_spot(base, doc, bounds) for bounds in given]
            for role, given in tag(tagger, see(doc, words, tagger.features)).items()
        }
        marks += _link(stretches, [each for each in found if each.sentence.base == base and each.chain])
    return tuple(marks)


def _spot(base: int, doc: Doc, bounds: tuple[int, int]) -> Span:
    tokens = doc[bounds[0] : bounds[1]]
    return base + tokens.start_char, base + tokens.end_char


def _link(stretches: dict[str, list[Span]], read: Sequence[Attribution]) -> list[Mark]:
    """One mark for each source with all contents of it; what belongs to nothing stands alone."""
    told: dict[Span, list[Span]] = {}
    alone: list[Span] = []
    for content in stretches["content"]:
        source = _source_of(content, stretches["source"], read)
        (alone if source is None else told.setdefault(source, [])).append(content)
    marks = [Mark(content=tuple(contents), source=(source,), cue=()) for source, contents in told.items()]
    marks += [Mark(content=(content,), source=(), cue=()) for content in alone]
    marks += [Mark(content=(), source=(source,), cue=()) for source in stretches["source"] if source not in told]
    return [*marks, Mark(content=(), source=(), cue=tuple(stretches["cue"]))]


def _source_of(content: Span, sources: Sequence[Span], read: Sequence[Attribution]) -> Span | None:
    """The source that the rules gave to this content, else the nearest one outside it."""
    for each in read:
        told = each.sentence.spot(each.sentence.tokens.doc[slice(*each.clause)])
        if told[0] < content[1] and content[0] < told[1]:
            named = each.chain[0].span
            if not content[0] <= named[0] < content[1]:
                return next((span for span in sources if span[0] < named[1] and named[0] < span[1]), named)
    near = [span for span in sources if span[1] <= content[0] or content[1] <= span[0]]
    gaps = {span: max(content[0] - span[1], span[0] - content[1]) for span in near}
    best = min(gaps, key=lambda span: (gaps[span], span), default=None)
    return best if best is not None and gaps[best] <= _NEAR else None
