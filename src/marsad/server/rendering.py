"""What pages are drawn with: the briefing's templates and the desk's own, with links that lead to pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from urllib.parse import quote

from jinja2 import ChoiceLoader, Environment, PackageLoader
from markupsafe import Markup

from marsad.publish.masking import MASK, NO_NAMES, Mask
from marsad.publish.rendering import hold_openly, open_templates

NOTHING_HELD = Mask(spans={}, names=NO_NAMES, found=())
_MASK: ContextVar[Mask] = ContextVar("mask", default=NOTHING_HELD)
_LIFTS: ContextVar[bool] = ContextVar("lifts", default=False)
MOST = 2_000
"""So far is counted what there may be very much of."""
_PAGES = {
    "claim": "claims",
    "incident": "incidents",
    "place": "places",
    "report": "reports",
    "source": "sources",
    "story": "stories",
}


def open_pages() -> Environment:
    """The templates of the desk: its own before the briefing's."""
    loader = ChoiceLoader([PackageLoader("marsad.server"), PackageLoader("marsad.publish")])
    templates = open_templates(loader, _MASK.get, lead_to, _hold)
    templates.filters["up_to"] = say_up_to
    return templates


def say_up_to(number: int, most: int = MOST) -> str:
    """A number that was counted no further than one more than `most`."""
    return f"{number:,}" if number <= most else f"more than {most:,}"


@lru_cache(maxsize=4096)
def lead_to(key: str) -> str:
    """Where the thing with an id is shown: its page, or its place on the page of its story."""
    page = _PAGES.get(key.partition("-")[0], "at")
    return f"/{page}/{quote(key, safe='')}"


@contextmanager
def masked(mask: Mask, lifts: bool) -> Iterator[None]:
    """Hold back names while a page is drawn: so that who looks can lift the mask, or not given at all."""
    one, other = _MASK.set(mask), _LIFTS.set(lifts)
    try:
        yield
    finally:
        _LIFTS.reset(other)
        _MASK.reset(one)


def _hold(name: str) -> Markup:
    return hold_openly(name) if _LIFTS.get() else Markup('<span class="held">{}</span>').format(MASK)
