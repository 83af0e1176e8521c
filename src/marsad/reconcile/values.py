"""Values: when two figures agree, what a figure says in digits, and which of two is higher."""

from dataclasses import dataclass
from functools import lru_cache
from math import inf

from marsad.model.claims import Count, CountRelation
from marsad.model.incidents import IncidentCount, Point

FLOOR_REACH = 1.5
"""A floor speaks of figures up to half as much again; one beyond that says something else."""
ABOUT = 0.1
"""How far a round figure reaches to either side."""


VAGUE_REACH = 2
"""How far a vague word ("dozens") reaches beyond its table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure with how it was said; `is_part` where any higher figure can hold it."""

    low: int | None
    best: int | None
    high: int | None
    relation: CountRelation
    is_part: bool = False


def figure_of(count: Count | IncidentCount | Point) -> Figure:
    """A count's figure."""
    return _figure(count.low, count.best, count.high, count.relation)


@lru_cache(maxsize=4096)
def _figure(low: int | None, best: int | None, high: int | None, relation: CountRelation) -> Figure:
    return Figure(low=low, best=best, high=high, relation=relation)


def middle(figure: Figure) -> int:
    """One number to order figures by: best, else low, else high."""
    if figure.best is not None:
        return figure.best
    return figure.low if figure.low is not None else figure.high or 0


def is_empty(figure: Figure) -> bool:
    """Whether a figure gives no number at all."""
    return figure.low is None and figure.best is None and figure.high is None


def is_floor(figure: Figure) -> bool:
    """Whether a figure only says from where on: "at least 4", "more than 10"."""
    return figure.low is not None and figure.best is None and figure.high is None


def reach(figure: Figure) -> tuple[float, float]:
    """The numbers that a figure speaks of, as an interval."""
    if figure.low is None and figure.high is None and figure.best is not None:
        return figure.best * (1 - ABOUT), figure.best * (1 + ABOUT)
    if figure.relation == CountRelation.VAGUE and figure.best is None:
        return (figure.low or 0) / VAGUE_REACH, figure.high * VAGUE_REACH if figure.high is not None else inf
    low = 0.0 if figure.low is None else float(figure.low)
    if figure.is_part:
        return low, inf
    high = float(figure.high) if figure.high is not None else max(low * FLOOR_REACH, low + 1)
    return low, inf if is_empty(figure) else high


def agree(one: Figure, other: Figure) -> bool:
    """Whether two figures can both be so: their intervals meet."""
    (a, b), (c, d) = reach(one), reach(other)
    return max(a, c) <= min(b, d)


def informs(figure: Figure) -> tuple[int, int]:
    """How much a figure tells, more first: exact, then best, then a closed range, then the higher floor."""
    exact = figure.low is not None and figure.low == figure.high
    rank = (
        0 if exact else 1 if figure.best is not None else 2 if figure.high is not None and figure.low is not None else 3
    )
    return rank, -middle(figure)


def in_digits(figure: Figure) -> str:
    """A figure in words and digits: "at least 9", "more than 2,500", "6 to 8"."""
    low, best, high = figure.low, figure.best, figure.high
    if best is not None:
        return f"about {best:,}" if figure.relation == CountRelation.ABOUT else f"{best:,}"
    if low is not None and high is not None:
        return f"{low:,} to {high:,}"
    if low is not None:
        more = figure.relation == CountRelation.MORE_THAN
        return f"more than {low - 1:,}" if more else f"at least {low:,}"
    if high is not None:
        fewer = figure.relation == CountRelation.FEWER_THAN
        return f"fewer than {high + 1:,}" if fewer else f"up to {high:,}"
    return "an unstated number"
