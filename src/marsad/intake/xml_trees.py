"""XML that others wrote: parsed from bytes, with no network, no entity expanded, and a bounded depth."""

import re
from html.entities import html5

from lxml import etree

from marsad.errors import InputError
from marsad.intake.decoding import decode

_XML_ENTITIES = frozenset(("amp", "lt", "gt", "quot", "apos"))
_MOST = 2_000_000
"""Tags, and attributes, of what is parsed: each takes some hundred bytes of memory, whatever it takes in the file."""
_AMPERSAND = re.compile(r"&(?:(#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]\w{0,31});)?", re.ASCII)


def parse_xml(data: bytes, charset: str | None = None) -> tuple[etree._Element, bool]:
    """The root of some XML, and whether its markup is broken and had to be mended. Raises InputError where it is none.

    A byte order mark decides on the encoding, then `charset` (what the server said, RFC 7303), then the declaration.
    Where the bytes do not keep to it, the likeliest encoding is taken. Bare ampersands and HTML's entities are taken as
    meant; so are broken tags, as far as that goes.
    """
    if max(data.count(b"<"), data.count(b"=")) > _MOST:
        raise InputError(f"it has more than {_MOST:,} tags or attributes", "Split it into parts")
    data = data.lstrip()
    for encoding in dict.fromkeys((charset, None)):
        root = _try(data, encoding)
        if root is not None:
            return root, False
    text = decode(data).lstrip()
    if text.startswith("<?xml"):
        text = text.partition("?>")[2].lstrip()
    if text.startswith("<"):
        spelt = _AMPERSAND.sub(_spell, text).encode()
        for recover in (False, True):
            root = _try(spelt, "utf-8", recover)
            if root is not None:
                return root, recover
    raise InputError("it is not XML", "Check that it was saved whole")


def _spell(match: re.Match[str]) -> str:
    """An ampersand as XML wants it: its own entities stay, HTML's become their character, others lose their meaning."""
    said, name = match[0], match[1]
    if name is None:
        return f"&amp;{said[1:]}"
    if name.startswith("#") or name in _XML_ENTITIES:
        return said
    return html5.get(f"{name};") or f"&amp;{said[1:]}"


def _try(data: bytes, encoding: str | None, recover: bool = False) -> etree._Element | None:
    """The root by one encoding, or None. Entities stay as they are written, so that none can multiply."""
    try:
        parser = etree.XMLParser(
            encoding=encoding,
            recover=recover,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        return etree.fromstring(data, parser)
    except (etree.LxmlError, LookupError, ValueError):
        return None


def name_of(element: etree._Element) -> tuple[str, str]:
    """The namespace ("" for none) and the local name of an element; two empty strings for what is no element."""
    if not isinstance(element.tag, str):
        return "", ""
    found = etree.QName(element.tag)
    return found.namespace or "", found.localname
