"""Marsad: a conflict monitor. Reports in, one attributed record out.

import marsad

reading = marsad.read("reports/")
reading.incidents.to_pandas()
with marsad.open("mydesk") as desk:
    desk.claims().to_polars()
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from marsad.settings import MARSAD

if TYPE_CHECKING:
    from marsad.results import OpenDesk, Reading

__version__ = MARSAD
__all__ = ["__version__", "load", "open", "read"]


def read(*paths: str | Path, received: date | None = None) -> "Reading":
    """Read reports from files, folders and globs into a ledger and its tables; nothing is written.

    `received` is the latest day that an undated report can have. What could not be read is in `problems`.
    """
    from marsad import results

    return results.read(*paths, received=received)


def load(path: str | Path) -> "Reading":
    """What `marsad read` wrote before: a folder, or its ledger.json."""
    from marsad import results

    return results.load(path)


def open(folder: str | Path) -> "OpenDesk":
    """The desk in a folder, its ledger as records and tables. Close it, or use it in a `with`."""
    from marsad import results

    return results.open_tables(folder)
