"""How real a happening is by the words around it: happened, ongoing, planned or conditional."""

from collections.abc import Iterator

from spacy.tokens import Token

from marsad.claims.attribution.asking import find_asked
from marsad.claims.kinds.grammar import climb, is_verbal
from marsad.claims.kinds.stance import is_negated, is_unfinished
from marsad.claims.sentences import Sentence
from marsad.lexicon.happenings import load_kinds
from marsad.lexicon.parties import load_context
from marsad.lexicon.reality import load_reality
from marsad.model.claims import Cue, Kind, Status
from marsad.model.reports import BlockKind

_IF = frozenset({"if", "unless", "provided", "lest"})
_MAY = frozenset({"could", "may", "might"})
_SHALL = frozenset({"will", "wo", "'ll", "’ll", "would", "'d", "shall", "must", "should", "ought"})
_STOP = frozenset({"stop", "cease", "halt", "end", "subside", "abate", "finish", "quit"})
_PROGRESS = frozenset({"still"})
_LASTING = frozenset({Kind.CONTROL, Kind.SIEGE})
_TRIED = frozenset({"attempt", "attempted", "bid", "failed", "foiled", "thwarted", "effort"})
_VIOLENT = frozenset({Kind.ATTACK, Kind.AIRSTRIKE, Kind.SHELLING, Kind.BOMBING, Kind.OFFENSIVE, Kind.CLASH})
_UNDER_WAY = frozenset({Kind.SURVEILLANCE, Kind.MOVEMENT, Kind.AID})
_HOLDING_UP = frozenset({"stop", "halt", "block", "intercept"})
_SENTENTIAL = frozenset({"ccomp", "advcl", "relcl", "parataxis", "conj"})
_ASKING = frozenset({"for", "on", "to", "of", "against", "over", "about", "in", "towards", "toward"})


def judge_status(trigger: Token, sentence: Sentence, clause: tuple[int, int]) -> Status:
    """How real the trigger's happening is, by its verb group, what governs it within the clause, and its modifiers.

    Conditions come first, then plans, then what goes on; else it happened. What is not there yet is conditional. A
    happening that is only asked for, offered or negotiated is planned; a violent attempt was still made.
    """
    if _in_condition(trigger, clause):
        return Status.CONDITIONAL
    if _never_stopped(trigger):
        return Status.ONGOING
    if is_unfinished(trigger, clause):
        return Status.CONDITIONAL
    by_adjective = _by_modifiers(trigger)
    if by_adjective in {Status.PLANNED, Status.CONDITIONAL}:
        return by_adjective
    if trigger in find_asked(trigger.doc, clause) or _is_promised(trigger, clause):
        return Status.PLANNED
    verb, way = _verb_of(trigger, clause)
    if way is not None:
        return way
    if verb is None:
        return by_adjective or Status.HAPPENED
    by_group = _by_verb_group(verb, clause)
    if by_group is not Status.HAPPENED:
        return by_group
    if by_adjective is not None:
        return by_adjective
    return _by_aspect(verb, trigger, sentence, clause)


def judge_words(cue: Cue | None, sentence: Sentence, clause: tuple[int, int]) -> Status:
    """How real that is which a clause without a happening tells: by its main verb, by a purpose that it names, and by
    a cue that promises it.
    """
    root = sentence.tokens.doc[slice(*clause)].root
    if not is_verbal(root):
        return Status.PLANNED if cue is not None and _promises(root.head) else Status.HAPPENED
    aims = (child for child in root.lefts if child.dep_ == "nsubj" and load_reality("NOUN").get(child.lemma_.lower()))
    if root.lemma_ == "be" and any(aims) and any(child.dep_ == "xcomp" for child in root.rights):
        return Status.PLANNED
    if any(child.dep_ == "aux" and child.lower_ == "have" for child in root.lefts):
        return Status.HAPPENED
    found = judge_status(root, sentence, clause)
    if found is not Status.ONGOING:
        return found
    will = any(child.dep_ == "aux" and child.lower_ in _SHALL for child in root.lefts)
    return Status.PLANNED if will else Status.HAPPENED


def _is_promised(trigger: Token, clause: tuple[int, int]) -> bool:
    """Whether the happening is itself what the clause's cue promises: "threatened an attack on the port"."""
    root = trigger.doc[slice(*clause)].root
    return root.i == trigger.i and root.dep_ == "dobj" and _promises(root.head)


def _promises(verb: Token) -> bool:
    """ "Threatened a civil war", "promised more troops": what the object of the cue names is yet to come."""
    return verb.lemma_.lower() in load_context("promising verb")


def _never_stopped(trigger: Token) -> bool:
    """ "The shelling has not stopped", "they are not stopping shooting": what did not end goes on."""
    verb = trigger.head
    return is_verbal(verb) and verb.i != trigger.i and verb.lemma_.lower() in _STOP and is_negated(verb)


