"""Figures that belong to a source: "the Register's count stood at 21", "the ministry's figure is 40"."""

from spacy.tokens import Token

from marsad.claims.attribution.contents import trim
from marsad.claims.attribution.nouns import find_owner
from marsad.claims.attribution.reach import own_tokens
from marsad.claims.attribution.relays import read_relays
from marsad.claims.attribution.speakers import read_speaker
from marsad.claims.attribution.subjects import Subjects, can_name_speaker
from marsad.claims.attribution.telling import Telling
from marsad.claims.sentences import Sentence
from marsad.lexicon.counting import load_count_words
from marsad.model.claims import Stance

_FIGURES = load_count_words("toll", "total", "estimate")
_STANDS = frozenset(
    {"be", "stand", "reach", "rise", "remain", "climb", "grow", "move", "pass", "fall", "drop", "come", "show", "go"}
)


def is_figure(token: Token) -> bool:
    """Whether a token is a count that something is said of."""
    return token.dep_ == "nsubj" and token.lemma_.lower() in _FIGURES and token.head.lemma_ in _STANDS


def read_figure(token: Token, sentence: Sentence) -> Telling | None:
    """A count whose owner can speak, as the subject of what it comes to: the owner tells it."""
    verb = token.head
    if not is_figure(token):
        return None
    bounds = find_owner(token)
    if bounds is None:
        return None
    owner = next((each for each in token.doc[bounds[0] : bounds[1]] if each.dep_ in {"poss", "pobj"}), None)
    if owner is None or not (owner.pos_ == "PROPN" or (owner.pos_ == "NOUN" and can_name_speaker(owner))):
        return None
    speaker = read_speaker(owner, sentence)
    if not (speaker.known or (speaker.role is not None and speaker.role.sense == "body") or speaker.mention.named):
        return None
    own = [each for each in own_tokens(verb) if sentence.tokens.start <= each.i < sentence.tokens.end]
    content = trim(each for each in own if each.i >= token.i)
    if content is None or content[1] <= verb.i or not any(each.like_num for each in token.doc[slice(*content)]):
        return None
    relays = read_relays(token, Subjects((token,), frozenset(), False, None), sentence)
    start = min(bounds[0], content[0])
    return Telling(
        cue=(token.i, token.i + 1),
        speakers=(speaker,),
        relays=relays.through,
        content=content,
        extent=(start, content[1]),
        stance=Stance.ASSERTS,
        hedge=False,
        words=token.text,
    )
