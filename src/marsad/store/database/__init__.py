"""A desk on a database: append-only facts in a hash-chained journal, and views that are made again from them."""

from marsad.store.database.opening import Database, open_database

__all__ = ["Database", "open_database"]
