"""Posts: the leading terms of many vectors in the order of their days, and who stands near whom among those."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from marsad.stories.vectors import LEADING, Vector, list_leading

REACH = 200
"""How far two vectors may stand from each other among those that one term leads, in the order of their days."""

Numbers = NDArray[np.int64]
Weights = NDArray[np.float64]
_MANY = 16
"""Where more than one in so many of all vectors are looked at, counting is faster than sorting."""
_NO_TERM = (1 << 63) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Leading:
    """The leading terms of vectors as numbers, and their weights: both of shape (vectors, 32), filled up with no term
    and the weight 0.
    """

    terms: Numbers
    weights: Weights

    def __len__(self) -> int:
        """How many vectors."""
        return len(self.terms)


def lead(vector: Vector) -> Leading:
    """The leading terms of one vector."""
    first = list_leading(vector)
    room = (0, LEADING - len(first))
    terms = np.array([number_term(term) for term, _ in first], dtype=np.int64)
    weights = np.array([weight for _, weight in first], dtype=np.float64)
    return Leading(
        np.pad(terms, room, constant_values=_NO_TERM).reshape(1, LEADING), np.pad(weights, room).reshape(1, LEADING)
    )


def join_leading(parts: Sequence[Leading]) -> Leading:
    """The leading terms of several vectors, in the order given."""
    empty = Leading(np.zeros((0, LEADING), dtype=np.int64), np.zeros((0, LEADING)))
    every = (empty, *parts)
    return Leading(np.concatenate([one.terms for one in every]), np.concatenate([one.weights for one in every]))


@lru_cache(maxsize=200_000)
def number_term(term: str) -> int:
    """The number of a term, 63 bits of a hash: the same in any company."""
    return int.from_bytes(blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1


class Posts:
    """Vectors by their leading terms; a row is a vector's place in the order of their days."""

    def __init__(self, leading: Leading) -> None:
        """Sort the terms once."""
        self.leading = leading
        flat = leading.terms.ravel()
        order = np.argsort(flat, kind="stable")
        there = flat[order]
        edges = np.nonzero(np.append(True, there[1:] != there[:-1]))[0] if len(there) else np.zeros(0, dtype=np.int64)
        self._rows: Numbers = order // LEADING
        self._terms: Numbers = there[edges]
        self._edges: Numbers = np.append(edges, len(there))
        places = np.empty(len(flat), dtype=np.int64)
        places[order] = np.arange(len(flat))
        self._places: Numbers = places.reshape(-1, LEADING)
        self.count = len(self._terms)
        runs = np.empty(len(flat), dtype=np.int64)
        runs[order] = np.repeat(np.arange(self.count), np.diff(self._edges))
        self.runs: Numbers = runs.reshape(-1, LEADING)

    def list_near(self, row: int) -> Numbers:
        """The others that share a leading term within reach."""
        others = [np.zeros(0, dtype=np.int64)]
        for column in np.nonzero(self.leading.terms[row] != _NO_TERM)[0].tolist():
            at, run = self._places.item(row, column), self.runs.item(row, column)
            first, last = self._edges.item(run), self._edges.item(run + 1)
            others.append(self._rows[max(first, at - REACH) : min(last, at + 1 + REACH)])
        every = np.concatenate(others)
        many = _MANY * len(every) > len(self.leading)
        near = np.nonzero(np.bincount(every))[0] if many else np.unique(every)
        shared: Numbers = near[near != row]
        return shared

    def list_led(self, term: int) -> Numbers:
        """The rows that a term leads, in order."""
        run = int(np.searchsorted(self._terms, term))
        if run == self.count or self._terms.item(run) != term:
            return np.zeros(0, dtype=np.int64)
        return self._rows[self._edges.item(run) : self._edges.item(run + 1)]

    def find_near(self, ones: Numbers, others: Numbers) -> NDArray[np.bool_]:
        """Whether each two rows share a leading term within reach."""
        found = np.zeros(len(ones), dtype=np.bool_)
        terms, places = self.leading.terms[others], self._places[others]
        for column in range(LEADING):
            term = self.leading.terms[ones, column, None]
            reached = np.abs(places - self._places[ones, column, None]) <= REACH
            found |= ((terms == term) & (term != _NO_TERM) & reached).any(axis=1)
        return found


def list_terms_of(leading: Leading, rows: Numbers) -> Numbers:
    """The terms that lead some rows, each once."""
    terms: Numbers = np.unique(leading.terms[rows])
    known: Numbers = terms[terms != _NO_TERM]
    return known
