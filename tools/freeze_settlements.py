"""Freeze the index of the settlements' names: python tools/freeze_settlements.py src/marsad/models"""

import sys
from pathlib import Path

import numpy as np

from marsad.lexicon.settlements import INDEX, build_index, load_settlements, save_index

if __name__ == "__main__":
    arrays = save_index(build_index(load_settlements().source))
    np.savez_compressed(Path(sys.argv[1]) / INDEX, **arrays)  # type: ignore[arg-type]  # numpy's stub takes no names
