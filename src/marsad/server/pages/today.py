"""Today: what came and what changed last, what is contested, what sources turned from, and what waits for a person."""

from collections.abc import Iterable
from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import Response

from marsad.model.copies import Story
from marsad.model.incidents import Change, Incident
from marsad.model.reports import Report
from marsad.publish.briefs import BriefLine, tell_line
from marsad.publish.index import Index, index_ledger
from marsad.publish.standing import name_abouts, tell_changes
from marsad.server.rendering import MOST
from marsad.server.site import Reading
from marsad.server.slices import Slice
from marsad.server.waiting import count_waiting
from marsad.store.database.reading import Order, read_desk
from marsad.store.database.turning import Turn, list_changed

router = APIRouter()
LOOKED_AT, LATEST, FEW = 60, 12, 6
"""How many incidents that came or changed last are looked at and listed, and how many of each other kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An incident in a line, with the story that it is of and whether it is new or changed, and when."""

    brief: BriefLine
    story: Story | None
    turn: Turn | None


@router.get("/")
def show_today(visit: Reading) -> Response:
    """The page."""
    with read_desk(visit.site.desk.database) as reader:
        lately = _rank(list_changed(reader, Incident, LOOKED_AT))[:LATEST]
        contested = reader.page(Incident, (("status", "contested"),), limit=FEW).rows
        waiting = reader.page(Incident, (("review", "yes"),), limit=FEW).rows
        changes = reader.page(Change, order=Order.NEWEST, limit=FEW).rows
        made = Slice(reader)
        made.incidents.update((one.id, one) for one in (*(row for row, _ in lately), *contested, *waiting))
        made.changes.update((one.id, one) for one in changes)
        abouts = reader.get_many(Incident, (change.about for change in changes))
        made.incidents.update((one.id, one) for one in abouts)
        ledger = made.ledger()
        stories = {s.id: s for s in reader.get_many(Story, (i.story for i in ledger.incidents))}
        changed = list_changed(reader, Story, FEW)
        counts = {
            "contested_count": reader.count(Incident, (("status", "contested"),), MOST),
            "waiting_count": count_waiting(reader),
            "report_count": reader.count(Report),
            "story_count": reader.count(Story),
            "incident_count": reader.count(Incident),
        }
    index = index_ledger(ledger)
    return visit.draw(
        "today.html.j2",
        visit.hold_back(ledger),
        lately=_tell(index, stories, lately),
        contested=_tell(index, stories, ((row, None) for row in contested)),
        waiting=_tell(index, stories, ((row, None) for row in waiting)),
        turns=tell_changes(index, ledger.changes, name_abouts(index, ledger)),
        stories=changed,
        **counts,
    )


def _rank(lately: Iterable[tuple[Incident, Turn]]) -> list[tuple[Incident, Turn]]:
    """The last first; of those that were worked out at once the ones that most stands behind."""
    ranked = sorted(lately, key=lambda row: (-row[0].independent_sources, -len(row[0].claims), row[0].id))
    return sorted(ranked, key=lambda row: row[1].at, reverse=True)


def _tell(
    index: Index, stories: dict[str, Story], incidents: Iterable[tuple[Incident, Turn | None]]
) -> tuple[Line, ...]:
    return tuple(Line(brief=tell_line(index, row), story=stories.get(row.story), turn=turn) for row, turn in incidents)
