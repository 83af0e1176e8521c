"""Whose verb it is: the subjects of a cue through coordination, governors, relative clauses and inversion."""

from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Span, Token

from marsad.claims.attribution.contents import misplaced_deeds
from marsad.claims.attribution.set_off import find_joined, find_set_off, find_uncommaed, is_set_off
from marsad.lexicon.bodies import find_body
from marsad.lexicon.cues import find_role, load_cues
from marsad.model.claims import Stance

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM"})
_SUBJECTS = frozenset({"nsubj", "csubj"})
_OF_PART, _THEM = frozenset({"of", "among"}), frozenset({"them", "whom"})
_NO_AGENT = frozenset({"DATE", "TIME", "CARDINAL", "QUANTITY", "PERCENT", "MONEY"})
_REFRAINING = frozenset({"refrain", "abstain"})
_WITHHOLDING = frozenset({"unable", "unwilling", "reluctant"})


@dataclass(frozen=True, slots=True)
class Subjects:
    """The heads of who speaks, their tokens, whether the telling is withheld, and the passive verb of quoting."""

    heads: tuple[Token, ...]
    tokens: frozenset[int]
    withheld: bool
    quoting: Token | None


def find_subjects(verb: Token) -> Subjects | None:
    """Who speaks by this verb; no heads where nobody is named ("it was reported"), None where it is no telling."""
    return _find(verb, verb, False, 0)


def _find(verb: Token, cue: Token, withheld: bool, depth: int) -> Subjects | None:
    own = _named_before(_nearest([child for child in verb.children if _can_head(child, verb)], verb), verb)
    if own is not None and own.lower_ in {"who", "which", "that"} and verb.dep_ == "relcl":
        own = verb.head
    if own is not None and own.pos_ == "NOUN" and not can_name_speaker(own):
        own = find_set_off(verb) or own
    if own is not None:
        is_noun = own.pos_ in _NOMINAL or find_role(own.text, own.lemma_) is not None
        return _with_first(_make(own, verb, withheld, None)) if is_noun else None
    if _is_as_told(verb) or any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children):
        return _passive(verb, withheld)
    inverted = _inverted(verb) if verb.tag_ != "VBG" else None
    if inverted is not None:
        return _make(inverted, verb, withheld, None)
    apart = find_set_off(verb) if verb.dep_ in {"conj", "acl"} and verb.tag_ != "VBG" else None
    if apart is not None:
        return _make(apart, verb, withheld, None)
    found = _governed(verb, cue, withheld, depth) if depth < 6 else None
    mistaken = find_set_off(verb) or find_uncommaed(verb) if found is None else None
    return _make(mistaken, verb, withheld, None) if mistaken is not None else found


def _with_first(found: Subjects) -> Subjects:
    """The speakers with one before "and" that the parser hung elsewhere: "..., a medic and a nurse said"."""
    first = find_joined(found.heads[0])
    if first is None:
        return found
    tokens = found.tokens | frozenset(range(first.left_edge.i, found.heads[0].i))
    return replace(found, heads=(first, *found.heads)[:3], tokens=tokens)


def _can_head(child: Token, verb: Token) -> bool:
    """Whether a child is the verb's subject: no bracket, and nothing after "saying", which is what is said."""
    return child.dep_ in _SUBJECTS and child.text[:1].isalnum() and not (verb.tag_ == "VBG" and child.i > verb.i)


def _named_before(own: Token | None, verb: Token) -> Token | None:
    """The name right before a role that lost its commas: "Ana Ruiz a spokeswoman for the port said"."""
    if own is None or own.pos_ != "NOUN" or find_role(own.text, own.lemma_) is None:
        return own
    named = (child for child in verb.lefts if child.dep_ == "nsubj" and child.right_edge.i == own.left_edge.i - 1)
    return next((child for child in named if child.ent_type_ == "PERSON"), own)


def find_behind(verb: Token) -> Subjects | None:
    """Who speaks after what is quoted: "...” said Ana Ruiz noting that", where the parser made her subject of both."""
    who = _inverted(verb)
    for child in verb.rights:
        if who is None and child.dep_ in {"ccomp", "advcl"} and child.tag_ == "VBG":
            who = next((each for each in child.lefts if each.dep_ == "nsubj" and each.left_edge.i == verb.i + 1), None)
    return _make(who, verb, False, None) if who is not None else None


