"""An incident: its voices, how each figure was reached, and the sentences behind both."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import RedirectResponse, Response

from marsad.model.incidents import Agreement, Contradiction, Incident
from marsad.model.judgements import JudgementRow
from marsad.publish.chronicle import Figure, VoiceLine, tell_incident
from marsad.publish.index import Index, find_finest, index_ledger, name_place
from marsad.publish.masking import Mask
from marsad.publish.reasons import say_reason
from marsad.publish.sentences import Sentences, gather_sentences
from marsad.publish.standing import Dispute, name_abouts, tell_changes, tell_dispute
from marsad.server.pages.large import A_PAGE, trim_incident
from marsad.server.rendering import lead_to
from marsad.server.site import Reading
from marsad.server.slices import slice_claims, slice_incident
from marsad.store.database.reading import Reader, read_desk

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A figure or a voice, with the sentences that it rests on."""

    what: Figure | VoiceLine
    sentences: Sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Why two sentences were taken to be of one happening."""

    sentences: Sentences
    reasons: tuple[str, ...]


@router.get("/incidents/{key}")
def show_incident(visit: Reading, key: str) -> Response:
    """The page of an incident."""
    with read_desk(visit.site.desk.database) as reader:
        incident = reader.get(Incident, key)
        if incident is None:
            return _follow(reader, key)
        whole, incident = incident, trim_incident(incident)
        ledger = slice_incident(reader, incident)
        seen = reader.count_revisions((key,))[key]
    mask, index = visit.hold_back(ledger), index_ledger(ledger)
    abouts = name_abouts(index, ledger)
    told = tell_incident(index, mask, incident)
    return visit.draw(
        "incident.html.j2",
        mask,
        told=told,
        places=tuple((place, name_place(index, place)) for place in find_finest(index, incident.places)),
        story=next(iter(ledger.stories), None),
        figures=tuple(_ground(index, mask, figure) for figure in told.figures),
        voices=tuple(_ground(index, mask, voice) for voice in told.voices),
        disputes=tuple(_tell(index, mask, row, abouts) for row in ledger.contradictions),
        agreed=tuple(_tell(index, mask, row, abouts) for row in ledger.agreements),
        turns=tell_changes(index, ledger.changes, {}),
        joined=_join(index, mask, incident),
        claims=tuple(index.claims[claim] for claim in incident.claims),
        further=len(whole.claims) - len(incident.claims),
        seen=seen,
    )


@router.get("/incidents/{key}/sentences")
def show_claims(visit: Reading, key: str, start: Annotated[int, Query(ge=0)] = 0) -> Response:
    """All sentences of an incident, a page at a time."""
    with read_desk(visit.site.desk.database) as reader:
        incident = reader.get(Incident, key)
        if incident is None:
            raise HTTPException(404)
        ledger = slice_claims(reader, incident.claims[start : start + A_PAGE])
    index, mask = index_ledger(ledger), visit.hold_back(ledger)
    return visit.draw(
        "incident_sentences.html.j2",
        mask,
        incident=incident,
        sentences=tuple(gather_sentences(index, mask, (claim.id,)) for claim in ledger.claims),
        start=start,
        following=start + A_PAGE if start + A_PAGE < len(incident.claims) else None,
    )


def _follow(reader: Reader, key: str) -> Response:
    """Where an incident that was judged is now: an id is a hash, and claims that come or go give another."""
    found = [one for row in reader.refer_to(JudgementRow, (key,)) for one in row.found]
    anew = reader.refer_to(Incident, found)
    if not anew:
        raise HTTPException(404)
    return RedirectResponse(lead_to(max(anew, key=lambda one: len(set(one.claims) & set(found))).id), status_code=303)


def _tell(index: Index, mask: Mask, row: Contradiction | Agreement, abouts: Mapping[str, str]) -> Dispute:
    """A dispute, without the name of the incident that the whole page is about."""
    return replace(tell_dispute(index, mask, row, abouts), about_words="")


def _ground(index: Index, mask: Mask, what: Figure | VoiceLine) -> Ground:
    foremost = what.stating if isinstance(what, Figure) else ()
    return Ground(what=what, sentences=gather_sentences(index, mask, what.claims, foremost))


def _join(index: Index, mask: Mask, incident: Incident) -> tuple[Joined, ...]:
    return tuple(
        Joined(
            sentences=gather_sentences(index, mask, (merge.claim, merge.other)),
            reasons=tuple(map(say_reason, merge.reasons)),
        )
        for merge in incident.merges
    )
