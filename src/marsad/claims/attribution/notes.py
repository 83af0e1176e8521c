"""Notes: how reports from the field name whom they heard: "Spoke with a guard at the gate. Says two died."."""

from spacy.tokens import Token

from marsad.claims.attribution.speakers import Speaker, read_dropped, read_speaker
from marsad.claims.sentences import Sentence
from marsad.lexicon.cues import find_role
from marsad.model.reports import BlockKind

_HEARD = frozenset({"speak", "talk", "meet", "interview", "call", "phone"})
_TIES = frozenset({"with", "to"})


def find_heard(sentence: Sentence) -> tuple[Speaker, ...]:
    """Whom a narrated sentence says was spoken with: "Spoke with the night guard", "Called a teacher"."""
    root = sentence.tokens.root
    if root.lemma_.lower() not in _HEARD or any(child.dep_ == "nsubjpass" for child in root.children):
        return ()
    tied = (inner for child in root.rights if child.lower_ in _TIES for inner in child.rights if inner.dep_ == "pobj")
    heads = [child for child in root.rights if child.dep_ == "dobj"] + list(tied)
    return tuple(read_speaker(head, sentence) for head in heads[:1] if _is_somebody(head))


def _is_somebody(head: Token) -> bool:
    role = find_role(head.text, head.lemma_)
    return role is not None and role.sense in {"person", "source"}


def read_unsaid(verb: Token, sentence: Sentence) -> Speaker | None:
    """The speaker of a verb of telling that opens a sentence of the body without a subject: whoever was heard last.

    "Says two died", "Could not say how many".
    """
    before = sentence.tokens.doc[sentence.tokens.start : verb.i]
    opens = all(not token.is_alpha or (token.head.i == verb.i and token.dep_ in {"aux", "neg"}) for token in before)
    named = any(child.dep_ in {"nsubj", "nsubjpass", "auxpass", "expl"} for child in verb.children)
    if sentence.block is not BlockKind.BODY or not opens or named or verb.dep_ != "ROOT":
        return None
    helped = any(child.dep_ == "aux" for child in verb.children)
    denied = any(child.dep_ == "neg" for child in verb.children)
    return read_dropped(verb, sentence) if (helped and denied) or (not helped and verb.tag_ == "VBZ") else None
