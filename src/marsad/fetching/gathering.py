"""From addresses to pages: a page is itself, a feed or sitemap leads to its pages, a list of feeds to its feeds."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from marsad.errors import FetchError, InputError
from marsad.fetching.address import read_address
from marsad.fetching.courier import Courier
from marsad.fetching.fetched import Fetched
from marsad.fetching.sorting import Kind, tell_kind
from marsad.intake.feeds import Entry, Feed, read_feed
from marsad.intake.opml import read_opml
from marsad.intake.sitemaps import read_sitemap
from marsad.intake.web import WebPage
from marsad.model.reports import Problem

MOST = 100
"""Addresses that are followed from one list: the latest of a sitemap, the first of a feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The pages, what could not be had or only in part, and a line for each address that was fetched."""

    pages: tuple[WebPage, ...]
    problems: tuple[Problem, ...]
    fetched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Lead:
    """An address to fetch: what may be behind it at most, and what its feed says of it."""

    address: str
    highest: Kind
    entry: Entry | None = None
    feed: str | None = None


@dataclass(slots=True)
class _Round:
    """What has been gathered so far."""

    pages: dict[str, WebPage] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)

    def note(self, address: str, what: str, remedy: str) -> None:
        self.problems.append(Problem(path=address, at=None, what=what, remedy=remedy))


def gather(
    addresses: Iterable[str], courier: Courier, progress: Callable[[int, int], None] = lambda done, total: None
) -> Gathered:
    """Fetch addresses and what they lead to, each once. What can't be had is a problem, the others go on.

    Where the page of a feed's entry can't be had, what the feed itself says of it is taken, and a problem says so.
    """
    todo = [_Lead(address, Kind.OPML) for address in addresses]
    seen: set[str] = set()
    found = _Round()
    for done, lead in enumerate(todo):  # leads are added while it runs
        progress(done, len(todo))
        if (name := _name(lead.address)) not in seen:
            seen.add(name)
            todo.extend(_follow(lead, courier, found))
    progress(len(todo), len(todo))
    return Gathered(pages=tuple(found.pages.values()), problems=tuple(found.problems), fetched=tuple(found.fetched))


def _name(address: str) -> str:
    """An address in its one form; as it is where it is none."""
    try:
        return str(read_address(address))
    except FetchError:
        return address


def _follow(lead: _Lead, courier: Courier, found: _Round) -> Sequence[_Lead]:
    """Fetch one address; give what it leads to."""
    try:
        fetched = courier.fetch(lead.address)
    except FetchError as error:
        _fall_back(lead, error, found)
        return ()
    kind = tell_kind(fetched.data)
    if kind > lead.highest:
        found.note(lead.address, "it is a list, where a page was to be expected", "Name it itself to follow it")
        return ()
    if kind is Kind.PAGE:
        _keep_page(lead, fetched, found)
        return ()
    try:
        return _read_list(lead, kind, fetched, found)
    except InputError as error:
        found.note(lead.address, error.what, error.remedy)
        return ()


def _keep_page(lead: _Lead, fetched: Fetched, found: _Round) -> None:
    found.fetched.append(f"{fetched.address}: a page, {len(fetched.data):,} bytes")
    page = WebPage(
        address=fetched.address,
        data=fetched.data,
        kind=fetched.kind,
        charset=fetched.charset,
        entry=lead.entry,
        feed=lead.feed,
    )
    found.pages.setdefault(page.address, page)


def _fall_back(lead: _Lead, error: FetchError, found: _Round) -> None:
    """What a feed says of an entry whose page can't be had; a problem in any case."""
    told = lead.entry is not None and bool(lead.entry.content or lead.entry.summary)
    why = f"{error.why}; what its feed says of it was taken" if told else error.why
    found.note(error.address, why, error.remedy)
    if told:
        page = WebPage(address=_name(lead.address), data=None, entry=lead.entry, feed=lead.feed)
        found.pages.setdefault(page.address, page)


def _read_list(lead: _Lead, kind: Kind, fetched: Fetched, found: _Round) -> Sequence[_Lead]:
    """What a list leads to, and a line on it."""
    if kind is Kind.FEED:
        feed = read_feed(fetched.data, fetched.address, fetched.charset)
        leads = _read_entries(feed, fetched.address, found)
        what = f"a feed, {len(feed.entries)} entries"
    elif kind is Kind.OPML:
        leads = [_Lead(one.url, Kind.FEED) for one in read_opml(fetched.data)]
        what = f"a list of {len(leads)} feeds"
    else:
        sitemap = read_sitemap(fetched.data, fetched.address, fetched.charset)
        leads = [_Lead(one.url, Kind.SITEMAP if sitemap.index else Kind.PAGE) for one in sitemap.listed]
        what = f"a sitemap, {len(leads)} addresses"
    found.fetched.append(f"{fetched.address}: {what}")
    if not leads:
        found.note(fetched.address, "it leads to no page", "Check it in a browser")
    if len(leads) > MOST:
        why = f"it leads to {len(leads)} addresses; the first {MOST} were fetched"
        found.note(fetched.address, why, "Name the others themselves")
    return leads[:MOST]


def _read_entries(feed: Feed, address: str, found: _Round) -> list[_Lead]:
    """The pages of a feed's entries; an entry without an address is what the feed says of it."""
    if feed.mended:
        found.note(address, "its markup is broken; entries may be lost", "Compare its entries in a browser")
    if feed.left:
        found.note(address, f"{feed.left} of its entries were left out", "Read it more often")
    leads: list[_Lead] = []
    for number, entry in enumerate(feed.entries, start=1):
        if entry.url is not None:
            leads.append(_Lead(entry.url, Kind.PAGE, entry, feed.title))
        elif entry.content or entry.summary:
            page = WebPage(address=f"{address}#{entry.id or number}", data=None, entry=entry, feed=feed.title)
            found.pages.setdefault(page.address, page)
        else:
            found.note(address, f"entry {number} has neither an address nor text", "Check it in a browser")
    return leads
