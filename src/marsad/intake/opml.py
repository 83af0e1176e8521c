"""OPML 2.0: lists of feeds, as feed readers exchange them."""

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from marsad.errors import InputError
from marsad.intake.links import clean_line, clean_link
from marsad.intake.xml_trees import name_of, parse_xml


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A feed on a list: its address, its title, and the page that it belongs to."""

    url: str
    title: str | None
    home: str | None


def read_opml(data: bytes) -> tuple[Subscription, ...]:
    """The feeds on a list, each address once, whatever folders they stand in. Raises InputError where it is no OPML."""
    root, _ = parse_xml(data)
    if name_of(root)[1] != "opml":
        raise InputError(f"it is no OPML: its first element is <{name_of(root)[1][:40]}>", "Name an OPML file")
    found: dict[str, Subscription] = {}
    for element in root.iter("outline"):
        said = {str(name).lower(): str(value) for name, value in element.items()}
        if url := clean_link(said.get("xmlurl")):
            title = clean_line(said.get("title")) or clean_line(said.get("text"))
            found.setdefault(url, Subscription(url=url, title=title, home=clean_link(said.get("htmlurl"))))
    return tuple(found.values())


def write_opml(feeds: Iterable[Subscription], title: str) -> bytes:
    """A list of feeds as OPML; what `read_opml` makes of it are the same feeds."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = clean_line(title) or "Feeds"
    body = etree.SubElement(root, "body")
    for feed in feeds:
        outline = etree.SubElement(body, "outline", type="rss", text=feed.title or feed.url, xmlUrl=feed.url)
        for name, value in (("title", feed.title), ("htmlUrl", feed.home)):
            if value:
                outline.set(name, value)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))
