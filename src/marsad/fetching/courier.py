"""Fetching with manners: by robots.txt, with one connection to a host at a time, and a pause between two."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from marsad.errors import FetchError
from marsad.fetching.address import Address
from marsad.fetching.border import Border
from marsad.fetching.fetch import ask, fetch, follow
from marsad.fetching.fetched import Fetched, Sent
from marsad.fetching.robots import Robots, read_robots
from marsad.model.visits import Visit

PAUSE = 1.0
"""Seconds between two questions to a public host that does not ask for more."""
LONGEST_PAUSE = 60.0
"""Seconds up to which a wait is waited; where a host asks for more, the question is put off."""
_ROBOTS_STAND = 24 * 3600.0
"""Seconds that a robots.txt may stand unasked (RFC 9309)."""
_ROBOTS_FAILED = 600.0
"""Seconds until a robots.txt that could not be read is asked for again."""


@dataclass(slots=True)
class _Site:
    """What is known of a host in this run; `robots` by origin, each with when it is to be asked for again."""

    lock: Lock
    free_at: float
    robots: dict[str, tuple[Robots, float]]


class Courier:
    """Fetches for one run or one desk; may be shared by threads. `clock` counts seconds, `sleep` waits for some."""

    def __init__(
        self,
        border: Border | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Nobody has been asked yet."""
        self.border = border or Border()
        self._clock = clock
        self._sleep = sleep
        self._sites: dict[str, _Site] = {}
        self._lock = Lock()

    def fetch(self, address: str, visit: Visit | None = None) -> Fetched:
        """What an address holds. Raises FetchError where it can't be had, or where robots.txt asks us not to."""
        return follow(address, self.border, lambda one: self._ask(one, visit))

    def _ask(self, address: Address, visit: Visit | None) -> Fetched | Sent:
        """One question, when the host's turn comes."""
        site = self._site(address.host)
        with site.lock:
            robots = self._read_robots(site, address)
            if not robots.allow(address):
                raise _refuse(address, robots)
            pause = max(robots.delay, 0.0 if address.host in self.border.inside else PAUSE)
            self._wait(site, address)
            try:
                return ask(address, visit, self.border)
            finally:
                site.free_at = self._clock() + pause

    def _site(self, host: str) -> _Site:
        with self._lock:
            return self._sites.setdefault(host, _Site(Lock(), self._clock(), {}))

    def _wait(self, site: _Site, address: Address) -> None:
        left = site.free_at - self._clock()
        if left > LONGEST_PAUSE:
            why = f"its site asks for {left:.0f} seconds between two questions"
            raise FetchError(str(address), why, "Ask again later", retry_after=f"{left:.0f}")
        if left > 0:
            self._sleep(left)

    def _read_robots(self, site: _Site, address: Address) -> Robots:
        held = site.robots.get(address.origin)
        if held is not None and self._clock() < held[1]:
            return held[0]
        try:
            robots = read_robots(fetch(f"{address.origin}/robots.txt", border=self.border))
        except FetchError as error:
            robots = read_robots(error)
        stands = _ROBOTS_FAILED if robots.closed else _ROBOTS_STAND
        site.robots[address.origin] = (robots, self._clock() + stands)
        return robots


def _refuse(address: Address, robots: Robots) -> FetchError:
    if robots.closed is not None:
        closed = robots.closed
        unread = "" if closed.status is None else "its site's robots.txt, which says what may be asked, can't be read: "
        return FetchError(str(address), f"{unread}{closed.why}", closed.remedy, retry_after=closed.retry_after)
    remedy = "If you may read it, open it in a browser, save it, and read the file"
    return FetchError(str(address), "its site's robots.txt asks programs not to read it", remedy)
