"""What leaves: the ledger as data, tables, map and page."""

from marsad.publish.files import write_all

__all__ = ["write_all"]