def is_past_perfect(trigger: Token) -> bool:
    """Whether the trigger's verb, or the verb that carries it, stands in the past perfect ("had fled")."""
    verb = trigger if is_verbal(trigger) else next((above for above in climb(trigger) if is_verbal(above)), None)
    while verb is not None:
        if any(child.dep_ == "aux" and child.lower_ in {"had", "’d", "'d"} for child in verb.children):
            return verb.tag_ in {"VBN", "VBD"}
        linked = verb.dep_ == "conj" and is_verbal(verb.head) and verb.tag_ == "VBN"
        verb = verb.head if linked else None
    return False


def _inside(token: Token, clause: tuple[int, int]) -> bool:
    return clause[0] <= token.i < clause[1]


def _in_condition(trigger: Token, clause: tuple[int, int]) -> bool:
    """The trigger stands in an if-clause, or its verb has one."""
    for token in (trigger, *climb(trigger)):
        if not _inside(token, clause):
            return False
        marks = [child for child in token.children if child.dep_ == "mark"]
        if any(mark.lower_ in _IF for mark in marks):
            return True
        if is_verbal(token):
            if any(_is_if_clause(child, clause) for child in token.children):
                return True
            if token.dep_ in {"relcl", "ccomp"}:
                return False
    return False


def _is_if_clause(child: Token, clause: tuple[int, int]) -> bool:
    return (
        child.dep_ == "advcl"
        and _inside(child, clause)
        and any(inner.dep_ == "mark" and inner.lower_ in _IF for inner in child.children)
    )


def _by_modifiers(trigger: Token) -> Status | None:
    if is_verbal(trigger):
        return None
    table = load_reality("ADJ")
    for child in trigger.children:
        if child.dep_ in {"amod", "compound", "advmod"} and child.lower_ in table:
            if child.lower_ in _TRIED and _is_violent(trigger):
                continue
            return table[child.lower_]
    return None


def _is_violent(trigger: Token) -> bool:
    return any(entry.kind in _VIOLENT for entry, _ in load_kinds().get(trigger.lower_, ()))


def _verb_of(trigger: Token, clause: tuple[int, int]) -> tuple[Token | None, Status | None]:
    """The verb that the happening hangs on, and a status if a noun or verb on the way only asks for or offers it."""
    if is_verbal(trigger):
        return trigger, None
    nouns, verbs = load_reality("NOUN"), load_reality("VERB")
    below = trigger
    for above in _carriers(trigger, clause):
        if is_verbal(above):
            asked = None if _is_held_up(above, trigger) else _asked(above, below, trigger, verbs)
            return above, asked or _seems(above)
        lemma = above.lemma_.lower()
        status = nouns.get(above.lower_) or nouns.get(lemma)
        if status is not None and below.dep_ in {"prep", "acl", "pobj"} and below.lower_ in _ASKING:
            return None, None if lemma in _TRIED and _is_violent(trigger) else status
        if status is not None and lemma == "attempt" and below.dep_ == "compound" and not _is_violent(trigger):
            return None, status
        below = above
    return None, None


def _is_held_up(verb: Token, trigger: Token) -> bool:
    """ "A patrol was stopped": who is held up was on the way."""
    kinds = {entry.kind for entry, _ in load_kinds().get(trigger.lower_, ())}
    return verb.lemma_.lower() in _HOLDING_UP and bool(kinds) and kinds <= _UNDER_WAY


def _carriers(trigger: Token, clause: tuple[int, int]) -> Iterator[Token]:
    for above in climb(trigger):
        if not _inside(above, clause):
            return
        yield above


def _seems(verb: Token) -> Status | None:
    """ "The toll is likely to rise", "an exchange is possible"."""
    if verb.lemma_ == "be" and any(child.dep_ == "xcomp" and _has_to(child) for child in verb.children):
        return Status.PLANNED
    table = load_reality("ADJ")
    likely = (table.get(child.lower_) for child in verb.children if child.dep_ == "acomp")
    return next((status for status in likely if status in {Status.PLANNED, Status.CONDITIONAL}), None)


def _has_to(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)


def _asked(verb: Token, below: Token, trigger: Token, verbs: dict[str, Status]) -> Status | None:
    """A verb that asks for, offers, negotiates or prevents its object has not made it happen."""
    status = verbs.get(verb.lemma_.lower())
    if status in {None, Status.ONGOING} or below.dep_ not in {"dobj", "prep", "nsubjpass", "pobj"}:
        return None
    if below.dep_ == "prep" and below.lower_ not in {"for", "on", "about", "to", "against", "of"}:
        return None
    if verb.lemma_.lower() == "order" and below.dep_ == "prep":
        return None
    if verb.lemma_.lower() in {"call", "push", "press", "work", "move", "commit"} and below.dep_ != "prep":
        return None
    return status


