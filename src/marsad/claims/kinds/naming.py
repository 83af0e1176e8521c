"""What a noun phrase calls an actor: a body of the lexicon, a country, or the words themselves."""

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from marsad.claims.kinds.senses import family_of
from marsad.lexicon.bodies import find_body, load_nations
from marsad.lexicon.cues import find_role
from marsad.lexicon.parties import load_context, load_demonyms
from marsad.lexicon.weapons import find_weapons
from marsad.model.claims import BodyKind

_AGES = ("year", "month", "week", "day")
_LEFT = frozenset({"compound", "amod", "nmod", "poss", "nummod"})
_FROM = frozenset({"of", "from", "with"})
_LONGEST = 8
_KINDS = {
    "armed": BodyKind.ARMED_GROUP,
    "forces": BodyKind.ARMED_GROUP,
    "civilian": BodyKind.PERSON,
    "captive": BodyKind.PERSON,
    "authority": BodyKind.GOVERNMENT,
}
_ANYBODYS = frozenset({"military", "terrorist", "security", "paramilitary"})
"""Modifiers that say of what sort a deed or thing is, not whose."""
_HOLDING = frozenset({"armed", "forces", "authority"})
_LOOKALIKES = frozenset({"WHO", "IS", "US", "IT"})
"""Names in capitals that are small words in a text all in capitals."""
_STATE = frozenset(
    {"state", "government", "regime", "occupation", "authorities", "enemy", "occupier", "occupiers", "aggressor"}
)


@dataclass(frozen=True, slots=True)
class Name:
    """An actor's name with the tokens that give it and what it is."""

    name: str
    tokens: TokenSpan
    kind: BodyKind | None


@cache
def load_countries() -> dict[str, str]:
    """Countries by name and by what stands for them ("Ankara"), as written."""
    table: dict[str, str] = {}
    for nation in load_nations():
        for form in (nation.name, *nation.stands_for):
            table.setdefault(form, nation.name)
    for demonym in load_demonyms().values():
        if demonym.country:
            table.setdefault(demonym.name, demonym.name)
    return table


def name_actor(noun: Token) -> Name | None:
    """The actor that a noun names, or None where it names a thing, a place or nobody in particular.

    The longest stretch that the lexicon knows wins, at the noun's end or before a party noun ("QSD militia"); then a
    country, by name or adjective; then a party noun in its own words without article and number.
    """
    if noun.pos_ == "PRON" or _hyphened(noun) or noun.ent_type_ in {"DATE", "TIME", "PERCENT", "MONEY"}:
        return None
    if noun.pos_ == "ADJ" and noun.dep_ in {"oprd", "acomp", "amod"}:
        return None
    if noun.text in _LOOKALIKES and noun.sent.text.isupper():
        return None
    inner = _inner(noun)
    if inner is not None:
        found = name_actor(inner)
        if found is not None:
            return found
    words = _phrase(noun)
    return _known(words, noun) or _by_country(words, noun) or _of_body(noun) or _as_worded(words, noun)


def name_actors(noun: Token) -> tuple[Name, ...]:
    """The actors that a noun names: the countries of "Russian and Syrian jets" are two."""
    adjectives = [each for child in noun.lefts if child.dep_ in _LEFT for each in (child, *child.conjuncts)]
    owners = [name for each in adjectives if each.i < noun.i and (name := _country(each)) is not None]
    if len(owners) > 1 and find_weapons([noun.lower_]):
        return tuple(owners)
    name = name_actor(noun)
    return (name,) if name is not None else ()


def name_adjective(trigger: Token) -> Name | None:
    """Who a happening's modifier says did it: "Ghanaian strike", "RSF shelling", "a Chadian drone attack"."""
    flat = _modifiers(trigger)
    for token in flat:
        if _hyphened(token):
            continue
        if token.dep_ == "poss":
            return name_actor(token)
    doc = trigger.doc
    for start in range(len(flat)):
        for stop in range(len(flat), start, -1):
            tokens = doc[flat[start].i : flat[stop - 1].i + 1]
            body = None if _hyphened(tokens[-1]) else find_body(tokens.text)
            if body is not None:
                return Name(body.name, tokens, body.kind)
    adjectives = (token for token in flat if token.text in load_demonyms())
    return next((name for token in adjectives if (name := _country(token)) is not None), None)


def name_party(noun: Token) -> Name | None:
    """The party noun right before a happening or a thing that is its own: "a rebel attack", "army positions"."""
    for child in noun.lefts:
        held = child.dep_ in {"compound", "amod", "nmod"} and family_of(child) in _HOLDING and child.is_lower
        if held and child.lower_ not in _ANYBODYS and (child.i == 0 or child.nbor(-1).text not in {"-", "–"}):
            role = find_role(child.text, child.lemma_)
            name = f"{child.lower_}s" if role is not None and role.sense == "person" else child.lower_
            return Name(name, child.doc[child.i : child.i + 1], _KINDS[family_of(child) or "armed"])
    return None


