"""What one report made of another's attributions and names: who says it, and what people are called."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from marsad.claims import read_claims
from marsad.lexicon.bodies import find_body, fold_name
from marsad.lexicon.parties import load_demonyms, load_parties
from marsad.lineage.changes import Change
from marsad.lineage.swaps import SwapKind
from marsad.model.drafts import Draft
from marsad.model.reports import Report, Span


class Turn(StrEnum):
    """What became of an attribution or a name."""

    DROPPED = "dropped"
    ADDED = "added"
    SWAPPED = "swapped"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voicing:
    """The sources that one sentence names beside those of its counterpart, or the words for the same people."""

    turn: Turn
    left: tuple[Span, ...]
    right: tuple[Span, ...]


def compare_voices(reports: tuple[Report, Report], changes: Sequence[Change]) -> tuple[Voicing, ...]:
    """What became of each sentence's attribution, in order, then the swaps of words for people and bodies.

    A sentence that only the right report has is its own and no change of attribution; one that was dropped whole counts
    with the sources that it named. The same words ("the monitor") are no swap, whomever each report means by them.
    """
    drafts = [[draft for draft in read_claims([report]) if draft.chain] for report in reports]
    turns = []
    for change in changes:
        sides = [_sources(some, span) for some, span in zip(drafts, (change.left, change.right), strict=True)]
        named = [{fold_name(name) for name, _ in side} for side in sides]
        worded = [
            {fold_name(report.text[slice(*span)]) for _, span in side}
            for report, side in zip(reports, sides, strict=True)
        ]
        if change.left is not None and named[0] != named[1] and worded[0] != worded[1]:
            turn = Turn.SWAPPED if all(named) else Turn.DROPPED if named[0] else Turn.ADDED
            left, right = (tuple(span for _, span in side) for side in sides)
            turns.append(Voicing(turn=turn, left=left, right=right))
    return (*turns, *find_renamed(reports, changes))


def _sources(drafts: Sequence[Draft], sentence: Span | None) -> list[tuple[str, Span]]:
    """The names of the sources that a sentence credits, each once, with the words that name them."""
    if sentence is None:
        return []
    links = [link for draft in drafts if sentence[0] <= draft.span[0] < sentence[1] for link in draft.chain]
    return list({fold_name(link.name): (link.name, link.span) for link in reversed(links)}.values())[::-1]


def find_renamed(reports: tuple[Report, Report], changes: Sequence[Change]) -> list[Voicing]:
    """The words for people that the right report has where the left has others, one of each."""
    return [
        Voicing(turn=Turn.RENAMED, left=(swap.left,), right=(swap.right,))
        for change in changes
        for swap in change.swaps
        if swap.kind is SwapKind.WORDS and swap.left and swap.right
        if _names_people(reports[0].text[slice(*swap.left)]) and _names_people(reports[1].text[slice(*swap.right)])
    ]


def _names_people(words: str) -> bool:
    """Whether words are for people: a noun for a party, a people's adjective or a body that the lexicon knows."""
    parties, demonyms = load_parties(), load_demonyms()
    return find_body(words) is not None or any(word.lower() in parties or word in demonyms for word in words.split())