def _by_verb_group(verb: Token, clause: tuple[int, int]) -> Status:
    """Modals and governors of a verb: "will", "may", "vowed to", "is due to", "failed to"."""
    token = verb
    for _ in range(6):
        aux = {child.lower_ for child in token.children if child.dep_ in {"aux", "auxpass"}}
        if aux & _MAY:
            return Status.CONDITIONAL
        if aux & _SHALL:
            return Status.ONGOING if _lasts(token) else Status.PLANNED
        if "to" in aux:
            found = _by_governor(token, clause, perfect="have" in aux)
            if found is not None:
                return found
        elif token.dep_ == "pcomp" or (token.dep_ == "xcomp" and token.tag_ == "VBG"):
            found = _by_noun_or_verb(token)
            if found is not None:
                return found
            if token.dep_ == "pcomp" and token.head.lower_ in {"by", "for", "in"} and is_verbal(token.head.head):
                token = token.head.head
                continue
        if token.dep_ not in {"xcomp", "conj", "ccomp"} or not _inside(token.head, clause):
            return Status.HAPPENED
        if token.dep_ == "ccomp" or (token.dep_ == "conj" and _has_subject(token)):
            return _told_as(token)
        token = token.head
    return Status.HAPPENED


def _has_subject(token: Token) -> bool:
    return any(child.dep_ in {"nsubj", "nsubjpass"} for child in token.children)


def _told_as(token: Token) -> Status:
    """What is demanded, threatened or feared in a that-clause without a modal: subjunctive, or a fear."""
    governor = token.head.lemma_.lower()
    if token.tag_ == "VB" and governor in {"demand", "insist", "recommend", "urge", "request", "propose"}:
        return Status.PLANNED
    return Status.CONDITIONAL if governor in {"fear", "doubt", "assume"} else Status.HAPPENED


def _by_noun_or_verb(token: Token) -> Status | None:
    """A gerund behind a preposition or verb: "accused of", "plans for", "prevented from"."""
    governor = token.head.head if token.dep_ == "pcomp" else token.head
    lemma = governor.lemma_.lower()
    status = load_reality("VERB").get(lemma) or load_reality("NOUN").get(lemma)
    if status is Status.ONGOING or (token.dep_ == "pcomp" and token.head.lower_ in {"after", "by", "of", "with"}):
        return None
    return status


def _by_governor(verb: Token, clause: tuple[int, int], perfect: bool) -> Status | None:
    """An infinitive's status: by the verb, noun or adjective that it hangs on; a bare purpose is planned."""
    governor = verb.head
    if perfect or governor.i == verb.i or governor.lower_ == "nothing":
        return None
    lemma = governor.lemma_.lower()
    if governor.lower_ == "able" and governor.head.tag_ in {"VBD", "VBN"}:
        return None
    if verb.dep_ == "xcomp" and lemma in load_reality("INFINITIVE"):
        status = load_reality("VERB").get(lemma)
        perfect_be = any(child.lower_ in {"has", "have", "had"} for child in governor.children if child.dep_ == "aux")
        is_to = lemma == "be" and not perfect_be
        return Status.PLANNED if is_to else (status if status is Status.CONDITIONAL else None)
    for pos in ("VERB", "NOUN", "ADJ"):
        table = load_reality(pos)
        status = table.get(lemma) or table.get(governor.lower_)
        if status is not None and status is not Status.ONGOING:
            return status
    return Status.PLANNED


def _by_aspect(verb: Token, trigger: Token, sentence: Sentence, clause: tuple[int, int]) -> Status:
    """What goes on: progressive forms, "continue", "remain", "still", and present states of control and siege."""
    is_over = verb.lower_ == "lasted" and not any(child.dep_ == "aux" for child in verb.children)
    if _goes_on(verb) or (verb.dep_ == "xcomp" and _lasts(verb.head)) or (_lasts(verb) and not is_over):
        return Status.ONGOING
    if any(child.lower_ in _PROGRESS for child in verb.children) and verb.tag_ in {"VBZ", "VBP", "VBD"}:
        return Status.ONGOING
    taken = trigger.lemma_.lower() in load_context("taking")
    lasting = not taken and any(entry.kind in _LASTING for entry, _ in load_kinds().get(trigger.lower_, ()))
    present = verb.tag_ in {"VBZ", "VBP"} and sentence.block is not BlockKind.TITLE
    return Status.ONGOING if lasting and present and verb.dep_ in {"ROOT", *_SENTENTIAL} else Status.HAPPENED


def _goes_on(verb: Token) -> bool:
    aux = {child.lower_ for child in verb.children if child.dep_ == "aux"}
    if verb.tag_ == "VBG" and aux & {"is", "are", "'re", "’re", "was", "were", "been", "be"}:
        return True
    adverbs = {child.lower_ for child in verb.children if child.dep_ in {"advmod", "acomp", "prep", "attr", "amod"}}
    under = any(
        child.lower_ == "under" and any(inner.lower_ == "way" for inner in child.children) for child in verb.children
    )
    return under or bool(adverbs & {"underway", "ongoing"})


def _lasts(verb: Token) -> bool:
    return load_reality("VERB").get(verb.lemma_.lower()) is Status.ONGOING
