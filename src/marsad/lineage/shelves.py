"""Shelves: the prints of many texts, shared out by their highest bits, until each shelf is joined by sorting.

What is kept stands in pages of its own, which go back to the system once it is let go: a heap would keep the room of
what came first beside that of what comes next.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from mmap import mmap
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from marsad.lineage.shingles import Prints
from marsad.lineage.stock import is_stock

Codes = NDArray[np.uint64]
Numbers = NDArray[np.int64]
Kind = TypeVar("Kind", np.uint64, np.uint32, np.uint16)
PLACE_BITS = np.uint64(16)

_CODE_BITS = 64
_PAGES = 1 << 16


@dataclass(frozen=True, slots=True)
class Printed:
    """The prints of some texts in a row, the words at which they stand, and how many of them each text has."""

    prints: Prints
    places: NDArray[np.uint16]
    counts: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Piece:
    """What some texts in a row, from `first` on, have on one shelf."""

    first: int
    prints: Prints
    places: NDArray[np.uint16]
    counts: NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class Shared:
    """Prints that several texts hold and that are no stock phrases, sorted by print and by text.

    Coded in one number: at which entry its print begins, its text, its place in it.
    """

    codes: Codes
    owner_bits: int

    def read_starts(self, at: Numbers) -> Numbers:
        """At which entries the prints of some entries begin."""
        return (self.codes[at] >> (PLACE_BITS + np.uint64(self.owner_bits))).view(np.int64)

    @property
    def owners(self) -> Numbers:
        """The text of each entry."""
        return self._cut_owners(self.codes)

    def read_owners(self, at: Numbers) -> Numbers:
        """The texts of some entries."""
        return self._cut_owners(self.codes[at])

    def read_places(self, at: Numbers) -> Numbers:
        """At which words of their texts some entries stand."""
        return (self.codes[at] & np.uint64((1 << int(PLACE_BITS)) - 1)).view(np.int64)

    def _cut_owners(self, codes: Codes) -> Numbers:
        return (codes >> PLACE_BITS & np.uint64((1 << self.owner_bits) - 1)).view(np.int64)


class Shelves:
    """The prints of texts, six bytes each, on as many shelves as their highest bits have values."""

    def __init__(self, bits: int) -> None:
        """Hold nothing; `bits` is 0 for one shelf."""
        self._bits = bits
        self._pieces: list[list[_Piece]] = [[] for _ in range(1 << bits)]
        self.texts = 0

    def put(self, batches: Sequence[Printed]) -> None:
        """Put the prints of the next texts where they belong."""
        prints = np.concatenate([batch.prints for batch in batches])
        places = np.concatenate([batch.places for batch in batches])
        edges = np.cumsum(np.concatenate([[0], *(batch.counts for batch in batches)]))
        homes = (prints >> np.uint32(32 - self._bits)).astype(np.uint8)
        for home, pieces in enumerate(self._pieces):
            at = np.nonzero(homes == home)[0]
            counts = np.diff(np.searchsorted(at, edges)).astype(np.uint16)
            pieces.append(_Piece(self.texts, set_apart(prints[at]), set_apart(places[at]), set_apart(counts)))
        self.texts += len(edges) - 1

    def clear(self) -> Iterator[Shared]:
        """Join the texts that share prints, a shelf at a time; nothing is held of a shelf that is joined."""
        owner_bits = max(1, (self.texts - 1).bit_length())
        extra = max(0, 32 - self._bits + owner_bits + int(PLACE_BITS) - _CODE_BITS)
        for home, pieces in enumerate(self._pieces):
            for part in range(1 << extra):
                yield _join(pieces, _Range(home << extra | part, self._bits + extra), owner_bits)
            pieces.clear()


@dataclass(frozen=True, slots=True)
class _Range:
    """The prints that open with some bits."""

    opening: int
    bits: int

    @property
    def low_bits(self) -> int:
        """How many bits of a print follow."""
        return 32 - self.bits

    def restore(self, low: Codes) -> Prints:
        """The prints, by what follows the opening bits."""
        return (low | np.uint64(self.opening << self.low_bits)).astype(np.uint32)


def _join(pieces: Sequence[_Piece], among: _Range, owner_bits: int) -> Shared:
    """Sort the prints of a range and keep what several texts share; of a text, each print at its first place."""
    shift = PLACE_BITS + np.uint64(owner_bits)
    codes = np.concatenate([np.zeros(0, np.uint64), *(_code(piece, among, shift) for piece in pieces)])
    codes.sort()
    codes = codes[_is_new(codes >> PLACE_BITS)]
    new = _is_new(codes >> shift)
    shared = ~(new & np.append(new[1:], True))
    codes = codes[shared]
    plain = ~is_stock(among.restore(codes >> shift))
    codes = set_apart(codes[plain])
    new = _is_new(codes >> shift)
    starts = np.nonzero(new)[0]
    codes &= (np.uint64(1) << shift) - np.uint64(1)
    codes |= np.repeat(starts, np.diff(starts, append=len(codes))).astype(np.uint64) << shift
    return Shared(codes, owner_bits)


def _code(piece: _Piece, among: _Range, shift: np.uint64) -> Codes:
    """The prints of a piece that lie in a range, each with its text and place in one number."""
    owners = np.repeat(np.arange(piece.first, piece.first + len(piece.counts), dtype=np.uint64), piece.counts)
    low = piece.prints & np.uint32((1 << among.low_bits) - 1)
    codes = low.astype(np.uint64) << shift | owners << PLACE_BITS | piece.places
    coded: Codes = codes[piece.prints >> np.uint32(among.low_bits) == among.opening]
    return coded


def _is_new(values: Codes) -> NDArray[np.bool_]:
    """Which of some sorted values differ from the one before."""
    return np.concatenate(([True], values[1:] != values[:-1]))[: len(values)]


def set_apart(values: NDArray[Kind]) -> NDArray[Kind]:
    """The same values in pages of their own, unless they are few."""
    if values.nbytes < _PAGES:
        return values
    kept = np.frombuffer(mmap(-1, values.nbytes), dtype=values.dtype)
    kept[:] = values
    return kept
