"""Meters: how many requests there were, how long they took, and how the desk stands, as Prometheus reads it."""

from prometheus_client import CollectorRegistry, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from marsad.server.live import State

MEDIA = CONTENT_TYPE_LATEST
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Meters:
    """The meters of one server."""

    def __init__(self) -> None:
        """Begin with none."""
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._seconds = Histogram(
            "marsad_request_seconds",
            "Time from a request to the end of its answer, by route.",
            ("method", "route", "status"),
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._noted = Gauge("marsad_facts", "The number of the last fact that was noted.", registry=self._registry)
        self._folded = Gauge("marsad_folded", "The last fact that is worked in.", registry=self._registry)
        self._works = Gauge("marsad_working", "1 while the worker beside the server is there.", registry=self._registry)

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request; of its status the first digit."""
        self._seconds.labels(method, route, f"{status // 100}xx").observe(seconds)

    def write(self, state: State, works: bool) -> bytes:
        """All meters as text."""
        self._noted.set(state.head)
        self._folded.set(state.folded)
        self._works.set(works)
        return generate_latest(self._registry)
