"""Copies: who repeats whom among a set of reports, each with its origin, its passages and the reasons in words."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from marsad.lineage.choosing import Edge, choose_rows, introduce
from marsad.lineage.holding import HeldReuses, Pair
from marsad.lineage.keys import Body, read_bodies, read_keys
from marsad.lineage.origins import name_origin, say_order, sort_reports
from marsad.lineage.pairs import Pairs, find_pairs
from marsad.lineage.relations import Reuse, judge_reuses
from marsad.lineage.wordkeys import WordKeys
from marsad.model.copies import Copy, Passage, Relation
from marsad.model.ids import make_id
from marsad.model.reports import Report

_AT_ONCE = 1024
"""So many pairs are judged together."""


def find_copies(reports: Sequence[Report]) -> tuple[Copy, ...]:
    """Find who repeats whom: one origin for each verbatim copy or rewrite, one per family for an excerpt.

    The same whatever the order of the reports; reports that share no shingle with a pair change nothing about it. A
    report is asked for up to four times and never kept, so the sequence may read its reports from a file.
    """
    return choose_copies(reports, find_reuses(reports))


@dataclass(frozen=True, slots=True)
class Reused:
    """What pairs of reports share: the places of the reports in the order in which they are compared, how many words
    each of those has that shares any, and the reuses by their places in that order.
    """

    order: Sequence[int]
    words: Sequence[int]
    held: HeldReuses


def find_reuses(reports: Sequence[Report]) -> Reused:
    """Find what each two reports share, wherever they share what counts."""
    order, known = sort_reports(reports), WordKeys()
    pairs = find_pairs(read_keys((reports[at] for at in order), known))
    held, words = HeldReuses(), array("q", bytes(8 * len(order)))
    for pair, bodies, reuse in _judge_in_turn(reports, order, pairs, known):
        held.add(pair, reuse)
        for place, body in zip(pair, bodies, strict=True):
            words[place] = len(body)
    return Reused(order, words, held)


def choose_copies(reports: Sequence[Report], found: Reused) -> tuple[Copy, ...]:
    """Choose the rows by what reports share."""
    return write_copies(
        edge for reuses in found.held.part() for edge in _choose(reports, found.order, found.words, reuses)
    )


def judge_pairs(pairs: Sequence[tuple[Body, Body]]) -> list[Reuse | None]:
    """Judge each two bodies; two reports in known, different languages share only the page around them."""
    told = [pair for pair in pairs if _may_share(*pair)]
    judged = iter(judge_reuses(told))
    return [next(judged) if _may_share(*pair) else None for pair in pairs]


def _may_share(one: Body, other: Body) -> bool:
    return len({one.report.language, other.report.language} - {None}) < 2


def _choose(
    reports: Sequence[Report], order: Sequence[int], words: Sequence[int], reuses: Mapping[Pair, Reuse]
) -> tuple[Edge, ...]:
    """Choose the rows among reports that are tied together."""
    tied = sorted({place for pair in reuses for place in pair})
    return choose_rows({place: introduce(reports[order[place]], words[place]) for place in tied}, reuses)


def _judge_in_turn(
    reports: Sequence[Report], order: Sequence[int], pairs: Pairs, known: WordKeys
) -> Iterator[tuple[Pair, tuple[Body, Body], Reuse]]:
    """Judge the pairs in their order and give those that share what counts; bodies are let go with their pairs."""
    for start in range(0, len(pairs), _AT_ONCE):
        batch = [(one, other) for one, other in pairs[start : start + _AT_ONCE].tolist()]
        places = sorted({place for pair in batch for place in pair})
        read = dict(zip(places, read_bodies((reports[order[place]] for place in places), known), strict=True))
        bodies = [(read[one], read[other]) for one, other in batch]
        for pair, two, reuse in zip(batch, bodies, judge_pairs(bodies), strict=True):
            if reuse is not None:
                yield pair, two, reuse


def write_copies(edges: Iterable[Edge]) -> tuple[Copy, ...]:
    """Write the rows, in the order of their ids."""
    return tuple(sorted((_write(edge) for edge in edges), key=lambda copy: copy.id))


def _write(edge: Edge) -> Copy:
    ours, theirs, reuse = edge.copy.report, edge.origin.report, edge.reuse
    passages = [(right, left) for left, right in reuse.passages] if not edge.first_copies else list(reuse.passages)
    return Copy(
        id=make_id("copy", ours.id, theirs.id, reuse.relation),
        report=ours.id,
        origin=theirs.id,
        origin_name=name_origin(ours, theirs, reuse.relation is Relation.EXCERPT),
        relation=reuse.relation,
        overlap=reuse.share,
        passages=tuple(Passage(report=own, origin=other) for own, other in sorted(passages)),
        reasons=(*reuse.reasons, say_order(edge.copy, edge.origin)),
    )
