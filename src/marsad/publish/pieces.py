"""Pieces: a ledger a piece after the other, for tables that hold all of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from marsad.model.ledger import Ledger
from marsad.publish.index import Index, index_ledger
from marsad.publish.masking import Mask, find_withheld


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some rows of one section in the order of their table, with what they name, and what is held back of them."""

    ledger: Ledger
    index: Index
    mask: Mask


Pieces = Callable[[str], Iterator[Piece]]
"""The pieces of a section, by its name in `ledger.json`; one at least, if it is empty."""


def take_whole(ledger: Ledger) -> Pieces:
    """A ledger as the one piece of each section."""
    piece = Piece(ledger=ledger, index=index_ledger(ledger), mask=find_withheld(ledger))
    return lambda _section: iter((piece,))
