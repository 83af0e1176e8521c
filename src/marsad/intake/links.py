"""Addresses and short fields that others wrote: only http(s) links are kept, and only characters that can be seen."""

import re
from urllib.parse import urljoin, urlsplit

from marsad.intake.decoding import tidy

_LONGEST = 2_000
"""Characters of an address that are kept; a longer one is none (the sitemap protocol's limit, rounded)."""
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Controls, and the marks that turn the direction of what follows (Unicode TR 9): a text shows as another by them."""
_CONTROL = re.compile("[\x00-\x20\x7f-\xa0\u2028\u2029]")


def clean_text(text: str) -> str:
    """A text without control characters and direction overrides; its lines stay."""
    return _UNSEEN.sub("", tidy(text)).strip()


def clean_line(text: str | None, longest: int = 1_000) -> str | None:
    """A field of one line, cut at `longest` characters; None where nothing can be seen."""
    return " ".join(clean_text(text or "").split())[:longest].strip() or None


def clean_link(link: str | None, base: str | None = None) -> str | None:
    """An http(s) address with a host, made whole by `base`; None for anything else, also for one with a password.

    White space around and inside is dropped, as browsers do; a fragment stays.
    """
    said = _CONTROL.sub("", link or "")
    if not said or len(said) > _LONGEST or "\\" in said:
        return None
    try:
        whole = urljoin(base or "", said)
        parts = urlsplit(whole)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return None
    return whole if usable and len(whole) <= _LONGEST else None
