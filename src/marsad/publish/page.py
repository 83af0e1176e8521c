"""The page's parts in their order: stories, largest first, then what was not read, problems and the reports."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from marsad.model.claims import Claim
from marsad.model.copies import Story
from marsad.model.days import say_days
from marsad.model.incidents import Change
from marsad.model.ledger import Ledger, MadeWith
from marsad.model.reports import Problem
from marsad.publish.chronicle import Day, part_incidents, tell_days
from marsad.publish.index import Index, index_ledger
from marsad.publish.masking import Mask
from marsad.publish.repeats import Kin, Repeater, ReportName, name_report, tell_copies, tell_families
from marsad.publish.sentences import Sentences, gather_sentences
from marsad.publish.standing import (
    Dispute,
    Standing,
    Tally,
    Turn,
    name_abouts,
    tell_change,
    tell_control,
    tell_dispute,
    tell_state,
    tell_tally,
)
from marsad.publish.texts import ReportText, show_reports

NO_STORY = "story-none"
"""The part of the page for reports that no story holds."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPart:
    """A story with all that hangs on it."""

    id: str
    label: str
    dates: str
    reports: tuple[ReportName, ...]
    incidents: int
    days: tuple[Day, ...]
    beside: tuple[Day, ...]
    mentioned: int
    disputes: tuple[Dispute, ...]
    tallies: tuple[Tally, ...]
    states: tuple[Standing, ...]
    control: tuple[Standing, ...]
    turns: tuple[Turn, ...]
    repeats: tuple[Repeater, ...]
    families: tuple[Kin, ...]
    background: Sentences
    waiting: Sentences
    other: Sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that the page shows."""

    made_with: MadeWith
    dates: str
    families: int
    stories: tuple[StoryPart, ...]
    incidents: int
    unread: tuple[ReportText, ...]
    problems: tuple[Problem, ...]
    reports: tuple[ReportText, ...]


def lay_out_page(ledger: Ledger, mask: Mask) -> Page:
    """The page of a ledger."""
    index = index_ledger(ledger)
    stories = sorted(ledger.stories, key=lambda s: (-len(s.reports), s.first.isoformat() if s.first else "~", s.id))
    loose = tuple(r.id for r in ledger.reports if r.id not in index.story_of)
    if loose:
        stories.append(Story(id=NO_STORY, label="Reports in no story", reports=loose, first=None, last=None))
    reports = show_reports(index, mask, ledger.reports)
    return Page(
        made_with=ledger.made_with,
        dates=_say_dates(stories),
        families=len(ledger.families),
        stories=lay_out_stories(ledger, index, mask, stories),
        incidents=len(ledger.incidents),
        unread=tuple(text for text, report in zip(reports, ledger.reports, strict=True) if not report.read),
        problems=ledger.problems,
        reports=reports,
    )


def lay_out_stories(ledger: Ledger, index: Index, mask: Mask, stories: Sequence[Story]) -> tuple[StoryPart, ...]:
    """The stories, each with what its reports' claims are the ground of."""
    abouts = name_abouts(index, ledger)
    incidents = group_by_story(index, ledger.incidents, lambda i: i.claims)
    disputes = group_by_story(index, ledger.contradictions, lambda d: chain(*(p.claims for p in d.positions)))
    series = group_by_story(index, ledger.series, lambda s: chain(*(p.claims for p in s.points)))
    states = group_by_story(index, ledger.states, lambda s: s.claims)
    control = group_by_story(index, ledger.control, lambda c: c.claims)
    changes = group_by_story(index, ledger.changes, lambda c: c.claims)
    copies = group_by_report(index, ledger.copies, lambda c: (c.report,))
    families = group_by_report(index, ledger.families, lambda f: f.reports)
    claims = group_by_story(index, ledger.claims, lambda c: (c.id,))

    def quote(story: str, wanted: Callable[[Claim], bool]) -> Sentences:
        return gather_sentences(index, mask, (c.id for c in claims.get(story, ()) if wanted(c)))

    parted = {story.id: part_incidents(index, incidents.get(story.id, ())) for story in stories}
    return tuple(
        StoryPart(
            id=story.id,
            label=story.label,
            dates=_say_dates((story,)),
            reports=tuple(name_report(index, report) for report in story.reports),
            incidents=len(incidents.get(story.id, ())),
            days=tell_days(index, mask, parted[story.id][0]),
            beside=tell_days(index, mask, parted[story.id][1]),
            mentioned=len(parted[story.id][1]),
            disputes=tuple(tell_dispute(index, d, abouts) for d in disputes.get(story.id, ())),
            tallies=tuple(tell_tally(index, s) for s in series.get(story.id, ())),
            states=tuple(tell_state(index, s) for s in states.get(story.id, ())),
            control=tuple(tell_control(index, c) for c in control.get(story.id, ())),
            turns=tuple(tell_change(index, c, abouts) for c in sorted(changes.get(story.id, ()), key=_by_time)),
            repeats=tell_copies(index, copies.get(story.id, ())),
            families=tell_families(index, families.get(story.id, ())),
            background=quote(story.id, lambda c: c.background),
            waiting=quote(story.id, lambda c: c.review and not c.background),
            other=quote(story.id, lambda c: not (c.background or c.review or c.id in index.ground_of)),
        )
        for story in stories
    )


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


def _by_time(change: Change) -> tuple[str, str]:
    return (change.at.isoformat() if change.at else "~", change.id)


def _say_dates(stories: Iterable[Story]) -> str:
    days = sorted(day for story in stories for day in (story.first, story.last) if day is not None)
    return say_days(days[0], days[-1]) if days else "No dates"
