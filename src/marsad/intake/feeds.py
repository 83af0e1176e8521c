"""Feeds: RSS 0.9 to 2.0, Atom 0.3 and 1.0 and JSON Feed, read from bytes.

Which element holds which field is `lexicon/feed_fields.csv`. Nothing of a feed is trusted: links are http(s) or none,
fields are freed of what can't be seen, and a feed has an end.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cache
from itertools import islice

from lxml import etree

from marsad.errors import InputError
from marsad.intake.decoding import decode
from marsad.intake.links import clean_line, clean_link, clean_text
from marsad.intake.pages import read_markup
from marsad.intake.xml_trees import name_of, parse_xml
from marsad.lexicon.tables import read_rows

MOST_ENTRIES = 10_000
"""Entries of a feed that are read; one that holds more says so in `left`."""
_MOST_PARTS = 2_000_000
"""Commas of a JSON feed: a value may take a hundred bytes of memory and two of the file."""
_LONGEST_TEXT = 2_000_000
"""Characters of an entry's text that are kept."""
_REMEDY = "Name the address or file of an RSS, Atom or JSON feed"
_ROOTS = frozenset(("rss", "feed", "RDF"))
_ENTRIES = frozenset(("item", "entry"))
_HEADS = frozenset(("channel", "feed"))
_XHTML = "{http://www.w3.org/1999/xhtml}"
_SHORT_YEAR = re.compile(r"(?:[A-Za-z]{3},\s?)?\d{1,2}\s[A-Za-z]{3}\s\d{2}\s")
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version')
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry. `id` is its own, else its address; `url` is None where the feed gives no http(s) link.

    `outlet` is who published it where the feed says that it took it from another; `published` is as the feed writes it;
    `summary` and `content` are text, a paragraph for each block of their markup.
    """

    id: str | None
    url: str | None
    title: str | None
    published: str | None
    author: str | None
    outlet: str | None
    summary: str | None
    content: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed: its title, the page that it belongs to, its language, its entries in its order.

    `left` is how many entries were left out, `mended` whether its markup is broken, so that entries may be lost.
    """

    title: str | None
    home: str | None
    language: str | None
    entries: tuple[Entry, ...]
    left: int = 0
    mended: bool = False


def is_json_feed(data: bytes) -> bool:
    """Whether some JSON calls itself a JSON Feed."""
    return _JSON_FEED.search(data) is not None


def read_feed(data: bytes, address: str | None = None, charset: str | None = None) -> Feed:
    """The feed in some bytes. Raises InputError where they hold none.

    `address` is where it came from, by which relative links are made whole; `charset` what the server said.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _read_json(decode(data), address)
    root, mended = parse_xml(data, charset)
    if name_of(root)[1] not in _ROOTS:
        raise InputError(f"it is no feed: its first element is <{name_of(root)[1][:40]}>", _REMEDY)
    found = (element for element in root.iter() if name_of(element)[1] in _ENTRIES)
    entries = tuple(_read_entry(element, address) for element in islice(found, MOST_ENTRIES))
    if mended and not entries:
        raise InputError("its markup is broken, and no entry of it can be read", "Check that it was saved whole")
    head = next((element for element in root.iter() if name_of(element)[1] in _HEADS), root)
    fields = _gather(head)
    return Feed(
        title=_say_line(fields, "title"),
        home=_find_link(fields, address),
        language=_say_line(fields, "language"),
        entries=entries,
        left=sum(1 for _ in found),
        mended=mended,
    )


@cache
def _fields() -> dict[tuple[str, str], tuple[str, int]]:
    """Namespace and name of an element -> its field, and its rank among those of the field."""
    rows = enumerate(read_rows("feed_fields.csv"))
    return {(namespace, name): (field, rank) for rank, (field, namespace, name, _) in rows}


def _gather(parent: etree._Element) -> dict[str, list[etree._Element]]:
    """The elements of an entry or head by field, the likelier first."""
    ranked: dict[str, list[tuple[int, etree._Element]]] = {}
    for element in parent:
        if (known := _fields().get(name_of(element))) is not None:
            ranked.setdefault(known[0], []).append((known[1], element))
    return {field: [one for _, one in sorted(some, key=lambda pair: pair[0])] for field, some in ranked.items()}


def _read_entry(element: etree._Element, address: str | None) -> Entry:
    fields = _gather(element)
    stated = _say_line(fields, "id")
    url = _find_link(fields, address) or _find_permalink(fields, address) or clean_link(element.get(_ABOUT), address)
    return Entry(
        id=stated or url,
        url=url,
        title=_say_line(fields, "title"),
        published=_date(_say_line(fields, "published")),
        author=_say_names(fields, "author", "name"),
        outlet=_say_names(fields, "outlet", "title"),
        summary=_say_text(fields, "summary"),
        content=_say_text(fields, "content"),
    )


def _find_link(fields: Mapping[str, list[etree._Element]], address: str | None) -> str | None:
    """The first link to the thing itself: RSS writes it as text, Atom as `href` with `rel` alternate or none."""
    for element in fields.get("link", ()):
        if element.get("rel", "alternate") == "alternate":
            link = clean_link(element.get("href") or element.text, _base(element, address))
            if link:
                return link
    return None


def _find_permalink(fields: Mapping[str, list[etree._Element]], address: str | None) -> str | None:
    """The id where it is an address that leads to the entry: RSS says where it is not one, Atom's need not be one."""
    for element in fields.get("id", ()):
        if name_of(element)[1] == "guid" and element.get("isPermaLink", "true").lower() != "false":
            said = (element.text or "").strip()
            return clean_link(said, address) if said.startswith(("http://", "https://")) else None
    return None


