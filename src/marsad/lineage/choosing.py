"""Choosing: which of the pairs that share words become rows, each with its origin.

Every choice looks at two reports and at what each of them shares with others, never further, so that a report which
shares nothing with either of two changes nothing about them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from marsad.lineage.datelines import complete_dateline
from marsad.lineage.origins import Rank, Standing, is_spelled_strangely, own_days, rank_report
from marsad.lineage.relations import Reuse
from marsad.model.copies import Relation
from marsad.model.reports import Report

WHOLE = (Relation.VERBATIM, Relation.REWRITE)
_LEVELS = 10

Pair = tuple[int, int]
Reuses = Mapping[Pair, Reuse]
Order = tuple[int, Rank, Rank]


@dataclass(frozen=True, slots=True)
class Member:
    """A report, how many words can be reused of it, and whether these are spelled unlike what its outlet writes."""

    report: Report
    words: int
    strange: bool


def introduce(report: Report, words: int) -> Member:
    """Take a report in among those to choose from."""
    return Member(report, words, is_spelled_strangely(report))


@dataclass(frozen=True, slots=True)
class Edge:
    """A pair with its earlier report first; the smaller order is the closer tie."""

    pair: Pair
    origin: Standing
    copy: Standing
    order: Order
    reuse: Reuse
    first_copies: bool

    @property
    def members(self) -> Pair:
        """The copy and its origin."""
        return self.pair if self.first_copies else (self.pair[1], self.pair[0])


def choose_rows(members: Mapping[int, Member], reuses: Reuses) -> tuple[Edge, ...]:
    """Choose the rows: one origin for each verbatim copy or rewrite, and more only where it ties reports apart.

    A whole copy keeps its closest earlier report: of the same tenth of overlap, the first in rank. Any other tie stays
    unless a third report is tied more closely to both, so the rows hold together what whole copies tie. An excerpt
    stays unless both are whole copies of a third, or a whole copy of its origin is the better origin.
    """
    edges = {pair: _rank_pair(members, pair, reuse) for pair, reuse in reuses.items()}
    whole = {pair: edge for pair, edge in edges.items() if edge.reuse.relation in WHOLE}
    near = _list_neighbours(whole)
    best: dict[int, Edge] = {}
    for edge in whole.values():
        copy, _ = edge.members
        if copy not in best or edge.order < best[copy].order:
            best[copy] = edge
    chosen = {edge.pair for edge in best.values()}
    chosen.update(pair for pair, edge in whole.items() if not _is_bridged(edge, whole, near))
    parts = {pair: edge for pair, edge in edges.items() if pair not in whole}
    chosen.update(pair for pair, edge in parts.items() if _is_needed(edge, parts, near))
    return tuple(edges[pair] for pair in sorted(chosen))


def _rank_pair(members: Mapping[int, Member], pair: Pair, reuse: Reuse) -> Edge:
    """Rank two reports by each other: an agency that either credits, and a dateline that the other's day completes."""
    first, second = (members[place] for place in pair)
    credited = sorted({one.report.agency for one in (first, second) if one.report.agency is not None})
    standings = sorted(
        (
            rank_report(
                one.report,
                one.words,
                credited,
                complete_dateline(one.report, own_days(other.report)),
                strange=one.strange,
            )
            for one, other in ((first, second), (second, first))
        ),
        key=lambda standing: standing.rank,
    )
    level = _LEVELS - 1 - min(_LEVELS - 1, int(_LEVELS * reuse.share))
    origin, copy = standings
    return Edge(pair, origin, copy, (level, origin.rank, copy.rank), reuse, copy.report is first.report)


def _list_neighbours(pairs: Iterable[Pair]) -> Mapping[int, set[int]]:
    near: dict[int, set[int]] = {}
    for one, other in pairs:
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    return near


def _sort(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def _is_bridged(edge: Edge, whole: Mapping[Pair, Edge], near: Mapping[int, set[int]]) -> bool:
    """Whether a third report is tied more closely to both; dropping such ties parts nobody."""
    one, other = edge.pair
    return any(
        whole[_sort(one, third)].order < edge.order and whole[_sort(other, third)].order < edge.order
        for third in near[one] & near[other]
    )


def _is_needed(edge: Edge, parts: Mapping[Pair, Edge], near: Mapping[int, set[int]]) -> bool:
    """Whether an excerpt says what no row of its two reports and their whole copies says better."""
    copy, origin = edge.members
    twins = near.get(origin, set())
    if near.get(copy, set()) & twins:
        return False
    rivals = [parts[_sort(copy, twin)] for twin in twins if _sort(copy, twin) in parts]
    return not any(
        rival.members[0] == copy and (-rival.reuse.share, rival.order) < (-edge.reuse.share, edge.order)
        for rival in rivals
    )
