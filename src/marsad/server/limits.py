"""Limits: how often somebody may try a password, and how fast somebody may ask."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from time import monotonic

FREE = 5
"""So many wrong passwords cost nothing; each further one twice the wait of the one before."""
LONGEST_S = 900.0
"""The longest wait after a wrong password, and how long wrong ones are remembered."""
BURST, A_SECOND = 200.0, 20.0
"""So many requests at once, and so many a second from then on."""
_KEPT = 10_000


@dataclass(slots=True)
class _Tries:
    """How often it went wrong, and when last."""

    count: int
    at: float


class Throttle:
    """Wrong passwords by name and by address, each on its own, so that neither can be tried for long."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._tries: OrderedDict[str, _Tries] = OrderedDict()
        self._lock = Lock()

    def wait(self, *keys: str, now: float | None = None) -> float:
        """Seconds until the next try is looked at; 0 where it may come now."""
        now = monotonic() if now is None else now
        with self._lock:
            return max((self._left(self._tries[key], now) for key in keys if key in self._tries), default=0.0)

    def fail(self, *keys: str, now: float | None = None) -> None:
        """Note a wrong password."""
        now = monotonic() if now is None else now
        with self._lock:
            for key in keys:
                held = self._tries.pop(key, None)
                fresh = held is not None and now - held.at <= LONGEST_S
                self._tries[key] = _Tries(count=held.count + 1 if held is not None and fresh else 1, at=now)
            while len(self._tries) > _KEPT:
                self._tries.popitem(last=False)

    def forgive(self, *keys: str) -> None:
        """Forget wrong passwords, after a right one."""
        with self._lock:
            for key in keys:
                self._tries.pop(key, None)

    def _left(self, tries: _Tries, now: float) -> float:
        wait = 0.0 if tries.count < FREE else min(LONGEST_S, 2.0 ** (tries.count - FREE + 1))
        return max(0.0, tries.at + wait - now)


@dataclass(slots=True)
class _Bucket:
    """What is left, and as of when."""

    left: float
    at: float


class Pace:
    """A bucket of requests for each session or token."""

    def __init__(self, burst: float = BURST, a_second: float = A_SECOND) -> None:
        """Begin with full buckets."""
        self._burst, self._a_second = burst, a_second
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock = Lock()

    def take(self, key: str, now: float | None = None) -> bool:
        """Whether another request may come now; it is counted."""
        now = monotonic() if now is None else now
        with self._lock:
            bucket = self._buckets.pop(key, None) or _Bucket(left=self._burst, at=now)
            left = min(self._burst, bucket.left + (now - bucket.at) * self._a_second)
            self._buckets[key] = _Bucket(left=max(0.0, left - 1), at=now)
            while len(self._buckets) > _KEPT:
                self._buckets.popitem(last=False)
        return left >= 1
