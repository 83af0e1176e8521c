"""Tellings by a noun: "the army's denial that", "a claim by the monitor that", "in the words of the mayor"."""

from spacy.tokens import Token

from marsad.claims.attribution.contents import trim
from marsad.claims.attribution.nouns import find_owner
from marsad.claims.attribution.speakers import Speaker, read_speaker
from marsad.claims.attribution.subjects import can_name_speaker
from marsad.claims.attribution.telling import Telling
from marsad.claims.sentences import Sentence
from marsad.lexicon.cues import load_cues
from marsad.model.claims import Stance


def is_nominal(token: Token) -> bool:
    """Whether a noun can tell: a cue with a clause of its own behind it, or what "in the words of X" hangs on."""
    if token.pos_ != "NOUN":
        return False
    return (token.lemma_ in load_cues("noun") and _clause_of(token) is not None) or _is_view(token)


def read_nominal(token: Token, sentence: Sentence) -> Telling | None:
    """What a noun tells, where its owner can speak: the clause behind it, or the sentence that a view stands in."""
    if not is_nominal(token):
        return None
    owner = _find_speaker(token, sentence)
    if owner is None:
        return None
    if _is_view(token):
        phrase = {each.i for each in token.head.subtree}
        return _tell(token.head, token, owner, phrase, [each for each in sentence.tokens if each.i not in phrase])
    clause = _clause_of(token)
    assert clause is not None
    entry = load_cues("noun")[token.lemma_]
    own = {token.i, *(each.i for child in token.children if child.i != clause.i for each in child.subtree)}
    return _tell(token, token, owner, own, list(clause.subtree), entry.stance, hedge=entry.hedge)


def _clause_of(noun: Token) -> Token | None:
    """The clause with "that" which says what a noun tells, not one that is about the noun."""
    return next(
        (
            child
            for child in noun.rights
            if child.dep_ in {"acl", "ccomp"} and any(t.dep_ == "mark" and t.lower_ == "that" for t in child.lefts)
        ),
        None,
    )


def _is_view(token: Token) -> bool:
    """Whether a noun stands in "in X's view", "in the words of X"."""
    return token.dep_ == "pobj" and token.head.lower_ == "in" and token.lemma_ in load_cues("view")


def _find_speaker(noun: Token, sentence: Sentence) -> Speaker | None:
    """Who owns a noun, where that can speak and does not stand in what is told."""
    bounds = find_owner(noun)
    clause = _clause_of(noun)
    if bounds is None or (clause is not None and bounds[1] > clause.left_edge.i):
        return None
    held = [token for token in noun.doc[slice(*bounds)] if token.dep_ in {"poss", "pobj"} and token.i != noun.i]
    owner = next((token for token in held if token.pos_ == "PROPN" or can_name_speaker(token)), None)
    if owner is None or owner.lower_ in {"our", "my", "your"}:
        return None
    return read_speaker(owner, sentence)


def _tell(
    first: Token,
    last: Token,
    speaker: Speaker,
    own: set[int],
    told: list[Token],
    stance: Stance = Stance.ASSERTS,
    *,
    hedge: bool = False,
) -> Telling | None:
    content = trim(told)
    if content is None or not any(token.pos_ in {"VERB", "AUX"} for token in told):
        return None
    return Telling(
        cue=(first.i, last.i + 1),
        speakers=(speaker,),
        relays=(),
        content=content,
        extent=(min(content[0], *own), max(content[1], max(own) + 1)),
        stance=stance,
        hedge=hedge,
        words=first.doc[first.i : last.i + 1].text,
    )
