"""Nearness: which pairs of texts share prints that stand near each other in both, and so speak for a passage."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

APART, WITHIN, NEAR = 4, 24, 8
"""Two prints that two texts share speak for one passage if they stand so many to so many words apart, and their
distances from one text to the other differ by up to so many. A run of thirteen words alike, the least that is a copy,
leaves two prints at least four words apart, whatever stands around it."""

PLACE_BITS = np.uint64(16)

Codes = NDArray[np.uint64]
Distances = NDArray[np.int32]


def is_near(shared: Iterable[tuple[int, int]]) -> bool:
    """Whether the prints that two texts share speak for a passage: of each its place and its distance."""
    places, distances = np.array(sorted(shared), dtype=np.int32).reshape(-1, 2).T
    return len(_link(places.astype(np.uint64), distances)) > 0


class Waiting:
    """Shared prints, held until their pair is known to be near or all are in.

    A print is a code, its pair above the lowest 16 bits and its place in the first text in them, with the distance to
    its place in the second. Those of a pair that is known are let go: what is held are mostly the lone prints of pairs
    that share no passage.
    """

    def __init__(self) -> None:
        """Hold nothing."""
        self._codes: list[Codes] = []
        self._distances: list[Distances] = []
        self._size = self._settled = 0
        self._near: Codes = np.zeros(0, np.uint64)

    def add(self, codes: Codes, distances: Distances) -> None:
        """Take prints in; what is known is let go whenever twice as many are held as before."""
        self._codes.append(codes)
        self._distances.append(distances)
        self._size += len(codes)
        if self._size > 2 * self._settled + _AT_ONCE:
            self._settle()

    def close(self) -> Codes:
        """The pairs that are near, in order; nothing is held any more."""
        self._settle()
        self._codes, self._distances = [], []
        return self._near

    def _settle(self) -> None:
        codes, distances = np.concatenate([_NONE, *self._codes]), np.concatenate([_NO_WAY, *self._distances])
        open_ = ~_is_among(codes >> PLACE_BITS, self._near)
        codes, distances = codes[open_], distances[open_]
        order = np.argsort(codes)
        codes, distances = codes[order], distances[order]
        found = _link(codes, distances)
        waiting = ~_is_among(codes >> PLACE_BITS, found)
        self._codes, self._distances = [codes[waiting]], [distances[waiting]]
        self._size = self._settled = len(self._codes[0])
        self._near = np.sort(np.concatenate((self._near, found)))


_AT_ONCE = 1 << 16
_NONE, _NO_WAY = np.zeros(0, np.uint64), np.zeros(0, np.int32)


def _link(codes: Codes, distances: Distances) -> Codes:
    """The pairs, in order, of which any two prints are near; codes are sorted."""
    linked = [_NONE]
    left = np.arange(len(codes))
    lag = 0
    while len(left):
        lag += 1
        left = left[left < len(codes) - lag]
        apart = codes[left + lag] - codes[left]
        within = apart <= WITHIN
        within &= codes[left + lag] >> PLACE_BITS == codes[left] >> PLACE_BITS
        left, apart = left[within], apart[within]
        near = (apart >= APART) & (np.abs(distances[left + lag] - distances[left]) <= NEAR)
        found = np.unique(codes[left[near]] >> PLACE_BITS)
        left = left[~_is_among(codes[left] >> PLACE_BITS, found)]
        linked.append(found)
    return np.unique(np.concatenate(linked))


def _is_among(values: Codes, table: Codes) -> NDArray[np.bool_]:
    """Which values stand in a sorted table."""
    if not len(table):
        return np.zeros(len(values), dtype=np.bool_)
    found: NDArray[np.bool_] = table[np.minimum(np.searchsorted(table, values), len(table) - 1)] == values
    return found
