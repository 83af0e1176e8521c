"""The party that a counted group belongs to, its age and its gender, from the group's own words."""

from dataclasses import dataclass

from marsad.claims.counts.groups import Group
from marsad.claims.counts.wording import Wording
from marsad.lexicon.counting import load_groups, match_phrase
from marsad.lexicon.parties import load_demonyms

_BODIED = frozenset({"fighter", "commander", "member", "force"})
_NATIONAL = frozenset({"soldier", "security force", "sailor"})
_STATE = frozenset({"regime", "government", "loyalist", "army"})
_FAMILIES = frozenset({"family", "families", "household", "households", "clan"})
_STATES = frozenset({"US", "U.S.", "UK", "U.K.", "UN", "U.N.", "EU", "NATO", "Nato"})
_AGES = {"young": None, "elderly": "elderly", "teenage": "child", "underage": "child", "unborn": "infant"}
_GENDERS = {"female": "female", "male": "male", "pregnant": "female", "widowed": None}


@dataclass(frozen=True, slots=True)
class Party:
    """A canonical party name with what the words tell of age and gender."""

    name: str | None
    age: str | None
    gender: str | None


def name_party(wording: Wording, group: Group, age: str | None = None) -> Party:
    """The body that the words name, else the class of the noun, else the noun itself.

    "12 ISIS fighters" are of ISIS, "three Kenyan soldiers" Kenyan soldiers, "pro-regime forces" government forces;
    people said to be under eighteen are of the party "child".
    """
    if not group.named:
        return Party(None, age, None)
    inside = wording.words[group.start : group.end]
    entry = group.word
    own_age = age or next((_AGES[word] for word in inside if _AGES.get(word)), None) or (entry.age if entry else None)
    gender = next((_GENDERS[word] for word in inside if _GENDERS.get(word)), None) or (entry.gender if entry else None)
    if entry is None:
        return Party(_plain_name(wording, group), own_age, gender)
    if age == "child" and entry.thing in {"person", "captive"}:
        return Party(age, own_age, gender)
    return Party(_class_name(wording, group, entry.party, inside), own_age, gender)


def _class_name(wording: Wording, group: Group, party: str, inside: tuple[str, ...]) -> str:
    if party == "member" and _FAMILIES & set(inside):
        return "relative"
    if party in _BODIED:
        body = _proper_words(wording, group)
        if body and body not in load_demonyms():
            return body
        if any(word in _STATE for word in inside):
            return "government force"
        return f"{body} {party}" if body else party
    if party in _NATIONAL:
        body = _proper_words(wording, group)
        if body is not None and body.isupper() and body not in _STATES:
            return body
        return f"{body} {party}" if body else party
    return party


def _proper_words(wording: Wording, group: Group) -> str | None:
    """The first run of proper names or capitalised adjectives in a group: "ISIS", "Popular Front", "Kenyan".

    In a text all in capitals none can be told.
    """
    run: list[str] = []
    if wording.token(group.head).text.isupper():
        return None
    for place in range(group.start, group.end):
        token = wording.token(place)
        found = match_phrase(load_groups(), wording.words, place)
        known = found is not None and found[0].thing not in {"place", "other"}
        proper = token.text[:1].isupper() and not known and token.pos_ in {"PROPN", "ADJ", "NOUN"}
        if proper:
            run.append(_whole_word(wording, place, group.end))
        elif run:
            break
    return " ".join(run) or None


def _whole_word(wording: Wording, place: int, end: int) -> str:
    """A word with what hyphens tie to it: "Turkish-backed"."""
    last = place + 1
    while last + 1 < end and wording.at(last) == "-":
        last += 2
    return wording.text(place, last)


def _plain_name(wording: Wording, group: Group) -> str:
    lemma = wording.token(group.head).lemma_
    return lemma if wording.token(group.head).pos_ == "PROPN" else lemma.lower()
