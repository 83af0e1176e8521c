"""Visits: what is known of an address that is asked again and again."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """How the last visits to an address went, and when the next is due.

    `etag` and `modified` are what the server said of what it sent, word for word. `next_due` is None where the address
    is gone for good. `failures` counts those since the last success. `last_status` is None where nobody answered.
    """

    url: str
    etag: str | None = None
    modified: str | None = None
    next_due: datetime | None
    failures: int = 0
    last_status: int | None = None
    last_error: str | None = None
