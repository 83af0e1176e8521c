"""Alike: which vectors are about the same things, at a cost that does not grow with how many there are."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from marsad.stories.linkage import Edge
from marsad.stories.posts import Leading, Numbers, Posts, Weights, join_leading, lead, number_term
from marsad.stories.vectors import Vector

MOST = 64
"""How many others a vector is linked with of its own accord: those that are most like it."""

MEASURED = 256
"""How many others are measured: those whose leading terms are most like its own."""

Row = tuple[NDArray[np.int32], NDArray[np.float32]]
"""The terms of a vector as numbers, and their weights."""


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """What one vector is most like: the others and the likeness of each, the best first. Where it was measured with as
    many as it may, `cut` is the last one of these, and how much its leading terms share.
    """

    others: Numbers
    likes: Weights
    cut: tuple[float, int] | None = None


class Rows:
    """Vectors as numbered terms, so that very many fit into memory; the numbers are those of this run alone."""

    def __init__(self) -> None:
        """Know no term."""
        self._numbers: dict[str, int] = {}

    def read(self, terms: Iterable[str], weights: NDArray[np.float32]) -> Row:
        """Number the terms of a vector."""
        numbers = self._numbers
        return np.array([numbers.setdefault(term, len(numbers)) for term in terms], dtype=np.int32), weights


def weigh_terms(vector: Vector) -> NDArray[np.float32]:
    """The weights of a vector as they are measured by."""
    return np.fromiter(vector.values(), dtype=np.float32, count=len(vector))


def find_alike(vectors: Iterable[Vector], least: float) -> tuple[Edge, ...]:
    """Find the pairs of vectors whose dot product is at least `least`: (first, second, likeness), first < second.

    The vectors come in the order of their days. Two are compared if they share one of their 32 heaviest terms,
    within 200 others that it leads; a pair is kept if one of them is among the 64 most like the other. So what a whole
    war talks of pairs those that are near in time, and a vector that shares no leading term changes nothing. Rounded,
    so that no sum depends on its order.
    """
    rows, leading = read_vectors(vectors)
    return join_links(tuple(find_links(rows, leading, least)))


def read_vectors(vectors: Iterable[Vector]) -> tuple[list[Row], Leading]:
    """Read vectors one at a time; only arrays are kept."""
    known, rows, led = Rows(), list[Row](), list[Leading]()
    for vector in vectors:
        rows.append(known.read(vector, weigh_terms(vector)))
        led.append(lead(vector))
    return rows, join_leading(led)


def find_links(rows: Sequence[Row], leading: Leading, least: float) -> Iterator[Link]:
    """What each vector is linked with, in order."""
    posts = Posts(leading)
    measure = Measure(1 + max((int(terms.max()) for terms, _ in rows if len(terms)), default=0))
    choice = Choice(posts)
    for place in range(len(rows)):
        chosen, cut = choice.choose(place)
        likes = measure.compare(rows[place], [rows[other] for other in chosen.tolist()])
        yield take_best(chosen, likes, least, cut)


def join_links(links: Sequence[Link]) -> tuple[Edge, ...]:
    """The pairs of all links, each once: as the first of the two measured it, if it is linked, else as the second."""
    count = len(links)
    places = np.repeat(np.arange(count), [len(link.others) for link in links]) if links else np.zeros(0, dtype=np.int64)
    others = np.concatenate([np.zeros(0, dtype=np.int64), *(link.others for link in links)])
    likes = np.concatenate([np.zeros(0), *(link.likes for link in links)])
    pairs, at = np.unique(np.minimum(places, others) * max(1, count) + np.maximum(places, others), return_index=True)
    ends = zip((pairs // max(1, count)).tolist(), (pairs % max(1, count)).tolist(), strict=True)
    return tuple((*end, like) for end, like in zip(ends, likes[at].tolist(), strict=True))


def take_best(chosen: Numbers, likes: Weights, least: float, cut: tuple[float, int] | None) -> Link:
    """The 64 that are most alike, at least `least`; of equals the earlier."""
    best = np.lexsort((chosen, -likes))[:MOST]
    best = best[likes[best] >= least]
    return Link(chosen[best], likes[best], cut)


class Choice:
    """Chooses whom to measure a vector with."""

    def __init__(self, posts: Posts) -> None:
        """Choose among the vectors of these posts."""
        self._posts = posts
        self._dense = np.zeros(posts.count)

    def choose(self, place: int) -> tuple[Numbers, tuple[float, int] | None]:
        """Those near a vector; of many, the 256 whose leading terms are most like its own, of equals the earlier, and
        the last of these with what it shares.
        """
        near = self._posts.list_near(place)
        if len(near) < MEASURED:
            return near, None
        shared = self.share(place, near)
        least = np.partition(shared, -MEASURED).item(-MEASURED)
        better, as_good = near[shared > least], near[shared == least]
        as_good = as_good[: MEASURED - len(better)]
        return np.concatenate((better, as_good)), (least, as_good.item(-1))

    def share(self, place: int, others: Numbers) -> Weights:
        """How much leading terms two vectors share: the dot product of these alone."""
        runs, weights = self._posts.runs, self._posts.leading.weights
        self._dense[runs[place]] = weights[place]
        own = self._dense.take(runs.take(others, axis=0))
        shared: Weights = np.round((own * weights.take(others, axis=0)).sum(axis=1), 9)
        self._dense[runs[place]] = 0.0
        return shared


class Measure:
    """Measures how alike vectors are."""

    def __init__(self, terms: int) -> None:
        """Room for so many terms."""
        self._dense = np.zeros(terms)

    def compare(self, one: Row, others: Sequence[Row]) -> Weights:
        """The dot products of one vector with others, spread out over all terms."""
        if not others:
            return np.zeros(0)
        terms, weights = one
        self._dense[terms] = weights
        found = self._dense[np.concatenate([terms for terms, _ in others])]
        self._dense[terms] = 0.0
        return _multiply(found, [weights for _, weights in others])


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """A vector that is kept: its terms, as numbers that are the same in any company, and their weights."""

    terms: Numbers
    weights: NDArray[np.float32]

    def compare(self, others: Sequence["Measured"]) -> Weights:
        """The dot products with others, as Measure tells them."""
        if not others:
            return np.zeros(0)
        order = np.argsort(self.terms)
        terms, weights = np.append(self.terms[order], -1), np.append(self.weights[order].astype(np.float64), 0.0)
        wanted = np.concatenate([other.terms for other in others])
        at = np.searchsorted(terms[:-1], wanted)
        return _multiply(np.where(terms[at] == wanted, weights[at], 0.0), [other.weights for other in others])

    def compare_each(self, ones: Sequence["Measured"]) -> Weights:
        """The dot products of others with this one, each as the other's `compare` tells it."""
        if not ones:
            return np.zeros(0)
        order = np.argsort(self.terms)
        terms, wanted = self.terms[order], np.concatenate([one.terms for one in ones])
        at = np.searchsorted(terms[:-1], wanted)
        same = terms[at] == wanted
        found = np.zeros((len(ones), len(terms)))
        whose = np.repeat(np.arange(len(ones)), [len(one.terms) for one in ones])
        found[whose[same], order[at[same]]] = np.concatenate([one.weights for one in ones])[same]
        return _multiply(found.ravel(), [self.weights] * len(ones))


def keep_vector(vector: Vector) -> Measured:
    """A vector as it is kept."""
    return Measured(np.array([number_term(term) for term in vector], dtype=np.int64), weigh_terms(vector))


def _multiply(found: Weights, weights: Sequence[NDArray[np.float32]]) -> Weights:
    """The sums of the products of some weights with those of each vector, one vector after the other; rounded."""
    found = found * np.concatenate(weights)
    edges = np.concatenate(([0], np.cumsum([len(some) for some in weights])[:-1]))
    likeness: Weights = np.add.reduceat(found, edges)
    return np.round(likeness, 6)
