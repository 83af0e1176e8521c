"""Lines of figures that a place opens: "- Tala Umbo: 4 killed", "Tala Umbo – artillery, 4 dead"."""

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from marsad.lexicon.counting import load_count_words, load_groups, load_measures, match_phrase
from marsad.lexicon.cues import find_role
from marsad.lexicon.happenings import load_kinds
from marsad.lexicon.parties import load_context, load_parties

_BULLETS = frozenset(("-", "–", "—", "•", "*", "·", "▪", "●", "◦"))
_HEADS = load_count_words("toll", "total", "estimate", "harmed", "the dead") | load_context("line label")
_OPENING = 4
"""Tokens before the name at most: bullets, their numbers, and the hour of an entry ("0620 - Norda: ...")."""
_LABEL = 6
_LINE = 16
"""Tokens of a line in which a number must stand."""


def is_line_label(tokens: TokenSpan, start: int, stop: int, *, known: bool) -> bool:
    """Whether a name and the colon or dash behind it open a line that goes on with a number: "- Tala Umbo: 4 killed".

    It is a figure's place; a body or a person before a colon says or does something. Behind a known place no number
    is needed, but no quotation may stand there, nor behind a name with an hour and a dash before it. A word that heads
    a line is no place, whatever is called so.
    """
    doc = tokens.doc
    opens_at = _line_start(tokens, start)
    if start - opens_at > _OPENING or (stop == start + 1 and doc[start].lower_ in _HEADS):
        return False
    before = [token for token in doc[opens_at:start] if not token.is_space]
    if (
        any(token.text not in _BULLETS and not token.like_num for token in before)
        or stop + 1 >= tokens.end
        or stop - start > _LABEL
    ):
        return False
    dash = doc[stop].text in ("–", "—", "-") and bool(doc[stop - 1].whitespace_)
    opens = doc[stop + 1]
    if doc[stop].text != ":" and not dash:
        return False
    if known:
        return opens.is_lower or _counts(opens)
    named = not any(_is_vocabulary(token) for token in doc[start:stop])
    if named and any(token.like_num for token in before) and any(token.text in _BULLETS for token in before):
        return opens.is_lower or _counts(opens)
    return named and (
        _counts(opens) or (opens.is_lower and opens.pos_ in ("NOUN", "ADJ") and _counts_later(tokens, stop))
    )


def _line_start(tokens: TokenSpan, at: int) -> int:
    """Where the line begins, not far before: the parser may take several rows for one sentence."""
    near = range(at - 1, max(tokens.start, at - _OPENING - 2) - 1, -1)
    return next((place + 1 for place in near if "\n" in tokens.doc[place].text), tokens.start)


def _counts_later(tokens: TokenSpan, stop: int) -> bool:
    """Whether a number stands in the rest of the line, and nobody speaks or acts before it."""
    for token in tokens.doc[stop + 1 : min(tokens.end, stop + 1 + _LINE)]:
        if token.like_num:
            return True
        if token.pos_ in ("PRON", "AUX") or (token.tag_ in ("VBD", "VBZ", "VBP") and token.dep_ == "ROOT"):
            return False
    return False


def _is_vocabulary(token: Token) -> bool:
    """Whether a word names a happening, a party, a role or what is counted, or heads a line."""
    words = (token.lower_, token.lemma_.lower())
    if any(word in load_kinds() or word in load_parties() for word in words) or find_role(token.text, token.lemma_):
        return True
    if match_phrase(load_groups(), words[:1], 0) is not None or match_phrase(load_measures(), words[:1], 0) is not None:
        return True
    return token.lower_ in _HEADS


def _counts(token: Token) -> bool:
    return token.like_num or token.lower_ in ("dozens", "several", "scores", "a", "an")
