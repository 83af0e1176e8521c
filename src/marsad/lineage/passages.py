"""Passages: the stretches that two reports share, chained over swapped words."""

from dataclasses import dataclass

from marsad.lineage.keys import Body

_TILE = 3
_GAP = 7
_OFTEN = 8
_LEAST_RUN = 6
_LEAST_WORDS = 10
_LEAST_DENSITY = 0.5


@dataclass(frozen=True, slots=True)
class Tile:
    """`size` words that stand alike from word `left` of one body and word `right` of the other."""

    left: int
    right: int
    size: int


@dataclass(frozen=True, slots=True)
class Chain:
    """Tiles that follow one another in both bodies over small gaps."""

    tiles: tuple[Tile, ...]

    @property
    def left(self) -> tuple[int, int]:
        """First and last word, both included, in the left body."""
        return self.tiles[0].left, self.tiles[-1].left + self.tiles[-1].size - 1

    @property
    def right(self) -> tuple[int, int]:
        """First and last word, both included, in the right body."""
        return self.tiles[0].right, self.tiles[-1].right + self.tiles[-1].size - 1

    @property
    def words(self) -> int:
        """How many words stand alike."""
        return sum(tile.size for tile in self.tiles)


def find_passages(left: Body, right: Body) -> tuple[Chain, ...]:
    """Find the stretches that two bodies share, in the order of the left one.

    Longest common runs first, none twice; runs that follow one another within a few words on both sides are one
    passage; a passage needs a run of six words, ten words in all, and half of its words alike.
    """
    return tuple(chain for chain in _join_tiles(_tile_bodies(left, right)) if _is_passage(chain))


def _tile_bodies(left: Body, right: Body) -> list[Tile]:
    ours, theirs = left.keys.tolist(), right.keys.tolist()
    runs = sorted(_find_runs(ours, theirs), key=lambda tile: (-tile.size, tile.left, tile.right))
    taken_left, taken_right = bytearray(len(ours)), bytearray(len(theirs))
    kept = []
    for run in runs:
        tile = _cut_free(run, taken_left, taken_right)
        if tile is not None:
            taken_left[tile.left : tile.left + tile.size] = b"\1" * tile.size
            taken_right[tile.right : tile.right + tile.size] = b"\1" * tile.size
            kept.append(tile)
    return sorted(kept, key=lambda tile: tile.left)


def _find_runs(ours: list[int], theirs: list[int]) -> list[Tile]:
    """Find the longest common runs; a trigram that stands often in one body starts none, so the work stays linear."""
    places: dict[tuple[int, ...], list[int]] = {}
    for at in range(len(theirs) - _TILE + 1):
        places.setdefault(tuple(theirs[at : at + _TILE]), []).append(at)
    seen: dict[tuple[int, ...], int] = {}
    runs = []
    for left in range(len(ours) - _TILE + 1):
        gram = tuple(ours[left : left + _TILE])
        rights = places.get(gram, ())
        seen[gram] = seen.get(gram, 0) + 1
        if not rights or len(rights) > _OFTEN or seen[gram] > _OFTEN:
            continue
        for right in rights:
            if (
                left
                and right
                and ours[left - 1] == theirs[right - 1]
                and len(places.get(tuple(ours[left - 1 : left + 2]), ())) <= _OFTEN
            ):
                continue
            runs.append(Tile(left, right, _run_size(ours, theirs, left, right)))
    return runs


def _run_size(ours: list[int], theirs: list[int], left: int, right: int) -> int:
    size, most = _TILE, min(len(ours) - left, len(theirs) - right)
    while size < most and ours[left + size] == theirs[right + size]:
        size += 1
    return size


def _cut_free(run: Tile, taken_left: bytearray, taken_right: bytearray) -> Tile | None:
    """Cut a run back to its first stretch that no longer run has taken."""
    first = 0
    while first < run.size and (taken_left[run.left + first] or taken_right[run.right + first]):
        first += 1
    last = first
    while last < run.size and not (taken_left[run.left + last] or taken_right[run.right + last]):
        last += 1
    return Tile(run.left + first, run.right + first, last - first) if last - first >= _TILE else None


def _join_tiles(tiles: list[Tile]) -> list[Chain]:
    chains: list[list[Tile]] = []
    for tile in tiles:
        for chain in reversed(chains[-3:]):
            if _follows(chain[-1], tile):
                chain.append(tile)
                break
        else:
            chains.append([tile])
    return [Chain(tuple(chain)) for chain in chains]


def _follows(before: Tile, after: Tile) -> bool:
    left = after.left - before.left - before.size
    right = after.right - before.right - before.size
    return 0 <= left <= _GAP and 0 <= right <= _GAP


def _is_passage(chain: Chain) -> bool:
    longest = max(tile.size for tile in chain.tiles)
    span = max(chain.left[1] - chain.left[0], chain.right[1] - chain.right[0]) + 1
    return longest >= _LEAST_RUN and chain.words >= _LEAST_WORDS and chain.words >= _LEAST_DENSITY * span