def name_holder(noun: Token) -> Name | None:
    """Whose a military thing is: "Hezbollah targets", "an Israeli base", "army positions"."""
    if noun.lemma_.lower() not in load_context("military thing"):
        return None
    return name_adjective(noun) or name_party(noun)


def _modifiers(trigger: Token) -> list[Token]:
    """What stands before a nominal happening as its modifier, by the parse or as an unbroken row of nouns."""
    before = [token for token in trigger.lefts if token.dep_ in {"amod", "compound", "nmod", "poss", "nummod"}]
    found = {inner.i: inner for token in before for inner in (token, *token.lefts)}
    for step in range(1, 5):
        at = trigger.i - step
        if at < trigger.sent.start or not _nominal(trigger.doc[at]):
            break
        found[at] = trigger.doc[at]
    return [found[at] for at in sorted(found)]


def _nominal(token: Token) -> bool:
    if token.pos_ in {"NOUN", "PROPN", "ADJ"}:
        return token.text not in _LOOKALIKES or not token.sent.text.isupper()
    return token.text.isupper() and len(token.text) > 1 and not token.sent.text.isupper()


def _inner(noun: Token) -> Token | None:
    """The people in "a group of fighters", "dozens of rebels"."""
    if noun.lemma_.lower() not in load_context("group of") and noun.pos_ != "NUM":
        return None
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            return next((inner for inner in child.children if inner.dep_ == "pobj"), None)
    return None


def _of_body(noun: Token) -> Name | None:
    """The body that fighters are of: "members of the RSF", "fighters from the Front", "Valley Front fighters"; and
    whose weapons are: "warplanes of the coalition".
    """
    if find_weapons([noun.lower_]) and not noun.text.isupper():
        held = (
            inner for child in noun.rights if child.lower_ == "of" for inner in child.rights if inner.dep_ == "pobj"
        )
        return next((name for inner in held if (name := name_actor(inner)) is not None), None)
    if family_of(noun) not in {"armed", "forces", "member"}:
        return None
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in _FROM - {"with"}:
            for inner in child.children:
                found = _known(_phrase(inner), inner) or _own_name(inner, noun) if inner.dep_ == "pobj" else None
                if found is not None:
                    return found
    before = noun.doc[noun.i - 1] if noun.i > noun.sent.start and noun.text.islower() else None
    return _own_name(before, noun) if before is not None and before.head.i == noun.i else None


def _own_name(noun: Token, people: Token) -> Name | None:
    """What these people belong to and the lexicon does not know: it calls itself an army, a front, a brigade."""
    words, family = _phrase(noun), family_of(noun)
    if len(words) < 2 or not all(word.text[0].isupper() for word in words) or family not in _KINDS:
        return None
    tokens = noun.doc[words[0].i : noun.i + 1]
    fights = family_of(people) == "armed"
    return Name(tokens.text, tokens, BodyKind.ARMED_GROUP if fights else _KINDS[family])


def _phrase(noun: Token) -> list[Token]:
    """The noun with what stands to its left, without article, number, age and opening punctuation."""
    doc, start = noun.doc, noun.i
    while start > noun.sent.start and noun.i - start < _LONGEST and _belongs(doc[start - 1], noun, start):
        start -= 1
    words = list(doc[start : noun.i + 1])
    while len(words) > 1 and (
        words[0].lower_ in load_context("determiner")
        or words[0].pos_ in {"PUNCT", "NUM", "DET", "ADV", "ADP", "PART", "SYM", "SCONJ"}
        or not any(letter.isalnum() for letter in words[0].text)
    ):
        words = words[1:]
    return words[3:] if len(words) > 3 and _tells_age(words) else words


def _tells_age(words: list[Token]) -> bool:
    """What is left of "six-year-old" without its number."""
    return words[0].lower_.endswith(_AGES) and words[1].text in {"-", "–"} and words[2].lower_ == "old"


def _belongs(before: Token, noun: Token, start: int) -> bool:
    if before.text in {"-", "–"}:
        return start < noun.i + 1
    if before.is_space or before.lower_ in {"and", ",", "or"}:
        return False
    if before.i == noun.i - 1 and before.text.isupper() and len(before.text) > 1 and find_body(before.text) is not None:
        return True
    if start < noun.i and before.doc[start].text in {"-", "–"}:
        return True
    head = before.head if before.dep_ == "case" else before
    if before.dep_ == "case" and head.head.i == noun.i:
        return head.dep_ in _LEFT
    for _ in range(4):
        if head.head.i == noun.i:
            return head.dep_ in _LEFT
        if head.head.i == head.i or head.head.i < before.i:
            return False
        head = head.head
    return False