def _base(element: etree._Element, address: str | None) -> str | None:
    """What an element's links are relative to: its `xml:base`, itself relative to the feed's address."""
    try:
        return clean_link(element.base, address) or address
    except ValueError:
        return address


def _markup_of(element: etree._Element) -> str:
    """What an element holds as markup: that of XHTML inside it, else its text; what is said to be plain is kept so."""
    if any(isinstance(child.tag, str) and child.tag.startswith(_XHTML) for child in element):
        return "".join(etree.tostring(child, encoding="unicode", with_tail=True) for child in element)
    said = "".join(element.itertext())
    return said.replace("&", "&amp;").replace("<", "&lt;") if element.get("type") in ("text", "text/plain") else said


def _say_line(fields: Mapping[str, list[etree._Element]], field: str) -> str | None:
    said = (clean_line(read_markup(_markup_of(element))) for element in fields.get(field, ()))
    return next(filter(None, said), None)


def _say_text(fields: Mapping[str, list[etree._Element]], field: str) -> str | None:
    said = (clean_text(read_markup(_markup_of(one)[:_LONGEST_TEXT])) for one in fields.get(field, ()))
    return next(filter(None, said), None)


def _say_names(fields: Mapping[str, list[etree._Element]], field: str, inner: str) -> str | None:
    """The names of an author or outlet: those of the inner elements that Atom writes, else the texts."""
    names: list[str] = []
    for element in fields.get(field, ()):
        named = [child for child in element if name_of(child)[1] == inner]
        names.extend(said for one in named or [element] if (said := clean_line("".join(one.itertext()), 200)))
    return clean_line("; ".join(dict.fromkeys(names[:20])))


def _date(said: str | None) -> str | None:
    """A date as the feed writes it; a year of two digits (RFC 822) in full."""
    if said is None or not _SHORT_YEAR.match(said):
        return said
    try:
        return parsedate_to_datetime(said).isoformat()
    except ValueError:
        return said


def _read_json(text: str, address: str | None) -> Feed:
    """A JSON Feed, version 1 or 1.1 (jsonfeed.org)."""
    if text.count(",") > _MOST_PARTS:
        raise InputError(f"it has more than {_MOST_PARTS:,} parts", "Split it into parts")
    try:
        feed: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError("it can't be read as JSON", "Check that it was saved whole") from error
    if not isinstance(feed, dict) or not isinstance(items := feed.get("items"), list):
        raise InputError("it is no JSON feed: it has no list of items", _REMEDY)
    entries = tuple(_read_item(item, address) for item in items[:MOST_ENTRIES] if isinstance(item, dict))
    return Feed(
        title=clean_line(_text(feed, "title")),
        home=clean_link(_text(feed, "home_page_url"), address),
        language=clean_line(_text(feed, "language")),
        entries=entries,
        left=max(0, len(items) - MOST_ENTRIES),
    )


def _read_item(item: Mapping[str, object], address: str | None) -> Entry:
    url = clean_link(_text(item, "url") or _text(item, "external_url"), address)
    marked = _text(item, "content_html")
    content = _text(item, "content_text") or (read_markup(marked[:_LONGEST_TEXT]) if marked else None)
    return Entry(
        id=clean_line(_text(item, "id")) or url,
        url=url,
        title=clean_line(_text(item, "title")),
        published=clean_line(_text(item, "date_published") or _text(item, "date_modified")),
        author=clean_line("; ".join(_list_authors(item))),
        outlet=None,
        summary=clean_text(_text(item, "summary") or "") or None,
        content=clean_text((content or "")[:_LONGEST_TEXT]) or None,
    )


def _list_authors(item: Mapping[str, object]) -> Iterator[str]:
    listed = item.get("authors")
    for author in [*(listed[:20] if isinstance(listed, list) else ()), item.get("author")]:
        if isinstance(author, dict) and (name := clean_line(_text(author, "name"), 200)):
            yield name


def _text(thing: Mapping[str, object], name: str) -> str | None:
    """A value of a JSON object as text; numbers too, as ids are often written."""
    value = thing.get(name)
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None
