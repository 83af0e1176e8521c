"""Quotes: what stands inside quotation marks, or reads like a post, belongs to its speaker and not to the report."""

import re
from itertools import pairwise

from marsad.model.reports import Span

STOP = re.compile(r"[.!?…][\"”’')\]»]*\s+[\"“‘'(\[«]*(?=[^\W_])")
"""Where a sentence ends and the next begins."""

_MARK = re.compile(r"[\"“”„«»]|‘‘|’’|``|''")
_POST = re.compile(r"(?<![\w&/])[#@]\w|pic\.twitter\.com")
_SIGNED = re.compile(r"\s*[—–-]{1,2} ?[^\n]{1,80}\(@\w+\)")
_PLAIN_SIGNS = ('"', "``", "''", "#", "@", "pic.twitter.com")
_SIGNS = (*_PLAIN_SIGNS, "“", "”", "„", "«", "»", "‘‘", "’’")
_OPENING = frozenset(("“", "„", "«", "‘‘", "``"))
_CLOSING = frozenset(("”", "»", "’’", "''"))


def may_speak(text: str) -> bool:
    """Whether a text has any mark of a quote or a post: most have none, and need not be searched."""
    return any(map(text.__contains__, _PLAIN_SIGNS if text.isascii() else _SIGNS))


def find_speech(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Find the stretches of one block that are somebody's own words: quoted, or sentences with a handle or hashtag."""
    quotes = find_quotes(text, start, end)
    return tuple(sorted((*quotes, *_find_posts(text, start, end))))


def find_quotes(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Find what stands inside quotation marks in one block.

    A mark that is never closed holds to the block's end if it is a curly one or opens the block (the speech goes on in
    the next), else to its sentence's end.
    """
    quotes: list[Span] = []
    opened: int | None = None
    for match in _MARK.finditer(text, start, end):
        opens = _opens(text, match)
        if opened is not None:
            quotes.append((opened, min(match.start(), _sentence_end(text, opened, end)) if opens else match.start()))
        opened = match.start() if opens else None
    if opened is not None:
        runs_on = text[opened] in _OPENING or not text[start:opened].strip()
        quotes.append((opened, end if runs_on else _sentence_end(text, opened, end)))
    return tuple(quotes)


def is_signature(said: str) -> bool:
    """Tell whether a block signs the post before it: a dash, a name and a handle in brackets."""
    return _SIGNED.match(said) is not None


def _opens(text: str, match: re.Match[str]) -> bool:
    if match.group() in _OPENING:
        return True
    if match.group() in _CLOSING:
        return False
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return (not before or before.isspace() or before in "([—–-") and not after.isspace()


def _sentence_end(text: str, start: int, end: int) -> int:
    stop = STOP.search(text, start + 1, end)
    return stop.start() + 1 if stop else end


def _find_posts(text: str, start: int, end: int) -> list[Span]:
    posts: list[Span] = []
    if _POST.search(text, start, end):
        edges = [start, *(stop.start() + 1 for stop in STOP.finditer(text, start, end)), end]
        posts = [(edge, after) for edge, after in pairwise(edges) if _POST.search(text, edge, after)]
    return posts
