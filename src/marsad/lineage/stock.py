"""Stock phrases: shingles that unrelated reports share, as a frozen table of hashes; see models/stock-phrases.md."""

from functools import cache
from importlib.resources import files

import numpy as np

from marsad.lineage.shingles import Keys


@cache
def load_stock() -> Keys:
    """Load the hashes of stock shingles, sorted."""
    with files("marsad.models").joinpath("stock-phrases-1.npy").open("rb") as table:
        loaded: Keys = np.load(table, allow_pickle=False)
    return loaded
