"""Edges between claims that people put together or kept apart, so that no two contradict each other.

The latest goes first: a pair that would join what a later judgement keeps apart is left out, and so is a pair that
would part what a later one joins.
"""

from collections.abc import Sequence

from marsad.model.claims import Kind
from marsad.model.judgements import Edge

Kinds = tuple[Kind | None, Kind | None]


class Edges:
    """The pairs that stand, taken in from the latest judgement to the earliest."""

    def __init__(self) -> None:
        """Start with none."""
        self._group: dict[str, set[str]] = {}
        self._parted: dict[str, set[str]] = {}
        self._together: list[Edge] = []
        self._apart: list[Edge] = []

    @property
    def together(self) -> tuple[Edge, ...]:
        """The pairs that are put together."""
        return tuple(self._together)

    @property
    def apart(self) -> tuple[Edge, ...]:
        """The pairs that are kept apart."""
        return tuple(self._apart)

    def join(self, pairs: Sequence[tuple[str, str]], kinds: Kinds, words: str) -> bool:
        """Put pairs together; whether any of them stands."""
        kept = False
        for one, other in pairs:
            ours, theirs = self._held(one), self._held(other)
            if ours is not theirs and any(self._parted.get(claim, set()) & theirs for claim in ours):
                continue
            if ours is not theirs:
                ours |= theirs
                self._group.update(dict.fromkeys(theirs, ours))
            self._together.append(Edge(one=one, other=other, kinds=kinds, words=words))
            kept = True
        return kept

    def part(self, pairs: Sequence[tuple[str, str]], kinds: Kinds, words: str) -> bool:
        """Keep pairs apart; whether any of them stands."""
        kept = False
        for one, other in pairs:
            if other in self._held(one):
                continue
            self._parted.setdefault(one, set()).add(other)
            self._parted.setdefault(other, set()).add(one)
            self._apart.append(Edge(one=one, other=other, kinds=kinds, words=words))
            kept = True
        return kept

    def _held(self, claim: str) -> set[str]:
        return self._group.setdefault(claim, {claim})
