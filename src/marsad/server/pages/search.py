"""Search: reports, claims and incidents by words and by what they are about, with how many there are of each kind."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Query
from fastapi.responses import Response

from marsad.errors import InputError
from marsad.lexicon.folding import fold_letters
from marsad.model.claims import Claim, Source
from marsad.model.incidents import Incident
from marsad.model.ledger import Ledger
from marsad.model.reports import Report
from marsad.publish.briefs import BriefLine, tell_line
from marsad.publish.index import index_ledger
from marsad.publish.masking import Mask
from marsad.publish.repeats import ReportName, name_report
from marsad.publish.sentences import Sentences, gather_sentences
from marsad.server.filters import Asked, offer_filters
from marsad.server.site import Reading
from marsad.server.slices import Slice
from marsad.store.database.facets import CHOICES
from marsad.store.database.lacking import find_lacking
from marsad.store.database.reading import Reader, hold_hits, read_desk
from marsad.store.database.searching import SEARCHED, Hits, search

router = APIRouter()
A_PAGE = 20
_COUNTED = ("kind", "status", "stance", "outlet")


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
    asked: Asked,
    within: str = Query("", alias="in"),
    page: int = Query(1, ge=1, le=500),
) -> Response:
    """What is found, a page of it."""
    sections = (within,) if within in SEARCHED else SEARCHED
    with read_desk(visit.site.desk.database) as reader:
        form = offer_filters(reader, asked, **{"in": within})
        try:
            wanted = asked.ask(sections, limit=A_PAGE, offset=(page - 1) * A_PAGE)
        except InputError as error:
            return visit.draw("search.html.j2", wrong=str(error), found=None, form=form, choices=CHOICES)
        if not any(form.said.values()):
            return visit.draw("search.html.j2", wrong="", found=None, form=form, choices=CHOICES)
        hits = search(reader.connection, wanted, _COUNTED)
        lacking = () if hits.total else tuple(find_lacking(reader.connection, wanted.facets, SEARCHED))
        ledger = _slice(reader, hits)
        names = name_outlets(reader, [value for name, rows in hits.facets if name == "outlet" for value, _ in rows])
    mask = visit.hold_back(ledger)
    found = _tell(ledger, mask, hits)
    return visit.draw(
        "search.html.j2",
        mask,
        wrong="",
        found=found,
        lacking=lacking,
        total=hits.total,
        is_more=hits.is_more,
        page=page,
        more=hits.total > page * A_PAGE or (hits.is_more and len(found) == A_PAGE),
        facets=hits.facets,
        names=names,
        form=form,
        choices=CHOICES,
    )


def name_outlets(reader: Reader, folded: Sequence[str]) -> dict[str, str]:
    """The names of outlets by their folded forms."""
    sources = reader.refer_to(Source, folded, "name")
    return {fold_letters(name): source.name for source in sources for name in (*source.aliases, source.name)}


def _slice(reader: Reader, hits: Hits) -> Ledger:
    """What was found, with what it names."""
    made, held = Slice(reader), hold_hits(hits)
    made.incidents.update((row.id, row) for row in held.of(Incident))
    made.claims.update((row.id, row) for row in held.of(Claim))
    made.reports.update((row.id, row) for row in held.of(Report))
    return made.ledger()


def _tell(ledger: Ledger, mask: Mask, hits: Hits) -> tuple[Found, ...]:
    """What was found, in its order."""
    index, found = index_ledger(ledger), []
    for hit in hits.hits:
        if hit.id in index.incidents and hit.section == "incidents":
            found.append(Found(section="incident", incident=tell_line(index, index.incidents[hit.id])))
        elif hit.id in index.claims and hit.section == "claims":
            found.append(Found(section="claim", sentences=gather_sentences(index, mask, (hit.id,))))
        elif hit.id in index.reports:
            title = index.reports[hit.id].title or index.reports[hit.id].key
            found.append(Found(section="report", report=name_report(index, hit.id), title=title))
    return tuple(found)
