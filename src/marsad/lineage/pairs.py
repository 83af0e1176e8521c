"""Pairs: which bodies are worth comparing, by the shingles that they share; never all against all."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from marsad.lineage.keys import Body
from marsad.lineage.shingles import make_shingles
from marsad.lineage.stock import load_stock

_SHARED = 2
_WINDOW = 48
"""Bodies with one shingle are paired with the next 48 in the order given: this limits work in hot shingles."""


def find_pairs(bodies: Sequence[Body]) -> tuple[tuple[int, int], ...]:
    """Pair the bodies that share two or more shingles which are no stock phrases; indices in order, smaller first.

    Bodies come in the order of their reports' ids, so that neighbours in a hot shingle do not depend on arrival. Joins
    by sorting: the cost grows with the words, not with the square of the reports.
    """
    hashes, owners = _list_shingles(bodies)
    codes = [_pair_neighbours(hashes, owners, step, len(bodies)) for step in range(1, _WINDOW + 1)]
    pairs, counts = np.unique(np.concatenate(codes), return_counts=True)
    chosen = pairs[counts >= _SHARED]
    return tuple(zip((chosen // len(bodies)).tolist(), (chosen % len(bodies)).tolist(), strict=True)) if bodies else ()


def _list_shingles(bodies: Sequence[Body]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """List each body's distinct shingles that another body has too, sorted by shingle, then owner."""
    each = [np.unique(make_shingles(body.keys)) for body in bodies]
    hashes = np.concatenate([np.zeros(0, dtype=np.uint64), *each])
    owners = np.repeat(np.arange(len(each), dtype=np.int64), [len(own) for own in each])
    order = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    same = np.concatenate((hashes[1:] == hashes[:-1], [False]))[: len(hashes)]
    shared = same | np.concatenate(([False], same[:-1]))[: len(hashes)]
    shared &= ~np.isin(hashes, load_stock())
    return hashes[shared], owners[shared]


def _pair_neighbours(hashes: NDArray[np.uint64], owners: NDArray[np.int64], step: int, count: int) -> NDArray[np.int64]:
    """Pair each entry with the one `step` further on if both hold one shingle; a code is first * count + second."""
    alike = hashes[step:] == hashes[:-step]
    codes: NDArray[np.int64] = owners[:-step][alike] * count + owners[step:][alike]
    return codes
