"""Chains: tellings within tellings, from the originator to the last relay that a sentence names."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from marsad.claims.attribution.reach import find_entry
from marsad.claims.attribution.speakers import Speaker
from marsad.claims.attribution.telling import Telling
from marsad.lexicon.cues import load_cues
from marsad.model.claims import Stance

_MOST = 6
_QUOTING = frozenset({"quote", "cite", "have", "be"})


@dataclass(frozen=True, slots=True)
class Voiced:
    """A telling with its whole chain: its own speaker and relays, then those of the tellings around it."""

    telling: Telling
    chain: tuple[Speaker, ...]
    stance: Stance
    hedge: bool


def nest(tellings: Sequence[Telling], doc: Doc) -> tuple[Voiced, ...]:
    """One entry for each telling and speaker that says something of its own.

    A telling that only relays another is dropped: its source goes to the end of the other's chain. What a denial
    denies is not told by anybody, so tellings inside it are dropped too.
    """
    kept = [each for each in tellings if each.content is not None]
    voiced: list[Voiced] = []
    for telling in kept:
        around = _around(telling, kept)
        if any(each.stance is not Stance.ASSERTS for each in around):
            continue
        if telling.hedge and any(_same_speaker(telling, each) for each in around):
            continue
        inside = [
            each
            for each in kept
            if telling in _around(each, kept) and not (each.hedge and _same_speaker(each, telling))
        ]
        if inside and telling.stance is Stance.ASSERTS and _only_relays(telling, inside, doc):
            continue
        relays = [*telling.relays]
        for each in around:
            relays += [*each.speakers[:1], *each.relays]
        hedge = telling.hedge or any(each.hedge for each in around)
        for speaker in telling.speakers or (None,):
            chain = tuple(_distinct(([speaker] if speaker else []) + relays))
            voiced.append(Voiced(telling, chain[:_MOST], telling.stance, hedge))
    return tuple(voiced)


def _around(telling: Telling, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings that this one stands in, from the nearest to the farthest."""
    outer = [each for each in tellings if each is not telling and _holds(each, telling)]
    return sorted(outer, key=lambda each: (each.outer, _size(each), each.cue))


def _holds(outer: Telling, inner: Telling) -> bool:
    assert outer.content is not None and inner.content is not None
    within = outer.content[0] <= inner.cue[0] < outer.content[1]
    back = inner.content[0] <= outer.cue[0] < inner.content[1]
    if outer.outer and inner.outer:
        return outer.cue > inner.cue
    if outer.outer or inner.outer:
        return outer.outer
    return within and not back


def _size(telling: Telling) -> int:
    return telling.extent[1] - telling.extent[0]


def _only_relays(outer: Telling, inside: Sequence[Telling], doc: Doc) -> bool:
    """Whether nothing with a verb is left of the outer content when the inner tellings are taken out."""
    assert outer.content is not None
    own: set[int] = set()
    reached: set[int] = set()
    for inner in inside:
        assert inner.content is not None
        own |= {*range(*inner.content), *range(*inner.cue)}
        reached |= set(range(*inner.extent))
        for speaker in (*inner.speakers, *inner.relays):
            own |= set(range(speaker.start, speaker.end))
    return not any(
        token.pos_ in {"VERB", "AUX"} and (token.i not in reached or _tells(token, own))
        for token in doc[outer.content[0] : outer.content[1]]
    )


def _tells(token: Token, own: set[int]) -> bool:
    """Whether a finite verb stands apart from the telling beside it: "he will march, urging her to go"."""
    if token.i in own or token.dep_ in {"aux", "auxpass"} or find_entry(token) is not None:
        return False
    has_subject = any(child.dep_ in {"nsubj", "nsubjpass"} for child in token.children)
    if token.lemma_ == "be" and any(child.dep_ == "acomp" for child in token.children):
        return has_subject
    return has_subject and token.lemma_ not in _QUOTING and token.lemma_ not in load_cues("governor")


def _same_speaker(inner: Telling, outer: Telling) -> bool:
    """Whether somebody only says that he himself thinks so: "he told Radio X that he believed"."""
    names = {speaker.mention.name for speaker in outer.speakers}
    return bool(inner.speakers) and all(speaker.mention.name in names for speaker in inner.speakers)


def _distinct(chain: Sequence[Speaker]) -> list[Speaker]:
    """Each source once, at its first place."""
    kept: dict[str, Speaker] = {}
    for speaker in chain:
        kept.setdefault(speaker.mention.name.casefold(), speaker)
    return list(kept.values())
