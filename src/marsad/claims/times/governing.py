"""Old times under a relative clause or a participle: they date what a noun once went through, not the news."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from spacy.tokens import Token

from marsad.claims.sentences import Sentence
from marsad.claims.times.choosing import TimeMention
from marsad.lexicon.times import load_time_words

_OLD = 10
"""Days before the report from which on a time in a modifier is history; a nearer one is mostly the news's own."""


def mark_asides(
    sentence: Sentence, times: Sequence[TimeMention], anchor: date | datetime | None
) -> tuple[TimeMention, ...]:
    """Give each old time that a modifier holds ("the miners who were seized in 2009") that modifier's span."""
    return tuple(_set_aside(sentence, time) if _is_old(time, anchor) else time for time in times)


def _set_aside(sentence: Sentence, time: TimeMention) -> TimeMention:
    verb = _modifying_verb(sentence, time)
    if verb is None:
        return time
    inside = verb.doc[verb.left_edge.i : verb.right_edge.i + 1]
    first = verb.i if verb.dep_ == "ccomp" else inside.start
    noun = None if verb.dep_ == "ccomp" else sentence.spot(verb.doc[verb.head.i : verb.head.i + 1])
    return replace(time, aside=sentence.spot(verb.doc[first : inside.end]), modified=noun)


def _is_old(time: TimeMention, anchor: date | datetime | None) -> bool:
    if anchor is None:
        return False
    day = anchor.date() if isinstance(anchor, datetime) else anchor
    last = time.end or time.start
    return last is not None and (day - last.date()).days > _OLD


def _modifying_verb(sentence: Sentence, time: TimeMention) -> Token | None:
    """The verb of the innermost clause around a time, where that clause modifies a noun."""
    if time.span is None:
        return None
    start, end = (at - sentence.base for at in time.span)
    words = sentence.tokens.doc.char_span(start, end, alignment_mode="expand")
    if words is None:
        return None
    verb = next((token for token in (words.root, *words.root.ancestors) if token.pos_ in ("VERB", "AUX")), None)
    return verb if verb is not None and _modifies(verb) else None


def _modifies(verb: Token) -> bool:
    """A relative clause, a participle behind a noun, or a bare participle that was read as another verb's content."""
    if verb.dep_ in ("relcl", "acl"):
        return True
    if verb.dep_ != "ccomp" or verb.tag_ not in ("VBN", "VBD") or verb.i == 0:
        return False
    held = any(child.dep_ in ("aux", "auxpass", "mark") for child in verb.children)
    told = verb.head.lower_ in load_time_words().telling
    return not held and not told and verb.head.i < verb.i and verb.nbor(-1).pos_ in ("NOUN", "PROPN", "PUNCT")
