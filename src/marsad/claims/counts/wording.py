"""A clause as folded words beside its tokens: what every rule about counts reads."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

_LOOKALIKES = frozenset({"IS", "US", "WHO", "IT"})
"""Names in capitals that fold to small words; in a text all in capitals they are those words."""
_DASHES = frozenset("-–—‐‑−")


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """The words of a clause, lower-cased and unmasked; positions count from the clause's first token."""

    doc: Doc
    start: int
    words: tuple[str, ...]

    def __len__(self) -> int:
        """How many tokens the clause has."""
        return len(self.words)

    def at(self, place: int) -> str:
        """The word at a place, empty outside of the clause."""
        return self.words[place] if 0 <= place < len(self.words) else ""

    def token(self, place: int) -> Token:
        """The token at a place."""
        return self.doc[self.start + place]

    def text(self, start: int, end: int) -> str:
        """The characters between two places, as written."""
        return self.doc[self.start + start : self.start + end].text

    def joined(self, place: int) -> bool:
        """Whether a token touches the next: no white space between."""
        return 0 <= place < len(self.words) and not self.token(place).whitespace_


def fold_word(text: str) -> str:
    """A word in lower case, dashes alike, and without the marks that hide it from a platform's filter ("ki*led")."""
    if text in _DASHES:
        return "-"
    folded = text.lower().replace("’", "'").replace("‑", "-")
    if "*" in folded and len(folded) > 3 and folded[0].isalpha():
        return folded.replace("*", "")
    return folded


def word_clause(doc: Doc, start: int, end: int) -> Wording:
    """The wording of a stretch of a paragraph."""
    shouted = doc[start:end].text.isupper()
    folded = (
        token.text if token.text in _LOOKALIKES and not shouted else fold_word(token.text) for token in doc[start:end]
    )
    return Wording(doc, start, tuple(folded))
