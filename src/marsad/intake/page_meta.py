"""What a web page states of itself: title, outlet, date, address, author."""

import json
from collections.abc import Iterator
from functools import cache

from lxml import html

from marsad.intake.decoding import tidy
from marsad.lexicon.stamps import read_dates
from marsad.lexicon.tables import read_rows

_MOST_LINKED = 200_000
"""Characters of a page's JSON-LD that are read."""
_LINKED = (("published", "datePublished"), ("title", "headline"), ("outlet", "publisher"), ("author", "author"))
_ARTICLE = frozenset(("article", "main"))
_BESIDE = frozenset(("nav", "footer", "aside", "li"))


@cache
def _meta_fields() -> tuple[tuple[str, str, str], ...]:
    return tuple((field, attribute, value) for field, attribute, value, _ in read_rows("page_meta.csv"))


def read_meta(tree: html.HtmlElement) -> dict[str, str]:
    """What a page states of itself: by `meta`, then JSON-LD, then its canonical link, title, language and times."""
    said: dict[tuple[str, str], str] = {}
    for element in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            content = tidy(element.get("content") or "").strip()
            if element.get(attribute) and content:
                said.setdefault((attribute, str(element.get(attribute)).lower()), content)
    meta: dict[str, str] = {}
    for field, attribute, value in _meta_fields():
        if (attribute, value) in said:
            meta.setdefault(field, said[attribute, value])
    for field, value in (*_read_linked(tree), *_read_elements(tree)):
        meta.setdefault(field, value)
    return {field: " ".join(value.split()) for field, value in meta.items() if value.strip()}


def _read_elements(tree: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """What other elements state; a `time` counts where it stands in the article and not in a list beside it."""
    for link in tree.iter("link"):
        if link.get("rel") == "canonical" and str(link.get("href") or "").startswith("http"):
            yield "url", str(link.get("href"))
    for title in (*tree.iter("title"), *tree.iter("h1")):
        yield "title", tidy(title.text_content())
    yield "language", str(tree.get("lang") or "")[:2].lower()
    for element in tree.iter("time"):
        around = {str(above.tag) for above in element.iterancestors()}
        stated = str(element.get("datetime") or "")
        if around & _ARTICLE and not around & _BESIDE and read_dates(stated):
            yield "published", stated


def _read_linked(tree: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """What a page's JSON-LD states: date, headline, publisher and author of its article."""
    for element in tree.iter("script"):
        text = element.text or ""
        if element.get("type") != "application/ld+json" or len(text) > _MOST_LINKED:
            continue
        try:
            loaded: object = json.loads(text)
        except (ValueError, RecursionError):
            continue
        for thing in _list_things(loaded):
            for field, name in _LINKED:
                if said := _name(thing.get(name)):
                    yield field, said


def _list_things(loaded: object) -> Iterator[dict[str, object]]:
    """The objects of a JSON-LD block that are articles."""
    if isinstance(loaded, list):
        for one in loaded[:50]:
            yield from _list_things(one) if isinstance(one, dict) else ()
    elif isinstance(loaded, dict):
        if "datePublished" in loaded or "headline" in loaded:
            yield loaded
        graph = loaded.get("@graph")
        yield from _list_things(graph) if isinstance(graph, list) else ()


def _name(value: object) -> str | None:
    """A value of JSON-LD as text: itself, its name, or those of its parts."""
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, dict):
        return _name(value.get("name"))
    if isinstance(value, list):
        return "; ".join(said for said in map(_name, value[:20]) if said) or None
    return None
