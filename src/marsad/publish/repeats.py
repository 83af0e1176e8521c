"""Who copied whom, as a tree: each copy under the report it repeats, with the words that were changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from marsad.model.copies import Copy, Relation
from marsad.publish.index import Index, name_outlet
from marsad.publish.masking import Mask
from marsad.publish.retelling import Retelling, tell_retelling
from marsad.publish.times import say_published

RELATION_WORDS = {
    Relation.VERBATIM: "repeats it word for word",
    Relation.REWRITE: "rewrites it",
    Relation.EXCERPT: "holds a passage of it",
    Relation.CITES: "cites",
}

_CLOSEST = tuple(RELATION_WORDS)
"""A report with several origins hangs under the one that it repeats most closely: verbatim, rewrite, then excerpt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportName:
    """A report where the page names it: its anchor, its key where the outlet does not stand for it, outlet and date."""

    id: str
    key: str
    outlet: str
    published: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A report in the tree: how it stands to the one above it, which names it cites, and what hangs under it."""

    report: ReportName
    relation: str
    share: str
    reasons: tuple[str, ...]
    retelling: Retelling | None
    also: tuple[tuple[str, ReportName], ...]
    cites: tuple[str, ...]
    branches: tuple["Branch", ...]


def name_report(index: Index, report: str) -> ReportName:
    """What names a report on the page."""
    row = index.reports[report]
    key = row.key if row.outlet else ""
    return ReportName(id=row.id, key=key, outlet=name_outlet(row), published=say_published(row.published))


def grow_trees(index: Index, mask: Mask, reports: Iterable[str], copies: Iterable[Copy]) -> tuple[Branch, ...]:
    """The trees of a story's reports, the largest first. A report that repeats nobody and is repeated by nobody is a
    tree of its own if it cites somebody, else it is left out.
    """
    found = tuple(copies)
    above = _choose_origins(found)
    under: dict[str, list[Copy]] = {}
    for copy in above.values():
        under.setdefault(copy.origin or "", []).append(copy)
    by_report: dict[str, list[Copy]] = {}
    for copy in found:
        by_report.setdefault(copy.report, []).append(copy)
    rows = _Rows(index=index, mask=mask, under=under, by_report=by_report)
    ends = {end for copy in found for end in (copy.report, copy.origin) if end}
    roots = [report for report in reports if report in ends and report not in above]
    trees = [_grow(rows, root, None) for root in roots]
    return tuple(sorted(trees, key=lambda tree: (-_count(tree), tree.report.key, tree.report.id)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    index: Index
    mask: Mask
    under: Mapping[str, Sequence[Copy]]
    by_report: Mapping[str, Sequence[Copy]]


def _choose_origins(copies: Sequence[Copy]) -> dict[str, Copy]:
    """The copy that each report hangs by, without a circle: one that would close it is passed over."""
    above: dict[str, Copy] = {}
    ranked = sorted(
        (copy for copy in copies if copy.origin), key=lambda c: (_CLOSEST.index(c.relation), -c.overlap, c.id)
    )
    for copy in ranked:
        if copy.report not in above and copy.report not in _list_origins(above, copy.origin):
            above[copy.report] = copy
    return above


def _list_origins(above: Mapping[str, Copy], report: str | None) -> set[str]:
    """A report and all that it hangs under."""
    seen: set[str] = set()
    while report and report not in seen:
        seen.add(report)
        report = above[report].origin if report in above else None
    return seen


def _grow(rows: _Rows, report: str, hangs: Copy | None) -> Branch:
    mine = rows.by_report.get(report, ())
    others = [c for c in mine if c is not hangs and c.origin]
    cited = [c.origin_name for c in mine if c.relation is Relation.CITES and not c.origin and c.origin_name]
    return Branch(
        report=name_report(rows.index, report),
        relation=RELATION_WORDS[hangs.relation] if hangs else "",
        share=f"{hangs.overlap:.0%}" if hangs else "",
        reasons=hangs.reasons if hangs else (),
        retelling=tell_retelling(rows.index, rows.mask, hangs) if hangs else None,
        also=tuple((RELATION_WORDS[c.relation], name_report(rows.index, c.origin)) for c in others if c.origin),
        cites=tuple(dict.fromkeys(cited)),
        branches=tuple(
            _grow(rows, copy.report, copy)
            for copy in sorted(rows.under.get(report, ()), key=lambda c: (-c.overlap, c.id))
        ),
    )


def _count(tree: Branch) -> int:
    return 1 + sum(map(_count, tree.branches))
