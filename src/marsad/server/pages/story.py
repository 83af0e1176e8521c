"""A story: all that the briefing shows of it, live."""

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response

from marsad.model.copies import Story
from marsad.model.days import say_days
from marsad.publish.index import index_ledger
from marsad.publish.page import lay_out_stories
from marsad.server.pages.large import is_large, read_part, show_part
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
        count = reader.count(Story)
    return visit.draw("stories.html.j2", stories=found.rows, after=found.after, count=count, days=say_days)


@router.get("/stories/{key}")
def show_story(visit: Reading, key: str, after: str | None = None, reports_after: str | None = None) -> Response:
    """The page of a story; of a large one a part at a time."""
    with read_desk(visit.site.desk.database) as reader:
        story = reader.get(Story, key)
        if story is None:
            raise HTTPException(404)
        if is_large(reader, story):
            large = read_part(reader, story, after, reports_after)
        else:
            large, ledger = None, slice_story(reader, story)
    if large is not None:
        return show_part(visit, large)
    mask = visit.hold_back(ledger)
    (part,) = lay_out_stories(ledger, index_ledger(ledger), mask, (story,))
    return visit.draw("story_page.html.j2", mask, story=part)
