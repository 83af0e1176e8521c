"""Dates: an undated report takes the date of the report that it copies, and says so."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from marsad.lineage.datelines import complete_dateline
from marsad.lineage.origins import day_of, own_days
from marsad.lineage.relations import BACKGROUND
from marsad.model.copies import Copy, Relation
from marsad.model.reports import DateBasis, Report

_EXCERPT_FROM = 0.2
_OPEN = (DateBasis.UNKNOWN, DateBasis.RECEIVED)


def inherit_dates(reports: Sequence[Report], copies: Sequence[Copy]) -> tuple[Report, ...]:
    """Give each report without a date of its own a day by its copies; the rest stay as they are.

    A dateline that leaves out the year gets the year of what it shares words with, basis `dateline`. Others take the
    day of their origin, basis `inherited`: first along verbatim copies and rewrites, step by step through the family;
    then from an excerpt that makes up a fifth of the shorter body and is no standing background, if all such origins
    are of one day. A day after the date of receipt is not taken. Nothing that was stated is overwritten.
    """
    days = {report.id: day for report in reports for day in own_days(report)}
    datelines = _complete(reports, days, copies)
    days.update(datelines)
    limits = {report.id: _find_limit(report) for report in reports if report.published_basis in _OPEN}
    whole = [copy for copy in copies if copy.relation in (Relation.VERBATIM, Relation.REWRITE)]
    known = _spread(days, limits, whole)
    parts = [copy for copy in copies if copy.relation is Relation.EXCERPT and _is_substantial(copy)]
    known = {**_borrow(known, limits, parts), **known}
    known = _spread(known, limits, whole)
    return tuple(
        _date(report, known.get(report.id), report.id in datelines) if report.id in limits else report
        for report in reports
    )


def _complete(reports: Sequence[Report], days: Mapping[str, date], copies: Sequence[Copy]) -> dict[str, date]:
    """The days of datelines without a year, by the dates of the reports that share words with them."""
    near: dict[str, set[date]] = {}
    for copy in copies:
        for one, other in ((copy.report, copy.origin), (copy.origin, copy.report)):
            if one is not None and other is not None and other in days:
                near.setdefault(one, set()).add(days[other])
    found = {report.id: complete_dateline(report, near.get(report.id, ())) for report in reports}
    return {
        report.id: day
        for report in reports
        if (day := found[report.id]) is not None and _is_allowed(day, _find_limit(report))
    }


def _spread(days: Mapping[str, date], limits: Mapping[str, date | None], copies: Sequence[Copy]) -> dict[str, date]:
    """Carry days along copies, nearest first; where two dated neighbours differ, the earlier day."""
    known, fresh = dict(days), set(days)
    neighbours: dict[str, list[str]] = {}
    for copy in copies:
        if copy.origin is not None:
            neighbours.setdefault(copy.report, []).append(copy.origin)
            neighbours.setdefault(copy.origin, []).append(copy.report)
    while fresh:
        found: dict[str, date] = {}
        for giver in fresh:
            for taker in neighbours.get(giver, ()):
                if taker not in known and taker in limits and _is_allowed(known[giver], limits[taker]):
                    found[taker] = min(found.get(taker, known[giver]), known[giver])
        known.update(found)
        fresh = set(found)
    return known


def _borrow(days: Mapping[str, date], limits: Mapping[str, date | None], copies: Sequence[Copy]) -> dict[str, date]:
    """Take a day from excerpts where all dated origins agree on it."""
    offers: dict[str, set[date]] = {}
    for copy in copies:
        if copy.origin is not None and copy.origin in days and copy.report in limits and copy.report not in days:
            offers.setdefault(copy.report, set()).add(days[copy.origin])
    agreed = {taker: min(offered) for taker, offered in offers.items() if len(offered) == 1}
    return {taker: day for taker, day in agreed.items() if _is_allowed(day, limits[taker])}


def _is_substantial(copy: Copy) -> bool:
    return copy.overlap >= _EXCERPT_FROM and BACKGROUND not in copy.reasons


def _find_limit(report: Report) -> date | None:
    """The day of receipt, after which nothing can have been published."""
    if report.published is None or report.published_basis is not DateBasis.RECEIVED:
        return None
    return day_of(report.published)


def _is_allowed(day: date, limit: date | None) -> bool:
    return limit is None or day <= limit


def _date(report: Report, day: date | None, own: bool) -> Report:
    if day is None:
        return report
    if own:
        line = replace(report.dateline, date=day) if report.dateline else None
        return replace(report, published=day, published_basis=DateBasis.DATELINE, dateline=line)
    return replace(report, published=day, published_basis=DateBasis.INHERITED)
