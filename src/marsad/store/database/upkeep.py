"""Upkeep: letting a database forget what was deleted."""

from marsad.store.database.opening import Database
from marsad.store.database.tables import INDEX

_HOLD_TEXT = ("payloads", "records", "texts", "facets", *(table.name for table in INDEX))


def forget_deleted(database: Database) -> None:
    """Rewrite what held deleted text, so that its bytes are gone from the database's files.

    A server's own archives and backups are not reached.
    """
    with database.outside() as connection:
        if not database.is_embedded:
            for table in _HOLD_TEXT:
                connection.exec_driver_sql(f"VACUUM FULL {table}")
            return
        for statement in ("INSERT INTO words(words) VALUES ('rebuild')", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            connection.exec_driver_sql(statement)
