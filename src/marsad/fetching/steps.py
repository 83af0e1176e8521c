"""One step: an address is fetched, and is a page, or a list that leads to other addresses.

A step knows nothing of the others; who takes them, `gather` for one run or a desk with its jobs, keeps count of what
was fetched and what is still to be.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from marsad.errors import FetchError, InputError
from marsad.fetching.address import name_address
from marsad.fetching.courier import Courier
from marsad.fetching.fetched import Fetched
from marsad.fetching.sorting import Kind, tell_kind
from marsad.intake.feeds import Entry, Feed, read_feed
from marsad.intake.opml import read_opml
from marsad.intake.sitemaps import read_sitemap
from marsad.intake.web import WebPage
from marsad.model.reports import Problem
from marsad.model.visits import Visit

MOST = 100
"""Addresses that are followed from one list: the latest of a sitemap, the first of a feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """An address to fetch: what may be behind it at most, and what its feed says of it and is called."""

    address: str
    highest: Kind = Kind.OPML
    entry: Entry | None = None
    feed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What came of a lead: how the visit went, the pages, where to go on, what is wrong, and a line for people."""

    outcome: Fetched | FetchError
    pages: tuple[WebPage, ...] = ()
    leads: tuple[Lead, ...] = ()
    problems: tuple[Problem, ...] = ()
    line: str | None = None


def take_step(lead: Lead, courier: Courier, visit: Visit | None = None) -> Step:
    """Fetch an address. Nothing is raised: what can't be had is a problem.

    Where the page of a feed's entry can't be had, what the feed says of it is taken, and a problem says so. What has
    not changed since the `visit` gives neither pages nor leads.
    """
    try:
        fetched = courier.fetch(lead.address, visit)
    except FetchError as error:
        return _fall_back(lead, error)
    if fetched.not_modified:
        return Step(outcome=fetched, line=f"{fetched.address}: not changed")
    kind = tell_kind(fetched.data)
    if kind > lead.highest:
        what, remedy = "it is a list, where a page was to be expected", "Name it itself to follow it"
        return Step(outcome=fetched, problems=(_tell(lead.address, what, remedy),))
    if kind is Kind.PAGE:
        return _keep_page(lead, fetched)
    try:
        return _read_list(kind, fetched)
    except InputError as error:
        return Step(outcome=fetched, problems=(_tell(fetched.address, error.what, error.remedy),))


def _tell(address: str, what: str, remedy: str) -> Problem:
    return Problem(path=address, at=None, what=what, remedy=remedy)


def _keep_page(lead: Lead, fetched: Fetched) -> Step:
    page = WebPage(
        address=fetched.address,
        data=fetched.data,
        kind=fetched.kind,
        charset=fetched.charset,
        entry=lead.entry,
        feed=lead.feed,
    )
    return Step(outcome=fetched, pages=(page,), line=f"{fetched.address}: a page, {len(fetched.data):,} bytes")


def _fall_back(lead: Lead, error: FetchError) -> Step:
    """What a feed says of an entry whose page can't be had; a problem in any case."""
    if lead.entry is None or not (lead.entry.content or lead.entry.summary):
        return Step(outcome=error, problems=(_tell(error.address, error.why, error.remedy),))
    problem = _tell(error.address, f"{error.why}; what its feed says of it was taken", error.remedy)
    page = WebPage(address=name_address(lead.address), data=None, entry=lead.entry, feed=lead.feed)
    return Step(outcome=error, pages=(page,), problems=(problem,))


def _read_list(kind: Kind, fetched: Fetched) -> Step:
    if kind is Kind.FEED:
        return _read_entries(read_feed(fetched.data, fetched.address, fetched.charset), fetched)
    if kind is Kind.OPML:
        leads = [Lead(address=one.url, highest=Kind.FEED) for one in read_opml(fetched.data)]
        return _lead_on(fetched, leads, f"a list of {len(leads)} feeds")
    sitemap = read_sitemap(fetched.data, fetched.address, fetched.charset)
    highest = Kind.SITEMAP if sitemap.index else Kind.PAGE
    leads = [Lead(address=one.url, highest=highest) for one in sitemap.listed]
    return _lead_on(fetched, leads, f"a sitemap, {len(leads)} addresses")


def _read_entries(feed: Feed, fetched: Fetched) -> Step:
    """The pages of a feed's entries; an entry without an address is what the feed says of it."""
    problems: list[Problem] = []
    pages: list[WebPage] = []
    leads: list[Lead] = []
    at = fetched.address
    if feed.mended:
        problems.append(_tell(at, "its markup is broken; entries may be lost", "Compare its entries in a browser"))
    if feed.left:
        problems.append(_tell(at, f"{feed.left} of its entries were left out", "Read it more often"))
    for number, entry in enumerate(feed.entries, start=1):
        if entry.url is not None:
            leads.append(Lead(address=entry.url, highest=Kind.PAGE, entry=entry, feed=feed.title))
        elif entry.content or entry.summary:
            pages.append(WebPage(address=f"{at}#{entry.id or number}", data=None, entry=entry, feed=feed.title))
        else:
            problems.append(_tell(at, f"entry {number} has neither an address nor text", "Check it in a browser"))
    return _lead_on(fetched, leads, f"a feed, {len(feed.entries)} entries", pages, problems)


def _lead_on(
    fetched: Fetched,
    leads: Sequence[Lead],
    line: str,
    pages: Sequence[WebPage] = (),
    problems: Sequence[Problem] = (),
) -> Step:
    """Where a list leads, up to the limit; a problem where it leads nowhere or further."""
    problems = list(problems)
    if not (leads or pages or problems):
        problems.append(_tell(fetched.address, "it leads to no page", "Check it in a browser"))
    if len(leads) > MOST:
        what = f"it leads to {len(leads)} addresses; the first {MOST} are followed"
        problems.append(_tell(fetched.address, what, "Name the others themselves"))
    return Step(
        outcome=fetched,
        pages=tuple(pages),
        leads=tuple(leads[:MOST]),
        problems=tuple(problems),
        line=f"{fetched.address}: {line}",
    )
