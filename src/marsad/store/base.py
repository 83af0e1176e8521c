"""What every store of lineage does, whatever it rests on.

add, replace, remove        one report at a time, whole or not at all
reports, find_copies,       what the reports that are in it amount to: the same as the batch functions of
find_families               marsad.lineage give for them, whatever was added, removed and replaced in whatever order
"""

from collections.abc import Iterator
from typing import Protocol

from marsad.model.copies import Copy, Family
from marsad.model.reports import Report


class LineageStore(Protocol):
    """Reports with what they repeat of one another, kept up as they come, change and go."""

    def add(self, report: Report) -> None:
        """Add a report, at a cost that grows with its length; one that is in already (by its id) is replaced."""

    def replace(self, report_id: str, report: Report) -> None:
        """Put a report in the place of another in one step, as when its text has changed."""

    def remove(self, report_id: str) -> None:
        """Remove a report; nothing happens if it is not in."""

    def reports(self) -> Iterator[Report]:
        """All reports, by id."""

    def find_copies(self) -> tuple[Copy, ...]:
        """All rows, as `marsad.lineage.find_copies` gives them."""

    def find_copies_about(self, report_id: str) -> tuple[Copy, ...]:
        """The rows in which a report is the copy or the origin; what shares no words with it is not looked at."""

    def find_families(self) -> tuple[Family, ...]:
        """All families, as `marsad.lineage.find_families` gives them."""

    def close(self) -> None:
        """Let go of what the store rests on."""
