"""Stock phrases: shingles that unrelated reports share, as a frozen table of hashes; see models/stock-phrases-1.md."""

from functools import cache
from importlib.resources import files

import numpy as np

from marsad.lineage.shingles import Prints, cut_hashes


@cache
def load_stock() -> Prints:
    """Load the prints of stock shingles, sorted."""
    with files("marsad.models").joinpath("stock-phrases-1.npy").open("rb") as table:
        loaded = np.load(table, allow_pickle=False)
    return np.unique(cut_hashes(loaded))
