"""Anchors: places that a sentence names only to say where another one lies: "Y, 40 km north of X"."""

from collections.abc import Callable, Sequence

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from marsad.claims.places.toponym_runs import is_name
from marsad.lexicon.place_words import load_place_words

_REACH = 14
_LENGTHS = frozenset(
    ("km", "kms", "kilometre", "kilometres", "kilometer", "kilometers", "mile", "miles", "metres", "meters", "yards")
)
_TO = frozenset(("of", "from", "to", "outside", "the", "away", "side", "distance"))
_LIES = frozenset(("located", "situated", "lying", "lies", "is", "which", "that", ",", "(", "-", "--", "–", "—"))
_ABOUT = _LIES | frozenset(
    ("about", "some", "around", "approximately", "nearly", "almost", "just", "only", "roughly", "a", "more", "than")
)


def is_anchor(tokens: TokenSpan, first: int) -> bool:
    """Whether a distance leads from a name, or a name with its kind, to what starts at a token.

    "In Serra, some 40 km north of X": X is no scene. "Forty kilometres from X a mine went off": X is all there is.
    """
    before = list(reversed(tokens.doc[max(tokens.start, first - _REACH) : first]))
    numbers = _count_measure(before)
    if numbers == 0:
        return False
    named = _skip(before, numbers, lambda token: token.lower_ in _ABOUT)
    if named == numbers or named == len(before):
        return False
    if _is_kind(before[named]):
        named = min(named + 1, len(before) - 1)
    return is_name(before[named])


def is_measured(tokens: TokenSpan, first: int) -> bool:
    """Whether a distance leads to what starts at a token: "10 km from X" is at X, and nothing sets out from there."""
    return _count_measure(list(reversed(tokens.doc[max(tokens.start, first - _REACH) : first]))) > 0


def _count_measure(before: Sequence[Token]) -> int:
    """How many tokens, backwards, say a distance from what follows: "40 km north of the city of"; 0 where none do."""
    words = load_place_words()
    at = _skip(before, 0, lambda token: token.lower_ in _TO or token.lower_ in words.directions or _is_kind(token))
    if at == 0 or at == len(before) or before[at].lower_ not in _LENGTHS:
        return 0
    numbers = _skip(before, at + 1, lambda token: token.like_num or token.text in ("-", "."))
    return numbers if numbers > at + 1 else 0


def has_anchor(tokens: TokenSpan, last: int) -> bool:
    """Whether a distance from elsewhere stands right behind a name: it is a place, "Serra, 40 km north of X"."""
    after = [token.lower_ for token in tokens.doc[last : min(last + 6, tokens.end)]]
    while after and after[0] in _ABOUT:
        after.pop(0)
    return len(after) > 1 and tokens.doc[last].text in (",", "(") and after[1] in _LENGTHS


def _skip(row: Sequence[Token], at: int, passes: Callable[[Token], bool]) -> int:
    """The place of the first token of a row, from one on, that does not pass."""
    while at < len(row) and passes(row[at]):
        at += 1
    return at


def _is_kind(token: Token) -> bool:
    return token.lower_ in load_place_words().kinds
