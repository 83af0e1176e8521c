"""Copies: who repeats whom among a set of reports, each with its origin, its passages and the reasons in words."""

from collections.abc import Sequence

from marsad.lineage.choosing import Edge, Member, Pair, choose_rows
from marsad.lineage.keys import Body
from marsad.lineage.origins import name_origin, order_report, say_order
from marsad.lineage.pairs import find_pairs
from marsad.lineage.relations import Reuse, judge_reuse
from marsad.model.copies import Copy, Passage, Relation
from marsad.model.ids import make_id
from marsad.model.reports import Report

_HELD = 4096
"""After so many pairs what was looked up for their bodies is forgotten."""


def find_copies(reports: Sequence[Report]) -> tuple[Copy, ...]:
    """Find who repeats whom: one origin for each verbatim copy or rewrite, one per family for an excerpt.

    The same whatever the order of the reports; reports that share no shingle with a pair change nothing about it.
    """
    ordered = sorted({report.id: report for report in reports}.values(), key=order_report)
    bodies = [Body(report) for report in ordered]
    pairs = find_pairs(body.keys for body in bodies)
    members = [Member(report, len(body)) for report, body in zip(ordered, bodies, strict=True)]
    return write_copies(choose_rows(members, judge_pairs(bodies, pairs)))


def judge_pairs(bodies: Sequence[Body], pairs: Sequence[Pair]) -> dict[Pair, Reuse]:
    """Judge each pair and leave out what shares nothing that counts. What bodies look up is held for a while."""
    reuses: dict[Pair, Reuse] = {}
    held: list[int] = []
    for pair in pairs:
        reuse = judge_pair(bodies[pair[0]], bodies[pair[1]])
        if reuse is not None:
            reuses[pair] = reuse
        held.extend(pair)
        if len(held) > _HELD:
            for place in held:
                bodies[place].forget()
            held.clear()
    return reuses


def judge_pair(one: Body, other: Body) -> Reuse | None:
    """Judge two bodies; two reports in known, different languages share only the page around them."""
    languages = {one.report.language, other.report.language} - {None}
    return judge_reuse(one, other) if len(languages) < 2 else None


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
