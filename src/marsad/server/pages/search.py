"""Search: reports, claims and incidents by words and by what they are about, with how many there are of each kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from fastapi import APIRouter, Query
from fastapi.responses import Response

from marsad.errors import InputError
from marsad.ledger.moments import find_moment, write_moment
from marsad.lexicon.folding import fold_letters
from marsad.model.claims import Claim, Kind, Source, Stance, Status
from marsad.model.incidents import Incident, IncidentStatus
from marsad.model.reports import Report
from marsad.publish.briefs import BriefLine, tell_line
from marsad.publish.index import index_ledger
from marsad.publish.masking import Mask
from marsad.publish.repeats import ReportName, name_report
from marsad.publish.sentences import Sentences, gather_sentences
from marsad.server.site import Reading
from marsad.server.slices import Slice
from marsad.store.database.reading import read_desk
from marsad.store.database.searching import SEARCHED, Hits, count_facets, search
from marsad.store.database.searching import Query as Wanted

router = APIRouter()
A_PAGE = 20
_COUNTED = ("kind", "status", "stance", "outlet")
_NAMES = ("kind", "status", "stance", "place", "source", "outlet")
CHOICES: Mapping[str, tuple[str, ...]] = {
    "kind": tuple(Kind),
    "status": (*IncidentStatus, *Status),
    "stance": tuple(Stance),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something that was found: an incident, a claim's sentence or a report."""

    section: str
    incident: BriefLine | None = None
    sentences: Sentences | None = None
    report: ReportName | None = None
    title: str = ""


@router.get("/search")
def show_search(
    visit: Reading,
    q: str = "",
    within: str = Query("", alias="in"),
    kind: str = "",
    status: str = "",
    stance: str = "",
    place: str = "",
    source: str = "",
    outlet: str = "",
    since: str = "",
    until: str = "",
    page: int = Query(1, ge=1, le=500),
) -> Response:
    """What is found, a page of it."""
    given = {"kind": kind, "status": status, "stance": stance, "place": place, "source": source, "outlet": outlet}
    said = {"q": q, "in": within, **given, "since": since, "until": until}
    try:
        wanted = _ask(said, page)
    except InputError as error:
        return visit.draw("search.html.j2", said=said, wrong=str(error), choices=CHOICES, found=None)
    if not any(said.values()):
        return visit.draw("search.html.j2", said=said, wrong="", choices=CHOICES, found=None)
    database = visit.site.desk.database
    hits = search(database, wanted)
    found, mask = _tell(visit, hits)
    counted = count_facets(database, wanted, _COUNTED)
    names = _name_outlets(visit, [value for name, rows in counted if name == "outlet" for value, _ in rows])
    return visit.draw(
        "search.html.j2",
        mask,
        said=said,
        wrong="",
        choices=CHOICES,
        found=found,
        total=hits.total,
        page=page,
        more=hits.total > page * A_PAGE,
        facets=counted,
        names=names,
    )


def _name_outlets(visit: Reading, folded: Sequence[str]) -> dict[str, str]:
    """The names of outlets by their folded forms."""
    with read_desk(visit.site.desk.database) as reader:
        sources = reader.refer_to(Source, folded, "name")
    return {fold_letters(name): source.name for source in sources for name in (*source.aliases, source.name)}


def _ask(said: Mapping[str, str], page: int) -> Wanted:
    """Raises InputError where a time can't be read."""
    now = datetime.now(UTC)
    return Wanted(
        words=said["q"],
        sections=(said["in"],) if said["in"] in SEARCHED else SEARCHED,
        facets=tuple((name, said[name]) for name in _NAMES if said[name]),
        since=write_moment(find_moment(said["since"], now)) if said["since"] else None,
        until=write_moment(find_moment(said["until"], now)) if said["until"] else None,
        limit=A_PAGE,
        offset=(page - 1) * A_PAGE,
    )


def _tell(visit: Reading, hits: Hits) -> tuple[tuple[Found, ...], Mask]:
    """What was found, in its order."""
    keys = {section: [hit.id for hit in hits.hits if hit.section == section] for section in SEARCHED}
    with read_desk(visit.site.desk.database) as reader:
        made = Slice(reader)
        made.incidents.update((row.id, row) for row in reader.get_many(Incident, keys["incidents"]))
        made.claims.update((row.id, row) for row in reader.get_many(Claim, keys["claims"]))
        made.reports.update((row.id, row) for row in reader.get_many(Report, keys["reports"]))
        ledger = made.ledger()
    index, mask = index_ledger(ledger), visit.hold_back(ledger)
    found = []
    for hit in hits.hits:
        if hit.id in index.incidents and hit.section == "incidents":
            found.append(Found(section="incident", incident=tell_line(index, index.incidents[hit.id])))
        elif hit.id in index.claims and hit.section == "claims":
            found.append(Found(section="claim", sentences=gather_sentences(index, mask, (hit.id,))))
        elif hit.id in index.reports:
            title = index.reports[hit.id].title or index.reports[hit.id].key
            found.append(Found(section="report", report=name_report(index, hit.id), title=title))
    return tuple(found), mask
