"""What the content says of its own happening: told as so, told as not so, or left open."""

from spacy.tokens import Token

from marsad.claims.attribution.deeds import refuses_thing
from marsad.claims.kinds.finding import find_kinds
from marsad.claims.kinds.grammar import climb, is_light, is_passive, is_verbal
from marsad.claims.kinds.senses import is_armed
from marsad.claims.sentences import Sentence
from marsad.lexicon.counting import load_count_words
from marsad.lexicon.parties import load_context
from marsad.lexicon.weapons import find_weapons
from marsad.model.claims import Kind, Stance

Clause = tuple[int, int]

_MANAGING = frozenset({"able", "possible", "manage", "want", "wish"})
_IMPOSSIBLE = frozenset({"impossible", "unable"})
_CHECKING = frozenset({"verify", "confirm", "corroborate", "authenticate", "establish", "ascertain", "substantiate"})
_NEWS = frozenset({"information", "comment", "detail", "news", "word"})
_UNCHECKED = frozenset({"unverified", "unconfirmed", "uncorroborated"})
_CANNOT = frozenset({"decline", "refuse", "fail"})
_HYPOTHETICAL = frozenset(
    {"will", "wo", "would", "could", "may", "might", "should", "must", "shall", "'ll", "’ll", "to"}
)
_NOT = frozenset({"not", "n't", "n’t", "never", "neither"})
_NONE = frozenset({"no", "none", "nobody", "nothing"})
_ASKED = frozenset({"whether", "who", "how", "if", "what", "which", "where", "when", "why"})
_BE = frozenset({"is", "are", "'re", "’re", "am", "'m", "was", "were"})
_WHOLE = frozenset(
    {"full", "fully", "complete", "completely", "total", "totally", "entire", "entirely", "whole", "all"}
)
_HAPPEN = frozenset({"occur", "happen"})
_ACTS = frozenset({"exchange", "swap", "trade", "bargain", "accident", "test", "drill", "retaliation"})
_SPURNING = frozenset({"dismiss", "reject", "describe", "denounce", "condemn", "brand", "deride"})
_AGREEING = frozenset({"correspond"})
_FOUND_TO_BE = frozenset({"prove", "turn"})
_MODIFYING = frozenset({"acl", "relcl", "amod", "advcl", "compound"})
_HARM = load_count_words("dying", "wounding")


def judge_stance(stance: Stance, sentence: Sentence, clause: Clause) -> Stance:
    """Join the cue's stance with what the content says of itself.

    A cue that denies or leaves open stands. Else content that cannot say, confirm or verify leaves it open; content
    that calls a report false, disowns it, or negates the happening denies it. A refusal to act is no denial, nor is
    "nobody was hurt".
    """
    if stance is not Stance.ASSERTS:
        return stance
    if _asks_whether(sentence, clause):
        return Stance.DOES_NOT_CONFIRM
    words = [token for token in sentence.tokens.doc[clause[0] : clause[1]] if not token.is_space]
    heads = _heads(words, clause)
    if any(_leaves_open(token, clause) for token in heads):
        return Stance.DOES_NOT_CONFIRM
    negated = any(word.dep_ == "neg" or word.lower_ in _NOT | _NONE for word in words)
    if any(_is_none_such(child) for head in heads for child in head.children):
        return Stance.DENIES
    if any(_disowns(token) for token in heads) or (negated and _negates_happening(sentence, clause, heads)):
        return Stance.DENIES
    return Stance.ASSERTS


def leaves_unverified(sentence: Sentence, clause: Clause) -> bool:
    """ "The claim could not be verified", "the figures are yet to be confirmed", "the video remains unverified": the
    outlet vouches for nothing.
    """
    words = [token for token in sentence.tokens.doc[clause[0] : clause[1]] if not token.is_space]
    heads = _heads(words, clause)
    told = any(head.lemma_.lower() in _CHECKING and _leaves_open(head, clause) for head in heads)
    return told or any(head.lower_ in _UNCHECKED and head.dep_ in {"acomp", "oprd"} for head in heads)


def _is_none_such(noun: Token) -> bool:
    """ "No such order was given", "there was no such raid": what others told of did not come about."""
    if noun.dep_ not in {"nsubj", "nsubjpass", "dobj", "attr"}:
        return False
    return _is_none(noun) and any(child.lower_ == "such" for child in noun.lefts)


def tells_no_harm(trigger: Token) -> bool:
    """ "There were no casualties": the noun names what did not happen, and is no happening."""
    return not is_verbal(trigger) and trigger.lemma_.lower() in _HARM and _is_none(trigger)


