"""Watching: what a desk follows is asked again when it is due, and what is new is taken in.

A visit to a feed or list takes in the pages that it leads to and that were not had before; each is kept before the next
is asked for. The visit counts only when all are done: who is killed in between goes on where it stopped.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from random import random

from marsad.errors import FetchError
from marsad.fetching import Courier, Fetched, Lead, Step, plan_next, take_step
from marsad.fetching.address import name_address
from marsad.fetching.sorting import Kind, tell_kind
from marsad.living import Arrival, LivingDesk
from marsad.model.visits import Visit
from marsad.store.database.follows import Follows
from marsad.store.database.jobs import Jobs

VISIT = "visit"
"""The kind of the jobs that are visits to what a desk follows."""
_TOO_MANY, _OWN_FAULT = 429, 500
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


class Watch:
    """A desk's eyes on the network. `worker` names the process; `clock` and `chance` (0 up to 1) are given by tests."""

    def __init__(
        self,
        desk: LivingDesk,
        courier: Courier,
        worker: str,
        *,
        clock: Clock = read_clock,
        chance: Callable[[], float] = random,
    ) -> None:
        """Look at what an open desk follows."""
        self._desk = desk
        self._courier = courier
        self._worker = worker
        self._clock = clock
        self._chance = chance
        self._follows = Follows(desk.database)
        self._jobs = Jobs(desk.database)

    def add(self, address: str) -> Visited:
        """Visit an address now. A feed or sitemap is followed from now on, and all feeds of a list; a page is not."""
        address = name_address(address)
        step = take_step(Lead(address=address), self._courier)
        kind = tell_kind(step.outcome.data) if isinstance(step.outcome, Fetched) else Kind.PAGE
        if kind is Kind.OPML:
            new = self.follow([lead.address for lead in step.leads])
            return self._tell(address, step, Arrival(reports=(), problems=step.problems), f"{new} feeds are new", None)
        if kind is not Kind.PAGE:
            self.follow([address])
        visited = self._finish(step, Visit(url=address, next_due=self._clock()))
        if kind is not Kind.PAGE and visited.next_due is not None:
            self._jobs.drop(VISIT, address)
            self._jobs.plan(VISIT, [address], visited.next_due)
        return visited

    def follow(self, addresses: list[str]) -> int:
        """Follow addresses, due at once; how many are new."""
        now = self._clock()
        new = self._follows.add([(name_address(address), None) for address in addresses], now)
        self._jobs.plan(VISIT, new, now)
        return len(new)

    def visit_due(self) -> Iterator[Visited]:
        """Visit all that is due, one after the other, the longest due first."""
        while (job := self._jobs.take(self._worker, self._clock(), VISIT)) is not None:
            visit = self._follows.read_visit(job.subject) or Visit(url=job.subject, next_due=self._clock())
            visited = self._finish(take_step(Lead(address=job.subject), self._courier, visit), visit)
            self._jobs.finish(job, visited.next_due)
            yield visited

    def next_due(self) -> datetime | None:
        """When the next visit is due; None where nothing is followed."""
        return self._jobs.next_due(VISIT)

    def _finish(self, step: Step, visit: Visit) -> Visited:
        """Take in what a step brought and what it leads to, then let the visit count.

        Where a page could not be had for now, what the server said of the list's state is forgotten, so that the next
        visit leads there again.
        """
        arrival = self._take_in(step)
        missed = False
        for lead in step.leads:
            if self._follows.read_visit(lead.address) is None:
                page = take_step(lead, self._courier)
                arrival = arrival.join(self._take_in(page))
                if _is_passing(page):
                    missed = True
                else:
                    self._follows.keep_visit(Visit(url=lead.address, next_due=None))
        after = plan_next(visit, step.outcome, self._clock(), self._chance())
        self._follows.keep_visit(replace(after, etag=None, modified=None) if missed else after)
        return self._tell(visit.url, step, arrival, f"{len(arrival.reports)} new", after.next_due)

    def _take_in(self, step: Step) -> Arrival:
        """The reports of a step's pages; what the network did is told, and is no fact."""
        arrival = self._desk.add_pages(step.pages)
        return Arrival(reports=arrival.reports, problems=(*step.problems, *arrival.problems))

    def _tell(self, address: str, step: Step, arrival: Arrival, what: str, due: datetime | None) -> Visited:
        line = step.line or (step.outcome.why if isinstance(step.outcome, FetchError) else address)
        return Visited(address=address, line=f"{line}; {what}", arrival=arrival, next_due=due)


def _is_passing(step: Step) -> bool:
    """Whether what went wrong may go right the next time: nobody answered, or the server was at its limit."""
    if not isinstance(step.outcome, FetchError):
        return False
    status = step.outcome.status
    return status is None or status == _TOO_MANY or status >= _OWN_FAULT
