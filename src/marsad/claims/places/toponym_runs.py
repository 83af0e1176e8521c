"""Stretches of capitalised words that may be names, and the toponym that one of them turns out to be."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

ARTICLES = frozenset(("al", "el", "de", "del", "la", "las", "los", "da", "do", "dos", "di", "bin", "abu", "umm", "ul"))
_ASSIMILATED = frozenset(("ad", "adh", "an", "ar", "as", "ash", "at", "az", "ez", "es", "ed", "er", "en", "et", "il"))
_TIED_ARTICLES = ARTICLES | _ASSIMILATED
_LONGEST_LINK = 4
HYPHENS = frozenset("-‑–")
_OPENERS = frozenset(("DET", "PRON", "ADP", "ADV", "CCONJ", "SCONJ", "VERB", "AUX", "NUM", "INTJ"))
_MANY = frozenset(("several", "many", "most", "various", "both", "few", "another", "any", "numerous", "certain"))
_NEVER = _MANY | frozenset(
    ("the", "a", "an", "this", "that", "these", "those", "other", "some", "its", "their", "his", "i", "every", "all")
)


@dataclass(frozen=True, slots=True)
class Toponym:
    """Tokens of the document: the name is [start, stop), with its kind word [first, last)."""

    start: int
    stop: int
    first: int
    last: int
    kind: str | None
    name: str


def is_name(token: Token) -> bool:
    """A capitalised word that may be part of a name: no date, no article, no function word that opens a sentence."""
    if not token.text[:1].isupper() or token.ent_type_ in ("DATE", "TIME") or token.lower_ in _NEVER:
        return False
    return not (token.is_sent_start and token.pos_ in _OPENERS)


def find_runs(tokens: TokenSpan) -> Iterator[tuple[int, int]]:
    """Stretches of capitalised words, with articles and hyphens inside them: "Deir al-Zor", "al-Hawl"."""
    doc, at = tokens.doc, tokens.start
    while at < tokens.end:
        stop = at
        while stop < tokens.end and (is_name(doc[stop]) or leads_on(doc[stop], tokens.end)):
            stop += 1
        while stop > at and not is_name(doc[stop - 1]):
            stop -= 1
        if stop > at:
            yield at, stop
        at = max(stop, at + 1)


def leads_on(token: Token, end: int) -> bool:
    """An article, two ("de la"), or a hyphen that a name goes on after."""
    if token.i + 1 >= end:
        return False
    after = token.nbor()
    if token.text in HYPHENS or token.text in ("'", "’", "ʿ"):
        tied = is_name(after) or after.lower_ in _TIED_ARTICLES or after.text in HYPHENS or _is_link(after, end)
        return not token.whitespace_ and tied
    if after.text in HYPHENS and not token.whitespace_:
        return token.lower_ in _TIED_ARTICLES or _is_link(token, end)
    if token.lower_ in ARTICLES and after.lower_ in ARTICLES and after.i + 1 < end:
        return is_name(after.nbor())
    return token.lower_ in ARTICLES and is_name(after)


def _is_link(token: Token, end: int) -> bool:
    """A short lower-case word between two tight hyphens, the second before a capital: "Band-e-Amir"."""
    if not (0 < token.i < end - 2 and token.text.islower() and len(token.text) <= _LONGEST_LINK):
        return False
    before, after = token.nbor(-1), token.nbor()
    tight = not (before.whitespace_ or token.whitespace_ or after.whitespace_)
    return tight and before.text in HYPHENS and after.text in HYPHENS and token.nbor(2).text[:1].isupper()


def is_tied(token: Token) -> bool:
    """A word behind a hyphen belongs to the word before it."""
    return token.i > 0 and token.nbor(-1).text in HYPHENS and not token.nbor(-1).whitespace_
