"""A report: its text with every claim marked, what rests on them, its copies, and its versions."""

from fastapi import APIRouter, HTTPException
from fastapi.responses import RedirectResponse, Response

from marsad.model.claims import Claim
from marsad.model.reports import Report
from marsad.model.versions import Version
from marsad.publish.briefs import tell_line
from marsad.publish.chronicle import order_incidents
from marsad.publish.index import index_ledger, name_outlet
from marsad.publish.repeats import grow_trees, name_report
from marsad.publish.sentences import gather_sentences, mark_quote
from marsad.publish.texts import show_report
from marsad.publish.times import say_published
from marsad.server.comparing import tell_editions
from marsad.server.quoting import show_paragraphs
from marsad.server.rendering import lead_to
from marsad.server.site import Judging, Reading
from marsad.server.slices import slice_claims, slice_report
from marsad.store.database.reading import read_desk

router = APIRouter()
OTHERS = 60
"""So many reports of its story are offered to be put beside it."""


@router.get("/reports/{key}")
def read_report(visit: Reading, key: str) -> Response:
    """The page of a report."""
    with read_desk(visit.site.desk.database) as reader:
        report = reader.get(Report, key)
        if report is None:
            raise HTTPException(404)
        ledger = slice_report(reader, report)
        seen = reader.count_revisions((key,))[key]
        told = [one for story in ledger.stories for one in story.reports if one != key][:OTHERS]
        others = reader.get_many(Report, told)
        versions = tuple(one for one in reader.refer_to(Version, (key,)) if one.report == key)
    mask, index = visit.hold_back(ledger), index_ledger(ledger)
    claims = [claim for claim in ledger.claims if claim.report == report.id]
    return visit.draw(
        "report_page.html.j2",
        mask,
        report=show_report(index, mask, report, claims),
        title=report.title or "",
        story=next(iter(ledger.stories), None),
        claims=tuple((c.id, mark_quote(index, mask, c)) for c in sorted(claims, key=lambda c: (c.span, c.id))),
        seen=seen,
        editions=tell_editions(mask, versions),
        others=tuple(
            (one.id, f"{name_outlet(one)}, {say_published(one.published)}", one.key) for one in others if one.text
        ),
        incidents=tuple(tell_line(index, incident) for incident in order_incidents(ledger.incidents)),
        trees=grow_trees(index, mask, (one.id for one in ledger.reports), ledger.copies),
    )


@router.get("/claims/{key}/judge")
def judge_claim(visit: Judging, key: str) -> Response:
    """A claim alone, in its paragraph, with what can be decided about it."""
    with read_desk(visit.site.desk.database) as reader:
        claim = reader.get(Claim, key)
        if claim is None:
            raise HTTPException(404)
        ledger = slice_claims(reader, (key,))
        seen = reader.count_revisions((key,))[key]
    mask, index = visit.hold_back(ledger), index_ledger(ledger)
    return visit.draw(
        "claim.html.j2",
        mask,
        claim=claim,
        report=name_report(index, claim.report),
        shown=show_paragraphs(index, mask, gather_sentences(index, mask, (key,))),
        seen=seen,
    )


@router.get("/claims/{key}")
def find_claim(visit: Reading, key: str) -> Response:
    """A claim, where it stands in its report."""
    with read_desk(visit.site.desk.database) as reader:
        claim = reader.get(Claim, key)
    if claim is None:
        raise HTTPException(404)
    return RedirectResponse(f"{lead_to(claim.report)}#{claim.id}", status_code=303)
