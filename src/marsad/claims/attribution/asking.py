"""What a cue only asks for: "called for the release of those held", "demanded a ceasefire"."""

from spacy.tokens import Doc, Token

_ASKING = frozenset(
    {"call", "appeal", "plead", "press", "push", "demand", "request", "urge", "seek", "propose", "want", "ask"}
)
_FOR = frozenset({"call", "appeal", "plead", "press", "push", "ask"})
"""Verbs that ask for what stands behind "for"; what others ask for is their object."""


def find_asked(doc: Doc, clause: tuple[int, int]) -> tuple[Token, ...]:
    """The nouns of a clause that its cue asks for, with those joined to them by "and"; none where it tells."""
    root = doc[slice(*clause)].root
    noun = next((child for child in root.children if child.dep_ == "pobj"), root) if root.dep_ == "prep" else root
    governor = noun.head.head if noun.dep_ == "pobj" else noun.head
    if noun.dep_ not in {"dobj", "pobj"} or governor.lemma_.lower() not in _ASKING:
        return ()
    behind = noun.dep_ == "pobj"
    asked = noun.head.lower_ == "for" if behind else governor.lemma_.lower() not in _FOR
    return (noun, *noun.conjuncts) if asked else ()
