"""Watching: what a desk follows is asked again when it is due, and what is new is taken in.

A visit to a feed or list takes in the pages that it leads to and that were not had before, or are to be asked again;
each is kept before the next is asked for. The visit counts only when all are done: who is killed in between goes on
where it stopped.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from random import random

from marsad.errors import FetchError
from marsad.fetching import Courier, Fetched, Lead, Step, plan_next, take_step
from marsad.fetching.address import name_address
from marsad.fetching.manners import is_passing, plan_page
from marsad.fetching.sorting import Kind, tell_kind
from marsad.living import Arrival, LivingDesk
from marsad.model.ids import make_id
from marsad.model.visits import Visit
from marsad.store.database.follows import Follows
from marsad.store.database.gone import NOT_THERE, note_gone
from marsad.store.database.jobs import Jobs
from marsad.visited import Clock, Visited, read_clock

VISIT = "visit"
"""The kind of the jobs that are visits to what a desk follows."""
PAGES = "pages"
"""The kind of the jobs that say when a page that a feed or list leads to is to be asked again."""


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
        self._lost = 0

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
            for one in (address, visited.address):
                self._jobs.drop(VISIT, one)
            self._jobs.plan(VISIT, [visited.address], visited.next_due)
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
            asked = replace(visit, etag=None, modified=None) if self._leads_to_due(job.subject) else visit
            visited = self._finish(take_step(Lead(address=job.subject), self._courier, asked), visit)
            if visited.address == job.subject:
                self._jobs.finish(job, visited.next_due)
            else:
                self._jobs.finish(job, None)
                self._jobs.plan(VISIT, [visited.address], visited.next_due or self._clock())
            yield visited

    def next_due(self) -> datetime | None:
        """When the next visit is due; None where nothing is followed."""
        return self._jobs.next_due(VISIT)

    def _leads_to_due(self, address: str) -> bool:
        """Whether a page that a list leads to is to be asked again, so that the list is wanted whole."""
        due = self._jobs.due_of(PAGES, address)
        return due is not None and due <= self._clock()

    def _finish(self, step: Step, visit: Visit) -> Visited:
        """Take in what a step brought and what it leads to, then let the visit count.

        Where a page could not be had for now, what the server said of the list's state is forgotten, so that the next
        visit leads there again. A list that moved for good is followed where it is now.
        """
        arrival = self._take_in(step)
        missed, dues, self._lost = False, [], 0
        for lead in step.leads:
            before = self._follows.read_visit(lead.address)
            if before is not None and not _is_due(before, self._clock()):
                dues.append(before.next_due)
                continue
            page, brought = self._ask_page(lead, before)
            arrival = arrival.join(brought)
            if page is None:
                missed = True
            else:
                self._follows.keep_visit(page)
                dues.append(page.next_due)
        if step.leads:
            self._jobs.drop(PAGES, visit.url)
        address = self._move(visit.url, step)
        if again := min((due for due in dues if due is not None), default=None):
            self._jobs.plan(PAGES, [address], again)
        after = replace(plan_next(visit, step.outcome, self._clock(), self._chance()), url=address)
        self._follows.keep_visit(replace(after, etag=None, modified=None) if missed else after)
        moved = f"; it moved for good, and is followed at {address}" if address != visit.url else ""
        lost = f", {self._lost} gone (their last text stands)" if self._lost else ""
        return self._tell(address, step, arrival, f"{arrival.count()}{lost}{moved}", after.next_due)

    def _ask_page(self, lead: Lead, before: Visit | None) -> tuple[Visit | None, Arrival]:
        """Ask a page for the first time, or again, and take in what is new; how to go on with it.

        None where it was never had, and may be had the next time. What a feed says in the place of a page that was had
        before is no version of it.
        """
        step = take_step(lead, self._courier, before)
        failed = isinstance(step.outcome, FetchError)
        arrival = Arrival(reports=(), problems=()) if failed and before is not None else self._take_in(step)
        if before is None and isinstance(step.outcome, FetchError) and is_passing(step.outcome):
            return None, arrival
        file = make_id("file", step.outcome.address)
        if isinstance(step.outcome, FetchError) and before is not None and step.outcome.status in NOT_THERE:
            self._lost += note_gone(self._desk.database, file, step.outcome.status, self._clock())
        since = None if failed else self._desk.facts.find_last_change(file)
        visit = before or Visit(url=lead.address, next_due=None)
        return plan_page(visit, step.outcome, self._clock(), self._chance(), since), arrival

    def _move(self, address: str, step: Step) -> str:
        """Where a list is followed after a visit: where it moved to, if that is a list too."""
        got = step.outcome
        if not isinstance(got, Fetched) or got.moved is None:
            return address
        if not got.not_modified and tell_kind(got.data) is Kind.PAGE:
            return address
        self._follows.move(address, got.moved)
        if again := self._jobs.due_of(PAGES, address):
            self._jobs.drop(PAGES, address)
            self._jobs.plan(PAGES, [got.moved], again)
        return got.moved

    def _take_in(self, step: Step) -> Arrival:
        """The reports of a step's pages; what the network did is told, and is no fact."""
        arrival = self._desk.add_pages(step.pages, self._clock())
        return replace(arrival, problems=(*step.problems, *arrival.problems))

    def _tell(self, address: str, step: Step, arrival: Arrival, what: str, due: datetime | None) -> Visited:
        line = step.line or (f"{address}: {step.outcome.why}" if isinstance(step.outcome, FetchError) else address)
        return Visited(address=address, line=f"{line}; {what}", arrival=arrival, next_due=due)


def _is_due(visit: Visit, now: datetime) -> bool:
    return visit.next_due is not None and visit.next_due <= now
