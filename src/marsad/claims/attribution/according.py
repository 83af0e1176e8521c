"""Phrases that name a source: "according to X", "per X"."""

from spacy.tokens import Token

from marsad.claims.attribution.contents import trim
from marsad.claims.attribution.reach import own_tokens
from marsad.claims.attribution.relays import read_relays
from marsad.claims.attribution.speakers import read_speaker
from marsad.claims.attribution.subjects import Subjects, can_name_speaker, coordinated_nouns
from marsad.claims.attribution.telling import Telling
from marsad.claims.sentences import Sentence
from marsad.model.claims import Stance


def is_according(token: Token) -> bool:
    """Whether a token opens such a phrase: "per" only before what can speak, set off or counted."""
    if token.lower_ == "according":
        return True
    if token.lower_ == "acc.":
        return token.i + 1 < len(token.doc) and token.nbor().lower_ == "to"
    if token.lower_ != "per":
        return False
    apart = token.i == token.sent.start or token.nbor(-1).text == ","
    who = next((child for child in token.rights if child.dep_ == "pobj" and _can_speak(child)), None)
    return who is not None and (apart or any(child.dep_ == "nummod" for child in who.lefts))


def _can_speak(noun: Token) -> bool:
    return can_name_speaker(noun) or (noun.text.isupper() and noun.pos_ in {"PROPN", "NOUN"} and len(noun) > 2)


def read_according(token: Token, sentence: Sentence) -> Telling | None:
    """ "According to X": X's telling of the clause that it hangs on, or of the whole sentence at its end."""
    if not is_according(token):
        return None
    doc = token.doc
    to = token if token.lower_ == "per" else next((child for child in token.children if child.lower_ == "to"), None)
    if to is None and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "to":
        to = doc[token.i + 1]
    found = next((child for child in to.children if child.dep_ in {"pobj", "pcomp", "dobj"}), None) if to else None
    if to is None or found is None or found.tag_ == "WDT" or any(child.tag_ == "WDT" for child in to.children):
        return None
    heads = [found, *coordinated_nouns(found)][:3]
    speakers = tuple(read_speaker(head, sentence) for head in heads)
    end = max(each.end for each in speakers)
    phrase = {token.i, to.i} | {each.i for each in found.subtree}
    is_last = all(each.is_punct or each.i in phrase for each in doc[end : sentence.tokens.end])
    scope = list(sentence.tokens) if is_last or token.i == sentence.tokens.start else _clause_of(token, sentence)
    content = trim(each for each in scope if each.i not in phrase)
    if content is None:
        return None
    return Telling(
        cue=(token.i, to.i + 1),
        speakers=speakers,
        relays=read_relays(found, Subjects((found,), frozenset(), False, None), sentence).through,
        content=content,
        extent=(min(content[0], token.i), max(content[1], max(phrase) + 1)),
        stance=Stance.ASSERTS,
        hedge=False,
        words=doc[token.i : to.i + 1].text,
        outer=is_last,
    )


def _clause_of(token: Token, sentence: Sentence) -> list[Token]:
    """The clause that a phrase in mid-sentence is set off from: what stands before its comma, else what it hangs on."""
    head = token.head
    if head.i > token.i and token.doc[token.i - 1].text == ",":
        return list(token.doc[sentence.tokens.start : token.i])
    while head.pos_ not in {"VERB", "AUX"} and head.head.i != head.i:
        head = head.head
    return [each for each in own_tokens(head) if sentence.tokens.start <= each.i < sentence.tokens.end]
