"""What happened, in a minute: of each story the incidents that most stands behind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from marsad.model.copies import Story
from marsad.model.incidents import Incident
from marsad.publish.chronicle import list_claims, order_incidents, weigh_incident
from marsad.publish.index import Index
from marsad.publish.status import say_status
from marsad.publish.times import say_when

ALONE, BESIDE, STORIES = 7, 2, 6
"""Incidents that stand for a lone story, for one among several, and how many stories are told so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefLine:
    """An incident in one line."""

    id: str
    label: str
    when: str
    status: str
    status_words: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A story in a few lines."""

    id: str
    label: str
    lines: tuple[BriefLine, ...]


def brief_stories(index: Index, stories: Sequence[Story], incidents: Iterable[Incident]) -> tuple[Brief, ...]:
    """The first stories with their weightiest incidents, in order of time."""
    by_story: dict[str, list[Incident]] = {}
    for incident in incidents:
        by_story.setdefault(incident.story, []).append(incident)
    told = [story for story in stories if story.id in by_story][:STORIES]
    limit = ALONE if len(told) == 1 else BESIDE
    return tuple(_brief(index, story, by_story[story.id], limit) for story in told)


def _brief(index: Index, story: Story, incidents: Sequence[Incident], limit: int) -> Brief:
    ranked = sorted(incidents, key=lambda i: (*(-weight for weight in weigh_incident(index, i)), i.id))
    return Brief(
        id=story.id,
        label=story.label,
        lines=tuple(tell_line(index, incident) for incident in order_incidents(ranked[:limit])),
    )


def tell_line(index: Index, incident: Incident) -> BriefLine:
    """An incident in one line."""
    return BriefLine(
        id=incident.id,
        label=incident.label,
        when=say_when(incident.when),
        status=incident.status,
        status_words=say_status(index, incident),
        claims=list_claims(incident),
    )
