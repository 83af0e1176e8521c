"""Anchors: the date that relative times of an undated report are read against."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

import re2

from marsad.model.copies import Story
from marsad.model.reports import DateBasis, Report

UNDATED = frozenset({DateBasis.UNKNOWN, DateBasis.RECEIVED})
_YEAR = re2.compile(r"\b(?:19|20)\d\d\b")


def anchor_reports(reports: Sequence[Report], stories: Sequence[Story]) -> tuple[Report, ...]:
    """The reports as the claims stage reads them: an undated one carries the middle date of its story's dated ones.

    The basis stays as it was, so that a reader of the date knows that nobody stated it. Of two middle dates the
    earlier is taken, and none of a year before one that the undated report names: what speaks of 2031 was not written
    in 2030. A story without a dated report leaves its reports as they are.
    """
    by_id = {report.id: report for report in reports}
    anchored = dict(by_id)
    for story in stories:
        members = [by_id[key] for key in story.reports]
        days = sorted(_day(r.published) for r in members if r.published and r.published_basis not in UNDATED)
        for report in members if days else ():
            if report.published_basis in UNDATED:
                anchored[report.id] = replace(report, published=_middle(days, report.text))
    return tuple(anchored[report.id] for report in reports)


def _middle(days: Sequence[date], text: str) -> date:
    """The middle of the days that are not before the last year of theirs that the text names."""
    years = [int(year) for year in _YEAR.findall(text) if int(year) <= days[-1].year]
    left = [day for day in days if day.year >= max(years, default=0)] or days
    return left[(len(left) - 1) // 2]


def _day(published: date | datetime) -> date:
    return published.date() if isinstance(published, datetime) else published
