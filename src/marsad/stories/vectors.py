"""Vectors: what a report is about, as weighted terms; and how alike two reports are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

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


def make_vector(report: Report) -> Vector:
    """Weigh the terms of a report twice, as a whole and with the title and lead in front; length 1.

    The dot product of two such vectors is the mean of two cosines. Of a long report the first 600 words count; a block
    that stands twice counts once; boilerplate and captions do not count.
    """
    title = list_terms(report.title or "")
    body = list_terms("\n".join(_list_blocks(report)))[:_READ_WORDS]
    whole: dict[str, float] = defaultdict(float)
    lead: dict[str, float] = defaultdict(float)
    for term in dict.fromkeys(title):
        whole[term] += 1.0
        lead[term] += _TITLE_WEIGHT
    for place, term in enumerate(body):
        whole[term] += 1.0
        lead[term] += max(_LEAST_WEIGHT, 0.5 ** (place / _HALF_EVERY))
    return {**_scale(whole, ""), **_scale(lead, _LEAD_MARK)}


def find_alike(vectors: Sequence[Vector], least: float) -> tuple[tuple[int, int, float], ...]:
    """Find the pairs of vectors whose dot product is at least `least`: (first, second, likeness), first < second.

    By postings: reports that share no term are never compared. Rounded, so that no sum depends on its order.
    """
    postings = _post_terms(vectors)
    found: list[tuple[int, int, float]] = []
    for first, vector in enumerate(vectors):
        scores = np.zeros(len(vectors))
        for term, weight in vector.items():
            holders, weights = postings[term]
            scores[holders] += weight * weights
        near = np.nonzero(scores[first + 1 :] >= least)[0] + first + 1
        found.extend((first, int(second), round(float(scores[second]), 6)) for second in near)
    return tuple(found)


def _list_blocks(report: Report) -> Iterable[str]:
    bodies = (report.text[block.start : block.end].strip() for block in report.blocks if block.kind is BlockKind.BODY)
    return dict.fromkeys(bodies)


def _scale(counts: Mapping[str, float], mark: str) -> dict[str, float]:
    """Weigh counts by rarity, names a little more, and scale to length 1 / sqrt 2; ordered by term."""
    weighed: dict[str, float] = {}
    for term, count in sorted(counts.items()):
        idf = weigh_term(term)
        if idf > _LEAST_IDF:
            damped = 1 + log(count) if count > 1 else count
            weighed[mark + term] = damped * idf * (_NAME_WEIGHT if term.startswith(NAME_MARK) else 1.0)
    length = sqrt(2 * sum(weight * weight for weight in weighed.values())) or 1.0
    return {term: weight / length for term, weight in weighed.items()}


def _post_terms(vectors: Sequence[Vector]) -> dict[str, tuple[NDArray[np.int64], NDArray[np.float64]]]:
    lists: dict[str, tuple[list[int], list[float]]] = {}
    for owner, vector in enumerate(vectors):
        for term, weight in vector.items():
            holders, weights = lists.setdefault(term, ([], []))
            holders.append(owner)
            weights.append(weight)
    return {term: (np.array(held), np.array(weights)) for term, (held, weights) in lists.items()}
