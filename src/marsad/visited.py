"""What comes of a visit to something that a desk follows, be it on the network or a folder."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from marsad.living import Arrival

Clock = Callable[[], datetime]


def read_clock() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """What came of a visit: a line for people, what is new and what could not be had, and when the next is due."""

    address: str
    line: str
    arrival: Arrival
    next_due: datetime | None
