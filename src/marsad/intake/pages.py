"""Web pages: main text by trafilatura, metadata by what the page states of itself, never by a guess."""

from collections.abc import Iterator
from configparser import ConfigParser
from functools import cache
from html import unescape

import re2
from lxml import etree, html
from trafilatura import bare_extraction
from trafilatura.settings import use_config

from marsad.intake.decoding import decode, tidy
from marsad.intake.found import Found, Haul, fail
from marsad.intake.page_meta import read_meta
from marsad.intake.telegram import is_telegram_page, read_telegram_page
from marsad.lexicon.tables import words_for
from marsad.model.reports import Problem

_HIDDEN = ("script", "style", "noscript", "template", "svg", "iframe", "object", "form", "button", "select", "head")
_AROUND = ("nav", "header", "footer", "aside")
_BREAKS = words_for("heads.csv", "break")
_MOST_TAGS = 200_000
"""Tags up to which a page goes to the extractor; of a page with more, all visible text is taken."""
_MOST_PARSED = 1_000_000
"""Tags up to which a page is parsed at all: each takes some hundred bytes of memory."""
_CODE = re2.compile(r"(?is)<(?:script|style|noscript|template)\b.*?</(?:script|style|noscript|template)\s*>|<!--.*?-->")
_TAG = re2.compile(r"<[^<>]*>")
_MARKED = re2.compile(r"</?[A-Za-z]|<!|&#?\w+;")


def read_page(path: str, key: str, data: bytes) -> Haul:
    """The report in a page. Where the extractor finds no main text, all visible text is taken and a problem says so."""
    if data.count(b"<") > _MOST_PARSED:
        return fail(path, None, f"it has more than {_MOST_PARSED:,} tags", "Save the article's text as .txt")
    try:
        tree = _parse(data)
    except (etree.LxmlError, ValueError, AssertionError):
        tree = None
    if tree is None:
        return fail(path, None, "it holds no readable HTML", "Save the page again, or its text as .txt")
    if is_telegram_page(data):
        return read_telegram_page(path, key, tree)
    meta = read_meta(tree)
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
def _config() -> ConfigParser:
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


def read_markup(markup: str) -> str:
    """The text of a piece of HTML, as feeds hold it, a paragraph for each block; a text without tags stays as it is."""
    if not _MARKED.search(markup):
        return markup
    try:
        tree = html.document_fromstring(markup.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError, AssertionError):
        return _strip_tags(markup.encode())
    return "\n\n".join(_walk(tree, frozenset(_HIDDEN)))


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
