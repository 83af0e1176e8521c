"""Families: reports that are copies of one another, with the name of who stands behind them."""

from collections.abc import Mapping, Sequence

from marsad.lineage.components import Components
from marsad.model.copies import Copy, Family, Relation
from marsad.model.ids import make_id
from marsad.model.reports import Report

_WHOLE = (Relation.VERBATIM, Relation.REWRITE)


def find_families(reports: Sequence[Report], copies: Sequence[Copy]) -> tuple[Family, ...]:
    """Put every report into exactly one family: components over verbatim copies and rewrites."""
    ordered = sorted({report.id: report for report in reports}.values(), key=lambda report: report.id)
    places = {report.id: place for place, report in enumerate(ordered)}
    rows = [copy for copy in copies if copy.relation in _WHOLE and copy.report in places and copy.origin in places]
    homes = Components(len(ordered), ((places[row.report], places[row.origin or ""]) for row in rows))
    named = {row.report: row for row in rows}
    groups: dict[int, list[Report]] = {}
    for place, report in enumerate(ordered):
        groups.setdefault(homes.find(place), []).append(report)
    families = (
        Family(
            id=make_id("family", members[0].id),
            reports=tuple(member.id for member in members),
            origin_name=_name_family(members, named),
        )
        for members in groups.values()
    )
    return tuple(sorted(families, key=lambda family: family.id))


def put_copies_together(reports: Sequence[Report], copies: Sequence[Copy]) -> tuple[Report, ...]:
    """The reports with those that repeat one another side by side, excerpts too; the order given changes nothing."""
    ordered = sorted(reports, key=lambda report: report.id)
    places = {report.id: place for place, report in enumerate(ordered)}
    pairs = ((places[row.report], places[row.origin]) for row in copies if row.origin in places)
    homes = Components(len(ordered), pairs)
    return tuple(ordered[place] for place in sorted(range(len(ordered)), key=lambda place: (homes.find(place), place)))


def _name_family(members: Sequence[Report], rows: Mapping[str, Copy]) -> str | None:
    """The agency that the origin or, failing that, a copy credits; else the origin's outlet."""
    origins = [member for member in members if member.id not in rows]
    credited = [member.agency for member in (*origins, *members) if member.agency is not None]
    return next(iter(credited), origins[0].outlet if origins else None)
