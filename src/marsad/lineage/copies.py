"""Copies: who repeats whom among a set of reports, each with its origin, its passages and the reasons in words."""

from collections.abc import Iterator, Sequence

from marsad.lineage.choosing import Edge, Member, Pair, choose_rows
from marsad.lineage.components import Components
from marsad.lineage.keys import Body, read_body, read_keys
from marsad.lineage.origins import name_origin, order_report, say_order
from marsad.lineage.pairs import find_pairs
from marsad.lineage.relations import Reuse, judge_reuse
from marsad.lineage.shingles import Keys
from marsad.model.copies import Copy, Passage, Relation
from marsad.model.ids import make_id
from marsad.model.reports import Report

_BODIES = 2048
"""So many bodies are held at a time while pairs are judged."""


def find_copies(reports: Sequence[Report]) -> tuple[Copy, ...]:
    """Find who repeats whom: one origin for each verbatim copy or rewrite, one per family for an excerpt.

    The same whatever the order of the reports; reports that share no shingle with a pair change nothing about it.
    """
    ordered = sorted({report.id: report for report in reports}.values(), key=order_report)
    words: list[int] = []

    def read() -> Iterator[Keys]:
        for report in ordered:
            keys = read_keys(report)
            words.append(len(keys))
            yield keys

    pairs = find_pairs(read())
    members = [Member(report, count) for report, count in zip(ordered, words, strict=True)]
    return write_copies(choose_rows(members, judge_pairs(ordered, pairs)))


def judge_pairs(reports: Sequence[Report], pairs: Sequence[Pair]) -> dict[Pair, Reuse]:
    """Judge each pair and leave out what shares nothing that counts; what hangs together is read together."""
    homes = Components(len(reports), pairs)
    bodies: dict[int, Body] = {}
    reuses: dict[Pair, Reuse] = {}
    for pair in sorted(pairs, key=lambda pair: (homes.find(pair[0]), pair)):
        if not share_language(reports[pair[0]], reports[pair[1]]):
            continue
        if len(bodies) > _BODIES:
            bodies.clear()
        for place in pair:
            if place not in bodies:
                bodies[place] = read_body(reports[place])
        reuse = judge_reuse(bodies[pair[0]], bodies[pair[1]])
        if reuse is not None:
            reuses[pair] = reuse
    return reuses


def share_language(one: Report, other: Report) -> bool:
    """Two reports in known, different languages share only the page around them."""
    return None in (one.language, other.language) or one.language == other.language


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
