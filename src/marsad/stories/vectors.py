"""Vectors: what a report is about, as weighted terms; the dot product of two says how alike they are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt

from marsad.model.reports import BlockKind, Report
from marsad.stories.words import NAME_MARK, list_terms, weigh_term

Vector = Mapping[str, float]

_READ_WORDS = 600
_TITLE_WEIGHT = 2.0
_HALF_EVERY = 60
_LEAST_WEIGHT = 0.1
_NAME_WEIGHT = 1.5
_LEAST_IDF = 1.2
_LEAD_MARK = ">"
_LEAD_WEIGHTS = tuple(max(_LEAST_WEIGHT, 0.5 ** (place / _HALF_EVERY)) for place in range(_READ_WORDS))
LEADING = 32


def make_vector(report: Report) -> Vector:
    """Weigh the terms of a report twice, as a whole and with the title and lead in front; length 1.

    The dot product of two such vectors is the mean of two cosines. Of a long report the first 600 words count; a block
    that stands twice counts once; boilerplate and captions do not count.
    """
    title = dict.fromkeys(list_terms(report.title or ""))
    body = list_terms("\n".join(_list_blocks(report)))[:_READ_WORDS]
    whole: dict[str, float] = dict.fromkeys((*title, *body), 0.0)
    lead = whole.copy()
    for term in title:
        whole[term] += 1.0
        lead[term] += _TITLE_WEIGHT
    for term, weight in zip(body, _LEAD_WEIGHTS, strict=False):
        whole[term] += 1.0
        lead[term] += weight
    rarity = {term: idf for term in sorted(whole) if (idf := weigh_term(term)) > _LEAST_IDF}
    return {**_scale(whole, rarity, ""), **_scale(lead, rarity, _LEAD_MARK)}


def average_vectors(vectors: Sequence[Vector]) -> Vector:
    """The mean of vectors: its dot product with another mean is the average likeness of the pairs between them."""
    if len(vectors) == 1:
        return vectors[0]
    mean: dict[str, float] = defaultdict(float)
    for vector in vectors:
        for term, weight in vector.items():
            mean[term] += weight / len(vectors)
    return mean


def list_leading(vector: Vector) -> tuple[tuple[str, float], ...]:
    """The 32 terms that weigh most, with their weights, as a whole and in the lead together; of equals the first."""
    weights: dict[str, float] = defaultdict(float)
    for term, weight in vector.items():
        weights[term.removeprefix(_LEAD_MARK)] += round(weight, 9)
    first = sorted((-round(weight, 9), term) for term, weight in weights.items())[:LEADING]
    return tuple((term, weights[term]) for _, term in first)


def _list_blocks(report: Report) -> Iterable[str]:
    bodies = (report.text[block.start : block.end].strip() for block in report.blocks if block.kind is BlockKind.BODY)
    return dict.fromkeys(bodies)


def _scale(counts: Mapping[str, float], rarity: Mapping[str, float], mark: str) -> dict[str, float]:
    """Weigh counts by rarity, names a little more, and scale to length 1 / sqrt 2; in the order of `rarity`."""
    weighed: dict[str, float] = {}
    for term, idf in rarity.items():
        count = counts[term]
        damped = 1 + log(count) if count > 1 else count
        weighed[mark + term] = damped * idf * (_NAME_WEIGHT if term[0] == NAME_MARK else 1.0)
    length = sqrt(2 * sum([weight * weight for weight in weighed.values()])) or 1.0
    return {term: weight / length for term, weight in weighed.items()}
