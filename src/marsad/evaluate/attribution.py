"""Attribution: content, source and cue by token, and pairs of source and content, beside a plain rule for "said"."""

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from marsad.claims.attribution.attributing import Attribution, attribute
from marsad.claims.sentences import Sentence
from marsad.evaluate.attributed import ROLES, Article, Mark, find_parts, list_files, parse_article, read_articles
from marsad.evaluate.said import mark_said
from marsad.evaluate.scores import Scores, hash_files, score_f1
from marsad.evaluate.tagged import mark_tagged
from marsad.model.reports import Span

_WORD = re.compile(r"\w+")
_NOTES = (
    "Between PolNeAR's annotators: content .92, source .81, cue .69 (token F1).",
    "A plain CRF: content .82, source .73, cue .61.",
)
_PAIR = "pair"
RULES = "rules alone (what read uses)"

Counts = dict[str, tuple[float, float, float]]
Marker = Callable[[Sequence[Sentence]], Sequence[Mark]]


def score_attribution(folder: Path) -> Scores:
    """Score every part but `train`: token F1 by role, and F1 of pairs that overlap in source and in content.

    The figures are those of the trained tagger over the rules; those of the rules alone, by which `marsad read` reads,
    stand beside them. Where several annotators marked an article, each is scored and an article counts once.
    """
    parts = find_parts(folder)
    articles = [article for part in parts for article in read_articles(part)]
    parsed = [(article, parse_article(article.text)) for article in articles]
    return Scores(
        stage="attribution",
        data=hash_files(path for part in parts for path in list_files(part)),
        figures=_score(parsed, mark_tagged),
        baselines={RULES: _score(parsed, mark_attributions), 'rule for "said"': _score(parsed, mark_said)},
        notes=_NOTES,
    )


def mark_attributions(sentences: Sequence[Sentence]) -> tuple[Mark, ...]:
    """What the stage finds, as marks: the originator, the cue, and the content without both."""
    found = attribute(sentences)
    return tuple(_mark(each) for each in found if each.cue is not None or each.chain)


def _mark(one: Attribution) -> Mark:
    source = tuple(mention.span for mention in one.chain[:1])
    cue = (one.cue.span,) if one.cue else ()
    content = one.sentence.spot(one.sentence.tokens.doc[slice(*one.clause)])
    return Mark(content=cut_out(content, (*source, *cue)), source=source, cue=cue)


def cut_out(span: Span, holes: Iterable[Span]) -> tuple[Span, ...]:
    """What is left of a span when others are taken out."""
    left = [span]
    for low, high in holes:
        left = [
            piece
            for start, end in left
            for piece in ((start, min(end, low)), (max(start, high), end))
            if piece[0] < piece[1]
        ]
    return tuple(dict.fromkeys(left))


def _score(parsed: Sequence[tuple[Article, Sequence[Sentence]]], marker: Marker) -> dict[str, float]:
    """The figures of one way of marking over all articles."""
    totals = dict.fromkeys((*ROLES, _PAIR), (0.0, 0.0, 0.0))
    for article, sentences in parsed:
        ours = marker(sentences)
        words = [match.start() for match in _WORD.finditer(article.text)]
        for theirs in article.annotators:
            for name, counts in _compare(ours, theirs, words).items():
                sums = zip(totals[name], counts, strict=True)
                true, found, held = (old + new / len(article.annotators) for old, new in sums)
                totals[name] = true, found, held
    return {f"{name}_f1": score_f1(*totals[name]) for name in totals}


def _compare(ours: Sequence[Mark], theirs: Sequence[Mark], words: Sequence[int]) -> Counts:
    counts: Counts = {}
    for role in ROLES:
        one, other = (_words_of(marks, role, words) for marks in (ours, theirs))
        counts[role] = len(one & other), len(one), len(other)
    counts[_PAIR] = _pair(ours, theirs)
    return counts


def _words_of(marks: Iterable[Mark], role: str, words: Sequence[int]) -> set[int]:
    covered = {at for mark in marks for start, end in mark.spans(role) for at in range(start, end)}
    return {start for start in words if start in covered}


def _pair(ours: Sequence[Mark], theirs: Sequence[Mark]) -> tuple[float, float, float]:
    """How many pairs of source and content meet one of the other side's in both, each once."""
    one, other = ([mark for mark in marks if mark.source and mark.content] for marks in (ours, theirs))
    free = list(other)
    true = 0
    for mark in one:
        met = next(
            (each for each in free if _meet(mark.source, each.source) and _meet(mark.content, each.content)), None
        )
        if met is not None:
            free.remove(met)
            true += 1
    return true, len(one), len(other)


def _meet(one: Sequence[Span], other: Sequence[Span]) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)
