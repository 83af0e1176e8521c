"""Who repeats whom: copies, origins, families, and the dates that copies share."""

from marsad.lineage.copies import find_copies
from marsad.lineage.dates import inherit_dates
from marsad.lineage.families import find_families, put_copies_together

__all__ = ["find_copies", "find_families", "inherit_dates", "put_copies_together"]
