"""Atom (RFC 4287): the incidents of a story, a place, a kind or a search that came or were made anew last."""

from collections.abc import Sequence
from typing import Annotated
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, tostring

from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import Response

from marsad.model.claims import Kind, Place
from marsad.model.codec import Json
from marsad.model.copies import Story
from marsad.model.incidents import Incident
from marsad.publish.briefs import tell_line
from marsad.publish.figures import say_count
from marsad.publish.index import index_ledger, name_places
from marsad.publish.masking import find_withheld, mask_text
from marsad.server.api.answering import READING, READING_ONE, answer_text
from marsad.server.api.asking import Key, Words, find_bounds, list_facets
from marsad.server.api.callers import Caller, Reads
from marsad.server.api.search import Wanted
from marsad.server.slices import Slice
from marsad.store.database.reading import Facet, Order, Reader, hold_hits, read_desk
from marsad.store.database.searching import Query, search
from marsad.store.database.turning import find_turns

router = APIRouter(tags=["atom"], prefix="/atom")
ATOM = "application/atom+xml"
ENTRIES = 50
_SPACE = "http://www.w3.org/2005/Atom"
_NEVER = "1970-01-01T00:00:00Z"
_FEED: dict[int | str, dict[str, Json]] = {
    200: {"description": "A feed.", "content": {ATOM: {"schema": {"type": "string"}}}}
}


@router.get("/stories/{key}", response_class=Response, responses={**READING_ONE, **_FEED})
def follow_story(caller: Reads, key: Key) -> Response:
    """What is new in a story."""
    with read_desk(caller.site.desk.database) as reader:
        story = reader.get(Story, key)
        if story is None:
            raise HTTPException(404)
        return _answer(caller, reader, story.label, _find_newest(reader, ("story", key)))


@router.get("/places/{key}", response_class=Response, responses={**READING_ONE, **_FEED})
def follow_place(caller: Reads, key: Key) -> Response:
    """What is new in a place and all that lies in it."""
    with read_desk(caller.site.desk.database) as reader:
        place = reader.get(Place, key)
        if place is None:
            raise HTTPException(404)
        return _answer(caller, reader, place.name, _find_newest(reader, ("place", key)))


@router.get("/kinds/{kind}", response_class=Response, responses={**READING, **_FEED})
def follow_kind(caller: Reads, kind: Kind) -> Response:
    """What is new of a kind."""
    with read_desk(caller.site.desk.database) as reader:
        return _answer(caller, reader, kind.capitalize(), _find_newest(reader, ("kind", kind.value)))


@router.get("/search", response_class=Response, responses={**READING, **_FEED})
def follow_search(caller: Reads, wanted: Annotated[Wanted, Depends()], q: Words = "") -> Response:
    """The latest incidents that a search finds."""
    since, until = find_bounds(wanted)
    query = Query(
        words=q,
        sections=("incidents",),
        facets=list_facets(wanted),
        since=since,
        until=until,
        limit=ENTRIES,
        latest=True,
    )
    with read_desk(caller.site.desk.database) as reader:
        found = hold_hits(search(reader.connection, query))
        title = " ".join((q, *(value for _, value in query.facets))).strip() or "All incidents"
        return _answer(caller, reader, title, tuple(found.of(Incident)))


def _find_newest(reader: Reader, facet: Facet) -> tuple[Incident, ...]:
    return reader.page(Incident, (facet,), order=Order.NEWEST, limit=ENTRIES).rows


def _answer(caller: Caller, reader: Reader, title: str, incidents: Sequence[Incident]) -> Response:
    made = Slice(reader)
    made.incidents.update((incident.id, incident) for incident in incidents)
    held = reader.withholding("id", (claim for incident in incidents for claim in incident.claims))
    made.claims.update((claim.id, claim) for claim in held)
    ledger = made.ledger()
    index, mask = index_ledger(ledger), find_withheld(ledger, caller.names)
    turns = find_turns(reader, Incident, made.incidents)
    at = {key: _write(turn.at) for key, turn in turns.items()}
    itself = (
        caller.home + caller.request.url.path + (f"?{caller.request.url.query}" if caller.request.url.query else "")
    )
    feed = Element("feed", xmlns=_SPACE)
    _put(feed, "id", itself)
    _put(feed, "title", mask_text(mask, title))
    _put(feed, "updated", max(at.values(), default=_NEVER))
    SubElement(feed, "link", rel="self", href=itself)
    _put(SubElement(feed, "author"), "name", "Marsad")
    _put(feed, "rights", "Desk document, not for publication")
    for incident in sorted(incidents, key=lambda one: (at.get(one.id, _NEVER), one.id), reverse=True):
        line = tell_line(index, incident)
        entry = SubElement(feed, "entry")
        address = f"{caller.home}/incidents/{quote(incident.id, safe='')}"
        _put(entry, "id", address)
        _put(entry, "title", mask_text(mask, line.label))
        _put(entry, "updated", at.get(incident.id, _NEVER))
        SubElement(entry, "link", rel="alternate", href=address)
        SubElement(entry, "category", term=incident.kind.value)
        counts = (count.refusal or say_count(count) for count in incident.counts)
        told = (line.when, name_places(index, incident.places), line.status_words, *counts)
        _put(entry, "summary", mask_text(mask, ". ".join(part for part in told if part)))
    return answer_text(caller.request, tostring(feed, encoding="unicode", xml_declaration=True), ATOM)


def _put(parent: Element, tag: str, said: str) -> None:
    """An element with a text, without the characters that XML can't hold."""
    SubElement(parent, tag).text = "".join(letter for letter in said if letter.isprintable() or letter in "\n\t")


def _write(moment: str) -> str:
    """A turn's moment as RFC 3339 has it."""
    return moment if moment.endswith("Z") or "+" in moment else f"{moment}Z"
