"""Names that tell an older event apart: those that a story only puts beside an old date."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache

from marsad.lexicon.bodies import load_bodies, load_nations
from marsad.lexicon.parties import load_demonyms
from marsad.model.claims import Precision
from marsad.model.drafts import Draft
from marsad.resolve.oldtimes import CALENDAR, find_old_words, split_words

LEAD = timedelta(days=10)
"""How long before a story's first report a happening may end and still be its news."""

_NEAR = 8
_FINE = frozenset({Precision.INSTANT, Precision.HOUR, Precision.DAY_PART, Precision.DAY, Precision.WEEK})


def is_recent(draft: Draft, window: datetime | None) -> bool:
    """A time as fine as a week that reaches into the window."""
    when = draft.when
    if when is None or window is None or when.precision not in _FINE or when.end is None:
        return False
    return when.end > window and (when.start is None or when.start >= window - LEAD)


def find_shared_name(words: tuple[str, ...], names: frozenset[str]) -> str | None:
    """The first of some names that stands in a sentence's words, its first word left out."""
    return next((word for word in words[1:] if word in names), None)


def find_old_names(drafts: Sequence[Draft], window: datetime | None) -> frozenset[str]:
    """Names that stand beside an old date and nowhere beside a recent one: of events that the story looks back on."""
    if window is None:
        return frozenset()
    old: set[str] = set()
    news: set[str] = set()
    for draft in drafts:
        words = split_words(draft.quote)
        near = _names_near(words, find_old_words(words, window.date()))
        old |= near
        if is_recent(draft, window):
            news |= {word for word in words if _is_name(word)} - near
    return frozenset(old - news)


def _names_near(words: tuple[str, ...], spots: tuple[int, ...]) -> set[str]:
    return {
        words[at]
        for spot in spots
        for at in range(max(spot - _NEAR, 1), min(spot + _NEAR, len(words)))
        if _is_name(words[at])
    }


def _is_name(word: str) -> bool:
    """A capitalised word that is no country, people, month or weekday."""
    if len(word) < 4 or not word[0].isupper() or word.isupper() or not any(letter.islower() for letter in word):
        return False
    return word not in load_demonyms() and word not in _known_names() and word.lower() not in CALENDAR


@cache
def _known_names() -> frozenset[str]:
    """The words of countries' and bodies' names: they recur in every story and tell no event apart."""
    names = {form for nation in load_nations() for form in (nation.name, *nation.stands_for)}
    names |= {form for body in load_bodies() for form in (body.name, *body.aliases)}
    return frozenset(word for name in names for word in name.split())
