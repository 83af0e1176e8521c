"""Marks by the trained tagger over the rules: its stretches, each content with the source that it is tied to."""

from collections.abc import Sequence

from spacy.tokens import Doc

from marsad.claims.attribution.attributing import attribute
from marsad.claims.attribution.tag_links import Bounds, Link, link_contents, list_stretches, tag
from marsad.claims.attribution.tag_reading import describe_paragraphs
from marsad.claims.attribution.tagging import load_tagger, see
from marsad.claims.sentences import Sentence
from marsad.evaluate.attributed import Mark
from marsad.model.reports import Span


def mark_tagged(sentences: Sequence[Sentence]) -> tuple[Mark, ...]:
    """What the tagger finds in an article over the rules' reading."""
    docs = {sentence.base: sentence.tokens.doc for sentence in sentences}
    described = describe_paragraphs(list(docs.items()), attribute(sentences))
    tagger = load_tagger()
    marks: list[Mark] = []
    for (base, doc), words in zip(docs.items(), described, strict=True):
        tagged = tag(tagger, see(doc, words, tagger.features))
        found = list_stretches(tagger, tagged)
        marks += _mark(base, doc, link_contents(tagger, tagged), found["source"], found["cue"])
    return tuple(marks)


def _mark(base: int, doc: Doc, links: Sequence[Link], sources: Sequence[Bounds], cues: Sequence[Bounds]) -> list[Mark]:
    """One mark for each source with all contents of it; what belongs to nothing stands alone."""

    def spot(bounds: Bounds) -> Span:
        return base + doc[slice(*bounds)].start_char, base + doc[slice(*bounds)].end_char

    marks = [Mark(content=(spot(link.content),), source=(), cue=()) for link in links if link.source is None]
    for source in sources:
        contents = tuple(spot(link.content) for link in links if link.source == source)
        marks.append(Mark(content=contents, source=(spot(source),), cue=()))
    return [*marks, Mark(content=(), source=(), cue=tuple(map(spot, cues)))]
