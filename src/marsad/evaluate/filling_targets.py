"""Whom an act hurt or aimed at: how many of each, and what became of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from marsad.claims.counts.named import NAMED
from marsad.evaluate.credit import list_words
from marsad.evaluate.keys import Fill
from marsad.lexicon.counting import load_count_words, load_groups, match_phrase
from marsad.lexicon.muc4 import tell_unharmed
from marsad.lexicon.parties import load_parties
from marsad.model.claims import Actor, ActorRole, BodyKind, Claim, Count, CountRelation, Kind, Measure, Scope

_EFFECTS = {Measure.KILLED: "DEATH", Measure.INJURED: "INJURY", Measure.RELEASED: "REGAINED FREEDOM"}
_HELD = frozenset({Measure.RELEASED, Measure.DETAINED, Measure.MISSING})
_HUMAN = frozenset({*_EFFECTS, *_HELD})
_HOLDING = frozenset({"KIDNAPPING", "HIJACKING"})
"""Types of acts whose targets are held; those whom the police arrest for another are its perpetrators."""
_FIGHTER = "fighter"
_PEOPLE = frozenset({BodyKind.PERSON, BodyKind.UNNAMED, BodyKind.WITNESS})


@dataclass(frozen=True, slots=True)
class Target:
    """One human target: the words for it, whether they are a name, how many, what became of it."""

    about: str
    named: bool
    number: str
    effect: str | None


def find_targets(claims: Sequence[Claim], actors: Mapping[str, Actor], text: str, kind: str) -> tuple[Target, ...]:
    """The human targets of an act in order of the text: whom its claims count, then whom they only name as targets.

    A number of nobody in particular ("85 have died") fills none, nor does a running total, which is many acts', or a
    number of fighters. One whom two claims tell of is one target; what one of them says became of it goes before
    nothing said.
    """
    found: list[Target] = []
    for claim in claims:
        for target in (*_read_counts(claim, text, kind), *_read_parts(claim, actors, text)):
            _add(found, target)
    return tuple(found)


def find_effects(claims: Sequence[Claim], targets: Iterable[Target]) -> tuple[Fill, ...]:
    """What became of each target; of nobody in particular where a claim says that nobody was hurt."""
    effects = [Fill(values=(one.effect,), about=(one.about,)) for one in targets if one.effect]
    unharmed = next((effect for claim in claims if (effect := tell_unharmed(claim.quote))), None)
    if unharmed and not effects:
        effects.append(Fill(values=(unharmed,), about=("-",)))
    return tuple(effects)


def find_numbers(targets: Iterable[Target]) -> tuple[Fill, ...]:
    """How many each target is."""
    return tuple(Fill(values=(one.number,), about=(one.about,)) for one in targets)


def _read_counts(claim: Claim, text: str, kind: str) -> Iterator[Target]:
    for count in claim.counts:
        if count.measure not in _HUMAN or (count.measure in _HELD and kind not in _HOLDING):
            continue
        if count.scope is Scope.CUMULATIVE or count.party == _FIGHTER:
            continue
        named = count.party == NAMED.party
        if not named and count.of is None:
            continue
        about = (count.of or strip_title(text[slice(*count.span)])).upper()
        yield Target(about, named, write_number(count), _EFFECTS.get(count.measure))


def _read_parts(claim: Claim, actors: Mapping[str, Actor], text: str) -> Iterator[Target]:
    """Targets that no count is of: one for a person's name, several for a plural."""
    for part in claim.actors:
        if part.role is not ActorRole.TARGET or actors[part.actor].kind not in _PEOPLE:
            continue
        said = text[slice(*part.span)]
        if any(list_words(said) & list_words(count.of or text[slice(*count.span)]) for count in claim.counts):
            continue
        last = said.lower().split()[-1]
        named = last not in load_parties() and not is_group(last)
        number = "PLURAL" if not named and is_plural(last) else "1"
        effect = "DEATH" if claim.kind is Kind.KILLING and not claim.counts else None
        yield Target(said.upper(), named, number, effect)


def strip_title(name: str) -> str:
    """A name without the title or calling that opens it: "Senator Ines Calder" is Ines Calder."""
    words = name.split()
    while len(words) > 1 and (words[0].lower() in load_count_words("title") or is_group(words[0].lower())):
        words.pop(0)
    return " ".join(words)


def tell_names(claims: Iterable[Claim], text: str) -> tuple[str, ...]:
    """The names of the harmed persons of a message, the longest first."""
    counts = (count for claim in claims for count in claim.counts if count.party == NAMED.party)
    return tuple(
        sorted({strip_title(text[slice(*count.span)]).upper() for count in counts}, key=lambda one: (-len(one), one))
    )


def is_group(word: str) -> bool:
    """Whether a word is a noun for people of some sort."""
    return match_phrase(load_groups(), (word,), 0) is not None


def is_plural(word: str) -> bool:
    """Whether a noun for people is a plural."""
    known = match_phrase(load_groups(), (word,), 0)
    return known[0].plural if known else word.endswith("s")


def _add(found: list[Target], target: Target) -> None:
    for at, held in enumerate(found):
        if list_words(held.about) & list_words(target.about) and (
            held.effect == target.effect or None in (held.effect, target.effect)
        ):
            if held.effect is None and target.effect:
                found[at] = target
            return
    found.append(target)


def write_number(count: Count) -> str:
    """A number as the keys write it: 6, 6-, -6, ~6, 6-8, or PLURAL where the text gives none."""
    if count.relation is CountRelation.VAGUE:
        return "PLURAL"
    if count.relation is CountRelation.ABOUT:
        return f"~{count.best}"
    if count.low is not None and count.low == count.high:
        return str(count.low)
    if count.low is not None and count.high is not None:
        return f"{count.low}-{count.high}"
    return f"{count.low}-" if count.low is not None else f"-{count.high}"
