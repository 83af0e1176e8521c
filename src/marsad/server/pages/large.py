"""What is too large for one page: a story's incidents and reports, or an incident's claims, a part at a time."""

from dataclasses import dataclass, replace

from fastapi import HTTPException
from fastapi.responses import Response

from marsad.model.claims import Claim
from marsad.model.copies import Family, Story
from marsad.model.incidents import Change, Contradiction, Incident, Series
from marsad.model.ledger import Ledger
from marsad.model.reports import Report
from marsad.publish.briefs import tell_line
from marsad.publish.charts import chart_series
from marsad.publish.index import index_ledger
from marsad.publish.repeats import name_report
from marsad.publish.standing import name_abouts, tell_changes, tell_dispute
from marsad.server.site import Visit
from marsad.server.slices import Slice
from marsad.store.database.reading import Order, Reader

REPORTS, CLAIMS = 60, 600
"""A story with more of either is large."""
A_PAGE, FEW = 40, 12
TOLD, VOICES, EACH = 150, 40, 8
"""Claims of an incident that is told whole; of a larger one so many voices, and so many claims of each and of a
figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a large story: its slice, how much there is in all, and where further incidents and reports begin."""

    ledger: Ledger
    story: Story
    incidents: tuple[Incident, ...]
    after: str | None
    reports: tuple[Report, ...]
    reports_after: str | None
    is_first: bool
    counts: tuple[tuple[int, str, str], ...]


def is_large(reader: Reader, story: Story) -> bool:
    """Whether a story is told a part at a time."""
    return len(story.reports) > REPORTS or reader.count(Claim, (("story", story.id),), CLAIMS) > CLAIMS


def read_part(reader: Reader, story: Story, after: str | None, reports_after: str | None) -> Part:
    """A part of a large story. Raises HTTPException where no page ended so."""
    mine = (("story", story.id),)
    try:
        incidents = reader.page(Incident, mine, limit=A_PAGE, after=after)
        reports = reader.page(Report, mine, limit=A_PAGE, after=reports_after)
    except ValueError as error:
        raise HTTPException(404) from error
    made = Slice(reader)
    made.stories[story.id] = story
    made.incidents.update((row.id, row) for row in incidents.rows)
    made.reports.update((row.id, row) for row in reports.rows)
    is_first = after is None and reports_after is None
    if is_first:
        disputes = reader.page(Contradiction, mine, order=Order.NEWEST, limit=FEW).rows
        made.contradictions.update((row.id, row) for row in disputes)
        made.changes.update((row.id, row) for row in reader.page(Change, mine, limit=FEW).rows)
        made.series.update((row.id, row) for row in reader.page(Series, mine, limit=FEW).rows)
    return Part(
        ledger=made.ledger(),
        story=story,
        incidents=incidents.rows,
        after=incidents.after,
        reports=reports.rows,
        reports_after=reports.after,
        is_first=is_first,
        counts=(
            (len(story.reports), "report", "reports"),
            (reader.count(Family, mine), "text that is no copy", "texts that are no copies of one another"),
            (reader.count(Incident, mine), "incident", "incidents"),
            (reader.count(Claim, mine), "claim", "claims"),
            (reader.count(Contradiction, mine), "dispute", "disputes"),
        ),
    )


def show_part(visit: Visit, part: Part) -> Response:
    """The page of a part of a story."""
    ledger = part.ledger
    index, mask = index_ledger(ledger), visit.hold_back(ledger)
    abouts = name_abouts(index, ledger)
    return visit.draw(
        "story_large.html.j2",
        mask,
        part=part,
        incidents=tuple(tell_line(index, row) for row in part.incidents),
        reports=tuple(name_report(index, row.id) for row in part.reports),
        disputes=tuple(tell_dispute(index, mask, row, abouts) for row in ledger.contradictions),
        turns=tell_changes(index, ledger.changes, abouts),
        totals=chart_series(index, ledger.series),
    )


def trim_incident(incident: Incident) -> Incident:
    """An incident as a page can tell it: of a large one the voices with most claims, and some claims of each and of
    every figure.
    """
    if len(incident.claims) <= TOLD:
        return incident
    ranked = sorted(incident.voices, key=lambda voice: (-len(voice.claims), voice.source))[:VOICES]
    voices = tuple(replace(voice, claims=voice.claims[:EACH]) for voice in incident.voices if voice in ranked)
    counts = tuple(replace(count, claims=count.claims[:EACH]) for count in incident.counts)
    shown = {claim for voice in voices for claim in voice.claims} | {claim for one in counts for claim in one.claims}
    claims = tuple(claim for claim in incident.claims if claim in shown) or incident.claims[:EACH]
    merges = tuple(merge for merge in incident.merges if merge.claim in shown and merge.other in shown)
    return replace(incident, voices=voices, counts=counts, claims=claims, merges=merges)
