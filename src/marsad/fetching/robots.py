"""What a site's robots.txt asks of us (RFC 9309), read by protego."""

from dataclasses import dataclass

from protego import Protego

from marsad.errors import FetchError
from marsad.fetching.address import Address
from marsad.fetching.border import ROBOT
from marsad.fetching.fetched import Fetched

_MOST = 512 * 1024
"""Bytes of a robots.txt that are read, as the RFC asks; what stands below does not count."""


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of a site: None where there are none; `closed` is why nobody may ask until they can be read."""

    rules: Protego | None = None
    closed: FetchError | None = None

    def allow(self, address: Address) -> bool:
        """Whether an address may be asked."""
        if self.closed is not None:
            return False
        return self.rules is None or bool(self.rules.can_fetch(str(address), ROBOT))

    @property
    def delay(self) -> float:
        """Seconds that the site wants between two questions; 0 where it does not say."""
        asked = self.rules.crawl_delay(ROBOT) if self.rules else None
        return float(asked) if asked is not None and asked > 0 else 0.0


def read_robots(answer: Fetched | FetchError) -> Robots:
    """The rules by what came for robots.txt.

    Where the server says that there is none (4xx), all is allowed; where it fails (5xx, 429) or nobody answers,
    nothing is.
    """
    if isinstance(answer, FetchError):
        none_there = answer.status is not None and 400 <= answer.status < 500 and answer.status != 429
        return Robots(closed=None if none_there else answer)
    text = answer.data[:_MOST].decode("utf-8", "replace").removeprefix("\ufeff")
    return Robots(rules=Protego.parse(text))
