"""What pages are drawn with: the briefing's templates and the desk's own, with links that lead to pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from urllib.parse import quote

from jinja2 import ChoiceLoader, Environment, PackageLoader

from marsad.publish.masking import Mask
from marsad.publish.rendering import open_templates

_NOTHING = Mask(spans={}, names=(), found=())
_MASK: ContextVar[Mask] = ContextVar("mask", default=_NOTHING)
_PAGES = {
    "claim": "claims",
    "incident": "incidents",
    "report": "reports",
    "source": "sources",
    "story": "stories",
}


def open_pages() -> Environment:
    """The templates of the desk: its own before the briefing's."""
    loader = ChoiceLoader([PackageLoader("marsad.server"), PackageLoader("marsad.publish")])
    return open_templates(loader, _MASK.get, lead_to)


def lead_to(key: str) -> str:
    """Where the thing with an id is shown: its page, or its place on the page of its story."""
    page = _PAGES.get(key.partition("-")[0], "at")
    return f"/{page}/{quote(key, safe='')}"


@contextmanager
def masked(mask: Mask) -> Iterator[None]:
    """Hold back names while a page is drawn."""
    token = _MASK.set(mask)
    try:
        yield
    finally:
        _MASK.reset(token)
