"""Who says nothing: "there was no comment from X", "X could not be reached", "X was not available for comment"."""

from spacy.tokens import Token

from marsad.claims.attribution.contents import trim
from marsad.claims.attribution.speakers import read_speaker
from marsad.claims.attribution.subjects import coordinated_nouns
from marsad.claims.attribution.telling import Telling
from marsad.claims.sentences import Sentence
from marsad.lexicon.bodies import find_body, find_state
from marsad.lexicon.cues import find_role
from marsad.model.claims import Stance

_ANSWERS = frozenset({"comment", "response", "reaction", "reply", "word", "statement", "confirmation", "answer"})
_WITHHELD = _ANSWERS | {"mention", "detail", "details", "figure", "toll", "evidence", "explanation", "reason", "proof"}
_HAVING = frozenset({"have", "offer", "give", "make", "issue", "provide", "release"})
_AT_HAND = frozenset({"available", "unavailable", "reachable", "unreachable"})


def read_silence(token: Token, sentence: Sentence) -> Telling | None:
    """A sentence that only says that somebody gave no answer: told by whoever is silent, who confirms nothing."""
    heads = _silent(token)
    if not heads or not all(_can_answer(head) for head in heads):
        return None
    content = trim(each for each in token.subtree if sentence.tokens.start <= each.i < sentence.tokens.end)
    if content is None:
        return None
    return Telling(
        cue=(token.i, token.i + 1),
        speakers=tuple(read_speaker(head, sentence) for head in heads),
        relays=(),
        content=content,
        extent=content,
        stance=Stance.DOES_NOT_CONFIRM,
        hedge=False,
        words=token.text,
    )


def _can_answer(head: Token) -> bool:
    known = find_role(head.text, head.lemma_) or find_body(head.text) or find_state(head.text)
    return known is not None or head.ent_type_ == "PERSON" or head.pos_ == "PRON"


def is_silence(token: Token) -> bool:
    """Whether a token is the verb of such a sentence."""
    return bool(_silent(token))


def _silent(verb: Token) -> tuple[Token, ...]:
    if verb.pos_ not in {"VERB", "AUX"} or verb.dep_ not in {"ROOT", "conj", "ccomp", "advcl"}:
        return ()
    subject = next((child for child in verb.lefts if child.dep_ in {"nsubj", "nsubjpass"}), None)
    denied = any(child.dep_ == "neg" for child in verb.children)
    if verb.lemma_ == "reach" and denied and subject is not None and subject.dep_ == "nsubjpass":
        return _all(subject)
    at_hand = {child.lower_ for child in verb.rights if child.dep_ == "acomp"} & _AT_HAND
    if at_hand and subject is not None and denied != any(word.startswith("un") for word in at_hand):
        return _all(subject)
    return _without_answer(verb, subject)


def _without_answer(verb: Token, subject: Token | None) -> tuple[Token, ...]:
    """ "There was no comment from X", "X had no comment"."""
    answer = next((child for child in verb.rights if child.dep_ in {"attr", "dobj", "nsubj"} and _is_none(child)), None)
    if answer is None or (verb.lemma_ in {"be", "have"} and answer.lemma_.lower() not in _ANSWERS):
        return ()
    if verb.lemma_ == "be":
        ties = (child for child in answer.rights if child.dep_ == "prep" and child.lower_ in {"from", "by"})
        return tuple(each for tie in ties for who in tie.rights if who.dep_ == "pobj" for each in _all(who))
    return _all(subject) if verb.lemma_ in _HAVING and subject is not None else ()


def _is_none(noun: Token) -> bool:
    return noun.lemma_.lower() in _WITHHELD and any(child.lower_ == "no" for child in noun.lefts)


def _all(head: Token) -> tuple[Token, ...]:
    return (head, *coordinated_nouns(head))[:3]
