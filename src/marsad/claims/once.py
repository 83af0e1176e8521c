"""What is read of a sentence by its own words, read once for all reports of a batch that print its paragraph."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from marsad.claims.sentences import Sentence
from marsad.model.reports import Span

Found = TypeVar("Found")


def read_once(
    sentence: Sentence, key: Hashable, read: Callable[[], Found], move: Callable[[Found, int], Found]
) -> Found:
    """What `read` finds in a sentence; where its paragraph was read before, that finding moved to stand here.

    `key` names the reading and all that it rests on beside the sentence. What is kept holds no tokens, so that a parsed
    paragraph goes as soon as its batch is read.
    """
    kept: dict[tuple[int, Hashable], tuple[int, Found]] = sentence.tokens.doc.user_data.setdefault("marsad", {})
    place = (sentence.tokens.start, key)
    if place not in kept:
        kept[place] = (sentence.base, read())
    base, found = kept[place]
    return found if base == sentence.base else move(found, sentence.base - base)


def move_span(span: Span, by: int) -> Span:
    """A span moved by some characters."""
    return span[0] + by, span[1] + by
