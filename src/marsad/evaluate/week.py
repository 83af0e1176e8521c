"""A feed week: a desk that watches a simulated press day by day, against one run over the same pages at the end.

The two ledgers must be the same to the byte, but for what only a desk can know: `versions`, the rows of `changes` that
these name, and an author whom only an earlier text of a page stated. The one run goes over the feeds that list a page:
that a feed lists none is a problem of that run, and no fact about reports.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from marsad.engine.local import Progress, say_nothing
from marsad.evaluate.press import plan_press, serve_press
from marsad.fetching import Border, Courier, gather
from marsad.intake import read_web
from marsad.living import init_desk
from marsad.model.codec import dump_ledger
from marsad.model.ledger import Ledger
from marsad.model.reports import Report
from marsad.pipeline import read_ledger
from marsad.watching import Watch

START = datetime(2024, 3, 4, 6, tzinfo=UTC)
_STEP = timedelta(hours=6)
_AFTER = timedelta(days=3)
"""How long the desk goes on watching when nothing is published any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What came of it: both ledgers, how many pages were changed, how many visits were made, and what was told."""

    live: Ledger
    once: Ledger
    changed: int
    visits: int
    sound: bool

    @property
    def is_equal(self) -> bool:
        """Whether the ledgers are the same to the byte, but for what a desk adds."""
        once = replace(self.once, reports=tuple(map(self._carry, self.once.reports)))
        return dump_ledger(leave_out_versions(self.live)) == dump_ledger(once)

    def _carry(self, report: Report) -> Report:
        """A report of the one run; where it states no author, with the one of an earlier text of its page."""
        if report.author is not None or all(version.report != report.id for version in self.live.versions):
            return report
        return replace(report, author=next((one.author for one in self.live.reports if one.id == report.id), None))


def leave_out_versions(ledger: Ledger) -> Ledger:
    """A desk's ledger without what only a desk can know."""
    added = {change for version in ledger.versions for change in version.changes}
    kept = tuple(change for change in ledger.changes if change.id not in added)
    return replace(ledger, versions=(), changes=kept)


def watch_week(
    texts: Sequence[tuple[str, str]], folder: Path, *, outlets: int, days: int, progress: Progress = say_nothing
) -> Week:
    """Have titles and texts published over some days by outlets that a new desk in a folder follows.

    The desk visits what is due every six hours of the press's time and folds once a day; nobody waits.
    """
    press = plan_press(texts, outlets, START, days)
    steps = int((timedelta(days=days) + _AFTER) / _STEP)
    border = Border(inside=frozenset({"127.0.0.1"}))
    visits = 0
    with serve_press(press) as root, init_desk(folder) as desk:
        feeds = [f"{root}/{outlet}/feed" for outlet in range(outlets)]
        now = START
        watch = Watch(desk, Courier(border), "week", clock=lambda: now, chance=lambda: 0.0)
        watch.follow(feeds)
        for step in range(steps):
            progress("week", step, steps)
            now = START + step * _STEP
            press.go_to(now)
            visits += sum(1 for _ in watch.visit_due())
            if step % 4 == 3:
                desk.fold()
        progress("week", steps, steps)
        live, sound = desk.fold(), desk.verify() == ()
        found = gather([feeds[outlet] for outlet in press.published], Courier(border))
        once = read_ledger([], fetched=read_web(found.pages, found.problems))
    return Week(live=live, once=once, changed=press.changed, visits=visits, sound=sound)