def _asks_whether(sentence: Sentence, clause: Clause) -> bool:
    """ "Did the army shell the market?": a question that yes or no would answer, at the sentence's end."""
    tokens = sentence.tokens
    asks = tokens.text.rstrip(" \"”’'»)").endswith("?") and clause[1] >= tokens.end - 2
    first = tokens.doc[clause[0]]
    return asks and first.pos_ == "AUX"


def _heads(words: list[Token], clause: Clause) -> list[Token]:
    """The clause's root and what speaks with it: complements and verbs joined by "and" without a governor between."""
    inside = range(clause[0], clause[1])
    heads = [word for word in words if word.head.i == word.i or word.head.i not in inside]
    for head in list(heads):
        found = [child for child in head.children if child.dep_ in {"xcomp", "acomp"} and child.i in inside]
        able = (inner for child in found if child.lower_ in _MANAGING for inner in child.children)
        heads += [*found, *(inner for inner in able if inner.dep_ == "xcomp" and inner.i in inside)]
        heads += [
            child
            for child in head.children
            if child.dep_ == "ccomp" and child.i in inside and head.lemma_.lower() in {"say", "add", "tell", "confirm"}
        ]
    return heads


def is_negated(verb: Token) -> bool:
    """A verb with "not" or "never", or whose subject or object is "no ...", "nobody", "nothing".

    That nobody claimed an attack leaves the attack as it is.
    """
    for child in verb.children:
        if child.lemma_.lower() in load_context("no news") and _is_none(child):
            return False
        if child.dep_ == "neg" or child.lower_ in _NOT:
            return True
        if child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"} and _is_none(child):
            unclaimed = verb.lemma_.lower() == "claim" and child.dep_ == "nsubj"
            return not unclaimed and child.lemma_.lower() not in _HARM
    return False


def _is_none(noun: Token) -> bool:
    if noun.lower_ in {"none", "nobody", "nothing", "neither"}:
        return True
    if any(child.dep_ == "compound" and child.lower_ in {"fly", "go"} for child in noun.children):
        return False
    return any(child.lower_ in {"no", "neither"} and child.dep_ in {"det", "neg"} for child in noun.children)


def _leaves_open(token: Token, clause: Clause) -> bool:
    """ "could not specify", "was not confirmed whether", "declined to comment", "it is unclear who", "no word on"."""
    lemma = token.lemma_.lower()
    if lemma in load_context("unclear") or token.lower_ in load_context("unclear"):
        return token.dep_ in {"acomp", "ROOT", "attr", "oprd", "xcomp", "ccomp"}
    if lemma in {"clear", "known", "unknown"} and token.dep_ == "acomp":
        return (lemma == "unknown" or is_negated(token.head) or is_negated(token)) and _asks(token)
    if _has_no_news(token):
        return True
    if lemma not in load_context("tell verb"):
        return False
    if is_negated(token):
        return not any(child.lemma_.lower() in _HARM and _is_none(child) for child in token.children)
    governor = token.head
    if token.dep_ == "xcomp" and clause[0] <= governor.i < clause[1]:
        return (
            governor.lemma_.lower() in _CANNOT | {"unable", "yet"}
            or (is_negated(governor) and any(child.lower_ in _MANAGING for child in governor.children))
            or governor.lower_ in _IMPOSSIBLE
            or any(child.lower_ in _IMPOSSIBLE for child in governor.children)
            or (governor.lemma_.lower() in _MANAGING and is_negated(_verb_above(governor)))
            or (governor.lemma_.lower() in {"have", "be"} and any(child.lower_ == "yet" for child in governor.children))
        )
    return False


def _has_no_news(token: Token) -> bool:
    """ "Is not aware of any strike", "was unaware of", "has no information on": whoever says so leaves it open."""
    if token.lower_ in {"aware", "unaware"} and token.dep_ == "acomp":
        return token.lower_ == "unaware" or is_negated(token.head)
    objects = (child for child in token.children if child.dep_ == "dobj" and _is_none(child))
    return token.lemma_ == "have" and any(
        each.lemma_.lower() in _NEWS
        or (each.lemma_.lower() in load_context("no news") and any(inner.dep_ == "prep" for inner in each.rights))
        for each in objects
    )


def _verb_above(token: Token) -> Token:
    return token if is_verbal(token) else token.head


