"""Agencies: whether two names mean the same body, by the list of agencies, folded words or initials."""

import re

from marsad.lexicon.agencies import find_agency
from marsad.lexicon.folding import fold_letters

_WORD = re.compile(r"\w+")
_SMALL = frozenset(("the", "of", "and", "for", "de", "la", "le"))
_GENERIC = frozenset(("news", "agency", "press", "english", "online", "com", "www"))


def is_same_body(ours: str, theirs: str) -> bool:
    """Two names mean one body if they are forms of one agency, fold alike, or one is the other's initials."""
    known = find_agency(ours)
    if known is not None and known == find_agency(theirs):
        return True
    left, right = _fold(ours), _fold(theirs)
    if not left or not right:
        return False
    return _bare(left) == _bare(right) or _are_initials(left, right) or _are_initials(right, left)


def _fold(name: str) -> tuple[str, ...]:
    words = tuple(fold_letters(word) for word in _WORD.findall(name))
    return tuple(word for word in words if word not in _SMALL) or words


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    while len(words) > 1 and words[-1] in _GENERIC:
        words = words[:-1]
    return words


def _are_initials(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    return len(short) == 1 and 2 <= len(full) == len(short[0]) and short[0] == "".join(word[0] for word in full)
