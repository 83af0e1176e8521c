"""Who owns an outlet, where the text says so: "the Front-run Radio X", "X, a channel affiliated with the party"."""

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from marsad.claims.attribution.phrases import phrase_bounds, strip_determiners

_TIED = frozenset(
    {"run", "owned", "controlled", "operated", "affiliated", "linked", "backed", "aligned", "funded", "allied", "loyal"}
)
_VERBS = frozenset({"run", "own", "control", "operate", "affiliate", "link", "back", "align", "fund", "ally"})
_STATE = frozenset({"state", "government", "regime", "official", "public", "national", "govt"})


@dataclass(frozen=True, slots=True)
class Ownership:
    """The owner's tokens, if named; whether it is the state; where the outlet's own name begins."""

    owner: tuple[int, int] | None
    is_state: bool
    start: int


def find_ownership(head: Token, nodes: Iterable[Token]) -> Ownership | None:
    """What the words before an outlet's name, or the clause after it, say of its owner."""
    return _owned_before(head) or next((found for node in nodes for found in _owned_after(node)), None)


def _owned_before(head: Token) -> Ownership | None:
    """ "the state-run X", "the pro-government X", "the Front-run X": the name begins after it."""
    doc = head.doc
    start, _ = phrase_bounds(head)
    for at in range(start, head.i):
        word = doc[at].lower_
        if word == "pro" and at + 2 < head.i and doc[at + 1].text == "-" and doc[at + 2].lower_ in _STATE:
            return Ownership(None, True, at + 3)
        if word in _TIED and at - 2 >= start and doc[at - 1].text == "-":
            bare = strip_determiners(doc, start, at - 1)
            is_state = doc[at - 2].lower_ in _STATE
            return Ownership(None if is_state else (bare, at - 1), is_state, at + 1)
    return None


def _owned_after(node: Token) -> Iterable[Ownership]:
    """ "a channel run by X", "a paper loyal to the government", "the party's mouthpiece"."""
    for child in node.rights:
        if child.dep_ not in {"acl", "amod", "relcl"} or not (child.lemma_ in _VERBS or child.lower_ == "loyal"):
            continue
        for tie in child.children:
            who = next((each for each in tie.rights if each.dep_ == "pobj"), None)
            if tie.lower_ in {"by", "with", "to"} and who is not None:
                first, end = phrase_bounds(who)
                yield Ownership((strip_determiners(node.doc, first, end), end), who.lower_ in _STATE, -1)
