"""What a sentence takes over from the one before it: "another 70", "two others", "put the figure at 500"."""

from dataclasses import replace

from marsad.claims.counts.counted import Counted
from marsad.claims.counts.wording import Wording
from marsad.lexicon.counting import load_count_words
from marsad.model.claims import Measure
from marsad.model.drafts import DraftCount

_BACK = load_count_words("toll", "total") | {"another", "others", "more"}
_ADDED = frozenset({"another", "more", "further", "additional"})
_PEOPLE = frozenset({Measure.KILLED, Measure.INJURED, Measure.MISSING, Measure.DETAINED, Measure.RELEASED})


def goes_back(wording: Wording) -> bool:
    """Whether a clause has a word that may go on from counts told before."""
    return bool(_BACK & set(wording.words))


def go_on(draft: DraftCount, one: Counted, told: tuple[DraftCount, ...]) -> DraftCount:
    """ "Another 70 were wounded", "two others are missing": of the group that the sentence before counted last."""
    words = set(draft.verbatim.lower().split())
    added = one.group.others or bool(words & _ADDED)
    if draft.of is not None or not added or draft.measure not in _PEOPLE:
        return draft
    last = next((count for count in reversed(told) if count.measure in _PEOPLE and count.subset_of is None), None)
    if last is None or last.of is None or (last.best == 1):
        return draft
    return replace(draft, of=last.of, party=last.party)