def _asks(token: Token) -> bool:
    return any(inner.lower_ in _ASKED for inner in (*token.subtree, *token.head.subtree))


def _disowns(head: Token) -> bool:
    """ "has nothing to do with it", "the claim is false", "reports were invented", "called it baseless", "denied"."""
    lemma = head.lemma_.lower()
    if lemma in load_context("denying verb") and not is_negated(head):
        return not refuses_thing(head)
    if head.lower_ in load_context("false") and not is_negated(head):
        return any(_is_claim(child) for child in head.children if child.dep_ in {"nsubj", "nsubjpass"})
    objects = [child for child in head.children if child.dep_ in {"dobj", "ccomp", "oprd", "attr", "acomp", "nsubj"}]
    if lemma in _SPURNING and any(_as_false(child) for child in head.children):
        return True
    if lemma in load_context("rejecting verb"):
        return any(_is_claim(child) for child in objects if child.dep_ in {"dobj", "ccomp"})
    if lemma in _AGREEING and is_negated(head):
        return any(_is_claim(child) for child in head.children if child.dep_ == "nsubj")
    if lemma in _FOUND_TO_BE and not is_negated(head) and _is_found_false(head):
        return True
    if lemma in {"be", "call", "describe", "brand", "label", "have", "publish", "spread", "consider"}:
        return _says_false(head) or _has_no_part(head) or _was_not_behind(head)
    return False


def _as_false(child: Token) -> bool:
    """ "Dismissed as baseless reports of a raid", "rejected reports of a raid as lies", "rejected as invented the"."""
    false = load_context("false")
    return (child.lower_ == "as" or any(each.lower_ == "as" for each in child.lefts)) and any(
        token.lower_ in false or token.lemma_.lower() in false for token in child.subtree
    )


def _is_found_false(head: Token) -> bool:
    """ "Reports of a raid proved false", "the claim turned out to be a hoax"."""
    claimed = any(_is_claim(child) for child in head.children if child.dep_ in {"nsubj", "nsubjpass"})
    return claimed and any(
        inner.lower_ in load_context("false")
        for child in head.children
        if child.dep_ in {"oprd", "acomp", "attr", "dobj", "xcomp", "advcl", "ccomp"}
        for inner in (child, *child.children)
    )


def _is_claim(noun: Token) -> bool:
    return noun.lemma_.lower() in load_context("claim noun")


def _says_false(head: Token) -> bool:
    """A claim, or "it", said to be false; or false news told of."""
    false, subtree = load_context("false"), list(head.subtree)
    if not any(token.lower_ in false or token.lemma_.lower() in false for token in subtree):
        return False
    return any(
        (token.lower_ in false or token.lemma_.lower() in false)
        and not is_negated(_verb_above(token.head))
        and (
            _is_claim(token.head)
            or any(
                _is_claim(near) or near.lower_ in {"it", "this", "that"}
                for near in (*head.children, *(inner for child in head.children for inner in child.children))
            )
        )
        for token in subtree
    )


def _was_not_behind(head: Token) -> bool:
    """ "was not behind the attack", "is not responsible"."""
    words = {"behind", "responsible", "involved", "party"}
    return is_negated(head) and any(child.lower_ in words for child in head.children)


def _has_no_part(head: Token) -> bool:
    """ "nothing to do with", "no link to", "there is no truth in"."""
    for child in head.children:
        if child.lower_ == "nothing" and child.dep_ in {"dobj", "attr", "nsubj"}:
            return any(inner.lower_ == "do" for inner in head.subtree)
        if child.dep_ in {"dobj", "attr"} and child.lemma_.lower() in load_context("tie") and _is_none(child):
            return True
    return False


def _negates_happening(sentence: Sentence, clause: Clause, heads: list[Token]) -> bool:
    """The main happening, or what carries it, is negated as a fact; no act of it is only left undone so far."""
    kinds = find_kinds(sentence, clause)
    if not kinds:
        return any(_none_acted(head) or _was_none(head) for head in heads)
    main = kinds[0]
    if main.kind is Kind.STATEMENT or is_unfinished(main.trigger, clause):
        return False
    if _was_unable(main.trigger):
        return True
    if _trigger_negated(main.trigger, clause):
        return not _is_zero_harm(main.trigger)
    if any(main.trigger.i == head.i for head in heads):
        return False
    return any(_action_negated(head) for head in heads if head in _governors(main.trigger))