def coordinated_with(verb: Token) -> Token:
    """The verb that a coordinated cue shares its subject with.

    A finite verb shares it with a finite one: "denies having fired and accuses". Where what the parser chose cannot
    speak and stands in the content of another cue ("denied that shells fell but did not say", "said two were killed
    but denied"), it is that cue.
    """
    head = verb.head
    subject = next((child for child in head.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    above = head.head
    if subject is None and head.dep_ == "xcomp" and verb.tag_ in {"VBZ", "VBD", "VBP"}:
        return above
    speaks = subject is not None and subject.dep_ == "nsubj" and can_name_speaker(subject)
    if subject is None or speaks or head.dep_ != "ccomp" or above.i == head.i:
        return head
    return above if above.lemma_.lower() in load_cues("verb") else head


def can_name_speaker(head: Token) -> bool:
    """Whether a subject is a person, a body, a speaking noun or a pronoun."""
    if head.pos_ == "PRON" or head.ent_type_ in {"PERSON", "ORG", "GPE", "NORP"}:
        return True
    return find_role(head.text, head.lemma_) is not None or find_body(head.text) is not None


def _governed(verb: Token, cue: Token, withheld: bool, depth: int) -> Subjects | None:
    head = verb.head
    if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
        return _find(coordinated_with(verb), cue, withheld, depth + 1)
    if verb.dep_ == "pcomp" and head.lower_ == "as" and head.head.lemma_ in {"quote", "cite"}:
        return _quoted(head.head, withheld)
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and head.pos_ in {"VERB", "AUX"}:
        if _is_of_object(verb):
            return None
        return _find(head, cue, withheld, depth + 1)
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and head.pos_ in {"NOUN", "PROPN"}:
        return _make(head, verb, withheld, None)
    stopped = _stopped_short(verb)
    if stopped is not None:
        return _find(stopped, cue, True, depth + 1)
    if verb.dep_ == "xcomp" or _is_regretted(verb):
        governor = load_cues("governor").get(head.lemma_)
        has_yet = head.lemma_ in {"have", "be"} and any(
            child.lower_ == "yet" for child in (*head.children, *verb.children)
        )
        unable = head.lower_ == "able" and any(child.dep_ == "neg" for child in head.head.children)
        withholds = has_yet or unable or head.lower_ in _WITHHOLDING
        if governor is None and not withholds:
            return None
        withheld = withheld or withholds or (governor is not None and governor.stance is Stance.DOES_NOT_CONFIRM)
        above = head if head.pos_ in {"VERB", "AUX"} else head.head
        return _find(above, cue, withheld, depth + 1)
    return None


def _is_of_object(verb: Token) -> bool:
    """ "Detained 16 protesters demanding that": a participle right behind people only describes them."""
    before = verb.nbor(-1) if verb.left_edge.i == verb.i > 0 else None
    if before is None or before.dep_ != "dobj" or before.head.i != verb.head.i:
        return False
    role = find_role(before.text, before.lemma_)
    return role is not None and role.sense == "person"


def _is_regretted(verb: Token) -> bool:
    """ "Regrets to announce that": an infinitive right behind its governor, which the parser takes for a purpose."""
    return verb.dep_ == "advcl" and verb.i - 2 == verb.head.i and verb.nbor(-1).tag_ == "TO"


def _stopped_short(verb: Token) -> Token | None:
    """ "stopped short of confirming", "refrained from commenting": the verb whose subject does not confirm."""
    if verb.dep_ == "pcomp" and verb.head.lower_ == "from" and verb.head.head.lemma_.lower() in _REFRAINING:
        return verb.head.head
    if verb.dep_ != "pcomp" or verb.head.lower_ != "of" or verb.i < 2 or verb.nbor(-2).lower_ != "short":
        return None
    return next((above for above in verb.ancestors if above.lemma_ in {"stop", "fall"}), None)


def _is_as_told(verb: Token) -> bool:
    """ "As reported by X": a participle whose agent speaks."""
    marks = {child.lower_ if child.dep_ == "mark" else child.dep_ for child in verb.children}
    return verb.tag_ == "VBN" and verb.dep_ == "advcl" and {"as", "agent"} <= marks


def _passive(verb: Token, withheld: bool) -> Subjects | None:
    """The agent speaks ("it was reported by X that"); with no agent nobody does, and an act done is no telling."""
    agent = next((child for child in verb.children if child.dep_ == "agent"), None)
    who = next((child for child in agent.rights if child.dep_ == "pobj"), None) if agent else None
    if who is not None and who.ent_type_ not in _NO_AGENT:
        return _make(who, verb, withheld, None)
    subject = next((child.lower_ for child in verb.lefts if child.dep_ == "nsubjpass"), "it")
    told = any(child.dep_ == "xcomp" or (child.dep_ == "ccomp" and subject == "it") for child in verb.children)
    return Subjects((), frozenset(), withheld, None) if told else None


def _quoted(quoting: Token, withheld: bool) -> Subjects | None:
    """ "X was quoted by Y as saying", "quoting X as saying": X speaks."""
    who = _nearest([child for child in quoting.children if child.dep_ == "nsubjpass"], quoting)
    if who is None:
        who = next((child for child in quoting.children if child.dep_ == "dobj"), None)
    if who is None and quoting.dep_ == "acl":
        who = quoting.head
    return _make(who, quoting, withheld, quoting) if who is not None else None


def _inverted(verb: Token) -> Token | None:
    """ "said X" after what was said: a noun phrase right after the verb that the parser took for something else."""
    for child in verb.rights:
        if child.is_punct:
            return None
        if child.dep_ in {"nsubj", "attr", "oprd", "npadvmod", "appos"} or (
            child.dep_ == "dobj" and verb.lemma_ == "say"
        ):
            is_name = child.pos_ == "PROPN" or (child.pos_ == "NOUN" and child.ent_type_ not in {"DATE", "TIME"})
            return child if is_name and child.ent_type_ not in {"DATE", "TIME"} else None
        return None
    return None


def _nearest(children: list[Token], verb: Token) -> Token | None:
    return min(children, key=lambda child: abs(child.i - verb.i)) if children else None


def _after_dateline(head: Token) -> Token:
    """The noun after the dash of a dateline that the parser took for the subject: "LIMA — A rebel group said"."""
    doc, start = head.doc, head.sent.start
    if head.i - start > 8:
        return head
    dash = next((token for token in doc[head.i + 1 : start + 14] if _is_dash(token)), None)
    if dash is None or not (doc[start].text.isupper() or _is_dateline(doc[start : dash.i])):
        return head
    for token in doc[dash.i + 1 : min(dash.i + 14, head.sent.end)]:
        following = doc[token.i + 1] if token.i + 1 < len(doc) else None
        is_noun = token.pos_ in {"NOUN", "PROPN"} or token.dep_ in {"appos", "nsubj"}
        if is_noun and not (following is not None and (following.pos_ in {"NOUN", "PROPN"} or following.text == "-")):
            return token
    return head


def _behind_part(head: Token) -> Token:
    """Who speaks behind a part of those told of, which the parser joined to it: "two of them girls, a nurse said"."""
    doc, first = head.doc, head.left_edge.i
    told = [token.lower_ for token in doc[max(first - 2, head.sent.start) : head.i + 3]]
    if not any(one in _OF_PART and other in _THEM for one, other in pairwise(told)):
        return head
    behind = (each for each in head.subtree if each.i > head.i and each.dep_ in {"conj", "appos"})
    return next((each for each in behind if each.pos_ in {"NOUN", "PROPN"} and is_set_off(each)), head)


def _is_dash(token: Token) -> bool:
    return token.text in {"—", "–", "--"} or (token.text == "-" and bool(token.nbor(-1).whitespace_))


def _is_dateline(tokens: Span) -> bool:
    """Names, numbers and marks with a comma or a bracket among them: "Quito, May 3 (EFE) -"."""
    plain = all(token.pos_ in {"PROPN", "NUM", "PUNCT", "SPACE"} or token.text in "(),/" for token in tokens)
    return plain and any(token.text in {",", "("} for token in tokens)


def _make(head: Token, verb: Token, withheld: bool, quoting: Token | None) -> Subjects:
    head = _behind_part(_after_dateline(head))
    heads = (head, *coordinated_nouns(head))[:3]
    if (verb.dep_ == "relcl" and verb.head.i == head.i) or verb.dep_ == "acl":
        tokens = frozenset({head.i})
    else:
        tokens = frozenset(token.i for token in head.subtree)
        tokens -= {token.i for deed in misplaced_deeds(verb) for token in deed.subtree}
    return Subjects(heads, tokens - {verb.i}, withheld, quoting)


def coordinated_nouns(head: Token) -> list[Token]:
    """The nouns joined to a head by "and" or "or"."""
    doc = head.doc
    return [
        each
        for each in head.conjuncts
        if each.i > head.i
        and each.pos_ in {"NOUN", "PROPN"}
        and any(token.dep_ == "cc" for token in doc[head.i : each.left_edge.i + 1])
    ]
