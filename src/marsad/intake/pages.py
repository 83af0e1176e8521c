"""Web pages: main text by trafilatura, metadata by what the page states of itself, never by a guess."""

import json
from collections.abc import Iterator
from functools import cache
from html import unescape

import re2
from lxml import etree, html
from trafilatura import bare_extraction
from trafilatura.settings import use_config

from marsad.intake.decoding import decode, tidy
from marsad.intake.found import Found, Haul, fail
from marsad.lexicon.stamps import read_dates
from marsad.lexicon.tables import read_rows
from marsad.model.reports import Problem

_HIDDEN = ("script", "style", "noscript", "template", "svg", "iframe", "object", "form", "button", "select", "head")
_AROUND = ("nav", "header", "footer", "aside")
_BREAKS = frozenset(
    "address article aside blockquote br caption dd div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li"
    " main nav ol p pre section table td th tr ul".split()
)
_MOST_TAGS = 200_000
"""Tags up to which a page goes to the extractor; of a page with more, all visible text is taken."""
_CODE = re2.compile(r"(?is)<(?:script|style|noscript|template)\b.*?</(?:script|style|noscript|template)\s*>|<!--.*?-->")
_TAG = re2.compile(r"<[^<>]*>")
_MOST_LINKED = 200_000
"""Characters of a page's JSON-LD that are read."""


def read_page(path: str, key: str, data: bytes) -> Haul:
    """The report in a page. Where the extractor finds no main text, all visible text is taken and a problem says so."""
    try:
        tree = _parse(data)
    except (etree.LxmlError, ValueError, AssertionError):
        tree = None
    if tree is None:
        return fail(path, None, "it holds no readable HTML", "Save the page again, or its text as .txt")
    meta = _read_meta(tree)
    body = _extract(data) if data.count(b"<") <= _MOST_TAGS else ""
    problems: tuple[Problem, ...] = ()
    if not body.strip():
        body = _show_text(tree) or _strip_tags(data)
        what = "no main text was found in the page, so all visible text was taken"
        problems = (
            Problem(path=path, at=None, what=what, remedy="Check its blocks, or save the article's text as .txt"),
        )
    found = Found(
        path=path,
        at=None,
        key=key,
        body=body,
        title=meta.get("title"),
        outlet=meta.get("outlet"),
        published=meta.get("published"),
        url=meta.get("url"),
        author=meta.get("author"),
        language=meta.get("language"),
    )
    return Haul(reports=(found,), problems=problems)


def _parse(data: bytes) -> html.HtmlElement | None:
    """The tree of a page, its encoding from the mark or the `meta` it states; else by decoding its bytes."""
    stated = data[:2048].lower()
    marked = data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    if b"charset" in stated and not marked:
        return html.document_fromstring(data)
    text = decode(data)
    return (
        html.document_fromstring(text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
        if text.strip()
        else None
    )


@cache
def _config() -> object:
    """Trafilatura's settings without its floor for short texts: a three-line report is a report."""
    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "80")
    config.set("DEFAULT", "MIN_OUTPUT_SIZE", "1")
    return config


def _extract(data: bytes) -> str:
    """The page's main text, or nothing. An extractor that stumbles over a page must not stop the others."""
    try:
        page = bare_extraction(data, include_comments=False, include_tables=True, config=_config())
    except Exception:
        return ""
    text = getattr(page, "text", None) if page else None
    return tidy(text) if isinstance(text, str) else ""


def _show_text(tree: html.HtmlElement) -> str:
    """All text that a reader sees, a line for each block, without menus, headers and footers where others remain."""
    whole = "\n\n".join(_walk(tree, frozenset(_HIDDEN)))
    inner = "\n\n".join(_walk(tree, frozenset((*_HIDDEN, *_AROUND))))
    return tidy(inner if inner.strip() else whole)


def _strip_tags(data: bytes) -> str:
    """What is left of a page without its tags: for pages too deep or too broken for a tree."""
    bare = _TAG.sub("\n", _CODE.sub("\n", decode(data)))
    return tidy("\n".join(line.strip() for line in unescape(bare).split("\n") if line.strip()))


def _walk(tree: html.HtmlElement, without: frozenset[str]) -> Iterator[str]:
    """The text of a tree in lines, cut at elements that stand on lines of their own."""
    line: list[str] = []
    skipped: html.HtmlElement | None = None
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if skipped is None and event == "start":
            if tag in _BREAKS and (said := " ".join("".join(line).split())):
                yield said
            line = [] if tag in _BREAKS else line
            if tag in without or not tag:
                skipped = element
            else:
                line.append(element.text or "")
        elif event == "end" and skipped in (None, element):
            if tag in _BREAKS and skipped is None and (said := " ".join("".join(line).split())):
                yield said
            line = [] if tag in _BREAKS and skipped is None else line
            skipped = None
            line.append(element.tail or "")
    if said := " ".join("".join(line).split()):
        yield said


@cache
def _meta_fields() -> tuple[tuple[str, str, str], ...]:
    return tuple((field, attribute, value) for field, attribute, value, _ in read_rows("page_meta.csv"))


def _read_meta(tree: html.HtmlElement) -> dict[str, str]:
    """What a page states of itself: by `meta`, then JSON-LD, then its canonical link, title, language and time elements."""
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
    """What elements other than `meta` state; a `time` counts where it stands in the article and not in a list beside it."""
    for link in tree.iter("link"):
        if link.get("rel") == "canonical" and str(link.get("href") or "").startswith("http"):
            yield "url", str(link.get("href"))
    for title in (*tree.iter("title"), *tree.iter("h1")):
        yield "title", tidy(title.text_content())
    yield "language", str(tree.get("lang") or "")[:2].lower()
    for element in tree.iter("time"):
        around = {str(above.tag) for above in element.iterancestors()}
        if (
            around & {"article", "main"}
            and not around & {"nav", "footer", "aside", "li"}
            and read_dates(str(element.get("datetime") or ""))
        ):
            yield "published", str(element.get("datetime"))


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
            for field, name in (
                ("published", "datePublished"),
                ("title", "headline"),
                ("outlet", "publisher"),
                ("author", "author"),
            ):
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
