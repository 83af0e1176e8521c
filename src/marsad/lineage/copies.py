"""Copies: who repeats whom among a set of reports, each with its origin, its passages and the reasons in words."""

from collections.abc import Iterator, Sequence

from marsad.lineage.choosing import Edge, Member, Pair, choose_rows
from marsad.lineage.keys import Body, read_bodies, read_keys
from marsad.lineage.origins import name_origin, order_report, say_order
from marsad.lineage.pairs import Pairs, find_pairs
from marsad.lineage.relations import Reuse, judge_reuses
from marsad.lineage.wordkeys import WordKeys
from marsad.model.copies import Copy, Passage, Relation
from marsad.model.ids import make_id
from marsad.model.reports import Report

_AT_ONCE = 512
"""So many pairs are judged together."""


def find_copies(reports: Sequence[Report]) -> tuple[Copy, ...]:
    """Find who repeats whom: one origin for each verbatim copy or rewrite, one per family for an excerpt.

    The same whatever the order of the reports; reports that share no shingle with a pair change nothing about it.
    """
    ordered = sorted({report.id: report for report in reports}.values(), key=order_report)
    words = WordKeys()
    pairs = find_pairs(read_keys(ordered, words))
    members: dict[int, Member] = {}
    reuses: dict[Pair, Reuse] = {}
    for pair, bodies, reuse in _judge_in_turn(ordered, pairs, words):
        reuses[pair] = reuse
        members.update((place, Member(body.report, len(body))) for place, body in zip(pair, bodies, strict=True))
    return write_copies(choose_rows(members, reuses))


def judge_pairs(pairs: Sequence[tuple[Body, Body]]) -> list[Reuse | None]:
    """Judge each two bodies; two reports in known, different languages share only the page around them."""
    told = [pair for pair in pairs if _may_share(*pair)]
    judged = iter(judge_reuses(told))
    return [next(judged) if _may_share(*pair) else None for pair in pairs]


def _may_share(one: Body, other: Body) -> bool:
    return len({one.report.language, other.report.language} - {None}) < 2


def _judge_in_turn(
    reports: Sequence[Report], pairs: Pairs, words: WordKeys
) -> Iterator[tuple[Pair, tuple[Body, Body], Reuse]]:
    """Judge the pairs in their order and give those that share what counts.

    A body is read when its first pair comes, and let go once the pairs have passed it: they come by their first text.
    """
    held: dict[int, Body] = {}
    kept = 0
    for start in range(0, len(pairs), _AT_ONCE):
        batch = [(one, other) for one, other in pairs[start : start + _AT_ONCE].tolist()]
        if len(held) > 2 * kept + _AT_ONCE:
            held = {place: body for place, body in held.items() if place >= batch[0][0]}
            kept = len(held)
        new = sorted({place for pair in batch for place in pair if place not in held})
        held.update(zip(new, read_bodies((reports[place] for place in new), words), strict=True))
        bodies = [(held[one], held[other]) for one, other in batch]
        for pair, two, reuse in zip(batch, bodies, judge_pairs(bodies), strict=True):
            if reuse is not None:
                yield pair, two, reuse
        for two in bodies:
            for body in two:
                body.forget()


def write_copies(edges: Sequence[Edge]) -> tuple[Copy, ...]:
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
