"""Two reports side by side: what one made of the other."""

from collections import Counter
from urllib.parse import quote

from fastapi import APIRouter, HTTPException
from fastapi.responses import RedirectResponse, Response

from marsad.lineage.changes import Fate
from marsad.model.claims import Claim
from marsad.model.reports import Report
from marsad.publish.index import index_ledger
from marsad.publish.repeats import name_report
from marsad.server.comparing import FATES, compare
from marsad.server.rendering import lead_to
from marsad.server.site import Reading
from marsad.server.slices import Slice
from marsad.store.database.reading import read_desk

router = APIRouter()


@router.get("/reports/{key}/beside")
def choose_beside(_visit: Reading, key: str, other: str) -> Response:
    """Where two reports stand side by side, as a report's page asks for it."""
    return RedirectResponse(f"{lead_to(key)}/beside/{quote(other, safe='')}", status_code=303)


@router.get("/reports/{key}/beside/{other}")
def show_beside(visit: Reading, key: str, other: str) -> Response:
    """The page; the second report is told against the first."""
    with read_desk(visit.site.desk.database) as reader:
        left, right = reader.get(Report, key), reader.get(Report, other)
        if left is None or right is None:
            raise HTTPException(404)
        made = Slice(reader)
        made.reports.update((report.id, report) for report in (left, right))
        made.claims.update((claim.id, claim) for claim in reader.refer_to(Claim, (key, other), "report"))
        ledger = made.ledger()
    mask, index = visit.hold_back(ledger), index_ledger(ledger)
    pairs = compare(mask, left, right)
    fates = Counter(pair.fate for pair in pairs or ())
    return visit.draw(
        "beside.html.j2",
        mask,
        names=tuple(name_report(index, report.id) for report in (left, right)),
        titles=tuple(report.title or report.key for report in (left, right)),
        pairs=pairs,
        counts=tuple((fates[fate], FATES[fate], fate.value) for fate in Fate if fates[fate]),
        same=fates[Fate.SAME],
        moved=sum(pair.moved for pair in pairs or ()),
    )
