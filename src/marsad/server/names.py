"""The names that a desk withholds anywhere, as they stand: every page and every answer holds them back."""

from threading import Lock

from marsad.publish.masking import NO_NAMES, Names
from marsad.store.database.opening import Database
from marsad.store.database.withheld import read_withheld


class Withheld:
    """All full names that a desk's claims withhold. What was withheld once is held back for as long as this lives."""

    def __init__(self, database: Database) -> None:
        """Follow an open database."""
        self._database = database
        self._names = NO_NAMES
        self._turn = -1
        self._lock = Lock()

    def read(self) -> Names:
        """The names as of now; only those that came since the last time are read."""
        with self._lock:
            found = read_withheld(self._database, self._turn)
            self._names, self._turn = self._names.also(found.names), found.turn
            return self._names
