"""A story: all that the briefing shows of it, live."""

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response

from marsad.model.copies import Story
from marsad.publish.index import index_ledger
from marsad.publish.page import lay_out_stories
from marsad.server.site import Reading
from marsad.server.slices import slice_story
from marsad.store.database.reading import Order, read_desk

router = APIRouter()
A_PAGE = 50


@router.get("/stories")
def list_stories(visit: Reading, after: str | None = None) -> Response:
    """All stories, the one that changed last first."""
    with read_desk(visit.site.desk.database) as reader:
        try:
            found = reader.page(Story, order=Order.NEWEST, limit=A_PAGE, after=after)
        except ValueError as error:
            raise HTTPException(404) from error
        return visit.draw("stories.html.j2", stories=found.rows, after=found.after, count=reader.count(Story))


@router.get("/stories/{key}")
def show_story(visit: Reading, key: str) -> Response:
    """The page of a story."""
    with read_desk(visit.site.desk.database) as reader:
        story = reader.get(Story, key)
        if story is None:
            raise HTTPException(404)
        ledger = slice_story(reader, story)
    mask = visit.hold_back(ledger)
    (part,) = lay_out_stories(ledger, index_ledger(ledger), mask, (story,))
    return visit.draw("story_page.html.j2", mask, story=part)
