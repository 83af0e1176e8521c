"""Vectors: what a report is about, as weighted terms; and how alike two reports are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from marsad.model.reports import BlockKind, Report
from marsad.stories.words import NAME_MARK, list_terms, weigh_term

Vector = Mapping[str, float]
Row = tuple[NDArray[np.int64], NDArray[np.float64]]
Leading = tuple[list[tuple[str, ...]], dict[str, NDArray[np.int64]]]

_READ_WORDS = 600
_TITLE_WEIGHT = 2.0
_HALF_EVERY = 60
_LEAST_WEIGHT = 0.1
_NAME_WEIGHT = 1.5
_LEAST_IDF = 1.2
_LEAD_MARK = ">"
_LEADING, _SHARED = 32, 2
_HOT = 400
"""A term that leads more vectors than this proposes no pair: it is the talk of a year and not of a happening."""


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

    Two vectors are compared if they share two of their 32 heaviest terms that do not lead very many, so the cost grows
    with those that are about the same things, and not with all. Rounded, so that no sum depends on its order.
    """
    numbers: dict[str, int] = {}
    rows = [_number_terms(vector, numbers) for vector in vectors]
    leading = _post_leading(vectors)
    dense = np.zeros(len(numbers))
    found: list[tuple[int, int, float]] = []
    for first, (terms, weights) in enumerate(rows):
        near = _list_near(first, leading)
        if len(near):
            dense[terms] = weights
            for second, likeness in zip(near, _multiply(dense, [rows[other] for other in near]), strict=True):
                if likeness >= least:
                    found.append((first, second, round(likeness, 6)))
            dense[terms] = 0.0
    return tuple(found)


def list_leading(vector: Vector) -> tuple[str, ...]:
    """The terms that weigh most in a vector, as a whole and in the lead together; of equals the first by letters."""
    weights: dict[str, float] = defaultdict(float)
    for term, weight in vector.items():
        weights[term.removeprefix(_LEAD_MARK)] += round(weight, 9)
    return tuple(sorted(weights, key=lambda term: (-round(weights[term], 9), term))[:_LEADING])


def _number_terms(vector: Vector, numbers: dict[str, int]) -> Row:
    """A vector as arrays of term numbers and weights; new terms get the next numbers."""
    terms = np.array([numbers.setdefault(term, len(numbers)) for term in vector], dtype=np.int64)
    return terms, np.fromiter(vector.values(), dtype=np.float64, count=len(vector))


def _post_leading(vectors: Sequence[Vector]) -> Leading:
    """Which vectors each leading term leads, and the leading terms of each vector."""
    lists: dict[str, list[int]] = defaultdict(list)
    own = [list_leading(vector) for vector in vectors]
    for owner, terms in enumerate(own):
        for term in terms:
            lists[term].append(owner)
    return own, {term: np.array(owners, dtype=np.int64) for term, owners in lists.items() if 1 < len(owners) <= _HOT}


def _list_near(first: int, leading: Leading) -> list[int]:
    """The later vectors that share enough leading terms with one."""
    own, posted = leading
    later = [posted[term] for term in own[first] if term in posted]
    later = [owners[np.searchsorted(owners, first, "right") :] for owners in later]
    if not later:
        return []
    others, times = np.unique(np.concatenate(later), return_counts=True)
    near: list[int] = others[times >= _SHARED].tolist()
    return near


def _multiply(dense: NDArray[np.float64], rows: Sequence[Row]) -> list[float]:
    """The dot product of each row with one vector that is spread out over all terms."""
    sizes = [len(terms) for terms, _ in rows]
    products = dense[np.concatenate([terms for terms, _ in rows])] * np.concatenate([weights for _, weights in rows])
    edges = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    sums: list[float] = np.add.reduceat(products, edges).tolist()
    return sums


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
