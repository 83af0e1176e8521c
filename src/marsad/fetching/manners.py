"""When to ask again: pure rules over a `Visit`; the clock and chance are given.

Waits grow twofold with each failure in a row and are spread by chance over their upper half ("equal jitter" of
M. Brooker, "Exponential Backoff And Jitter", 2015), so that desks do not all come back to a server at one moment.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from marsad.errors import FetchError
from marsad.fetching.fetched import Fetched
from marsad.model.visits import Visit

EVERY = timedelta(minutes=30)
"""How often a feed is asked that says nothing of it."""
LONGEST = timedelta(days=1)
"""The longest wait of our own; a server may ask for a longer one."""
LONGEST_ASKED = timedelta(days=30)
"""The longest wait that a server may ask for."""
YOUNG = timedelta(hours=1)
"""How long a page is left alone after it was had, or changed."""
OLD = timedelta(days=30)
"""The age at which a page that a feed still lists is asked no more."""
_SPREAD = 0.1
_GONE, _TOO_MANY, _OWN_FAULT = 410, 429, 500


def plan_next(
    visit: Visit, outcome: Fetched | FetchError, now: datetime, jitter: float, every: timedelta = EVERY
) -> Visit:
    """The visit after an outcome. `jitter` is a number from 0 up to 1; `now` is aware.

    After an answer the next is due after `every`, or later if the server lets its answer stand longer, spread by a
    tenth. After a failure it is due after `every` times two for each failure in a row, at most a day, of which chance
    takes up to half; never before the server's Retry-After. What is gone for good (410) is not due again.
    """
    if isinstance(outcome, Fetched):
        wait = max(every, min(timedelta(seconds=outcome.max_age or 0), LONGEST))
        return replace(
            visit,
            etag=outcome.etag,
            modified=outcome.modified,
            next_due=now + wait * (1 + _SPREAD * jitter),
            failures=0,
            last_status=outcome.status,
            last_error=None,
        )
    failures = visit.failures + 1
    wait = min(every * 2 ** min(failures, 20), LONGEST) * ((1 + jitter) / 2)
    asked = read_wait(outcome.retry_after, now)
    return replace(
        visit,
        next_due=None if outcome.status == _GONE else now + max(wait, asked or wait),
        failures=failures,
        last_status=outcome.status,
        last_error=outcome.why,
    )


def plan_page(
    visit: Visit, outcome: Fetched | FetchError, now: datetime, jitter: float, since: datetime | None
) -> Visit:
    """The visit to a page that a list leads to, after an outcome. `since` is when it was first had as it is now.

    A page is due again when it is twice as old, an hour after it was had at the earliest: what was just published is
    what is corrected. After a month it is left alone, as is one that gave no report. Who can't be had for now is asked
    again as a feed is; one that is refused, or not there any more, is not.
    """
    if isinstance(outcome, FetchError):
        later = plan_next(visit, outcome, now, jitter)
        return later if is_passing(outcome) else replace(later, next_due=None)
    age = now - since if since is not None else None
    due = now + max(age, YOUNG) if age is not None and age < OLD else None
    return replace(plan_next(visit, outcome, now, jitter), next_due=due)


def is_passing(error: FetchError) -> bool:
    """Whether what went wrong may go right the next time: nobody answered, or the server was at its limit."""
    return error.status is None or error.status == _TOO_MANY or error.status >= _OWN_FAULT


def read_wait(retry_after: str | None, now: datetime) -> timedelta | None:
    """How long a Retry-After asks to wait: seconds, or until a date (RFC 9110); None where it says neither."""
    said = (retry_after or "").strip()
    if said.isascii() and said.isdecimal():
        return min(timedelta(seconds=int(said[:9])), LONGEST_ASKED)
    try:
        until = parsedate_to_datetime(said)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(until - now, timedelta()), LONGEST_ASKED)


def choose_due(visits: Iterable[Visit], now: datetime, busy: Iterable[str] = ()) -> tuple[Visit, ...]:
    """Whom to ask now: of each host the one that is due longest, and none of a host that is being asked (`busy`)."""
    taken = set(busy)
    chosen: list[Visit] = []
    due = [
        (visit.next_due, visit.url, visit) for visit in visits if visit.next_due is not None and visit.next_due <= now
    ]
    for _, _, visit in sorted(due, key=lambda one: one[:2]):
        host = host_of(visit.url)
        if host not in taken:
            taken.add(host)
            chosen.append(visit)
    return tuple(chosen)


def host_of(url: str) -> str:
    """The host of an address, by which visits are kept apart; the address itself where it has none."""
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url
