"""The plain rule beside attribution: a form of "say", the words in front of it or behind it, and the rest."""

from collections.abc import Sequence

from spacy.tokens import Token

from marsad.claims.sentences import Sentence
from marsad.evaluate.attributed import Mark
from marsad.model.reports import Span

_SAID = frozenset({"said", "says", "say", "saying"})
_LONGEST = 6


def mark_said(sentences: Sequence[Sentence]) -> tuple[Mark, ...]:
    """For the first "said" of each sentence: the run of words without a mark beside it speaks, all else is told."""
    found: list[Mark] = []
    for sentence in sentences:
        cue = next((token for token in sentence.tokens if token.lower_ in _SAID), None)
        if cue is not None:
            found.append(_mark(cue, sentence))
    return tuple(found)


def _mark(cue: Token, sentence: Sentence) -> Mark:
    doc = sentence.tokens.doc
    start = cue.i
    while start > max(sentence.tokens.start, cue.i - _LONGEST) and not doc[start - 1].is_punct:
        start -= 1
    source = (start, cue.i)
    if start == cue.i:
        end = cue.i + 1
        while end < min(sentence.tokens.end, cue.i + _LONGEST) and not doc[end].is_punct:
            end += 1
        source = (cue.i + 1, end)
    low, high = min(source[0], cue.i), max(source[1], cue.i + 1)
    rest = [(sentence.tokens.start, low), (high, sentence.tokens.end)]
    return Mark(
        content=tuple(_spot(sentence, span) for span in rest if span[0] < span[1]),
        source=(_spot(sentence, source),) if source[0] < source[1] else (),
        cue=(_spot(sentence, (cue.i, cue.i + 1)),),
    )


def _spot(sentence: Sentence, bounds: tuple[int, int]) -> Span:
    return sentence.spot(sentence.tokens.doc[bounds[0] : bounds[1]])
