"""The words that the tagger sees beside a word: its neighbours in the parse and in the line."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from marsad.claims.attribution.reach import find_entry

RELATIONS = 10
_FARTHEST = 12
_VERBS = frozenset({"VERB", "AUX"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
_OBJECTS = frozenset({"ccomp", "xcomp", "dobj", "parataxis"})

Numbers = NDArray[np.int64]


def relate_words(doc: Doc) -> Numbers:
    """For each token the places of ten others; the paragraph's length where there is none. Shape (tokens, RELATIONS).

    They are its head, the head's head, the verb above, the cue above, the word before, the word after, the subject and
    the clause or object of its verb, the word before and the word after all that hangs on it.
    """
    size = len(doc)
    found = np.full((size, RELATIONS), size, np.int64)
    cues = frozenset(token.i for token in doc if token.pos_ in _VERBS and find_entry(token) is not None)
    for token in doc:
        found[token.i] = [size if at is None or at < 0 else at for at in _list_related(token, cues)]
    return found


def _list_related(token: Token, cues: frozenset[int]) -> Iterator[int | None]:
    head = token.head
    above = next((each for each in _climb(token) if each.pos_ == "VERB"), None)
    verb = token if token.pos_ in _VERBS else above
    yield head.i
    yield head.head.i
    yield above.i if above is not None else None
    yield next((each.i for each in _climb(token) if each.i in cues), None)
    yield token.i - 1
    yield token.i + 1
    yield _find_child(verb, _SUBJECTS)
    yield _find_child(verb, _OBJECTS)
    yield token.left_edge.i - 1
    yield token.right_edge.i + 1


def _climb(token: Token) -> Iterator[Token]:
    """The words above a word, from its head upward."""
    for _ in range(_FARTHEST):
        if token.head.i == token.i:
            return
        token = token.head
        yield token


def _find_child(verb: Token | None, kinds: frozenset[str]) -> int | None:
    return next((child.i for child in verb.children if child.dep_ in kinds), None) if verb is not None else None
