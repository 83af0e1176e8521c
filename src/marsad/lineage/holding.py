"""Holding: what pairs of reports share, kept in columns until rows are chosen; about a hundred bytes a pair."""

from array import array
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from marsad.lineage.components import Components
from marsad.lineage.relations import BACKGROUND, QUOTED, Reuse, say_why
from marsad.model.copies import Relation

_RELATIONS = tuple(Relation)

Pair = tuple[int, int]


class HeldReuses:
    """Reuses by the places of their two reports."""

    def __init__(self) -> None:
        """Hold nothing."""
        self._pairs, self._spans, self._edges = array("q"), array("Q"), array("q", [0])
        self._shares, self._relations, self._why = array("d"), array("B"), array("B")

    def __len__(self) -> int:
        """How many."""
        return len(self._shares)

    def add(self, pair: Pair, reuse: Reuse) -> None:
        """Hold one more."""
        self._pairs.extend(pair)
        for left, right in reuse.passages:
            self._spans.extend((*left, *right))
        self._edges.append(len(self._spans))
        self._shares.append(reuse.share)
        self._relations.append(_RELATIONS.index(reuse.relation))
        self._why.append((QUOTED in reuse.reasons) | (BACKGROUND in reuse.reasons) << 1)

    def part(self) -> Iterator[dict[Pair, Reuse]]:
        """Part them by reports that are tied together, directly or through others."""
        if not self:
            return
        pairs = np.frombuffer(self._pairs, dtype=np.int64).reshape(-1, 2)
        places, ends = np.unique(pairs, return_inverse=True)
        ties = ends.reshape(-1, 2)
        homes = Components(len(places), zip(*ties.T.tolist(), strict=True))
        roots = np.array([homes.find(one) for one in ties[:, 0].tolist()], dtype=np.int64)
        order = np.argsort(roots, kind="stable")
        edges = np.nonzero(np.diff(roots[order], prepend=-1, append=-1))[0].tolist()
        for first, last in pairwise(edges):
            yield {self._pair(at): self._read(at) for at in order[first:last].tolist()}

    def _pair(self, at: int) -> Pair:
        return self._pairs[2 * at], self._pairs[2 * at + 1]

    def _read(self, at: int) -> Reuse:
        spans = self._spans[self._edges[at] : self._edges[at + 1]]
        edges = zip(spans[::4], spans[1::4], spans[2::4], spans[3::4], strict=True)
        passages = tuple(((start, end), (other, other_end)) for start, end, other, other_end in edges)
        share, why = self._shares[at], self._why[at]
        reasons = say_why(len(passages), share, quoted=bool(why & 1), background=bool(why & 2))
        return Reuse(_RELATIONS[self._relations[at]], share, passages, reasons)
