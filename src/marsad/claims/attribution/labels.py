"""Labels: a source before the colon that opens a note, or in the bracket that closes a line.

"Hospital director: 19 dead so far", "The shelling left 19 people dead (health authorities)".
"""

from dataclasses import replace

from spacy.tokens import Token

from marsad.claims.attribution.headlines import tell_beside
from marsad.claims.attribution.speakers import Speaker, read_speaker
from marsad.claims.attribution.telling import Telling
from marsad.claims.sentences import Sentence
from marsad.lexicon.bodies import find_body
from marsad.lexicon.cues import find_role
from marsad.model.reports import BlockKind

_LONGEST = 5
_LONGEST_TIED = 8
_ENDS = frozenset({":", "):"})
_SHORTEST = 3


def read_label(sentence: Sentence) -> tuple[Telling, ...]:
    """The telling of a line of the body that names its source so, and has no other; a count of a group names none.

    Before the colon stands one person by a role that speaks ("Soldiers: 4 hurt" are no source), or by any role with
    where the person serves or a remark in brackets ("Nurse at Norda clinic: 11 hurt"); in the bracket a body or role,
    and no acronym of the name before it.
    """
    if sentence.block is not BlockKind.BODY:
        return ()
    return _read_opening(sentence) or _read_closing(sentence)


def _read_opening(sentence: Sentence) -> tuple[Telling, ...]:
    tokens = [token for token in sentence.tokens if not token.is_space]
    first = next((at for at, token in enumerate(tokens) if token.is_alpha), len(tokens))
    colon = next((at for at, token in enumerate(tokens[: first + _LONGEST_TIED + 1]) if token.text in _ENDS), None)
    if colon is None or colon <= first or len(tokens) - colon <= _SHORTEST:
        return ()
    label = tokens[first:colon]
    tie = next((at for at, token in enumerate(label) if token.pos_ == "ADP" or token.text == "("), len(label))
    tied = tie < len(label)
    head = label[max(0, tie - 1)]
    role = find_role(head.text, head.lemma_)
    named = all(token.pos_ in {"NOUN", "PROPN", "ADJ", "DET"} for token in label[:tie])
    if role is None or role.sense != "person" or not (role.speaks or tied) or head.tag_ in {"NNS", "NNPS"}:
        return ()
    if not named or len(label) > (_LONGEST_TIED if tied else _LONGEST):
        return ()
    who = read_speaker(head, sentence)
    who = _name(label[:tie], sentence) if who.start < label[0].i else who
    return (tell_beside(tokens[colon], who, tokens[colon + 1 :], sentence),)


def _read_closing(sentence: Sentence) -> tuple[Telling, ...]:
    tokens = [token for token in sentence.tokens if not token.is_space]
    while tokens and tokens[-1].text in {".", ";"}:
        tokens.pop()
    if not tokens or tokens[-1].text != ")":
        return ()
    opens = next((at for at in range(len(tokens) - 2, -1, -1) if tokens[at].text == "("), 0)
    inside = tokens[opens + 1 : -1]
    if not 0 < len(inside) <= _LONGEST or opens <= _SHORTEST or not _is_source(inside, tokens[opens - 1]):
        return ()
    return (tell_beside(tokens[opens], _name(inside, sentence), tokens[:opens], sentence),)


def _name(inside: list[Token], sentence: Sentence) -> Speaker:
    """The source in a bracket or behind a dash: its own words, however the parser ties them to those before it."""
    words = inside[0].doc[inside[0].i : inside[-1].i + 1]
    known, role = find_body(words.text), find_role(inside[-1].text, inside[-1].lemma_)
    found = read_speaker(inside[-1], sentence)
    mention = replace(
        found.mention,
        text=words.text,
        span=sentence.spot(words),
        name=words.text,
        named=known is not None,
        kind=known.kind if known else role.kind if role else None,
        body=None,
        body_span=None,
    )
    return replace(found, mention=mention, start=words.start, end=words.end, known=known, role=role)


def _is_source(inside: list[Token], before: Token) -> bool:
    text = inside[0].doc[inside[0].i : inside[-1].i + 1].text
    if find_body(text) is not None:
        return before.is_lower or before.is_punct or before.like_num or len(inside) > 1
    role = find_role(inside[-1].text, inside[-1].lemma_)
    return role is not None and role.speaks and text.islower() and not any(token.like_num for token in inside)
