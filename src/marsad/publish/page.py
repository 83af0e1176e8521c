"""The page's parts in their order: stories, largest first, then what was not read, problems and the reports."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from marsad.model.claims import Claim
from marsad.model.copies import Story
from marsad.model.days import say_days
from marsad.model.ledger import Ledger, MadeWith
from marsad.model.reports import Problem
from marsad.publish.atlas import StoryMap, draw_map
from marsad.publish.briefs import Brief, brief_stories
from marsad.publish.charts import Chart, chart_incidents, chart_series
from marsad.publish.chronicle import Day, order_incidents, part_incidents, tell_days
from marsad.publish.index import Index, index_ledger
from marsad.publish.masking import Mask
from marsad.publish.namings import Called, compare_namings
from marsad.publish.repeats import Branch, ReportName, grow_trees, name_report
from marsad.publish.sentences import Sentences, gather_sentences
from marsad.publish.standing import Dispute, Turn, name_abouts, tell_changes, tell_dispute
from marsad.publish.texts import ReportText, show_reports
from marsad.publish.timelines import TimeBar, Timeline, draw_time_bar, draw_timeline

NO_STORY = "story-none"
"""The part of the page for reports that no story holds."""

BESIDE = "Also mentioned"
FEW_STORIES = 3
"""So many stories are listed with all their parts."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A story in the list of what the page holds, with the parts that are listed."""

    id: str
    label: str
    incidents: int
    parts: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPart:
    """A story with all that hangs on it."""

    id: str
    label: str
    dates: str
    reports: tuple[ReportName, ...]
    families: int
    incidents: int
    days: tuple[Day, ...]
    beside: tuple[Day, ...]
    mentioned: int
    disputes: tuple[Dispute, ...]
    agreed: tuple[Dispute, ...]
    totals: tuple[Chart, ...]
    counts: tuple[Chart, ...]
    turns: tuple[Turn, ...]
    lasting: TimeBar | None
    timeline: Timeline | None
    map: StoryMap | None
    trees: tuple[Branch, ...]
    called: tuple[Called, ...]
    background: Sentences
    waiting: Sentences
    others: int

    @property
    def parts(self) -> tuple[tuple[str, str, int], ...]:
        """The parts that this story has: anchor, words, and how many things stand there (0 is not said)."""
        rows = (
            ("what", "What happened", sum(len(day.happenings) for day in self.days)),
            ("beside", BESIDE, self.mentioned),
            ("disputed", "Disputed", len(self.disputes)),
            ("counts", "Counts", len(self.totals) + len(self.counts)),
            ("changed", "Changed", len(self.turns)),
            ("lasting", "Truces and control", len(self.lasting.states + self.lasting.control) if self.lasting else 0),
            ("time", "Timeline", len(self.timeline.moments) if self.timeline else 0),
            ("map", "Map", len(self.map.sites) if self.map else 0),
            ("copies", "Who copied whom", len(self.trees)),
            ("called", "Who calls whom what", len(self.called)),
            ("background", "Background", self.background.count),
            ("waiting", "Waits for a person", self.waiting.count),
        )
        return tuple((f"{self.id}-{part}", words, count) for part, words, count in rows if count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that the page shows; `held` counts the names that are held back. `stories` and `reports` are laid out as they
    are asked for, once, so that a large page is never held whole.
    """

    made_with: MadeWith
    title: str
    held: int
    dates: str
    families: int
    briefs: tuple[Brief, ...]
    entries: tuple[Entry, ...]
    stories: Iterator[StoryPart]
    incidents: int
    unread: tuple[ReportText, ...]
    problems: tuple[Problem, ...]
    report_count: int
    reports: Iterator[ReportText]


def lay_out_page(ledger: Ledger, mask: Mask) -> Page:
    """The page of a ledger."""
    index = index_ledger(ledger)
    stories = sorted(ledger.stories, key=lambda s: (-len(s.reports), s.first.isoformat() if s.first else "~", s.id))
    loose = tuple(r.id for r in ledger.reports if r.id not in index.story_of)
    if loose:
        stories.append(Story(id=NO_STORY, label="Reports in no story", reports=loose, first=None, last=None))
    parts = lay_out_stories(ledger, index, mask, stories)
    held = tuple(parts) if len(stories) <= FEW_STORIES else ()
    return Page(
        made_with=ledger.made_with,
        title=stories[0].label if len(stories) == 1 else "What the reports say",
        held=len(mask.found),
        dates=_say_dates(stories),
        families=len(ledger.families),
        briefs=brief_stories(index, stories, ledger.incidents),
        entries=_list_few(held) if held else _list_many(index, stories, ledger),
        stories=iter(held) if held else parts,
        incidents=len(ledger.incidents),
        unread=tuple(show_reports(index, mask, (report for report in ledger.reports if not report.read))),
        problems=ledger.problems,
        report_count=len(ledger.reports),
        reports=show_reports(index, mask, ledger.reports),
    )


def _list_few(stories: Iterable[StoryPart]) -> tuple[Entry, ...]:
    return tuple(Entry(id=s.id, label=s.label, incidents=s.incidents, parts=s.parts) for s in stories)


def _list_many(index: Index, stories: Iterable[Story], ledger: Ledger) -> tuple[Entry, ...]:
    """Of many stories no part is listed but what is only mentioned beside the rest."""
    incidents = group_by_story(index, ledger.incidents, lambda i: i.claims)

    def enter(story: Story) -> Entry:
        happened = incidents.get(story.id, ())
        beside = len(part_incidents(index, order_incidents(happened))[1])
        parts = ((f"{story.id}-beside", BESIDE, beside),) if beside else ()
        return Entry(id=story.id, label=story.label, incidents=len(happened), parts=parts)

    return tuple(map(enter, stories))


def lay_out_stories(ledger: Ledger, index: Index, mask: Mask, stories: Sequence[Story]) -> Iterator[StoryPart]:
    """The stories, each with what its reports' claims are the ground of, laid out as they are asked for."""
    abouts = name_abouts(index, ledger)
    incidents = group_by_story(index, ledger.incidents, lambda i: i.claims)
    disputes = group_by_story(index, ledger.contradictions, lambda d: chain(*(p.claims for p in d.positions)))
    agreed = group_by_story(index, ledger.agreements, lambda a: chain(*(p.claims for p in a.positions)))
    series = group_by_story(index, ledger.series, lambda s: chain(*(p.claims for p in s.points)))
    states = group_by_story(index, ledger.states, lambda s: s.claims)
    control = group_by_story(index, ledger.control, lambda c: c.claims)
    changes = group_by_story(index, ledger.changes, lambda c: c.claims)
    copies = group_by_report(index, ledger.copies, lambda c: (c.report,))
    claims = group_by_story(index, ledger.claims, lambda c: (c.id,))

    def lay_out(story: Story) -> StoryPart:
        told = claims.get(story.id, ())
        happened = order_incidents(incidents.get(story.id, ()))
        main, beside = part_incidents(index, happened)
        shown = order_incidents(main)
        return StoryPart(
            id=story.id,
            label=story.label,
            dates=_say_dates((story,)),
            reports=tuple(name_report(index, report) for report in story.reports),
            families=len({index.family_of[report].id for report in story.reports if report in index.family_of}),
            incidents=len(happened),
            days=tell_days(index, mask, main),
            beside=tell_days(index, mask, beside),
            mentioned=len(beside),
            disputes=tuple(tell_dispute(index, mask, d, abouts) for d in disputes.get(story.id, ())),
            agreed=tuple(tell_dispute(index, mask, a, abouts) for a in agreed.get(story.id, ())),
            totals=chart_series(index, series.get(story.id, ())),
            counts=chart_incidents(index, shown),
            turns=tell_changes(index, changes.get(story.id, ()), abouts),
            lasting=draw_time_bar(index, states.get(story.id, ()), control.get(story.id, ())),
            timeline=draw_timeline(index, shown, [index.reports[report] for report in story.reports]),
            map=draw_map(index, happened),
            trees=grow_trees(index, mask, story.reports, copies.get(story.id, ())),
            called=compare_namings(index, told),
            background=_quote(index, mask, told, lambda c: c.background),
            waiting=_quote(index, mask, told, lambda c: c.review and not c.background),
            others=sum(1 for c in told if not (c.background or c.review or c.id in index.ground_of)),
        )

    return map(lay_out, stories)


def _quote(index: Index, mask: Mask, claims: Iterable[Claim], wanted: Callable[[Claim], bool]) -> Sentences:
    return gather_sentences(index, mask, (claim.id for claim in claims if wanted(claim)))


def group_by_story(
    index: Index, items: Iterable[Item], claims_of: Callable[[Item], Iterable[str]]
) -> Mapping[str, Sequence[Item]]:
    """Records by the story of the first claim that each rests on."""
    return group_by_report(index, items, lambda item: (index.claims[claim].report for claim in claims_of(item)))


def group_by_report(
    index: Index, items: Iterable[Item], reports_of: Callable[[Item], Iterable[str]]
) -> Mapping[str, Sequence[Item]]:
    """Records by the story of the first report that each rests on."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        first = next(iter(reports_of(item)), None)
        story = index.story_of.get(first, NO_STORY) if first else NO_STORY
        groups.setdefault(story, []).append(item)
    return groups


def _say_dates(stories: Iterable[Story]) -> str:
    days = sorted(day for story in stories for day in (story.first, story.last) if day is not None)
    return say_days(days[0], days[-1]) if days else "No dates"
