"""Which of a clause's happenings governs it: the shortest way from its root, things done before things said."""

from spacy.tokens import Token

from marsad.claims.attribution.headline_verbs import is_headline_verb
from marsad.claims.kinds.grammar import is_light, is_verbal
from marsad.lexicon.counting import load_count_words
from marsad.model.claims import Kind

_LATE = {Kind.STATEMENT: 1, Kind.SURVEILLANCE: 0, Kind.OTHER: 3}
_COSTS = {
    "xcomp": 1,
    "ccomp": 1,
    "conj": 2,
    "prep": 1,
    "agent": 1,
    "pobj": 1,
    "pcomp": 1,
    "dobj": 2,
    "nsubj": 2,
    "nsubjpass": 2,
    "attr": 1,
    "advcl": 4,
    "acl": 4,
    "relcl": 7,
    "appos": 4,
}
_ELSEWHERE = frozenset({"after", "before", "since", "until", "despite", "amid", "following", "during", "as"})
_NUMBERS = load_count_words("toll", "total")
_STEPS = 20


def weigh(kind: Kind, trigger: Token, clause: tuple[int, int]) -> tuple[int, int]:
    """How far a happening is from governing its clause, smaller first: what it is, then the steps up to the root.

    Subjects and objects of a verb that only carries them cost nothing; what is told as after, before or during
    something costs more.
    """
    if is_headline_verb(trigger):
        return 0, 0
    describes = trigger.dep_ in {"amod", "acl", "relcl"} and not _is_counted(trigger)
    attributive = describes and kind is not Kind.STATEMENT
    rank = 1 if attributive else _LATE.get(kind, 0)
    return rank, _steps_up(trigger, clause)


def _steps_up(trigger: Token, clause: tuple[int, int]) -> int:
    cost = 6 if _is_reduced(trigger) else 0
    token = trigger
    for _ in range(_STEPS):
        head = token.head
        if head.i == token.i or not clause[0] <= head.i < clause[1]:
            return cost
        cost += _step(token, head)
        token = head
    return cost


def _is_reduced(trigger: Token) -> bool:
    """A participle that the parser took for the main verb: "rebels captured in May are to be freed"."""
    if trigger.tag_ not in {"VBN", "VBD"} or any(child.dep_ in {"aux", "auxpass", "cc"} for child in trigger.children):
        return False
    return any(child.dep_ == "conj" and child.tag_ in {"VBP", "VBZ", "VBD", "MD"} for child in trigger.children)


def _is_counted(trigger: Token) -> bool:
    """ "The number of prisoners who were moved rose": what the counted did is what the sentence tells."""
    noun = trigger.head
    return noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lower_ in _NUMBERS


def _step(token: Token, head: Token) -> int:
    if token.dep_ in {"dobj", "nsubj", "nsubjpass", "attr"} and is_verbal(head) and is_light(head):
        return 0
    if token.dep_ in {"relcl", "acl"} and _is_counted(token):
        return 0
    if token.dep_ == "prep" and token.lower_ in _ELSEWHERE:
        return 4
    return _COSTS.get(token.dep_, 2)


def is_cause(violence: Token, harm: Token) -> bool:
    """Whether a violent happening stands as what did the harm: its subject, or by, in, from or of it."""
    token = violence
    for _ in range(_STEPS):
        head = token.head
        if head.i == token.i:
            return False
        if token.dep_ == "prep" and token.lower_ in _ELSEWHERE:
            return False
        if token.dep_ in {"advcl", "relcl", "ccomp", "parataxis"}:
            return False
        if head.i == harm.i or (head.dep_ == "conj" and head.head.i == harm.i):
            return True
        if is_verbal(token) and token.dep_ not in {"acl", "conj"}:
            return False
        token = head
    return False
