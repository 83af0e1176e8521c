"""Noun phrases of a parse: where one begins and ends, without determiners, quantifiers and possessives."""

from spacy.tokens import Doc, Token

_DETERMINERS = frozenset(
    {"the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "our", "same"}
)
_LEFT = frozenset(
    {"det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "predet", "advmod", "npadvmod", "flat", "case"}
)
_TIES = frozenset({"of", "for", "from", "at", "in", "with", "to", "near", "inside", "within"})
_IN_NAMES = frozenset({"without", "against", "beyond", "across", "on", "under"})
"""With a capital these stand inside a name: "Reporters Without Borders"."""
PARTICLES = frozenset(
    {
        "al",
        "el",
        "bin",
        "bint",
        "ibn",
        "abu",
        "von",
        "van",
        "de",
        "del",
        "da",
        "dos",
        "la",
        "di",
        "-",
        "por",
        "para",
        "los",
        "las",
        "du",
        "des",
        "pour",
        "les",
        "le",
        "das",
        "do",
    }
)


def phrase_bounds(head: Token) -> tuple[int, int]:
    """The core of a noun phrase: its left modifiers, and `of`, `for`, `from`, ... phrases on its right."""
    start = head.i
    for child in sorted(head.lefts, key=lambda token: -token.i):
        if child.dep_ in _LEFT and child.right_edge.i == start - 1:
            start = child.left_edge.i
        elif child.dep_ == "punct" and child.i == start - 1 and child.text in "-'’\"“”":
            start = child.i
        else:
            break
    end = head.i + 1
    for child in head.rights:
        if child.i != end:
            break
        if child.dep_ == "prep" and _is_tie(child, head):
            end = _prep_end(child)
        elif _closes(child, head):
            end = child.i + 1
        elif child.dep_ in {"nmod", "npadvmod", "compound"} and child.pos_ == "PROPN":
            end = child.right_edge.i + 1
        else:
            break
    return start, end


def _closes(child: Token, head: Token) -> bool:
    """What belongs to a name behind it: a possessive's ending, a hyphen, the number of "Channel 12"."""
    if child.dep_ == "nummod":
        return child.is_digit and head.pos_ == "PROPN"
    return child.dep_ in {"case", "flat"} or (child.dep_ == "punct" and child.text == "-")


def _is_tie(prep: Token, head: Token) -> bool:
    """Whether a preposition ties its phrase to the noun before it."""
    if prep.text.istitle() and prep.lower_ in _IN_NAMES:
        return head.text.istitle()
    if any(child.dep_ == "pcomp" for child in prep.rights):
        return False
    return prep.lower_ in _TIES and not (prep.lower_ == "with" and head.pos_ == "PROPN")


def _prep_end(prep: Token) -> int:
    """Where a tied phrase ends: with its noun phrase, not with the clause or apposition that hangs on it."""
    for child in prep.rights:
        if child.dep_ == "pobj":
            return phrase_bounds(child)[1]
    return prep.i + 1


def unpossessed(doc: Doc, start: int, end: int) -> int:
    """The end without a possessive's ending."""
    return end - 1 if end - 1 > start and doc[end - 1].lower_ in {"'s", "’s", "'", "’"} else end


def unquantified(doc: Doc, start: int, head: int) -> int:
    """The start of a role without "some", "three", "one of the"; the years in "a 41-year-old farmer" stay."""
    while (
        start < head
        and doc[start + 1].text != "-"
        and (doc[start].pos_ in {"NUM", "DET"} or doc[start].lower_ in {"some", "several", "many", "few"})
    ):
        start += 1
    return start


def strip_determiners(doc: Doc, start: int, end: int) -> int:
    """The start without determiners and possessive pronouns."""
    while start < end - 1 and doc[start].lower_ in _DETERMINERS:
        start += 1
    return start


def is_seat(token: Token) -> bool:
    """Whether a name only says where a body sits: "the Lima-based group", "the Port Said-based monitor"."""
    doc, after = token.doc, token.i + 1
    while after < len(doc) and doc[after].pos_ == "PROPN":
        after += 1
    return doc[after : after + 2].text.lower() in {"-based", "-run", "-led", "-backed"}
