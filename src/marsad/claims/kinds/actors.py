"""Who takes part in what a clause tells: agents, targets, parties, and those whom a statement is about."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from marsad.claims.kinds.blame import find_accused, find_blamed
from marsad.claims.kinds.finding import Clause, KindMention
from marsad.claims.kinds.grammar import (
    agents_of,
    carried_by,
    climb,
    expand,
    grammatical_subjects,
    is_light,
    is_passive,
    is_verbal,
    objects_of,
    under,
)
from marsad.claims.kinds.naming import Name, name_actor, name_actors, name_adjective, name_holder, name_party
from marsad.claims.kinds.senses import family_of
from marsad.claims.sentences import Sentence
from marsad.lexicon.parties import load_context
from marsad.lexicon.weapons import find_weapons
from marsad.model.claims import ActorRole, Kind
from marsad.model.drafts import ActorMention

_MUTUAL = frozenset({Kind.CLASH, Kind.CEASEFIRE, Kind.AGREEMENT})
_AGAINST = frozenset({"on", "against", "at", "upon"})
_OF_TARGET = frozenset(
    {Kind.KILLING, Kind.DETENTION, Kind.RELEASE, Kind.EVACUATION, Kind.DISPLACEMENT, Kind.MOVEMENT, Kind.SURRENDER}
)
_TO_PLACES = frozenset({Kind.MOVEMENT, Kind.EVACUATION, Kind.WITHDRAWAL, Kind.CONTROL, Kind.DISPLACEMENT})
_AIMING = frozenset({"target", "kill", "hit", "strike", "wound", "injure", "destroy", "involve"})


_REACH = 30

Part = tuple[ActorRole, Token]


def find_actors(
    sentence: Sentence, clause: Clause, kinds: tuple[KindMention, ...], doers: Iterable[Token] = ()
) -> tuple[ActorMention, ...]:
    """The actors of a clause's happenings in text order; the main happening's roles go before the others'.

    The subject of an active verb, a by-phrase, a possessor and a people's or country's adjective act; objects and
    "attack on X" are aimed at; both sides of a clash or deal are parties; whom a statement blames it is about. Who only
    says or accuses does not act beside what happened. `doers` are agents that stand outside the clause.
    """
    found: dict[tuple[int, int], ActorMention] = {}
    accused = None if kinds else find_accused(sentence.tokens.doc, clause)
    outside = [(ActorRole.AGENT, noun) for noun in doers]
    for role, noun in (*outside, *(((ActorRole.SPEAKER_ABOUT, accused),) if accused is not None else ())):
        name = name_actor(noun)
        if name is not None:
            span = sentence.spot(name.tokens)
            found[span] = ActorMention(role=role, name=name.name, text=name.tokens.text, span=span, kind=name.kind)
    for kind in kinds:
        for role, name in _named(kind):
            if role is ActorRole.AGENT and kind.kind is Kind.STATEMENT and len(kinds) > 1:
                continue
            if not clause[0] <= name.tokens.start < clause[1]:
                continue
            span = sentence.spot(name.tokens)
            if not any(start < span[1] and span[0] < end for start, end in found):
                found[span] = ActorMention(role=role, name=name.name, text=name.tokens.text, span=span, kind=name.kind)
    return tuple(found[span] for span in sorted(found))


def _named(kind: KindMention) -> Iterator[tuple[ActorRole, Name]]:
    trigger = kind.trigger
    adjective = None if is_verbal(trigger) else name_adjective(trigger) or _own_party(kind)
    if adjective is not None:
        yield (ActorRole.PARTY if kind.kind in _MUTUAL else ActorRole.AGENT), adjective
    for role, noun in (*_parts(kind), *_sides(kind)):
        meant = _stands_for(noun)
        held = name_holder(meant) if role is ActorRole.TARGET else None
        for name in name_actors(meant) or ((held,) if held is not None else ()):
            yield role, name if meant is noun else replace(name, tokens=noun.doc[noun.i : noun.i + 1])


def _own_party(kind: KindMention) -> Name | None:
    """ "A rebel attack", "army shelling": whose it is, of what is done to others and takes them as its object."""
    return None if kind.kind in _OF_TARGET | {Kind.CONTROL} else name_party(kind.trigger)


def _stands_for(noun: Token) -> Token:
    """ "It", "they" and "its jets" in what a body says of itself is that body: "the army said it had shelled"."""
    if noun.lower_ not in {"it", "they", "we"} and not _is_own_force(noun):
        return noun
    for above in climb(noun):
        if is_verbal(above) and above.lemma_.lower() in load_context("teller verb"):
            speakers = [child for child in above.children if child.dep_ == "nsubj" and child.pos_ != "PRON"]
            return speakers[0] if speakers and speakers[0].i < noun.i else _opener(noun)
    return noun


def _is_own_force(noun: Token) -> bool:
    mine = [child for child in noun.lefts if child.dep_ in {"poss", "amod", "compound"}]
    owned = len(mine) == 1 and mine[0].lower_ in {"its", "their", "our"} and noun.dep_ != "conj"
    return owned and (family_of(noun) in {"armed", "forces"} or bool(find_weapons([noun.text])))


def _opener(pronoun: Token) -> Token:
    """The party that opens the sentence, where the parse hides who speaks."""
    start = pronoun.sent.start
    opening = pronoun.doc[start : min(start + 4, pronoun.i)]
    return next((word for word in opening if family_of(word) in {"armed", "forces", "authority"}), pronoun)


def _parts(kind: KindMention) -> Iterator[Part]:
    """The roles that grammar gives around a trigger."""
    role_of_agent = ActorRole.PARTY if kind.kind in _MUTUAL else ActorRole.AGENT
    role_of_object = ActorRole.PARTY if kind.kind in _MUTUAL else ActorRole.TARGET
    if kind.kind is Kind.STATEMENT:
        role_of_object = ActorRole.SPEAKER_ABOUT
    trigger = kind.trigger
    if kind.kind is not Kind.STATEMENT:
        yield from ((role_of_agent, noun) for noun in find_blamed(trigger))
    if is_verbal(trigger) or _is_participle(trigger) or any(child.dep_ == "nsubj" for child in trigger.children):
        yield from ((role_of_object, noun) for noun in _targets(trigger, kind.kind))
        if not _is_harm_by_dying(trigger):
            yield from ((role_of_agent, noun) for noun in _doers(trigger, kind.kind))
        yield from ((ActorRole.SPEAKER_ABOUT, noun) for noun in _blamed(kind))
        return
    yield from ((role_of_agent, noun) for noun in (*_nominal_agents(trigger, kind.kind), *_holders(kind)))
    yield from ((role_of_object, noun) for noun in _nominal_targets(trigger, kind.kind))


def _holders(kind: KindMention) -> Iterator[Token]:
    """Whose hold it is: "under rebel control", "under the control of the army"."""
    trigger = kind.trigger
    if kind.kind is not Kind.CONTROL:
        return
    own = [child for child in trigger.lefts if child.dep_ == "compound"]
    of = under(trigger, frozenset({"of"})) if trigger.head.lower_ == "under" else ()
    yield from (noun for noun in (*own, *of) if family_of(noun) in {"armed", "forces", "authority"})


def _doers(trigger: Token, kind: Kind) -> tuple[Token, ...]:
    """The agents of a verb; what falls, falls to its taker."""
    if kind is Kind.CONTROL and trigger.lemma_.lower() == "fall":
        return under(trigger, frozenset({"to"}))
    return agents_of(trigger)


def _is_participle(trigger: Token) -> bool:
    return trigger.lower_.endswith(("ed", "ing")) and trigger.pos_ not in {"NOUN", "PROPN"}


def _is_harm_by_dying(trigger: Token) -> bool:
    if trigger.lemma_.lower() == "lose":
        return any(child.dep_ == "dobj" and child.lemma_.lower() == "life" for child in trigger.rights)
    return trigger.lemma_.lower() in {"die", "perish", "drown", "succumb", "starve"}


def _targets(trigger: Token, kind: Kind) -> tuple[Token, ...]:
    if trigger.dep_ == "amod":
        return expand((trigger.head,))
    if _is_harm_by_dying(trigger):
        return expand(grammatical_subjects(trigger))
    if kind in _TO_PLACES and not is_passive(trigger):
        return tuple(noun for noun in objects_of(trigger) if family_of(noun) is not None)
    return (*objects_of(trigger), *under(trigger, _AGAINST | {"with"} if kind is Kind.CLASH else _AGAINST))


def _blamed(kind: KindMention) -> tuple[Token, ...]:
    return under(kind.trigger, frozenset({"on"})) if kind.kind is Kind.STATEMENT else ()


def _nominal_agents(trigger: Token, kind: Kind) -> tuple[Token, ...]:
    by = (*under(trigger, frozenset({"by"})), *_carried_out_by(trigger))
    of = under(trigger, frozenset({"of"})) if kind in {Kind.MOVEMENT, Kind.SURRENDER, Kind.WITHDRAWAL} else ()
    verb = carried_by(trigger)
    carried: tuple[Token, ...] = ()
    if (
        verb is not None
        and is_light(verb)
        and verb.lemma_.lower() not in load_context("no doer")
        and trigger.dep_ in {"dobj", "nsubjpass", "xcomp", "attr"}
    ):
        carried = agents_of(verb)
    return (*by, *of, *carried)


def _carried_out_by(trigger: Token) -> tuple[Token, ...]:
    """ "Air strikes carried out by the air force": who carried out what the participle behind the noun only carries."""
    carried = (child for child in trigger.rights if child.dep_ == "acl" and child.tag_ == "VBN" and is_light(child))
    return tuple(noun for child in carried for noun in under(child, frozenset({"by"})))


def _nominal_targets(trigger: Token, kind: Kind) -> tuple[Token, ...]:
    against = under(trigger, _AGAINST)
    of = under(trigger, frozenset({"of"})) if kind in _OF_TARGET else ()
    aimed = tuple(
        noun
        for child in trigger.children
        if child.dep_ in {"acl", "relcl"} and child.lemma_.lower() in _AIMING
        for noun in expand(inner for inner in child.children if inner.dep_ == "dobj")
    )
    verb = carried_by(trigger)
    hit: tuple[Token, ...] = ()
    if verb is not None and trigger.dep_ == "nsubj" and verb.lemma_.lower() in _AIMING and not is_passive(verb):
        hit = objects_of(verb)
    return (*against, *of, *aimed, *hit)


def _sides(kind: KindMention) -> Iterator[Part]:
    """ "between A and B", "with B", "A on one side and B on the other" for what two sides do."""
    trigger = kind.trigger
    if kind.kind not in _MUTUAL and not any(child.lower_ in {"mutual", "reciprocal"} for child in trigger.children):
        return
    holders: Iterable[Token] = (trigger, *(above for above in climb(trigger) if is_verbal(above)))
    for holder in list(holders)[:2]:
        yield from ((ActorRole.PARTY, noun) for noun in under(holder, frozenset({"with", "among"})))
    between = next((word for word in trigger.sent if word.lower_ == "between" and word.i > trigger.i), None)
    if between is not None and between.i - trigger.i <= _REACH:
        yield from ((ActorRole.PARTY, noun) for noun in _after_between(between))


def _after_between(between: Token) -> Iterator[Token]:
    """The heads of the noun phrases behind "between", up to the next finite verb."""
    for step in range(between.i + 1, min(between.i + _REACH, between.sent.end)):
        word = between.doc[step]
        if word.tag_ in {"VBD", "VBZ", "VBP", "MD"} or word.text in {".", ";"}:
            return
        if (
            word.pos_ in {"NOUN", "PROPN"}
            and (word.dep_ not in {"compound", "amod", "nmod", "poss"} or word.nbor().lower_ == "and")
            and not _in_place(word)
        ):
            yield word


def _in_place(word: Token) -> bool:
    return word.dep_ == "pobj" and word.head.lower_ in {
        "in",
        "at",
        "near",
        "around",
        "inside",
        "over",
        "from",
        "of",
        "through",
    }
