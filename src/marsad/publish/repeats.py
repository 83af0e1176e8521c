"""Who copied whom: each copy with its origin, how much it shares and why we think so."""

from collections.abc import Iterable
from dataclasses import dataclass

from marsad.model.copies import Copy, Family, Relation
from marsad.publish.index import Index, name_outlet
from marsad.publish.times import say_published

RELATION_WORDS = {
    Relation.VERBATIM: "repeats word for word",
    Relation.REWRITE: "rewrites",
    Relation.EXCERPT: "holds a passage of",
    Relation.CITES: "cites",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportName:
    """A report where the page names it: its anchor, key, outlet and date."""

    id: str
    key: str
    outlet: str
    published: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """What a report repeats: how it stands to its origin, and the origin (a report, or a name alone)."""

    relation: str
    origin: ReportName | None
    origin_name: str
    share: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeater:
    """A report and all that it repeats."""

    report: ReportName
    repeats: tuple[Repeat, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """A family of two reports or more."""

    id: str
    origin_name: str
    reports: tuple[ReportName, ...]


def name_report(index: Index, report: str) -> ReportName:
    """What names a report on the page."""
    row = index.reports[report]
    return ReportName(id=row.id, key=row.key, outlet=name_outlet(row), published=say_published(row.published))


def tell_copies(index: Index, copies: Iterable[Copy]) -> tuple[Repeater, ...]:
    """Copies by the report that repeats, the largest share first."""
    by_report: dict[str, list[Copy]] = {}
    for copy in sorted(copies, key=lambda c: (-c.overlap, c.relation, c.origin_name or "", c.id)):
        by_report.setdefault(copy.report, []).append(copy)
    repeaters = (
        Repeater(report=name_report(index, report), repeats=tuple(_tell_copy(index, copy) for copy in found))
        for report, found in by_report.items()
    )
    return tuple(sorted(repeaters, key=lambda r: (r.report.key, r.report.id)))


def _tell_copy(index: Index, copy: Copy) -> Repeat:
    """A citation shares no text, so it shows no share."""
    return Repeat(
        relation=RELATION_WORDS[copy.relation],
        origin=name_report(index, copy.origin) if copy.origin else None,
        origin_name=copy.origin_name or "an unknown origin",
        share="" if copy.relation is Relation.CITES else f"{copy.overlap:.0%}",
        reasons=copy.reasons,
    )


def tell_families(index: Index, families: Iterable[Family]) -> tuple[Kin, ...]:
    """Families of two reports or more, the largest first."""
    kin = (
        Kin(
            id=family.id,
            origin_name=family.origin_name or name_outlet(index.reports[family.reports[0]]),
            reports=tuple(name_report(index, report) for report in family.reports),
        )
        for family in families
        if len(family.reports) > 1
    )
    return tuple(sorted(kin, key=lambda k: (-len(k.reports), k.origin_name, k.id)))
