"""Sitemaps: what pages a site has, and lists of such lists (sitemaps.org 0.9)."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree

from marsad.errors import InputError
from marsad.intake.links import clean_line, clean_link
from marsad.intake.xml_trees import name_of, parse_xml

_MOST = 50_000
"""Addresses of a sitemap that are read: the protocol's own limit."""
_ROOTS = {"urlset": "url", "sitemapindex": "sitemap"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An address in a sitemap, and when what it leads to last changed, as written."""

    url: str
    modified: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """A list of pages or, where it is an `index`, of other sitemaps; the latest first, those without a date last."""

    index: bool
    listed: tuple[Listed, ...]


def read_sitemap(data: bytes, address: str, charset: str | None = None) -> Sitemap:
    """The sitemap in some bytes. Raises InputError where they hold none.

    `address` is where it came from. A sitemap speaks for its own host: addresses on others are left out.
    """
    root, _ = parse_xml(data, charset)
    kind = name_of(root)[1]
    if kind not in _ROOTS:
        raise InputError(f"it is no sitemap: its first element is <{kind[:40]}>", "Name the address of a sitemap")
    found = islice(_list_addresses(root, _ROOTS[kind], address), _MOST)
    latest = sorted(found, key=lambda one: one.modified or "", reverse=True)
    return Sitemap(index=kind == "sitemapindex", listed=tuple(latest))


def _list_addresses(root: etree._Element, inner: str, address: str) -> Iterator[Listed]:
    host = urlsplit(address).hostname
    for element in root:
        if name_of(element)[1] != inner:
            continue
        said = {name_of(child)[1]: child.text for child in element}
        url = clean_link(said.get("loc"), address)
        if url and urlsplit(url).hostname == host:
            yield Listed(url=url, modified=clean_line(said.get("lastmod"), 40))
