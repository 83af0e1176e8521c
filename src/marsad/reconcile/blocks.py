"""Blocks: pairs of things that share a key, each with the few before it, so that work grows with the things."""

from collections.abc import Hashable, Iterable, Iterator, Sequence

LAST = 48
"""With how many before it, under one key, a thing is paired; stories of a few reports have no more."""


def pair_near(keys: Sequence[Iterable[Hashable]]) -> Iterator[tuple[int, int]]:
    """Index pairs (earlier, later) of things that share a key, the later in order and each pair once."""
    held: dict[Hashable, list[int]] = {}
    for later, own in enumerate(keys):
        found = dict.fromkeys(earlier for key in own for earlier in held.get(key, ())[-LAST:])
        yield from ((earlier, later) for earlier in sorted(found))
        for key in dict.fromkeys(own):
            held.setdefault(key, []).append(later)
