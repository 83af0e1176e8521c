"""Labels: a source before the colon that opens a note, or in the bracket that closes a line.

"Hospital director: 19 dead so far", "The shelling left 19 people dead (health authorities)".
"""

from spacy.tokens import Token

from marsad.claims.attribution.contents import Quotation
from marsad.claims.attribution.headlines import SITES, name_words, tell_beside
from marsad.claims.attribution.speakers import Speaker, read_speaker
from marsad.claims.attribution.telling import Telling
from marsad.claims.sentences import Sentence
from marsad.lexicon.bodies import find_body
from marsad.lexicon.cues import find_role
from marsad.lexicon.gazetteer import region_named
from marsad.model.claims import BodyKind
from marsad.model.reports import BlockKind

_LONGEST = 5
_LONGEST_TIED = 8
_BY_WIRE = frozenset({"phone", "telephone", "radio", "whatsapp", "signal", "telegram", "email"})
_ENDS = frozenset({":", "):"})
_SHORTEST = 3


def read_label(sentence: Sentence, quoted: Quotation, before: Sentence | None) -> tuple[Telling, ...]:
    """The telling of a line of the body that names its source so, and has no other; a count of a group names none.

    Before the colon stands one person by a role that speaks ("Soldiers: 4 hurt" are no source), with a name or
    without, or by any role with where the person serves or a remark in brackets ("Nurse at Norda clinic: 11 hurt"); or
    a body, of which one under arms needs a whole clause behind the colon ("Rebels: 4 killed" counts them). The parser
    may end a sentence with the colon. In the bracket stands a body or role, and no acronym of the name before it.
    """
    if sentence.block is not BlockKind.BODY:
        return ()
    opening = _read_opening(sentence, quoted, before)
    if opening or any(quoted.holds(token) for token in sentence.tokens):
        return opening
    return _read_closing(sentence)


def _read_opening(sentence: Sentence, quoted: Quotation, before: Sentence | None) -> tuple[Telling, ...]:
    tokens = [token for token in sentence.tokens if not token.is_space]
    if before is not None and before.base == sentence.base and before.text.rstrip().endswith(":"):
        tokens = [*(token for token in before.tokens if not token.is_space), *tokens]
    first = next((at for at, token in enumerate(tokens) if token.is_alpha), len(tokens))
    colon = next((at for at, token in enumerate(tokens[: first + _LONGEST_TIED + 1]) if token.text in _ENDS), None)
    if colon is None or colon <= first or len(tokens) - colon <= _SHORTEST:
        return ()
    label, told = tokens[first:colon], tokens[colon + 1 :]
    if len(label) > 2 and label[-2].lower_ == "on" and label[-1].lower_ in SITES:
        label = label[:-2]
    if any(quoted.holds(token) for token in label) or (
        any(map(quoted.holds, told)) and not any(map(quoted.holds, told[:2]))
    ):
        return ()
    speaker = _read_named(label, told, sentence)
    if speaker is not None:
        return (tell_beside(tokens[colon], speaker, told, sentence),)
    tie = next((at for at, token in enumerate(label) if token.pos_ == "ADP" or token.text == "("), len(label))
    tied = tie < len(label)
    head = label[max(0, tie - 1)]
    role = find_role(head.text, head.lemma_)
    named = all(token.pos_ in {"NOUN", "PROPN", "ADJ", "DET"} for token in label[:tie])
    speaks = role is not None and (role.speaks or role.family == "press" or tied)
    senses = {"person", "source", "body"} if tied and label[tie].text == "(" else {"person", "source"}
    if role is None or role.sense not in senses or not speaks or head.tag_ in {"NNS", "NNPS"}:
        return ()
    if not named or len(label) > (_LONGEST_TIED if tied else _LONGEST):
        return ()
    who = read_speaker(head, sentence)
    aside = any(token.text == "(" for token in label)
    who = name_words(label[:tie], sentence) if aside or who.start < label[0].i else who
    return (tell_beside(tokens[colon], who, told, sentence),)


def _read_named(label: list[Token], told: list[Token], sentence: Sentence) -> Speaker | None:
    """A titled person by name, or a body, before the colon."""
    last = label[-1]
    words = last.doc[label[0].i : last.i + 1]
    if region_named(words.text) is not None or told[-1].text == "?":
        return None
    known, role = find_body(words.text), find_role(words.text, last.text) or find_role(last.text, last.lemma_)
    if known is None and not all(token.pos_ in {"NOUN", "PROPN", "ADJ", "DET", "PART", "X"} for token in label):
        return None
    titles = [title for token in label[:-1] if (title := find_role(token.text, token.lemma_)) is not None]
    titled = any(title.sense == "person" and title.speaks for title in titles)
    if last.pos_ == "PROPN" and role is None and titled and not any(token.text == "(" for token in label):
        found = read_speaker(last, sentence)
        return found if found.person else None
    if known is None and (role is None or role.sense != "body" or last.tag_ == "NNS"):
        return None
    armed = known is not None and known.kind is BodyKind.ARMED_GROUP
    armed = armed or (role is not None and role.family in {"military", "armed"})
    return name_words(label, sentence) if not armed or _is_clause(told) else None


def _is_clause(told: list[Token]) -> bool:
    """Whether somebody does something in what stands behind the colon: a count of the harmed has no finite verb."""
    return any(
        token.tag_ in {"VBD", "VBZ", "VBP"} and any(child.dep_ in {"nsubj", "auxpass", "aux"} for child in token.lefts)
        for token in told
        if token.pos_ == "VERB"
    ) or any(token.pos_ == "AUX" for token in told)


def _read_closing(sentence: Sentence) -> tuple[Telling, ...]:
    tokens = [token for token in sentence.tokens if not token.is_space]
    while tokens and tokens[-1].text in {".", ";"}:
        tokens.pop()
    if not tokens or tokens[-1].text != ")":
        return ()
    opens = next((at for at in range(len(tokens) - 2, -1, -1) if tokens[at].text == "("), 0)
    inside = tokens[opens + 1 : -1]
    called = len(inside) > 2 and inside[-1].lower_ in _BY_WIRE
    inside = inside[:-2] if called else inside
    if not 0 < len(inside) <= _LONGEST or opens <= _SHORTEST or not _is_source(inside, tokens[opens - 1], called):
        return ()
    return (tell_beside(tokens[opens], name_words(inside, sentence), tokens[:opens], sentence),)


def _is_source(inside: list[Token], before: Token, called: bool) -> bool:
    """A body, or a role that speaks; whom one called "by phone" speaks whatever one is."""
    text = inside[0].doc[inside[0].i : inside[-1].i + 1].text
    if find_body(text) is not None:
        return before.is_lower or before.is_punct or before.like_num or len(inside) > 1
    role = find_role(inside[-1].text, inside[-1].lemma_)
    return (
        role is not None and (role.speaks or called) and text.islower() and not any(token.like_num for token in inside)
    )
