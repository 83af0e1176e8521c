"""Which of the sentences behind a figure say it: one that a reader is shown for 34 says 34, and no earlier 23."""

import re
from collections.abc import Iterable

from marsad.model.claims import Claim, Count, CountRelation
from marsad.model.incidents import IncidentCount
from marsad.publish.index import Index

_NUMBERS = re.compile(r"\d+")
_BEFORE = " (earlier "


def find_stating(index: Index, claims: Iterable[str], count: IncidentCount) -> tuple[str, ...]:
    """The claims that count the same measure and give one of a figure's numbers."""
    numbers = frozenset(filter(None, (count.low, count.best, count.high)))
    return tuple(c for c in claims if any(_gives(one, count.measure, numbers) for one in index.claims[c].counts))


def find_taking(claims: Iterable[Claim], value: str) -> tuple[Claim, ...]:
    """The claims that give a number of what a source holds now ("34 killed (earlier 23)"); else none."""
    held = value.partition(_BEFORE)[0]
    numbers = frozenset(int(number) for number in _NUMBERS.findall(held))
    return tuple(
        c for c in claims if any(_gives(one, one.measure, numbers) and one.measure in held for one in c.counts)
    )


def _gives(count: Count, measure: str, numbers: frozenset[int]) -> bool:
    return count.measure == measure and not numbers.isdisjoint(_say_numbers(count))


def _say_numbers(count: Count) -> Iterable[int]:
    """The numbers of a count, and the one that "more than" or "fewer than" was said of."""
    yield from (number for number in (count.low, count.best, count.high) if number is not None)
    if count.relation is CountRelation.MORE_THAN and count.low is not None:
        yield count.low - 1
    if count.relation is CountRelation.FEWER_THAN and count.high is not None:
        yield count.high + 1
