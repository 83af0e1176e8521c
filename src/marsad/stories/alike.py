"""Alike: which vectors are about the same things, at a cost that does not grow with how many there are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from marsad.stories.linkage import Edge
from marsad.stories.vectors import LEADING, Vector, list_leading

MOST = 64
"""How many others a vector is linked with of its own accord: those that are most like it."""

_MEASURED = 256
"""How many others are measured: those whose leading terms are most like its own."""

_SHARED = 2
_REACH = 200
"""How far two vectors may stand from each other among those that one term leads, in the order given."""

Numbers = NDArray[np.int64]
Weights = NDArray[np.float64]
_Row = tuple[NDArray[np.int32], NDArray[np.float32]]


@dataclass(slots=True)
class _Table:
    """The vectors as rows of term numbers and weights, their leading terms alone, and what each of these leads.

    `leading` and `heavy` have the shape (vectors, 32), filled up with the number of no term and the weight 0.
    """

    rows: list[_Row]
    leading: Numbers
    heavy: Weights
    posts: dict[int, Numbers]
    terms: int


def find_alike(vectors: Iterable[Vector], least: float) -> tuple[Edge, ...]:
    """Find the pairs of vectors whose dot product is at least `least`: (first, second, likeness), first < second.

    The vectors come in the order of their days. Two are compared if they share two of their 32 heaviest terms, each
    within 200 others that it leads; a pair is kept if one of them is among the 64 most like the other. So what a whole
    war talks of pairs those that are near in time, and a vector that shares no leading term changes nothing. Rounded,
    so that no sum depends on its order.
    """
    table = _read(vectors)
    count = len(table.rows)
    met: dict[int, int] = defaultdict(int)
    dense = np.zeros(table.terms + 1)
    codes, likes = [np.zeros(0, dtype=np.int64)], [np.zeros(0)]
    for place in range(count):
        near = _list_near(table.leading[place].tolist(), table.posts, met)
        if len(near):
            near = _choose(near, place, table, dense)
            like = _measure(near, place, table, dense)
            best = np.lexsort((near, -like))[:MOST]
            best = best[like[best] >= least]
            codes.append(np.minimum(near[best], place) * count + np.maximum(near[best], place))
            likes.append(like[best])
    pairs, at = np.unique(np.concatenate(codes), return_index=True)
    ends = zip((pairs // max(1, count)).tolist(), (pairs % max(1, count)).tolist(), strict=True)
    return tuple((*end, like) for end, like in zip(ends, np.concatenate(likes)[at].tolist(), strict=True))


def _read(vectors: Iterable[Vector]) -> _Table:
    """Number the terms; keep of each vector only arrays, so that very many fit into memory."""
    numbers: dict[str, int] = {}
    rows: list[_Row] = []
    leading: list[Numbers] = []
    heavy: list[Weights] = []
    owners: dict[int, list[int]] = defaultdict(list)
    for place, vector in enumerate(vectors):
        terms = np.array([numbers.setdefault(term, len(numbers)) for term in vector], dtype=np.int32)
        rows.append((terms, np.fromiter(vector.values(), dtype=np.float32, count=len(vector))))
        heaviest = list_leading(vector)
        first = [numbers.setdefault(term, len(numbers)) for term, _ in heaviest]
        room = (0, LEADING - len(first))
        leading.append(np.pad(np.array(first, dtype=np.int64), room, constant_values=-1))
        heavy.append(np.pad(np.array([weight for _, weight in heaviest], dtype=np.float64), room))
        for term in first:
            owners[term].append(place)
    return _Table(
        rows=rows,
        leading=np.array(leading, dtype=np.int64).reshape(-1, LEADING),
        heavy=np.array(heavy, dtype=np.float64).reshape(-1, LEADING),
        posts={term: np.array(held, dtype=np.int64) for term, held in owners.items() if len(held) > 1},
        terms=len(numbers),
    )


def _list_near(leading: Iterable[int], posts: Mapping[int, Numbers], met: dict[int, int]) -> Numbers:
    """The others that share two leading terms within reach; `met` counts the vectors so far that each term leads."""
    others = [np.zeros(0, dtype=np.int64)]
    for term in leading:
        if term in posts:
            at = met[term]
            others += posts[term][max(0, at - _REACH) : at], posts[term][at + 1 : at + 1 + _REACH]
            met[term] = at + 1
    near, times = np.unique(np.concatenate(others), return_counts=True)
    return near[times >= _SHARED]


def _choose(near: Numbers, place: int, table: _Table, dense: Weights) -> Numbers:
    """Of many, the 256 whose leading terms are most like those of one; of equals the earlier. `dense` stays zero."""
    if len(near) <= _MEASURED:
        return near
    dense[table.leading[place]] = table.heavy[place]
    shared = np.round((dense[table.leading[near]] * table.heavy[near]).sum(axis=1), 9)
    dense[table.leading[place]] = 0.0
    return near[np.lexsort((near, -shared))[:_MEASURED]]


def _measure(near: Numbers, place: int, table: _Table, dense: Weights) -> Weights:
    """The dot products of one vector with others, spread out over all terms. `dense` stays zero."""
    terms, weights = table.rows[place]
    dense[terms] = weights
    rows = [table.rows[other] for other in near.tolist()]
    products = dense[np.concatenate([terms for terms, _ in rows])] * np.concatenate([weights for _, weights in rows])
    dense[terms] = 0.0
    edges = np.concatenate(([0], np.cumsum([len(terms) for terms, _ in rows])[:-1]))
    likeness: Weights = np.add.reduceat(products, edges)
    return np.round(likeness, 6)
