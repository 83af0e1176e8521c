"""Headlines that name their source beside what it says: "Market shelled – Red Crescent", "UN: thousands flee"."""

from dataclasses import replace

from spacy.tokens import Token

from marsad.claims.attribution.speakers import MASTHEADS, Speaker, read_speaker
from marsad.claims.attribution.telling import Telling
from marsad.claims.sentences import Sentence
from marsad.lexicon.bodies import find_body
from marsad.lexicon.counting import load_count_words
from marsad.lexicon.cues import find_role
from marsad.lexicon.gazetteer import region_named
from marsad.model.claims import BodyKind, Stance

_DASHES = frozenset({"-", "–", "—", "|", "--"})
SITES = frozenset({"twitter", "x", "facebook", "telegram", "instagram", "weibo", "vk"})
_LONGEST = 6
_BEFORE_AS = frozenset({"such", "as", "well", "far", "soon", "known", "described", "seen", "serve", "act", "same"})
_RUNNING = load_count_words("toll", "total", "the dead")
_PUBLISHERS = frozenset({BodyKind.AGENCY, BodyKind.OUTLET, BodyKind.STATE_MEDIA})


def read_headline(sentence: Sentence) -> tuple[Telling, ...]:
    """The source beside a colon or after a dash, where a body or a speaking noun stands there; the body goes first."""
    tokens = list(sentence.tokens)
    marks = [at for at, token in enumerate(tokens) if _is_dash(token)]
    for at in marks:
        stop = next((mark for mark in marks if mark > at), len(tokens))
        found = _tell(tokens[at + 1 : stop], tokens[:at], tokens[at], sentence)
        if found is not None:
            return (found,)
    tweeted = _read_post(tokens, sentence)
    if tweeted is not None:
        return (tweeted,)
    colon = next((at for at, token in enumerate(tokens) if token.text == ":"), None)
    if colon is not None and not _is_topic(tokens[:colon]):
        found = _tell(tokens[:colon], tokens[colon + 1 :], tokens[colon], sentence)
        last = max(at for at, token in enumerate(tokens) if token.text == ":")
        found = found or _tell(tokens[last + 1 :], tokens[:last], tokens[last], sentence)
        if found is not None:
            return (found,)
    return ()


def _is_topic(named: list[Token]) -> bool:
    """A country before the colon says what the headline is about, not who says it."""
    region = region_named(named[0].doc[named[0].i : named[-1].i + 1].text.strip()) if named else None
    return region is not None and region.kind == "country"


def read_opening(sentence: Sentence) -> tuple[Telling, ...]:
    """A person before the colon that opens a headline: "Ana Ruiz: the road is open"."""
    tokens = list(sentence.tokens)
    colon = next((at for at, token in enumerate(tokens[: _LONGEST + 1]) if token.text == ":"), None)
    named = tokens[:colon] if colon else []
    is_person = len(named) > 1 and all(
        token.pos_ == "PROPN" and token.is_title and token.ent_type_ in {"PERSON", ""} and not _is_thing(token)
        for token in named
    )
    told = tokens[colon + 1 :] if colon else []
    if (
        colon is None
        or not is_person
        or _is_topic(named)
        or len(told) < 3
        or not any(token.pos_ in {"VERB", "AUX"} for token in told)
    ):
        return ()
    who = read_speaker(named[-1], sentence)
    return (tell_beside(tokens[colon], who, told, sentence),)


def _is_thing(token: Token) -> bool:
    return token.lower_ in MASTHEADS or find_role(token.text, token.lemma_) is not None


def _is_dash(token: Token) -> bool:
    spaced = token.i == 0 or bool(token.nbor(-1).whitespace_) or token.nbor(-1).is_space
    return token.text in _DASHES and (token.text != "-" or spaced)


def tell_beside(mark: Token, who: Speaker, told: list[Token], sentence: Sentence) -> Telling:
    """What a source tells that only a sign joins to its words: the sign is the cue."""
    return Telling(
        cue=(mark.i, mark.i + 1),
        speakers=(who,),
        relays=(),
        content=(told[0].i, told[-1].i + 1),
        extent=(sentence.tokens.start, sentence.tokens.end),
        stance=Stance.ASSERTS,
        hedge=False,
        words=mark.text,
    )


def end_at_as(telling: Telling, sentence: Sentence) -> Telling:
    """A headline's denial ends at "as", and no other telling runs on into "as toll rises": both are told beside it."""
    if telling.content is None or telling.extent[1] != telling.content[1]:
        return telling
    doc, (start, end) = sentence.tokens.doc, telling.content
    for at in range(max(start, telling.cue[1]) + 1, end - 2):
        if doc[at].lower_ != "as" or doc[at - 1].lower_ in _BEFORE_AS or doc[at + 1].tag_ in {"VBG", "RB"}:
            continue
        if telling.stance is Stance.DENIES or any(token.lower_ in _RUNNING for token in doc[at + 1 : at + 4]):
            return replace(telling, content=(start, at), extent=(telling.extent[0], at))
    return telling


def _read_post(tokens: list[Token], sentence: Sentence) -> Telling | None:
    """ "NAME on Twitter: ...", as pages of posts are titled."""
    for at, token in enumerate(tokens[:12]):
        if (
            token.lower_ == "on"
            and at
            and at + 2 < len(tokens)
            and tokens[at + 1].lower_ in SITES
            and tokens[at + 2].text == ":"
        ):
            head = next((each for each in tokens[:at] if each.head not in tokens[:at]), tokens[at - 1])
            told = tokens[at + 3 :]
            content = (told[0].i, told[-1].i + 1) if told else None
            extent = (sentence.tokens.start, sentence.tokens.end)
            cue = (token.i, token.i + 3)
            who = read_speaker(head, sentence)
            return Telling(cue, (who,), (), content, extent, Stance.ASSERTS, False, token.doc[cue[0] : cue[1]].text)
    return None


def _tell(named: list[Token], told: list[Token], mark: Token, sentence: Sentence) -> Telling | None:
    words = [token for token in named if not token.is_space]
    if not 0 < len(words) <= _LONGEST or len(told) < 3:
        return None
    doc = words[0].doc
    text = doc[words[0].i : words[-1].i + 1].text
    last = words[-1]
    role = find_role(last.text, last.lemma_)
    known = find_body(text)
    if known is not None and known.kind in _PUBLISHERS:
        return None
    if known is None and (role is None or role.sense == "medium" or len(words) > 3):
        return None
    head = next((token for token in words if token.head not in words), last)
    who = read_speaker(head, sentence)
    return tell_beside(mark, who if who.start >= words[0].i else name_words(words, sentence), told, sentence)


def name_words(inside: list[Token], sentence: Sentence) -> Speaker:
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
