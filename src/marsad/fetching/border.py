"""The border: how much may come in, how long that may take, and who inside may be asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from marsad.fetching.lookup import look_up
from marsad.settings import MARSAD

USER_AGENT = f"Marsad/{MARSAD}"
ROBOT = "marsad"
"""The name by which robots.txt speaks of us."""

Resolve = Callable[[str, int], Sequence[str]]
"""Host and port to numeric addresses. Raises OSError where the name has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Border:
    """The limits of one fetch. Sizes are in bytes, times in seconds.

    `inside` are the hosts of the user's own network that may be asked, as they stand in addresses; no other host that
    leads inside is. `most_sent` is what may come over the line, `most_held` what it may unpack to, and beyond 1 MiB
    `most_ratio` how many times as large. `connect_time` is for each connection, `pause` between two arrivals of bytes
    and before the first, `whole_time` for one answer, redirects not counted.
    """

    inside: frozenset[str] = frozenset()
    resolve: Resolve = look_up
    most_sent: int = 20 * 1024 * 1024
    most_held: int = 64 * 1024 * 1024
    most_ratio: int = 100
    most_redirects: int = 5
    connect_time: float = 10.0
    pause: float = 20.0
    whole_time: float = 60.0
