"""Stock phrases: shingles that unrelated reports share, as a frozen table of hashes; see models/stock-phrases-1.md."""

from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from marsad.lineage.shingles import Prints, cut_hashes


def is_stock(prints: Prints) -> NDArray[np.bool_]:
    """Which prints are those of stock phrases."""
    table = _load_stock()
    found: NDArray[np.bool_] = table[np.minimum(np.searchsorted(table, prints), len(table) - 1)] == prints
    return found


@cache
def _load_stock() -> Prints:
    """The prints of stock shingles, sorted."""
    with files("marsad.models").joinpath("stock-phrases-1.npy").open("rb") as table:
        loaded = np.load(table, allow_pickle=False)
    return np.unique(cut_hashes(loaded))
