"""A simulated press: outlets with feeds of every kind on a server of this machine, that publish, copy and correct.

Nothing of it is random but by the seed, and time is what it is told.
"""

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from threading import Thread

from marsad.intake import WebPage, read_web
from marsad.store.database.versions import read_words

_KINDS = ("rss", "atom", "json")
_NUMBER = re.compile(r"\b(?:[2-9]|[1-9]\d)\b(?!,?\s+\d{4})")
_COPIED, _CORRECTED, _RETRACTED = 3, 4, 9
"""Of how many reports one is copied, corrected and retracted."""
_COPY_AFTER, _CORRECT_AFTER, _RETRACT_AFTER = timedelta(hours=3), timedelta(hours=8), timedelta(hours=20)
_NOTICE = "Retraction: {} withdraws this report and does not stand by what it said."
_AMENDED = "An earlier version of this report misspelt a name."


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a page says at a time; `published` stays when it is changed."""

    title: str
    paragraphs: tuple[str, ...]
    published: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """A page that comes, or says something else, at a moment."""

    at: datetime
    outlet: int
    page: int
    article: Article


@dataclass(slots=True)
class Press:
    """The outlets, by number, each with its pages as they are now."""

    outlets: int
    plan: tuple[Happening, ...]
    pages: dict[tuple[int, int], Article] = field(default_factory=dict)
    told: int = 0

    def go_to(self, now: datetime) -> None:
        """Let all happen that is planned up to a moment."""
        while self.told < len(self.plan) and self.plan[self.told].at <= now:
            one = self.plan[self.told]
            self.pages[one.outlet, one.page] = one.article
            self.told += 1

    @property
    def published(self) -> tuple[int, ...]:
        """The outlets that have a page."""
        return tuple(sorted({outlet for outlet, _ in self.pages}))

    @property
    def changed(self) -> int:
        """How many pages say something else than at first."""
        said: dict[tuple[int, int], set[Article]] = {}
        for one in self.plan:
            said.setdefault((one.outlet, one.page), set()).add(one.article)
        return sum(len(articles) > 1 for articles in said.values())

    def answer(self, path: str, root: str) -> tuple[str, bytes] | None:
        """The media type and body behind a path; None where there is nothing."""
        match = re.fullmatch(r"/(\d+)/(feed|\d+)", path)
        if match is None:
            return None
        outlet = int(match[1])
        if match[2] == "feed":
            listed = {page: one for (owner, page), one in sorted(self.pages.items()) if owner == outlet}
            return _write_feed(outlet, listed, f"{root}/{outlet}")
        article = self.pages.get((outlet, int(match[2])))
        return ("text/html; charset=utf-8", _write_page(article, outlet)) if article else None


def plan_press(texts: Sequence[tuple[str, str]], outlets: int, start: datetime, days: int) -> Press:
    """Have titles and texts published over some days, some of them copied, corrected or retracted in place."""
    random, plan = Random("press"), list[Happening]()
    for number, (title, text) in enumerate(texts):
        at = start + timedelta(minutes=int(days * 1440 * number / len(texts)))
        paragraphs = tuple(part.strip() for part in text.split("\n") if part.strip())
        first = Happening(
            at=at,
            outlet=number % outlets,
            page=2 * number,
            article=Article(title=title, paragraphs=paragraphs, published=at),
        )
        plan.append(first)
        if number % _COPIED == 0:
            plan.append(_copy(first, (first.outlet + random.randrange(1, outlets)) % outlets))
        if number % _CORRECTED == 1:
            plan.append(_correct(first))
        if number % _RETRACTED == 2:
            plan.append(_retract(first))
    return Press(outlets=outlets, plan=tuple(sorted(plan, key=lambda one: (one.at, one.page))))


def _copy(one: Happening, outlet: int) -> Happening:
    """Another outlet prints it, without its last paragraph."""
    at = one.at + _COPY_AFTER
    kept = one.article.paragraphs[:-1] or one.article.paragraphs
    return Happening(
        at=at, outlet=outlet, page=one.page + 1, article=replace(one.article, paragraphs=kept, published=at)
    )


def _correct(one: Happening) -> Happening:
    """The first number of its article is another; where it has none, it says that it was amended.

    What a page carries around its article, as intake tells it, is not what an outlet corrects.
    """
    told = one.article.paragraphs
    rest = [(*told[:at], _raise(said), *told[at + 1 :]) for at, said in enumerate(told) if _NUMBER.search(said)]
    for changed in (*rest, (*told, _AMENDED)):
        later = replace(one, at=one.at + _CORRECT_AFTER, article=replace(one.article, paragraphs=changed))
        if _read(later) != _read(one):
            return later
    return one


def _raise(said: str) -> str:
    return _NUMBER.sub(lambda number: str(int(number[0]) + 1), said, count=1)


def _read(one: Happening) -> tuple[tuple[str, ...], ...]:
    """What intake reads on a page, word by word."""
    page = WebPage(address="http://outlet.example/1", data=_write_page(one.article, one.outlet), kind="text/html")
    return tuple(read_words(taken.report) for taken in read_web([page], ()).taken)


def _retract(one: Happening) -> Happening:
    """A notice stands in its place."""
    notice = (_NOTICE.format(name_outlet(one.outlet)),)
    return replace(one, at=one.at + _RETRACT_AFTER, article=replace(one.article, paragraphs=notice))


def name_outlet(outlet: int) -> str:
    """What an outlet is called."""
    return f"Courier {outlet}"


def _write_page(article: Article, outlet: int) -> bytes:
    head = (
        f'<meta property="article:published_time" content="{article.published.isoformat()}">'
        f'<meta property="og:site_name" content="{name_outlet(outlet)}"><title>{escape(article.title)}</title>'
    )
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in article.paragraphs)
    whole = f"<html><head>{head}</head><body><article><h1>{escape(article.title)}</h1>{body}</article></body></html>"
    return whole.encode()


def _write_feed(outlet: int, articles: dict[int, Article], root: str) -> tuple[str, bytes]:
    """The outlet's feed, in the kind that it has: RSS, Atom or JSON Feed."""
    kind, name = _KINDS[outlet % len(_KINDS)], name_outlet(outlet)
    if kind == "json":
        items = [
            {"id": str(page), "url": f"{root}/{page}", "title": one.title, "date_published": one.published.isoformat()}
            for page, one in articles.items()
        ]
        return "application/feed+json", json.dumps({"version": "1.1", "title": name, "items": items}).encode()
    if kind == "rss":
        rows = "".join(
            f"<item><title>{escape(one.title)}</title><link>{root}/{page}</link>"
            f"<pubDate>{format_datetime(one.published)}</pubDate></item>"
            for page, one in articles.items()
        )
        return (
            "application/rss+xml",
            f'<rss version="2.0"><channel><title>{name}</title>{rows}</channel></rss>'.encode(),
        )
    rows = "".join(
        f'<entry><id>{root}/{page}</id><title>{escape(one.title)}</title><link href="{root}/{page}"/>'
        f"<published>{one.published.isoformat()}</published></entry>"
        for page, one in articles.items()
    )
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{name}</title>{rows}</feed>'
    return "application/atom+xml", atom.encode()


@contextmanager
def serve_press(press: Press) -> Iterator[str]:
    """Serve a press on 127.0.0.1; the address that its outlets stand under."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = press.answer(self.path, root)
            self.send_response(200 if found else 404)
            if found:
                self.send_header("Content-Type", found[0])
            self.send_header("Content-Length", str(len(found[1]) if found else 0))
            self.end_headers()
            if found:
                self.wfile.write(found[1])

        def log_message(self, *_said: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        root = f"http://127.0.0.1:{server.server_address[1]}"
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield root
        finally:
            server.shutdown()
            thread.join()
