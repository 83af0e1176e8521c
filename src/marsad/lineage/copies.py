"""Copies: who repeats whom among a set of reports, each with its origin, its passages and the reasons in words."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain

from marsad.lineage.components import Components
from marsad.lineage.datelines import complete_dateline
from marsad.lineage.keys import Body, read_body
from marsad.lineage.origins import Standing, name_origin, own_days, rank_report, say_order
from marsad.lineage.pairs import find_pairs
from marsad.lineage.relations import Reuse, judge_reuse
from marsad.model.copies import Copy, Passage, Relation
from marsad.model.ids import make_id
from marsad.model.reports import Report

_WHOLE = (Relation.VERBATIM, Relation.REWRITE)
_NEARLY = 0.1

Pair = tuple[int, int]
Reuses = Mapping[Pair, Reuse]


def find_copies(reports: Sequence[Report]) -> tuple[Copy, ...]:
    """Find who repeats whom: one origin for each verbatim copy or rewrite, one per family for an excerpt.

    The same whatever the order of the reports; reports that share no shingle with a pair change nothing about it.
    """
    ordered = sorted({report.id: report for report in reports}.values(), key=lambda report: report.id)
    bodies = [read_body(report) for report in ordered]
    pairs = (pair for pair in find_pairs(bodies) if _share_language(ordered[pair[0]], ordered[pair[1]]))
    judged = {(one, other): judge_reuse(bodies[one], bodies[other]) for one, other in pairs}
    reuses = {pair: reuse for pair, reuse in judged.items() if reuse is not None}
    whole = {pair: reuse for pair, reuse in reuses.items() if reuse.relation in _WHOLE}
    homes = Components(len(bodies), whole)
    standings = _rank_all(bodies, homes, reuses)
    partial = {pair: reuse for pair, reuse in reuses.items() if homes.find(pair[0]) != homes.find(pair[1])}
    chosen = chain(
        ((pair, whole[pair]) for pair in _choose_origins(whole, standings)),
        ((pair, partial[pair]) for pair in _choose_excerpts(partial, standings, homes)),
    )
    return tuple(sorted((_write(bodies, standings, *found) for found in chosen), key=lambda copy: copy.id))


def _share_language(one: Report, other: Report) -> bool:
    """Two reports in known, different languages share only the page around them."""
    return None in (one.language, other.language) or one.language == other.language


def _rank_all(bodies: Sequence[Body], homes: Components, reuses: Reuses) -> list[Standing]:
    """Rank each report among the agencies that its family credits, by its date or its completed dateline."""
    credited: dict[int, set[str]] = {}
    near: dict[int, set[date]] = {}
    for place, body in enumerate(bodies):
        if body.report.agency is not None:
            credited.setdefault(homes.find(place), set()).add(body.report.agency)
    for one, other in reuses:
        near.setdefault(one, set()).update(own_days(bodies[other].report))
        near.setdefault(other, set()).update(own_days(bodies[one].report))
    return [
        rank_report(
            body.report,
            len(body),
            sorted(credited.get(homes.find(place), ())),
            complete_dateline(body.report, near.get(place, ())),
        )
        for place, body in enumerate(bodies)
    ]


def _choose_origins(whole: Reuses, standings: Sequence[Standing]) -> list[Pair]:
    """Choose for each report the origin it is a copy of: the first in rank that it shares enough with.

    "Enough" is within a tenth of the most it shares with any earlier report. Reports that would fall out of their
    family, since all they share with are later ones, are tied to the one that shares most.
    """
    best: dict[int, list[Pair]] = {}
    for pair in whole:
        best.setdefault(max(pair, key=lambda place: standings[place].rank), []).append(pair)
    chosen = []
    for pairs in best.values():
        most = max(whole[pair].share for pair in pairs)
        near = [pair for pair in pairs if whole[pair].share >= most - _NEARLY]
        chosen.append(min(near, key=lambda pair: min(standings[place].rank for place in pair)))
    homes = Components(len(standings), chosen)
    loose = sorted(whole, key=lambda pair: (-whole[pair].share, pair))
    return [*chosen, *(pair for pair in loose if homes.join(*pair))]


def _choose_excerpts(partial: Reuses, standings: Sequence[Standing], homes: Components) -> list[Pair]:
    """Choose for each report and each other family one origin: what shares most, then what ranks first."""
    best: dict[Pair, list[Pair]] = {}
    for pair in partial:
        origin, copy = sorted(pair, key=lambda place: standings[place].rank)
        best.setdefault((copy, homes.find(origin)), []).append(pair)
    return [
        min(pairs, key=lambda pair: (-partial[pair].share, min(standings[place].rank for place in pair)))
        for pairs in best.values()
    ]


def _write(bodies: Sequence[Body], standings: Sequence[Standing], pair: Pair, reuse: Reuse) -> Copy:
    first, second = pair
    origin, copy = sorted(pair, key=lambda place: standings[place].rank)
    passages = [(bodies[first].span(*found.left), bodies[second].span(*found.right)) for found in reuse.chains]
    turned = passages if copy == first else [(right, left) for left, right in passages]
    ours, theirs = bodies[copy].report, bodies[origin].report
    return Copy(
        id=make_id("copy", ours.id, theirs.id, reuse.relation),
        report=ours.id,
        origin=theirs.id,
        origin_name=name_origin(ours, theirs, reuse.relation is Relation.EXCERPT),
        relation=reuse.relation,
        overlap=reuse.share,
        passages=tuple(Passage(report=own, origin=other) for own, other in sorted(turned)),
        reasons=(*reuse.reasons, say_order(standings[copy], standings[origin])),
    )
