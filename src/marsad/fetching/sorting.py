"""What came: a page, or a list that leads to pages. By what the bytes are, not by what the server calls them."""

from enum import IntEnum

import re2

_LOOKED_AT = 16 * 1024
_MARKS = b"\xef\xbb\xbf\xff\xfe \t\r\n"
"""What may stand before the first sign: byte order marks and white space."""
_BEFORE_ROOT = re2.compile(r"(?is)\s+|<\?[^>]*>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>")
_ROOT = re2.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")


class Kind(IntEnum):
    """What an address holds. Each leads only to lower ones, so that nothing leads on without end."""

    PAGE = 0
    FEED = 1
    SITEMAP = 2
    SITEMAP_INDEX = 3
    OPML = 4


_KINDS = {
    "rss": Kind.FEED,
    "feed": Kind.FEED,
    "RDF": Kind.FEED,
    "urlset": Kind.SITEMAP,
    "sitemapindex": Kind.SITEMAP_INDEX,
    "opml": Kind.OPML,
}


def tell_kind(data: bytes) -> Kind:
    """The kind of what was fetched, by its first element; JSON is a feed."""
    head = data[:_LOOKED_AT].replace(b"\x00", b"").lstrip(_MARKS).decode("latin-1")
    if head.startswith("{"):
        return Kind.FEED
    at = 0
    while before := _BEFORE_ROOT.match(head, at):
        at = before.end()
    root = _ROOT.match(head, at)
    return _KINDS.get(root[1], Kind.PAGE) if root else Kind.PAGE