def _was_unable(trigger: Token) -> bool:
    """ "No civilians were able to leave", "rescuers were not able to reach it"."""
    able = trigger.head
    return trigger.dep_ == "xcomp" and able.lower_ == "able" and able.head.tag_ == "VBD" and is_negated(able.head)


def _none_acted(head: Token) -> bool:
    """ "No warplane flew over the area": nobody of a side did anything."""
    if not is_verbal(head) or head.lemma_.lower() in load_context("stative") or _is_hypothetical(head):
        return False
    subjects = [child for child in head.children if child.dep_ in {"nsubj", "nsubjpass"} and _is_none(child)]
    return any(is_armed(noun) or bool(find_weapons([noun.text])) for noun in subjects)


def _was_none(head: Token) -> bool:
    """ "No exchange had taken place", "it was not an exchange": a deal or act that was none."""
    if not is_verbal(head) or _is_hypothetical(head) or not is_negated(head):
        return False
    if head.lemma_.lower() in _HAPPEN or (head.lemma_ == "take" and any(c.lower_ == "place" for c in head.children)):
        return any(child.dep_ in {"nsubj", "nsubjpass"} and child.pos_ == "NOUN" for child in head.children)
    if head.lemma_ != "be":
        return False
    return any(child.dep_ == "attr" and child.lemma_.lower() in _ACTS for child in head.children)


def is_unfinished(trigger: Token, clause: Clause) -> bool:
    """A negated happening that is only not there yet, not whole, not over, or goes on: "has not begun", "not yet"."""
    verb = trigger if is_verbal(trigger) else next((above for above in climb(trigger) if is_verbal(above)), None)
    if verb is None or not clause[0] <= verb.i < clause[1] or not (is_negated(verb) or is_negated(trigger)):
        return False
    near = [*verb.children, *trigger.children]
    if any(child.lower_ in {"yet", "still"} for child in near) or verb.lemma_.lower() in load_context("aspectual verb"):
        return True
    goes_on = verb.tag_ == "VBG" and any(child.dep_ == "aux" and child.lower_ in _BE for child in verb.children)
    partial = any(
        inner.lower_ in _WHOLE
        for child in near
        if child.dep_ in {"dobj", "amod", "advmod", "attr"}
        for inner in (child, *child.children)
    )
    return goes_on or partial


def _governors(trigger: Token) -> list[Token]:
    """What governs a happening directly: not through a clause or participle that only modifies a noun."""
    if trigger.dep_ in _MODIFYING:
        return []
    found: list[Token] = []
    for above in climb(trigger):
        found.append(above)
        if above.dep_ in _MODIFYING or above.lemma_.lower() in load_context("told thing"):
            break
    return found


def _action_negated(head: Token) -> bool:
    if (
        not is_verbal(head)
        or _is_zero_harm(head)
        or head.lemma_.lower() in load_context("stative")
        or _is_hypothetical(head)
    ):
        return False
    return is_negated(head) and not any(child.lower_ in {"only", "just", "because"} for child in head.children)


def _is_hypothetical(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ in _HYPOTHETICAL for child in verb.children)


def _trigger_negated(trigger: Token, clause: Clause) -> bool:
    """The trigger's verb is negated; for a noun, it is "no ...", or the verb that only carries it is negated."""
    if is_verbal(trigger):
        chain = [trigger, *(above for above in climb(trigger) if _carries(trigger, above))]
        return any(is_negated(verb) and not _is_hypothetical(verb) for verb in chain[:3])
    if _is_none(trigger):
        return True
    verb = next((above for above in climb(trigger) if is_verbal(above) and clause[0] <= above.i < clause[1]), None)
    if verb is None or _is_hypothetical(verb) or trigger.dep_ not in {"nsubj", "nsubjpass", "dobj", "attr"}:
        return False
    existential = any(child.dep_ == "expl" for child in verb.children)
    return is_negated(verb) and (is_light(verb) or existential)


def _carries(trigger: Token, above: Token) -> bool:
    return (
        trigger.dep_ == "xcomp"
        and above.i == trigger.head.i
        and above.lemma_.lower()
        in {
            "manage",
            "begin",
            "start",
            "succeed",
            "take",
        }
    )


def _is_zero_harm(trigger: Token) -> bool:
    """ "No one was hurt" and "no casualties" count nobody; they deny no attack."""
    if trigger.lemma_.lower() not in _HARM:
        return False
    if not is_verbal(trigger):
        return True
    return is_passive(trigger) or any(
        child.dep_ in {"nsubj", "nsubjpass"} and _is_none(child) for child in trigger.children
    )
