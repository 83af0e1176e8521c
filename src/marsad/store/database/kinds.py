"""Words under kinds: what a row with a kind says, each word behind a mark of that kind, as words of their own.

Two words and a kind are then found by two short lists. With the kind as one more word that must be there, the database
goes through all rows of that kind.
"""

from collections.abc import Iterable
from hashlib import sha256

from marsad.store.database.facets import LONGEST

KIND = "kind"
"""The facet."""
_CONSONANTS = str.maketrans("0123456789abcdef", "bcdfghjklmnpqrst")


def mark_kind(kind: str) -> str:
    """The mark of a kind: consonants alone, so that a word behind it is cut to the same stem as without."""
    return sha256(kind.encode()).hexdigest()[:4].translate(_CONSONANTS)


def say_under(kind: str, said: str) -> str:
    """The words of a text, each behind the mark of a kind."""
    mark = mark_kind(kind)
    words = "".join(letter if letter.isalnum() else " " for letter in said).split()
    return " ".join(mark + word for word in words)


def say_under_all(kinds: Iterable[str], said: str) -> str:
    """The words of a text under each of some kinds, the one after the other; of several kinds less of the text."""
    listed = sorted(kinds)
    return "\n".join(say_under(kind, said[: LONGEST // len(listed)]) for kind in listed)
