"""Nearness: which pairs of texts share prints that stand near each other in both, and so speak for a passage."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

APART, WITHIN, NEAR = 4, 24, 8
"""Two prints that two texts share speak for one passage if they stand so many to so many words apart, and their
distances from one text to the other differ by up to so many. A run of thirteen words alike, the least that is a copy,
leaves two prints at least four words apart, whatever stands around it."""

_PLACE_BITS = 16

Numbers = NDArray[np.int64]


def is_near(shared: Iterable[tuple[int, int]]) -> bool:
    """Whether the prints that two texts share speak for a passage: of each its place and its distance."""
    places, distances = np.array(sorted(shared), dtype=np.int64).reshape(-1, 2).T
    return len(find_near(places, distances)) > 0


def find_near(codes: Numbers, distances: Numbers) -> Numbers:
    """The pairs of texts, in order, of which any two shared prints are near.

    A print is a code, the number of its pair above the lowest 16 bits and its place in the first text in them, with the
    distance to its place in the second; codes are sorted.
    """
    linked = [np.zeros(0, dtype=np.int64)]
    left = np.arange(len(codes))
    lag = 0
    while len(left):
        lag += 1
        left = left[left < len(codes) - lag]
        apart = codes[left + lag] - codes[left]
        within = apart <= WITHIN
        within &= codes[left + lag] >> _PLACE_BITS == codes[left] >> _PLACE_BITS
        left, apart = left[within], apart[within]
        near = (apart >= APART) & (np.abs(distances[left + lag] - distances[left]) <= NEAR)
        found = np.unique(codes[left[near]] >> _PLACE_BITS)
        left = left[~_is_among(codes[left] >> _PLACE_BITS, found)]
        linked.append(found)
    return np.unique(np.concatenate(linked))


def _is_among(values: Numbers, table: Numbers) -> NDArray[np.bool_]:
    """Which values stand in a sorted table."""
    if not len(table):
        return np.zeros(len(values), dtype=np.bool_)
    found: NDArray[np.bool_] = table[np.minimum(np.searchsorted(table, values), len(table) - 1)] == values
    return found