def _hyphened(token: Token) -> bool:
    """Part of a word such as "Ghana-backed", which names no actor of its own."""
    doc = token.doc
    return token.i + 1 < len(doc) and doc[token.i + 1].text in {"-", "–"} and not doc[token.i].whitespace_


def _known(words: list[Token], noun: Token) -> Name | None:
    doc = noun.doc
    wider = _entity(noun)
    if family_of(noun) in {"armed", "forces", "member"} and noun.i > 2 and doc[noun.i - 1].text == ")":
        body = find_body(doc[noun.i - 2].text)
        if body is not None:
            return Name(body.name, doc[noun.i - 2 : noun.i + 1], body.kind)
    starts = [word.i for word in words if word.i == 0 or doc[word.i - 1].text not in {"-", "–"}]
    for tokens in (wider, *(doc[start : noun.i + 1] for start in starts)):
        body = find_body(tokens.text) if tokens is not None else None
        if body is not None and tokens is not None:
            return Name(body.name, tokens, body.kind)
    if family_of(noun) not in {"armed", "forces", "authority", "member"} and not find_weapons([noun.text]):
        return None
    for start in range(len(words)):
        for stop in range(len(words) - 1, start, -1):
            tokens = doc[words[start].i : words[stop - 1].i + 1]
            body = None if _hyphened(tokens[-1]) else find_body(tokens.text)
            if body is not None:
                return Name(body.name, doc[words[start].i : noun.i + 1], body.kind)
    return None


def _entity(noun: Token) -> TokenSpan | None:
    """The named entity that holds the noun, if it is no longer than a name is."""
    if not noun.ent_type_:
        return None
    doc, start, end = noun.doc, noun.i, noun.i + 1
    while doc[start].ent_iob_ == "I" and end - start <= _LONGEST:
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I" and end - start <= _LONGEST:
        end += 1
    return TokenSpan(doc, start, end, label=noun.ent_type_) if end - start <= _LONGEST else None


def _by_country(words: list[Token], noun: Token) -> Name | None:
    """A country that acts by name, by its capital, by its state, or by its weapons ("a Ghanaian drone")."""
    doc = noun.doc
    tokens = doc[words[0].i : noun.i + 1]
    name = load_countries().get(tokens.text)
    acts = noun.head.dep_ == "nsubj" or (noun.head.dep_ == "pobj" and noun.head.head.lower_ == "by")
    listed = noun.dep_ == "conj" and not acts
    if name is not None and not _is_dateline(noun) and not listed:
        return Name(name, tokens, BodyKind.GOVERNMENT)
    if noun.lower_ in _STATE or find_weapons([noun.text]):
        return next((found for word in words if (found := _country(word)) is not None), None) or _wielder(words)
    return None


def _wielder(words: list[Token]) -> Name | None:
    """Whose weapon it is by a party noun before it: "army jets"."""
    word = next((word for word in words[:-1] if family_of(word) in {"armed", "forces", "authority"}), None)
    if word is None:
        return None
    return Name(word.lower_, word.doc[word.i : word.i + 1], _KINDS[family_of(word) or "armed"])


def _is_dateline(noun: Token) -> bool:
    """A place before a comma near the sentence's begin: where it was written, not who acts."""
    doc, after = noun.doc, noun.i + 1
    return noun.i - noun.sent.start < 3 and after < len(doc) and doc[after].text in {",", "(", "—", "–", "-", ":"}


def _country(word: Token) -> Name | None:
    demonym = load_demonyms().get(word.text)
    name = demonym.name if demonym is not None and demonym.country else load_countries().get(word.text)
    if name is None or _hyphened(word):
        return None
    return Name(name, word.doc[word.i : word.i + 1], BodyKind.GOVERNMENT)


def _as_worded(words: list[Token], noun: Token) -> Name | None:
    """A party noun, or a name that the parser takes for a body, in its own words."""
    family = family_of(noun)
    tokens = noun.doc[words[0].i : noun.i + 1]
    demonym = load_demonyms().get(noun.text)
    if demonym is not None and not demonym.country:
        return Name(tokens.text, tokens, None)
    if family in {None, "member"}:
        if noun.ent_type_ != "ORG" or not noun.text.isupper() or not 2 < len(noun.text) < 7:
            return None
        return Name(tokens.text, tokens, BodyKind.ORGANISATION)
    kind = BodyKind.ORGANISATION if noun.lemma_.lower() in load_context("organised") else _KINDS.get(family or "")
    if family == "forces" and any((found := load_demonyms().get(word.text)) and found.country for word in words[:-1]):
        kind = BodyKind.GOVERNMENT
    text = tokens.text
    first = words[0]
    lowered = (
        text
        if first.pos_ == "PROPN" or first.text.isupper() or first.text in load_demonyms()
        else (text[0].lower() + text[1:])
    )
    return Name(" ".join(lowered.split()), tokens, kind)
