"""Clauses that a semicolon parts: what did not happen is told apart from what did."""

from spacy.tokens import Doc, Token

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_HARMLESS = frozenset({"one", "casualty", "injury", "damage", "death", "fatality", "victim"})
"""Of these "no" counts nobody and denies nothing."""


def part_at_semicolons(doc: Doc, clause: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """The parts of a clause between semicolons, where each has a finite verb and some are negated and others not.

    "Fighting resumed; no convoy has entered since": the fighting is no less so. Else the clause as it is.
    """
    marks = [token.i for token in doc[slice(*clause)] if token.text == ";"]
    if not marks:
        return (clause,)
    parts = tuple(zip((clause[0], *(mark + 1 for mark in marks)), (*marks, clause[1]), strict=True))
    told = [_is_told(doc, part) for part in parts]
    return parts if None not in told and len(set(told)) > 1 else (clause,)


def _is_told(doc: Doc, part: tuple[int, int]) -> bool | None:
    """Whether a part tells that something is so, or that it is not; None where it has no finite verb and subject."""
    for token in doc[slice(*part)]:
        own = {child.dep_ for child in token.children if part[0] <= child.i < part[1]}
        finite = token.tag_ in _FINITE or own & {"aux", "auxpass"}
        outer = token.head.i == token.i or not part[0] <= token.head.i < part[1]
        if token.pos_ in {"VERB", "AUX"} and finite and outer and own & _SUBJECTS:
            return not _is_negated(token)
    return None


def _is_negated(verb: Token) -> bool:
    subjects = (child for child in verb.lefts if child.dep_ in _SUBJECTS and child.lemma_.lower() not in _HARMLESS)
    none = any(inner.lower_ == "no" and inner.dep_ == "det" for child in subjects for inner in child.lefts)
    return none or any(child.dep_ == "neg" for child in verb.children)
